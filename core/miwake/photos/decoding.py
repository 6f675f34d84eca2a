"""Decodes a photo: RGB, upright, first frame, whole or refused."""

from pathlib import Path

from PIL import Image

from miwake.photos.opening import DECODER_ERRORS, MAX_PIXELS, OpenedPhoto, damaged, load, open_header
from miwake.photos.pixels import as_rgb
from miwake.photos.reading import read_photo

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def open_photo(path: Path, *, max_pixels: int = MAX_PIXELS, edge: int | None = None) -> Image.Image:
    """Return the photo as a person sees it, in 8-bit RGB.

    Args:
        path: The file; its content counts, not its extension.
        max_pixels: Larger photos are refused before anything is decoded.
        edge: The longer edge that is wanted, in pixels; much faster for JPEG. Never enlarges.

    Raises:
        PhotoRefusedError: The file is no photo, damaged, truncated, too large or unreadable.
    """
    opened = open_header(read_photo(path).data, max_pixels=max_pixels)
    # Half as much again keeps the reduction sharp, and lets a 12-megapixel JPEG be decoded at an eighth for 256 pixels.
    image = decode(opened, edge=None if edge is None else edge * 3 // 2)
    if edge is not None:
        image.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return image


def decode(opened: OpenedPhoto, *, edge: int | None = None) -> Image.Image:
    """Return the pixels of an opened photo, upright RGB.

    Args:
        opened: The photo; it can be decoded once.
        edge: A JPEG may come out smaller, its longer edge no less than this, for speed.

    Raises:
        PhotoRefusedError: The file is damaged or truncated; never partial pixels.
    """
    image = opened.image
    if edge is not None:
        longest = max(image.size)
        image.draft(None, (max(1, image.width * edge // longest), max(1, image.height * edge // longest)))
    load(image)
    try:
        image = as_rgb(image)
    except DECODER_ERRORS as error:
        raise damaged(error) from error
    turn = _TURNS.get(opened.orientation)
    # A copy leaves the file's metadata and buffers behind.
    return image.copy() if turn is None else image.transpose(turn)
