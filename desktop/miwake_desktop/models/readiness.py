"""What a retraining would learn from and what its test could prove, counted from the snapshot that it would freeze."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from miwake.domain.provable import LEAST_GROUPS, proof_sentence
from miwake.domain.snapshots import Example, Snapshot
from miwake.domain.terms import Split


@dataclass(frozen=True, slots=True)
class Amount:
    """Photos that have a description with something false of them, and the scenes that they come from."""

    photos: int = 0
    scenes: int = 0


@dataclass(frozen=True, slots=True)
class MixupAmounts:
    """What there is of one mix-up; the name is empty for free descriptions."""

    name: str
    trained: Amount
    tested: Amount


@dataclass(frozen=True, slots=True)
class Readiness:
    """What there is to learn from and to test on.

    Attributes:
        unreviewed: Look-alike descriptions that nobody has decided on and that would be used all the same.
    """

    trained: Amount = Amount()
    validated: Amount = Amount()
    tested: Amount = Amount()
    pairs: int = 0
    unreviewed: int = 0
    by_mixup: tuple[MixupAmounts, ...] = ()

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Readiness":
        """Count a snapshot."""
        groups = {photo.sha256: photo.group for photo in snapshot.photos}
        cases = {split: [each for each in snapshot.of_split(split) if each.confusables] for split in Split}
        names = [mixup.name for mixup in snapshot.mixups]
        trained, tested = (_by_mixup(cases[split]) for split in (Split.TRAIN, Split.TEST))
        if "" in trained or "" in tested:
            names.append("")
        return cls(
            trained=_amount(cases[Split.TRAIN], groups),
            validated=_amount(cases[Split.VALIDATION], groups),
            tested=_amount(cases[Split.TEST], groups),
            pairs=len(snapshot.pairs),
            unreviewed=snapshot.decisions.unreviewed,
            by_mixup=tuple(
                MixupAmounts(name, _amount(trained[name], groups), _amount(tested[name], groups)) for name in names
            ),
        )

    @property
    def can_start(self) -> bool:
        """Whether there is something to learn from and something to test on."""
        return bool(self.trained.photos and self.tested.photos)

    @property
    def can_prove(self) -> bool:
        """Whether the test scenes are enough for a verdict."""
        return self.tested.scenes >= LEAST_GROUPS

    @property
    def proof(self) -> str:
        """What the test photos can prove, in a sentence."""
        return proof_sentence(self.tested.scenes, self.tested.photos)


def _by_mixup(cases: Iterable[Example]) -> "defaultdict[str, list[Example]]":
    found: defaultdict[str, list[Example]] = defaultdict(list)
    for case in cases:
        found[case.mixup or ""].append(case)
    return found


def _amount(cases: Iterable[Example], groups: dict[str, int]) -> Amount:
    photos = {case.photo for case in cases}
    return Amount(len(photos), len({groups[photo] for photo in photos}))
