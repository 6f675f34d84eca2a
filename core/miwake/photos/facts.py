"""All that an import needs to know of a photo, from one reading of its file."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import imagehash
from PIL import Image

from miwake.photos.decoding import decode
from miwake.photos.metadata import read_shot
from miwake.photos.opening import MAX_PIXELS, open_header
from miwake.photos.quality import photo_warnings
from miwake.photos.reading import PhotoBytes, read_photo

# Decoding a 12-megapixel JPEG to at least this edge takes a quarter of the time of decoding it whole.
_LOOK_EDGE = 384


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A photo that can be imported.

    Attributes:
        sha256: Of the file's bytes; the photo's identity.
        size: Of the file, in bytes.
        width: In pixels, as a person sees the photo.
        height: In pixels, as a person sees the photo.
        phash: Perceptual hash, 64 bits as 16 hexadecimal digits.
        pixels: Hash of the pixels as decoded for looking at; equal for copies that differ in their metadata only.
        taken_at: The camera's own clock, without a time zone.
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.
        camera: Maker and model.
        warnings: Any of tiny, dark, blurred.
    """

    sha256: str
    size: int
    width: int
    height: int
    phash: str
    pixels: str
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspected:
    """The facts of a photo and a small picture of it, upright RGB, from the same decoding."""

    facts: PhotoFacts
    image: Image.Image


def inspect_photo(path: Path, *, max_pixels: int = MAX_PIXELS) -> PhotoFacts:
    """Return the facts of a photo; safe to call from many threads and processes.

    Raises:
        PhotoRefusedError: The file is no photo, damaged, truncated, too large or unreadable.
    """
    return look_at(read_photo(path), max_pixels=max_pixels).facts


def look_at(photo: PhotoBytes, *, max_pixels: int = MAX_PIXELS) -> Inspected:
    """Return the facts of a photo that was read, with the picture they were taken from (enough for a thumbnail).

    Raises:
        PhotoRefusedError: It is no photo, damaged, truncated or too large.
    """
    opened = open_header(photo.data, max_pixels=max_pixels)
    size = opened.upright_size
    image = decode(opened, edge=_LOOK_EDGE)
    shot = read_shot(opened.exif)
    facts = PhotoFacts(
        sha256=photo.sha256,
        size=len(photo.data),
        width=size[0],
        height=size[1],
        phash=perceptual_hash(image),
        pixels=_pixel_hash(image, size),
        taken_at=shot.taken_at,
        latitude=shot.latitude,
        longitude=shot.longitude,
        camera=shot.camera,
        warnings=photo_warnings(image, size=size),
    )
    return Inspected(facts, image)


def perceptual_hash(image: Image.Image) -> str:
    """Return the 64-bit perceptual hash (DCT of a 32 x 32 reduction, ImageHash) as 16 hexadecimal digits."""
    return str(imagehash.phash(image))


def _pixel_hash(image: Image.Image, size: tuple[int, int]) -> str:
    header = f"{size[0]}x{size[1]} {image.width}x{image.height} ".encode()
    return hashlib.sha256(header + image.tobytes()).hexdigest()
