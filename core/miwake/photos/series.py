"""Finds photos of one shot series: same camera, moments and metres apart."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np
import numpy.typing as npt

# One after the other at one spot; without a place only a burst counts.
SERIES_SPAN = timedelta(seconds=30)
BURST_SPAN = timedelta(seconds=5)
SERIES_METRES = 15.0
# How long a person stays at one thing: within it, photos that look alike are one scene even if moved or turned.
STAY_SPAN = timedelta(minutes=10)
# Telephones are often some ten metres off.
STAY_METRES = 50.0
_EARTH_METRES = 6_371_000.0

Indices = npt.NDArray[np.int64]


class TakenPhoto(Protocol):
    """What a camera said of a photo."""

    @property
    def taken_at(self) -> datetime | None:
        """The camera's clock."""

    @property
    def latitude(self) -> float | None:
        """Degrees."""

    @property
    def longitude(self) -> float | None:
        """Degrees."""

    @property
    def camera(self) -> str | None:
        """Maker and model."""


def series_pairs(photos: Sequence[TakenPhoto]) -> Iterator[tuple[int, int]]:
    """Yield (first, later) for each photo and the first photo of the series that it belongs to.

    A series is measured from its first photo: walking along and shooting all the time does not make one long series.
    """
    for indices in _by_camera(photos):
        first = indices[0]
        for index in indices[1:]:
            if _one_series(photos[first], photos[index]):
                yield first, index
            else:
                first = index


def stays(photos: Sequence[TakenPhoto]) -> Iterator[tuple[int, Indices]]:
    """Yield (later, earlier ones) for each photo and those that its camera took in the ten minutes before it."""
    for indices in _by_camera(photos):
        ordered = np.array(indices, dtype=np.int64)
        start = 0
        for position, index in enumerate(indices):
            while _apart(photos[indices[start]], photos[index]) > STAY_SPAN:
                start += 1
            if start < position:
                yield index, ordered[start:position]


def may_be_one_place(one: TakenPhoto, other: TakenPhoto) -> bool:
    """Return whether two photos are not known to be taken at different places."""
    metres = _metres(one, other)
    return metres is None or metres <= STAY_METRES


def _by_camera(photos: Sequence[TakenPhoto]) -> Iterator[list[int]]:
    """Yield the photos of each camera in order of time; without a time or a camera a photo is in no series."""
    cameras: defaultdict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for index, photo in enumerate(photos):
        if photo.taken_at is not None and photo.camera:
            cameras[photo.camera].append((photo.taken_at, index))
    for shots in cameras.values():
        yield [index for _, index in sorted(shots)]


def _one_series(first: TakenPhoto, later: TakenPhoto) -> bool:
    metres = _metres(first, later)
    if metres is None:
        return _apart(first, later) <= BURST_SPAN
    return metres <= SERIES_METRES and _apart(first, later) <= SERIES_SPAN


def _apart(first: TakenPhoto, later: TakenPhoto) -> timedelta:
    if first.taken_at is None or later.taken_at is None:
        return timedelta.max
    return later.taken_at - first.taken_at


def _metres(one: TakenPhoto, other: TakenPhoto) -> float | None:
    """Return the distance of two places on the ground (haversine formula); None if one is not known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north = math.radians(other.latitude - one.latitude) / 2
    east = math.radians(other.longitude - one.longitude) / 2
    shrink = math.cos(math.radians(one.latitude)) * math.cos(math.radians(other.latitude))
    half_chord = math.sin(north) ** 2 + shrink * math.sin(east) ** 2
    return 2 * _EARTH_METRES * math.asin(min(1.0, math.sqrt(half_chord)))
