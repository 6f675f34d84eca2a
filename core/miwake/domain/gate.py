"""What speaks against using a model: a mix-up that got worse is never hidden behind the verdict on the whole."""

from dataclasses import dataclass

from miwake.domain.comparisons import Comparison
from miwake.domain.errors import RefusedError
from miwake.domain.models import Model
from miwake.domain.terms import RetentionVerdict, Verdict


class UnconfirmedError(RefusedError):
    """A person has to confirm that they want it all the same."""


@dataclass(frozen=True, slots=True)
class Risen:
    """A mix-up that more test photos fall to than before; counts, which hold where a rate would not.

    Attributes:
        verdict: What the test photos of this mix-up alone prove.
    """

    mixup: str
    before: int
    after: int
    n: int
    verdict: Verdict

    @property
    def words(self) -> str:
        """The mix-up and its counts, such as "ladder (3 of 12 before, 8 after)"."""
        return f"{self.mixup} ({self.before} of {self.n} before, {self.after} after)"


@dataclass(frozen=True, slots=True)
class Concerns:
    """What speaks against using a model (method.md, Evidence).

    Attributes:
        never: Mix-ups that must never get worse and did: the model is refused.
        worse: Mix-ups that are proven to be worse.
        perhaps: Mix-ups whose count rose where the test photos are too few to say whether that is chance.
        whole: Whether it is proven to be worse at all test photos together.
        lost: Whether earlier skill was lost.
        unread: Whether what its run proved is there and cannot be read.
    """

    never: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    whole: bool = False
    lost: bool = False
    unread: bool = False

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a person has to confirm, each to be read after the model's name."""
        found = (
            "got worse at all test photos together" if self.whole else "",
            f"got worse at {', '.join(self.worse)}" if self.worse else "",
            f"mixes up more test photos of {', '.join(self.perhaps)}" if self.perhaps else "",
            "may have lost part of its earlier skill" if self.lost else "",
            "has a report that cannot be read" if self.unread else "",
        )
        return tuple(reason for reason in found if reason)


def risen(comparison: Comparison) -> tuple[Risen, ...]:
    """Return the mix-ups that more test photos fall to than before, the largest rise first."""
    found = [Risen(name, *part.mixed_up, part.n, part.verdict) for name, part in comparison.by_mixup.items()]
    return tuple(
        sorted((each for each in found if each.after > each.before), key=lambda each: each.before - each.after)
    )


def concerns(model: Model, comparison: Comparison | None, *, unread: bool = False) -> Concerns:
    """Return what speaks against a model.

    Args:
        model: Its entry, which says what must never get worse and did.
        comparison: What its run proved; where that is gone, what was registered with the model has to do.
        unread: Whether it is there and cannot be read, so that what it says against the model is not known.
    """
    metrics = model.metrics
    never = tuple(metrics.get("critical_worse", ()))
    if comparison is None:
        return Concerns(
            never,
            tuple(metrics.get("worse", ())),
            whole=metrics.get("verdict") == Verdict.WORSE,
            lost=metrics.get("retention") == RetentionVerdict.LOST,
            unread=unread,
        )
    rose = risen(comparison)
    worse = tuple(each.words for each in rose if each.verdict is Verdict.WORSE)
    few = comparison.verdict is Verdict.TOO_FEW
    perhaps = tuple(each.words for each in rose if each.verdict is Verdict.TOO_FEW or few)
    lost = comparison.retention is not None and comparison.retention.verdict is RetentionVerdict.LOST
    perhaps = tuple(each for each in perhaps if each not in worse)
    return Concerns(never, worse, perhaps, comparison.verdict is Verdict.WORSE, lost)


def is_recommended(verdict: Verdict | None, found: Concerns) -> bool:
    """Return whether there is evidence that a model is better, and nothing that speaks against it."""
    return verdict is Verdict.IMPROVED and not found.never and not found.reasons


def check_gate(model: Model, comparison: Comparison | None, *, confirmed: bool, unread: str = "") -> None:
    """Let a model through, or say why not.

    Args:
        model: Its entry.
        comparison: What its run proved.
        confirmed: Whether a person wants it in spite of the reasons against it.
        unread: Why what its run proved cannot be read; empty where it can, or is gone.

    Raises:
        RefusedError: A mix-up that must never get worse did.
        UnconfirmedError: There are reasons to confirm (`Concerns.reasons`), and nobody has.
    """
    found = concerns(model, comparison, unread=bool(unread))
    if found.never:
        raise RefusedError(
            f"This model got worse at {', '.join(found.never)}, which must never get worse.",
            kept="The active model is unchanged.",
            todo="Sort more photos of it and retrain.",
        )
    if found.reasons and not confirmed:
        raise UnconfirmedError(
            f"This model {' and '.join(found.reasons)}.",
            why=unread or ("The test photos are too few to say whether that is chance." if found.perhaps else ""),
            kept="The active model is unchanged.",
            todo="Confirm if you want to use it all the same.",
        )
