"""Parts of the training and validation scenes, for choices that must not look at a test photo."""

import random
from collections.abc import Iterator
from dataclasses import replace

from miwake.domain.snapshots import Snapshot
from miwake.domain.terms import Split


def folds(snapshot: Snapshot, *, count: int, seed: int) -> Iterator[Snapshot]:
    """Yield the snapshot `count` times, each time with another part of the scenes as validation and the rest to train.

    Only scenes of training and validation take part; a scene is in one part, and so are all its photos. The answers of
    each mix-up are spread over the parts. Test scenes and pairs across parts are left out.

    Args:
        snapshot: Training, validation and test photos.
        count: How many parts; at least 2.
        seed: Of the order in which scenes are dealt out.
    """
    part = _parts(snapshot, count, seed)
    splits = {photo.sha256: photo.split for photo in snapshot.photos}
    for number in range(count):
        photos = tuple(
            replace(photo, split=Split.VALIDATION if part[photo.group] == number else Split.TRAIN)
            for photo in snapshot.photos
            if photo.split is not Split.TEST
        )
        training = {photo.sha256 for photo in photos if photo.split is Split.TRAIN}
        yield replace(
            snapshot,
            photos=photos,
            examples=tuple(each for each in snapshot.examples if splits.get(each.photo, Split.TEST) is not Split.TEST),
            pairs=tuple(
                replace(pair, split=Split.TRAIN) for pair in snapshot.pairs if {pair.photo_a, pair.photo_b} <= training
            ),
        )


def scenes(snapshot: Snapshot) -> int:
    """Return how many scenes can take part."""
    return len({photo.group for photo in snapshot.photos if photo.split is not Split.TEST})


def _parts(snapshot: Snapshot, count: int, seed: int) -> dict[int, int]:
    """Return the part of each scene: scenes are ordered by what their first example answers and dealt out in turn."""
    answers: dict[str, str] = {}
    for each in snapshot.examples:
        answers.setdefault(each.photo, f"{each.mixup} {each.choice}")
    stratum: dict[int, str] = {}
    for photo in snapshot.photos:
        if photo.split is not Split.TEST:
            stratum.setdefault(photo.group, answers.get(photo.sha256, ""))
    order = sorted(stratum)
    random.Random(f"{seed} folds").shuffle(order)  # noqa: S311  not for secrets
    order.sort(key=lambda group: stratum[group])
    return {group: place % count for place, group in enumerate(order)}
