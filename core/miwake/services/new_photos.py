"""Photos that are not part of a project, as pixels: what Use shows beside its answers."""

from pathlib import Path

from miwake.domain.errors import MiwakeError
from miwake.photos.decoding import open_photo
from miwake.services.pictures import Picture


def preview(path: Path, *, edge: int) -> Picture | None:
    """Decode a photo by its path, upright, its longer edge at most `edge` pixels; None where it cannot be read."""
    try:
        image = open_photo(path, edge=edge)
    except (MiwakeError, OSError):
        return None
    return Picture(image.width, image.height, image.tobytes())
