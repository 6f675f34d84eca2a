"""Photos as a mirror shows them: sorted by a mix-up of left and right, each has the opposite answer there.

A photo and its mirror image differ in nothing else, so that only the sides can tell their answers apart; a crop or
another photo never isolates them like that.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from miwake.domain.laterality import mirrored_text
from miwake.domain.rewording import changed_captions
from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotMixup, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.domain.texts import normalised

_MARK = "-mirrored"


def is_mirror(key: str) -> bool:
    """Return whether a key is that of a photo as a mirror shows it."""
    return key.endswith(_MARK)


def unmirrored(key: str) -> str:
    """Return the SHA-256 of the photo whose mirror image, or which itself, a key names."""
    return key.removesuffix(_MARK)


def worth_mirroring(snapshot: Snapshot) -> list[str]:
    """Return SHA-256 of the training and validation photos that surely get another answer in a mirror."""
    mixups = {mixup.name: mixup for mixup in snapshot.mixups}
    splits = {photo.sha256: photo.split for photo in snapshot.photos}
    copied = {photo.made_of for photo in snapshot.photos}
    return [
        photo
        for photo, examples in _by_photo(snapshot).items()
        if splits[photo] is not Split.TEST and photo not in copied and any(_mirrored(examples, mixups))
    ]


def with_mirrors(snapshot: Snapshot, mirrorable: Collection[str]) -> Snapshot:
    """Return the snapshot with the mirror images of training photos, each in the scene of its photo.

    Args:
        snapshot: What the run trains on.
        mirrorable: SHA-256 of the photos that read as well in a mirror.
    """
    mixups = {mixup.name: mixup for mixup in snapshot.mixups}
    examples = _by_photo(snapshot)
    photos: list[SnapshotPhoto] = []
    added: list[Example] = []
    for photo in snapshot.photos:
        if photo.split is Split.TRAIN and photo.sha256 in mirrorable:
            own = examples.get(photo.sha256, [])
            if made := list(_mirrored(own, mixups)):
                added += made
                key = photo.sha256 + _MARK
                photos.append(replace(photo, sha256=key, made_of=photo.sha256, also_true=_also_true(own)))
    return replace(snapshot, photos=(*snapshot.photos, *photos), examples=(*snapshot.examples, *added))


def _by_photo(snapshot: Snapshot) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {}
    for each in snapshot.examples:
        found.setdefault(each.photo, []).append(each)
    return found


def _mirrored(examples: Sequence[Example], mixups: Mapping[str, SnapshotMixup]) -> Iterator[Example]:
    """Yield the answers of a photo as they are in a mirror, where that is surely another choice."""
    now = _changed(examples)
    for each in examples:
        mixup = mixups.get(each.mixup or "")
        choices = [normalised(text) for text in mixup.choices] if mixup else []
        said = normalised(now.get(each.caption, ""))
        if mixup and said in choices:
            yield _answer(each, mixup, choices.index(said), now)


def _answer(example: Example, mixup: SnapshotMixup, choice: int, now: Mapping[str, str]) -> Example:
    return replace(
        example,
        id=example.id + _MARK,
        photo=example.photo + _MARK,
        caption=mixup.choices[choice],
        choice=choice,
        confusables=tuple(
            Confusable(text, choice=place) for place, text in enumerate(mixup.choices) if place != choice
        ),
        paraphrases=tuple(now[text] for text in example.paraphrases if text in now),
    )


def _also_true(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return what may be true of the mirror image: all that is said of the photo, but for what surely changes."""
    changed = _changed(examples)
    return tuple(text for text in _said(examples) if text not in changed)


def _changed(examples: Sequence[Example]) -> dict[str, str]:
    """Return what a mirror makes of the descriptions of a photo that it surely changes."""
    return {each.was: each.now for each in changed_captions(_said(examples), mirrored_text)[0]}


def _said(examples: Sequence[Example]) -> list[str]:
    return list(dict.fromkeys(text for each in examples for text in (each.caption, *each.paraphrases)))
