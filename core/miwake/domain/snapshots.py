"""The frozen, content-hashed list of all that a run trains and tests on."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from miwake.domain.terms import Kind, Split


@dataclass(frozen=True, slots=True)
class SnapshotPhoto:
    """A photo as a run sees it: `sha256` is its identity, `path` where its bytes lay when the snapshot was made.

    Attributes:
        made_of: `sha256` of the photo that it is an edited copy of; such a one has no example and is never a case.
        also_true: What is or may be true of an edited copy, beside what its pair says.
    """

    sha256: str
    path: str
    group: int
    split: Split
    made_of: str | None = None
    also_true: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confusable:
    """A description that is false of the example's photo.

    Attributes:
        text: The description.
        kind: What it gets wrong; None for another choice of a mix-up.
        choice: Index of the mix-up's choice that it states; None if it comes from no mix-up.
        accepted: A person (or their sorting) said that it is false.
        suspect: It may in fact be true, and nobody has said otherwise; never trained on.
    """

    text: str
    kind: Kind | None = None
    choice: int | None = None
    accepted: bool = True
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A photo, a true description of it and its confusable ones; in validation and test this is a case.

    Attributes:
        id: Stable name, unique in the snapshot.
        photo: `sha256` of the photo.
        caption: The true description.
        mixup: Name of the mix-up that it answers; None for a free description.
        choice: Index of the true choice in that mix-up.
        confusables: What is false of the photo; at most four in validation and test.
        found_by_model: Its case was found through a model's mistake; never in the headline.
        paraphrases: Further true descriptions of the photo.
    """

    id: str
    photo: str
    caption: str
    mixup: str | None = None
    choice: int | None = None
    confusables: tuple[Confusable, ...] = ()
    found_by_model: bool = False
    paraphrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SnapshotPair:
    """Two photos, each with a description that is false of the other; of one split.

    People marked them as confused, or the second is an edited copy of the first (`SnapshotPhoto.made_of`).
    """

    id: str
    photo_a: str
    photo_b: str
    caption_a: str
    caption_b: str
    split: Split


@dataclass(frozen=True, slots=True)
class SnapshotMixup:
    """A mix-up as it was when the snapshot was made."""

    name: str
    choices: tuple[str, ...]
    per_month: float | None = None
    costs: tuple[tuple[int, int, float], ...] = ()
    critical: bool = False


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """How the decisions behind a snapshot were made."""

    sorted: int = 0
    one_by_one: int = 0
    bulk: int = 0
    unreviewed: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a run trains and tests on; equal content has an equal `digest`."""

    photos: tuple[SnapshotPhoto, ...]
    examples: tuple[Example, ...]
    pairs: tuple[SnapshotPair, ...] = ()
    mixups: tuple[SnapshotMixup, ...] = ()
    decisions: DecisionCounts = field(default_factory=DecisionCounts)
    notes: tuple[str, ...] = ()

    def photo(self, sha256: str) -> SnapshotPhoto:
        """Return the photo of that identity.

        Raises:
            KeyError: It is not part of the snapshot.
        """
        for each in self.photos:
            if each.sha256 == sha256:
                return each
        raise KeyError(sha256)

    def of_split(self, split: Split) -> Iterator[Example]:
        """Yield the examples whose photo is in `split`."""
        wanted = {photo.sha256 for photo in self.photos if photo.split == split}
        return (example for example in self.examples if example.photo in wanted)

    @property
    def digest(self) -> str:
        """SHA-256 of the content; where the photos lie does not count."""
        content = self.as_json()
        for photo in content["photos"]:
            del photo["path"]
            if photo["made_of"] is None:
                # Snapshots without edited copies keep the digest that they had before there were any.
                del photo["made_of"], photo["also_true"]
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Return plain lists and dictionaries, to be read back by `from_json`."""
        shown: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return shown

    @classmethod
    def from_json(cls, shown: dict[str, Any]) -> "Snapshot":
        """Read what `as_json` wrote."""
        return cls(
            photos=tuple(_photo(each) for each in shown["photos"]),
            examples=tuple(_example(each) for each in shown["examples"]),
            pairs=tuple(SnapshotPair(**{**each, "split": Split(each["split"])}) for each in shown["pairs"]),
            mixups=tuple(
                SnapshotMixup(
                    **{
                        **each,
                        "choices": tuple(each["choices"]),
                        "costs": tuple((int(true), int(said), float(cost)) for true, said, cost in each["costs"]),
                    }
                )
                for each in shown["mixups"]
            ),
            decisions=DecisionCounts(**shown["decisions"]),
            notes=tuple(shown["notes"]),
        )


def _photo(shown: dict[str, Any]) -> SnapshotPhoto:
    return SnapshotPhoto(**{**shown, "split": Split(shown["split"]), "also_true": tuple(shown.get("also_true", ()))})


def _example(shown: dict[str, Any]) -> Example:
    confusables = tuple(
        Confusable(**{**each, "kind": Kind(each["kind"]) if each["kind"] else None}) for each in shown["confusables"]
    )
    return Example(**{**shown, "confusables": confusables, "paraphrases": tuple(shown["paraphrases"])})
