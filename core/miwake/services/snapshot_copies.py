"""What edited copies give to a run: each a pair with its original, in training scenes only, never a case."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from miwake.domain.captions import Caption
from miwake.domain.photos import Photo
from miwake.domain.snapshots import SnapshotPair, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.domain.texts import normalised
from miwake.domain.wording import counted

Captions = Mapping[int, Sequence[Caption]]


@dataclass(frozen=True, slots=True)
class CopiesUsed:
    """Edited copies that a run trains on, their pairs, and what the report says of them."""

    photos: tuple[SnapshotPhoto, ...]
    pairs: tuple[SnapshotPair, ...]
    notes: tuple[str, ...]


def copies_used(everything: Sequence[Photo], kept: Mapping[int, Photo], captions: Captions) -> CopiesUsed:
    """Return what the edited copies of a project give to a run.

    One trains only while its original does, and only with descriptions that follow from what is still said of the
    original: where that was corrected since, nothing vouches for what the edit made of it.

    Args:
        everything: All photos of the project.
        kept: The photos that the run uses, edited copies apart, by identifier.
        captions: All descriptions by photo.
    """
    copies = [photo for photo in everything if photo.made is not None]
    photos: list[SnapshotPhoto] = []
    pairs: list[SnapshotPair] = []
    for copy in copies:
        parent = kept.get(copy.made.parent) if copy.made else None
        found = list(_pairs(copy, parent, captions)) if parent and parent.split is Split.TRAIN else []
        if parent and found:
            pairs += found
            photos.append(_photo(copy, parent, found, captions))
    return CopiesUsed(tuple(photos), tuple(pairs), tuple(_notes(len(photos), len(copies))))


def _pairs(copy: Photo, parent: Photo, captions: Captions) -> Iterator[SnapshotPair]:
    said = {normalised(each.text): each.text for each in captions.get(parent.id, ())}
    own = {each.id: each.text for each in captions.get(copy.id, ())}
    for caption, source in (copy.made.sources if copy.made else {}).items():
        was, now = said.get(normalised(source)), own.get(caption)
        if was is not None and now is not None and normalised(now) not in said:
            name = f"copy-{copy.id}-{caption}"
            yield SnapshotPair(name, parent.sha256, copy.sha256, was, now, Split.TRAIN)


def _photo(copy: Photo, parent: Photo, pairs: Sequence[SnapshotPair], captions: Captions) -> SnapshotPhoto:
    """Return the copy with all that may be true of it: what is said of the original and was not changed."""
    false = {normalised(pair.caption_a) for pair in pairs}
    texts = (each.text for photo in (copy, parent) for each in captions.get(photo.id, ()))
    true = tuple(dict.fromkeys(text for text in texts if normalised(text) not in false))
    return SnapshotPhoto(copy.sha256, str(copy.path), parent.group, Split.TRAIN, made_of=parent.sha256, also_true=true)


def _notes(used: int, there_are: int) -> Iterator[str]:
    if used:
        copies = counted(used, "edited copy was", "edited copies were")
        yield f"{copies} trained on, made by mirroring or recolouring a photo; none was tested."
    if used < there_are:
        copies = counted(there_are - used, "edited copy was", "edited copies were")
        yield f"{copies} left out: its photo is not trained on, or the descriptions that it was made from have changed."
