"""What the window and the command line ask about photos."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from miwake.domain.changes import Changes
from miwake.domain.errors import NotFoundError
from miwake.domain.photos import Photo
from miwake.services.batches import batches, new_series
from miwake.services.projects import Project
from miwake.storage import photos

# Photos a transaction, each with all that was said of it.
_BATCH = 4


def list_photos(project: Project) -> list[Photo]:
    """Return all photos, in the order in which they were imported."""
    with project.database.read() as transaction:
        return photos.photos(transaction)


def photo_ids(project: Project, *, search: str = "") -> list[int]:
    """Return the photos whose name or descriptions contain `search`, in the order of their import."""
    with project.database.read() as transaction:
        return photos.photo_ids(transaction, search=search)


def photo(project: Project, photo_id: int) -> Photo:
    """Return one photo.

    Raises:
        NotFoundError: It is not in the project.
    """
    with project.database.read() as transaction:
        return photos.photo(transaction, photo_id)


def photos_of(project: Project, ids: Iterable[int]) -> list[Photo]:
    """Return some photos."""
    with project.database.read() as transaction:
        return photos.photos(transaction, ids=ids)


def find_photo(project: Project, named: str) -> Photo:
    """Return the photo that a person means: by its path, its unique name, its number or the start of its SHA-256.

    Raises:
        NotFoundError: None fits, or several do.
    """
    everything = list_photos(project)
    paths = {Path(named).absolute(), Path(named).resolve()}
    ways = (
        [each for each in everything if each.path in paths],
        [each for each in everything if each.name == named],
        [each for each in everything if str(each.id) == named],
        [each for each in everything if len(named) >= 8 and each.sha256.startswith(named)],  # noqa: PLR2004 - shorter is chance
    )
    for found in ways:
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFoundError(f"{len(found)} photos are named {named}.", todo="Name one by its path or its number.")
    raise NotFoundError(f"There is no photo {named!r} in the project.", todo="See `miwake list PROJECT photos`.")


def remove_photos(project: Project, ids: Iterable[int]) -> Changes:
    """Take photos out of the project with all that was said of them; their files are not touched.

    Raises:
        NotFoundError: One of them is not in the project.
    """
    doomed = list(dict.fromkeys(ids))
    title = "Removed a photo" if len(doomed) == 1 else f"Removed {len(doomed)} photos"
    with project.database.read() as transaction:
        for photo_id in doomed:
            photos.photo(transaction, photo_id)
    series, changes = new_series("remove"), Changes()
    for batch in batches(doomed, _BATCH):
        with project.database.action("remove", title, series=series) as transaction:
            for photo_id in batch:
                photos.remove_photo(transaction, photo_id)
        changes |= transaction.changes
    return changes


def thumbnail(project: Project, sha256: str) -> bytes | None:
    """Return the JPEG bytes of a photo's thumbnail, if it was made."""
    return project.thumbnails.get(sha256)


def keep_thumbnails(project: Project, pictures: Mapping[str, bytes]) -> None:
    """Store JPEG bytes by photo hash."""
    project.thumbnails.put(dict(pictures))
