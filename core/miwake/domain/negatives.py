"""Negatives as the caption engine proposes them."""

from dataclasses import dataclass
from typing import Any

from miwake.domain.edits import Edit
from miwake.domain.terms import Decided, Kind, NegativeSource, Operation, Rejection, Split, Status


@dataclass(frozen=True, slots=True)
class Proposal:
    """A description that is false of the photo but almost true, before anyone has judged it.

    Attributes:
        text: The whole negative.
        kind: What sort of fact it gets wrong.
        edits: What was changed, as spans of the caption; two for a swap.
        operation: replace, swap or added.
        source: Where the change came from.
        plausibility: 0 (nobody would say it) to 1 (as likely as the caption itself).
        suspect: Why it may in fact be true, in words for the user; None if nothing speaks for that.
    """

    text: str
    kind: Kind
    edits: tuple[Edit, ...]
    operation: Operation
    source: NegativeSource
    plausibility: float
    suspect: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the object of the command line contract (`generate`)."""
        single = self.edits[0] if len(self.edits) == 1 else None
        shown: dict[str, Any] = {
            "text": self.text,
            "kind": str(self.kind),
            "from": single.before if single else None,
            "to": single.after if single else None,
            "span": [single.start, single.end] if single else None,
            "source": str(self.source),
            "edit": str(self.operation),
            "plausibility": round(self.plausibility, 4),
            "suspect": self.suspect,
        }
        if not single:
            shown["edits"] = [
                {"from": edit.before, "to": edit.after, "span": [edit.start, edit.end]} for edit in self.edits
            ]
        return shown


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that one caption offers; `none_because` says why there is nothing."""

    caption: str
    negatives: tuple[Proposal, ...]
    none_because: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the object of the command line contract (`generate`)."""
        return {
            "caption": self.caption,
            "negatives": [each.as_json() for each in self.negatives],
            "none_because": self.none_because,
        }


@dataclass(frozen=True, slots=True)
class Negative:
    """A negative of the project: a proposal, whose it is and what was decided about it.

    Attributes:
        caption: Identifier of the caption that it is almost, and of `photo` that caption is true of.
        mixup: Identifier of the mix-up whose other choice (`choice`, from 0) it states.
        decided: How the decision was made; None while proposed.
    """

    id: int
    caption: int
    photo: int
    text: str
    kind: Kind | None
    operation: Operation
    source: NegativeSource
    plausibility: float
    suspect: str | None
    status: Status
    edits: tuple[Edit, ...] = ()
    rejection: Rejection | None = None
    decided: Decided | None = None
    decided_at: str | None = None
    mixup: int | None = None
    choice: int | None = None
    group: int = 0
    split: Split | None = None
    closeness: float | None = None
    margin: float | None = None
