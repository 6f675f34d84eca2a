"""Add, edit and remove what is true of a photo."""

from collections.abc import Iterable, Mapping

from miwake.domain.captions import Caption
from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError, RefusedError
from miwake.domain.terms import CaptionSource
from miwake.domain.texts import normalised
from miwake.services.batches import batches, new_series
from miwake.services.projects import Project
from miwake.services.splitting import deal, dealing_order
from miwake.storage import captions, negatives, photos

# Photos a transaction: it holds the database for well under 50 ms.
_BATCH = 8


def describe(project: Project, photos_and_text: Mapping[int, str]) -> Changes:
    """Add a typed description to each of the photos, as one step.

    Raises:
        MiwakeError: A description is empty.
        NotFoundError: A photo is not in the project.
    """
    _check(photos_and_text.values())
    title = "Described a photo" if len(photos_and_text) == 1 else f"Described {len(photos_and_text)} photos"
    with project.database.read() as transaction:
        groups = {photo: photos.photo(transaction, photo).group for photo in photos_and_text}
    series, changes = new_series("describe"), Changes()
    order = {group: number for number, group in enumerate(dealing_order(_scenes(photos_and_text, groups)))}
    for batch in batches(sorted(photos_and_text, key=lambda photo: order[groups[photo]]), _BATCH):
        with project.database.action("describe", title, series=series) as transaction:
            for photo in batch:
                text = photos_and_text[photo].strip()
                captions.add_caption(transaction, photo, text, source=CaptionSource.TYPED)
            deal(transaction, list(dict.fromkeys(groups[photo] for photo in batch)))
        changes |= transaction.changes
    return changes


def edit_description(project: Project, caption: int, text: str) -> Changes:
    """Change a description; its undecided negatives go, decided ones become stale.

    Raises:
        MiwakeError: The text is empty.
        RefusedError: The photo has that description already.
        NotFoundError: There is no such description.
    """
    _check([text])
    with project.database.action("edit", "Edited a description") as transaction:
        old = captions.caption(transaction, caption)
        others = captions.captions(transaction, photos=[old.photo])
        if any(each.id != caption and normalised(each.text) == normalised(text) for each in others):
            raise RefusedError("The photo has that description already.", kept="Nothing was changed.")
        if normalised(old.text) != normalised(text):
            negatives.mark_stale(transaction, caption)
            captions.answers_no_mixup(transaction, caption)
        captions.set_text(transaction, caption, text.strip())
    return transaction.changes


def remove_description(project: Project, caption: int) -> Changes:
    """Remove a description with its negatives.

    Raises:
        NotFoundError: There is no such description.
    """
    with project.database.action("remove", "Removed a description") as transaction:
        captions.remove_caption(transaction, caption)
    return transaction.changes


def descriptions(project: Project, *, photo: int | None = None) -> list[Caption]:
    """Return all descriptions, or those of one photo."""
    with project.database.read() as transaction:
        return captions.captions(transaction, photos=None if photo is None else [photo])


def _scenes(texts: Mapping[int, str], groups: Mapping[int, int]) -> dict[int, list[str]]:
    scenes: dict[int, list[str]] = {}
    for photo, text in texts.items():
        scenes.setdefault(groups[photo], []).append(text)
    return scenes


def _check(texts: Iterable[str]) -> None:
    if any(not normalised(text) for text in texts):
        raise MiwakeError("A description is empty.", todo="Write what is true of the photo.")
