"""What a photo set is, and how a seed splits it: by scene, 60 / 15 / 25, each answer in proportion."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotMixup, SnapshotPhoto
from miwake.domain.terms import Split

SHARES = ((Split.TRAIN, 0.6), (Split.VALIDATION, 0.75), (Split.TEST, 1.0))


@dataclass(frozen=True, slots=True)
class PhotoSet:
    """Photos with a true description and false ones.

    Attributes:
        name: What the table calls it.
        examples: One or more for each photo; `photo` names one of `paths`.
        paths: Where each photo lies.
        groups: The scene of each photo.
        mixups: What gets mixed up in it.
        source: Where it comes from, and its licence.
        only_tested: Scenes that are test photos whatever the seed, beside a quarter of the others.
    """

    name: str
    examples: tuple[Example, ...]
    paths: dict[str, str]
    groups: dict[str, int]
    mixups: tuple[SnapshotMixup, ...]
    source: str
    only_tested: frozenset[int] = frozenset()

    def split(self, seed: int) -> Snapshot:
        """Return the set split by a seed."""
        splits = self._splits(seed)
        photos = tuple(
            SnapshotPhoto(photo, path, self.groups[photo], splits[self.groups[photo]])
            for photo, path in self.paths.items()
        )
        return Snapshot(photos, self.examples, mixups=self.mixups)

    def _splits(self, seed: int) -> dict[int, Split]:
        strata: dict[tuple[str | None, int | None], list[int]] = {}
        for each in self.examples:
            if self.groups[each.photo] in self.only_tested:
                continue
            strata.setdefault((each.mixup, each.choice), []).append(self.groups[each.photo])
        found = dict.fromkeys(self.only_tested, Split.TEST)
        for name, groups in sorted(strata.items(), key=lambda each: str(each[0])):
            order = [group for group in dict.fromkeys(groups) if group not in found]
            random.Random(f"{seed} {name}").shuffle(order)  # noqa: S311 -- no secret
            for place, group in enumerate(order):
                found[group] = _split_at((place + 0.5) / len(order))
        return found


def _split_at(share: float) -> Split:
    return next(split for split, end in SHARES if share < end)


def mixup_examples(mixup: SnapshotMixup, answers: Sequence[tuple[str, int]]) -> tuple[Example, ...]:
    """Return the examples of sorted photos: the choice is true, the others are false."""
    return tuple(
        Example(
            f"{mixup.name}:{photo}",
            photo,
            mixup.choices[choice],
            mixup.name,
            choice,
            tuple(Confusable(text, choice=place) for place, text in enumerate(mixup.choices) if place != choice),
        )
        for photo, choice in answers
    )
