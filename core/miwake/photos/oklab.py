"""Colours as people see them: sRGB bytes to OKLab lightness, chroma and hue, and back, without leaving sRGB.

Source: Björn Ottosson, "A perceptual color space for image processing" (2020). Photos are taken as sRGB, as everywhere
in Miwake; an embedded profile is not applied.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    dtype=np.float32,
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    dtype=np.float32,
)
_FROM_LAB = np.linalg.inv(_TO_LAB.astype(np.float64)).astype(np.float32)
_FROM_CONES = np.linalg.inv(_TO_CONES.astype(np.float64)).astype(np.float32)
# The standard's curve: a straight piece near black, then a power.
_BEND, _SLOPE = 0.0031308, 12.92
_GRID = (129, 361)
_ROUNDS, _ROUNDING = 14, 1e-4


def to_oklab(rgb: Bytes) -> Floats:
    """Return OKLab of sRGB bytes (..., 3): lightness 0 to 1, then two opponent axes, about -0.4 to 0.4."""
    cones: Floats = np.cbrt(_light_of_bytes()[rgb] @ _TO_CONES.T)
    return np.asarray(cones @ _TO_LAB.T, dtype=np.float32)


def to_rgb(lab: Floats) -> Bytes:
    """Return sRGB bytes (..., 3) of OKLab; what sRGB cannot show is clipped."""
    light = np.clip(_light(lab), 0.0, 1.0)
    coded = np.where(light <= _BEND, light * _SLOPE, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(coded * 255), dtype=np.uint8)


def to_polar(lab: Floats) -> tuple[Floats, Floats, Floats]:
    """Return lightness, chroma and hue (degrees, 0 to 360) of OKLab (..., 3), each (...)."""
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360
    return lab[..., 0], chroma, hue.astype(np.float32)


def from_polar(lightness: Floats, chroma: Floats, hue: Floats) -> Floats:
    """Return OKLab (..., 3) of lightness, chroma and hue in degrees."""
    turn = np.radians(hue)
    return np.stack((lightness, chroma * np.cos(turn), chroma * np.sin(turn)), axis=-1).astype(np.float32)


def turned(hue: Floats, other: float) -> Floats:
    """Return by how many degrees each hue is ahead of another, -180 to 180."""
    return np.asarray((hue - other + 180) % 360 - 180, dtype=np.float32)


def most_chroma(lightness: Floats, hue: Floats) -> Floats:
    """Return the largest chroma that sRGB can show at each lightness and hue, interpolated from a table."""
    table = _edge_of_srgb()
    row = np.clip(lightness, 0, 1) * (_GRID[0] - 1)
    column = (hue % 360) / 360 * (_GRID[1] - 1)
    top = np.minimum(row.astype(np.intp), _GRID[0] - 2)
    left = np.minimum(column.astype(np.intp), _GRID[1] - 2)
    down, right = row - top, column - left
    upper = table[top, left] * (1 - right) + table[top, left + 1] * right
    lower = table[top + 1, left] * (1 - right) + table[top + 1, left + 1] * right
    return np.asarray(upper * (1 - down) + lower * down, dtype=np.float32)


def _light(lab: Floats) -> Floats:
    return np.asarray((lab @ _FROM_LAB.T) ** 3 @ _FROM_CONES.T, dtype=np.float32)


@cache
def _light_of_bytes() -> Floats:
    """Return the light of each byte: 256 values instead of a power for each pixel."""
    coded = np.arange(256) / 255
    light = np.where(coded <= _BEND * _SLOPE, coded / _SLOPE, ((coded + 0.055) / 1.055) ** 2.4)
    return light.astype(np.float32)


@cache
def _edge_of_srgb() -> Floats:
    """Return the largest chroma over a grid of lightness (rows, 0 to 1) and hue (columns, 0 to 360), by bisection."""
    rows, columns = (np.linspace(0, end, steps, dtype=np.float32) for end, steps in zip((1, 360), _GRID, strict=True))
    lightness, hue = np.repeat(rows[:, None], _GRID[1], axis=1), np.repeat(columns[None, :], _GRID[0], axis=0)
    low, high = np.zeros(_GRID, np.float32), np.full(_GRID, 0.5, np.float32)
    for _ in range(_ROUNDS):
        middle = np.asarray((low + high) / 2, dtype=np.float32)
        light = _light(from_polar(lightness, middle, hue))
        inside = np.all(np.abs(light - 0.5) <= 0.5 + _ROUNDING, axis=-1)
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return low
