"""All that a run computes from, in seeded order: cases, validation, replay and the part of it that is held out."""

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PIL import Image, ImageOps

from miwake.domain.errors import RefusedError
from miwake.domain.snapshots import Example, Snapshot
from miwake.ml.cases import TrainingCase, TrainingPair, Truths, known_truths, training_cases, training_pairs
from miwake.ml.embedding import OpenPhoto
from miwake.ml.mirrors import is_mirror, with_mirrors
from miwake.ml.options import ReplayItem, TrainingOptions
from miwake.ml.validation import validation_cases

MOST_REPLAY = 640
HELD_OUT = 4
"""One replay item in four is held out to measure what is kept."""
FEWEST_HELD_OUT = 25


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a run computes from.

    Attributes:
        cases: Training cases; whole scenes are left out from the end where time is short.
        pairs: Marked pairs of training photos, and edited copies with their originals.
        truths: What is known to be true of each photo.
        validation: Validation cases.
        validation_groups: The group of each validation case.
        replay: General photos and captions to train on.
        held_out: General photos and captions that only measure what is kept.
        openers: How each photo is decoded, by SHA-256.
    """

    cases: tuple[TrainingCase, ...]
    pairs: tuple[TrainingPair, ...]
    truths: dict[str, Truths]
    validation: tuple[Example, ...]
    validation_groups: tuple[int, ...]
    replay: tuple[ReplayItem, ...]
    held_out: tuple[ReplayItem, ...]
    openers: dict[str, Callable[[], Image.Image]]

    @property
    def training_photos(self) -> list[str]:
        """SHA-256 of each photo that is trained on."""
        paired = (case.photo for pair in self.pairs for case in (pair.first, pair.second))
        return list(dict.fromkeys((*(case.photo for case in self.cases), *paired)))

    @property
    def validation_photos(self) -> list[str]:
        """SHA-256 of each validation photo."""
        return list(dict.fromkeys(case.photo for case in self.validation))

    @property
    def general_photos(self) -> list[str]:
        """SHA-256 of each general photo."""
        return list(dict.fromkeys(item.key for item in (*self.replay, *self.held_out)))

    @property
    def plain_photos(self) -> list[str]:
        """SHA-256 of each photo that is needed in the plain view only: validation and general ones."""
        return list(dict.fromkeys((*self.validation_photos, *self.general_photos)))


def gather(
    snapshot: Snapshot,
    replay: Sequence[ReplayItem],
    *,
    options: TrainingOptions,
    open_photo: OpenPhoto,
    mirrorable: Collection[str] = (),
) -> Material:
    """Return the material of a run.

    Args:
        snapshot: Whose training and validation photos are used.
        replay: General photos and captions.
        options: The run's options.
        open_photo: Decodes the photo at a path.
        mirrorable: SHA-256 of photos that are trained on as a mirror shows them, too.

    Raises:
        RefusedError: The snapshot has nothing to train on.
    """
    snapshot = with_mirrors(snapshot, mirrorable)
    cases, pairs = training_cases(snapshot), training_pairs(snapshot)
    if not cases and not pairs:
        raise RefusedError(
            "There is nothing to train on yet.",
            why="No photo of a training scene has a description.",
            todo="Sort photos or describe them first.",
        )
    groups = {photo.sha256: photo.group for photo in snapshot.photos}
    validation = validation_cases(snapshot)
    general, held_out = _divided(replay, options.seed)
    openers: dict[str, Callable[[], Image.Image]] = {
        photo.sha256: partial(_in_a_mirror, open_photo, photo.path)
        if is_mirror(photo.sha256)
        else partial(open_photo, photo.path)
        for photo in snapshot.photos
    }
    openers.update({item.key: item.open for item in (*general, *held_out)})
    return Material(
        cases=_by_scene(cases, options.seed),
        pairs=tuple(pairs),
        truths=known_truths(snapshot),
        validation=tuple(validation),
        validation_groups=tuple(groups[case.photo] for case in validation),
        replay=general,
        held_out=held_out,
        openers=openers,
    )


def _in_a_mirror(open_photo: OpenPhoto, path: str) -> Image.Image:
    return ImageOps.mirror(open_photo(path))


def shortened(material: Material, *, photos: int, replay: int) -> Material:
    """Return the material with the scenes of the first training photos and the first general photos only.

    Marked pairs stay, edited copies stay with their originals and count as photos. Of the general photos the share that
    is held out stays as it is.
    """
    copies: dict[str, set[str]] = {}
    for pair in material.pairs:
        if pair.made:
            copies.setdefault(pair.first.photo, set()).add(pair.second.photo)
    kept: list[TrainingCase] = []
    seen: set[str] = set()
    groups: set[int] = set()
    for case in material.cases:
        if len(seen) >= photos and case.group not in groups:
            break
        seen |= {case.photo, *copies.get(case.photo, ())}
        groups.add(case.group)
        kept.append(case)
    share = min(1.0, replay / max(1, len(material.general_photos)))
    return replace(
        material,
        cases=tuple(kept),
        pairs=tuple(pair for pair in material.pairs if not pair.made or pair.first.photo in seen),
        replay=_first_photos(material.replay, share),
        held_out=_first_photos(material.held_out, share),
    )


def _first_photos(items: tuple[ReplayItem, ...], share: float) -> tuple[ReplayItem, ...]:
    keys = list(dict.fromkeys(item.key for item in items))
    kept = set(keys[: round(share * len(keys))])
    return tuple(item for item in items if item.key in kept)


def _by_scene(cases: Sequence[TrainingCase], seed: int) -> tuple[TrainingCase, ...]:
    groups = sorted({case.group for case in cases})
    random.Random(f"{seed} scenes").shuffle(groups)  # noqa: S311  not for secrets
    place = {group: number for number, group in enumerate(groups)}
    return tuple(sorted(cases, key=lambda case: place[case.group]))


def _divided(replay: Sequence[ReplayItem], seed: int) -> tuple[tuple[ReplayItem, ...], tuple[ReplayItem, ...]]:
    """Return replay items to train on and to hold out; no photo is in both."""
    keys = list(dict.fromkeys(item.key for item in replay))
    random.Random(f"{seed} replay").shuffle(keys)  # noqa: S311  not for secrets
    keys = keys[:MOST_REPLAY]
    count = len(keys) // HELD_OUT
    held = set(keys[:count]) if count >= FEWEST_HELD_OUT else set()
    kept = set(keys) - held
    return tuple(item for item in replay if item.key in kept), tuple(item for item in replay if item.key in held)
