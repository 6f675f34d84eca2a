"""What a camera wrote into a photo: when, where, and which camera."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

from miwake.photos.opening import DECODER_ERRORS, exif_value
from miwake.photos.silence import without_warnings

_DATE_FORMAT = "%Y:%m:%d %H:%M:%S"
_DATE_LENGTH = 19


@dataclass(frozen=True, slots=True)
class Shot:
    """How a photo was taken; None where the camera did not say or wrote nonsense.

    Attributes:
        taken_at: The camera's own clock, without a time zone.
        latitude: Degrees, north positive.
        longitude: Degrees, east positive.
        camera: Maker and model.
    """

    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None


def read_shot(exif: Image.Exif) -> Shot:
    """Return what the EXIF says; damaged fields count as absent."""
    with without_warnings():
        details = _directory(exif, ExifTags.IFD.Exif)
        latitude, longitude = _place(_directory(exif, ExifTags.IFD.GPSInfo))
        make, model = (_text(exif_value(exif, tag)) for tag in (ExifTags.Base.Make, ExifTags.Base.Model))
    original = details.get(ExifTags.Base.DateTimeOriginal) or details.get(ExifTags.Base.DateTimeDigitized)
    return Shot(_time(original), latitude, longitude, _camera(make, model))


def _directory(exif: Image.Exif, which: ExifTags.IFD) -> Mapping[int, Any]:
    try:
        return exif.get_ifd(which)
    except DECODER_ERRORS:
        return {}


def _text(value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _camera(make: str, model: str) -> str | None:
    if model.casefold().startswith(make.casefold()):
        return model or None
    return f"{make} {model}".strip()


def _time(value: object) -> datetime | None:
    try:
        # EXIF has no time zone; grouping compares one camera with itself.
        return datetime.strptime(_text(value)[:_DATE_LENGTH], _DATE_FORMAT)  # noqa: DTZ007
    except ValueError:
        return None


def _place(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    tags = ExifTags.GPS
    latitude = _degrees(gps.get(tags.GPSLatitude), negative=_text(gps.get(tags.GPSLatitudeRef)).upper() == "S")
    longitude = _degrees(gps.get(tags.GPSLongitude), negative=_text(gps.get(tags.GPSLongitudeRef)).upper() == "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - degrees
        return None, None
    # Cameras without a fix write zeros, which would be a place in the Atlantic.
    return (None, None) if latitude == longitude == 0 else (latitude, longitude)


def _degrees(value: object, *, negative: bool) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in value)  # type: ignore[attr-defined]
    except DECODER_ERRORS:
        return None
    total = degrees + minutes / 60 + seconds / 3600
    return (-total if negative else total) if math.isfinite(total) else None
