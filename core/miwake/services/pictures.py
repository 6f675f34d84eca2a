"""Photos as pixels: thumbnails for a grid, one photo at any size."""

from collections.abc import Sequence
from dataclasses import dataclass

from miwake.domain.errors import MiwakeError
from miwake.services.photos import photo
from miwake.services.projects import Project
from miwake.storage import browsing


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded photo: `rgb` holds three bytes a pixel, row by row from the top, without padding."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Tile:
    """What a grid shows of a photo; `jpeg` is None where the photo is gone and no thumbnail was kept.

    `made` says that it is an edited copy, which no camera took.
    """

    id: int
    name: str
    jpeg: bytes | None
    described: bool
    warned: bool
    made: bool = False


def picture(project: Project, photo_id: int, *, edge: int) -> Picture:
    """Decode a photo, upright, its longer edge at most `edge` pixels.

    Raises:
        NotFoundError: The photo is not in the project.
        MiwakeError: Its file is gone or damaged.
    """
    wanted = photo(project, photo_id)
    if not wanted.path.is_file():
        raise MiwakeError(
            f"{wanted.name} is not where it was.",
            why=f"There is no file {wanted.path}.",
            kept="All that was said of it is kept.",
            todo="Put it back, or import the folder where it lies now.",
        )
    # The decoder brings numpy along: 0.2 s that a window must not wait for before it shows anything.
    from miwake.photos.decoding import open_photo  # noqa: PLC0415

    image = open_photo(wanted.path, edge=edge)
    return Picture(image.width, image.height, image.tobytes())


def tiles(project: Project, ids: Sequence[int]) -> list[Tile]:
    """Return what a grid shows of some photos; a missing thumbnail is made, and kept for the next time."""
    with project.database.read() as transaction:
        found = browsing.tile_rows(transaction, ids)
    made: dict[str, bytes] = {}
    shown = []
    for row in found:
        jpeg = project.thumbnails.get(row.sha256)
        if jpeg is None:
            jpeg = _thumbnail(project, row.id)
            if jpeg:
                made[row.sha256] = jpeg
        shown.append(Tile(row.id, row.name, jpeg, row.described, row.warned, row.made))
    if made:
        project.thumbnails.put(made)
    return shown


def _thumbnail(project: Project, photo_id: int) -> bytes | None:
    from miwake.photos.decoding import open_photo  # noqa: PLC0415 - see `picture`
    from miwake.photos.thumbnails import thumbnail_bytes  # noqa: PLC0415

    try:
        return thumbnail_bytes(open_photo(photo(project, photo_id).path, edge=256))
    except MiwakeError:
        return None
