"""Opens the bytes of a photo as far as its header: format, size, orientation and EXIF, nothing decoded yet."""

import io
import struct
import zlib
from dataclasses import dataclass

import imagesize
from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from miwake.domain.errors import PhotoRefusedError
from miwake.photos.formats import FORMATS
from miwake.photos.silence import without_warnings

MAX_PIXELS = 150_000_000

# What decoders were seen to raise for damaged or hostile files, besides MemoryError.
DECODER_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class OpenedPhoto:
    """A photo whose header was read.

    Attributes:
        image: Not decoded yet.
        exif: Its EXIF; empty where there is none or it is damaged.
        orientation: 1 to 8, as EXIF counts; an invalid one counts as 1, stored upright.
    """

    image: Image.Image
    exif: Image.Exif
    orientation: int

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as a person sees the photo."""
        width, height = self.image.size
        return (height, width) if self.orientation in {5, 6, 7, 8} else (width, height)


def open_header(data: bytes, *, max_pixels: int = MAX_PIXELS) -> OpenedPhoto:
    """Read the header of a photo.

    Args:
        data: The whole file.
        max_pixels: More are refused before anything is decoded; Pillow's own limit (179 million) holds as well.

    Raises:
        PhotoRefusedError: It is no photo, has no pixels, or too many.
    """
    if ImageFile.LOAD_TRUNCATED_IMAGES:
        raise RuntimeError("ImageFile.LOAD_TRUNCATED_IMAGES is on: damaged photos would be taken for whole ones")
    with without_warnings():
        image = _open(data, max_pixels)
    width, height = image.size
    if width * height > max_pixels:
        raise _too_large(f"{width} x {height} pixels", max_pixels)
    if image.format == "PNG":
        # Pillow looks for a PNG's EXIF behind the pixels, and a second decoding of a broken one gives partial pixels.
        load(image)
    with without_warnings():
        exif = _exif(image)
        stated = exif_value(exif, ExifTags.Base.Orientation)
    orientation = stated if isinstance(stated, int) and stated in range(1, 9) else 1
    return OpenedPhoto(image, exif, orientation)


def _open(data: bytes, max_pixels: int) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_large("it claims to be enormous", max_pixels) from None
    except UnidentifiedImageError:
        if 0 in _stated_size(data):
            raise PhotoRefusedError("The photo has no pixels.", todo="Copy it again from the camera.") from None
        raise PhotoRefusedError(
            "The file holds no photo that can be read.", why="It is damaged, or not a photo at all."
        ) from None
    except DECODER_ERRORS as error:
        raise damaged(error) from error


def _exif(image: Image.Image) -> Image.Exif:
    try:
        return image.getexif()
    except DECODER_ERRORS:
        return Image.Exif()


def exif_value(exif: Image.Exif, tag: int) -> object:
    """Return a field of an EXIF, None where it is absent or damaged: fields are decoded when they are asked for."""
    try:
        value: object = exif.get(tag)
    except DECODER_ERRORS:
        return None
    return value


def load(image: Image.Image) -> None:
    """Decode the pixels of an opened image.

    Raises:
        PhotoRefusedError: The file is damaged or truncated; never partial pixels.
    """
    try:
        image.load()
    except DECODER_ERRORS as error:
        raise damaged(error) from error


def damaged(error: BaseException) -> PhotoRefusedError:
    """Return the refusal of a photo whose decoder gave up."""
    return PhotoRefusedError(
        "The photo is damaged or was copied only in part.", why=str(error), todo="Copy it again from the camera."
    )


def _too_large(size: str, max_pixels: int) -> PhotoRefusedError:
    return PhotoRefusedError(
        f"The photo is too large: {size}.",
        why=f"At most {max_pixels // 1_000_000} megapixels can be read.",
        todo="Make a smaller copy of it.",
    )


def _stated_size(data: bytes) -> tuple[int, int]:
    """Return what the header claims, (-1, -1) if it says nothing."""
    try:
        width, height = imagesize.get(io.BytesIO(data))
    except DECODER_ERRORS:
        return -1, -1
    return int(width), int(height)
