"""A region that a person drew into a photo: a rectangle or a polygon, and how much of each pixel it takes."""

import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from scipy import ndimage

from miwake.domain.errors import MiwakeError

_NUMBER = r"(-?\d+(?:\.\d+)?|-?\.\d+)"
_POINT = re.compile(rf"{_NUMBER},{_NUMBER}")
_CORNERS = 2
_FEWEST_PIXELS = 16
# The edge is softened inwards over this share of the longer edge of the photo, at least over so many pixels.
_SOFT_SHARE, _SOFTEST = 0.002, 1.5


@dataclass(frozen=True, slots=True)
class Region:
    """Points in pixels of the upright photo; two are opposite corners of a rectangle, more are a polygon."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of each pixel of a part of the photo belongs to a region.

    Attributes:
        left: First column of the part.
        top: First row of the part.
        share: (H, W) float32, 0 outside the region, rising to 1 within its soft edge; never above 0 outside.
    """

    left: int
    top: int
    share: npt.NDArray[np.float32]


def parse_region(text: str, *, size: tuple[int, int]) -> Region:
    """Read `x,y x,y …`: shares of width and height if no number is above 1, otherwise pixels.

    Args:
        text: Two points for a rectangle, three or more for a polygon.
        size: Width and height of the photo as a person sees it.

    Raises:
        MiwakeError: It cannot be read, or lies outside the photo.
    """
    words = text.replace(";", " ").split()
    found = [_POINT.fullmatch(word) for word in words]
    if len(words) < _CORNERS or not all(found):
        raise MiwakeError(
            f"The region {text!r} cannot be read.",
            todo='Write "0.2,0.1 0.5,0.4" for a rectangle, three or more points for a polygon; or count pixels.',
        )
    points = [(float(each[1]), float(each[2])) for each in found if each]
    wide, high = size if all(0 <= value <= 1 for point in points for value in point) else (1, 1)
    scaled = tuple((x * wide, y * high) for x, y in points)
    if any(not (0 <= x <= size[0] and 0 <= y <= size[1]) for x, y in scaled):
        raise MiwakeError(
            "The region lies outside the photo.",
            why=f"The photo has {size[0]} x {size[1]} pixels.",
            todo="Draw it anew.",
        )
    return Region(scaled)


def cover(region: Region, *, size: tuple[int, int]) -> Cover:
    """Return the part of a photo that the region takes.

    The soft edge lies wholly inside the region; where the region ends at the photo's own edge it stays hard.

    Raises:
        MiwakeError: The region is smaller than a few pixels.
    """
    xs, ys = [x for x, _ in region.points], [y for _, y in region.points]
    left, top = math.floor(min(xs)), math.floor(min(ys))
    right, bottom = min(size[0], math.ceil(max(xs))), min(size[1], math.ceil(max(ys)))
    if right <= left or bottom <= top:
        raise _too_small()
    mask = Image.new("L", (right - left, bottom - top))
    inside = [(x - left, y - top) for x, y in region.points]
    if len(inside) == _CORNERS:
        mask.paste(255, (0, 0, mask.width, mask.height))
    else:
        ImageDraw.Draw(mask).polygon(inside, fill=255)
    hard = np.asarray(mask) > 0
    if int(hard.sum()) < _FEWEST_PIXELS:
        raise _too_small()
    soft = max(_SOFTEST, _SOFT_SHARE * max(size))
    return Cover(left, top, _softened(hard, (left, top, right, bottom), size, soft))


def _softened(
    hard: npt.NDArray[np.bool_], box: tuple[int, int, int, int], size: tuple[int, int], soft: float
) -> npt.NDArray[np.float32]:
    left, top, right, bottom = box
    # Beside the box lies outside, except where the photo ends: there its edge pixels go on.
    rows, columns = (int(top > 0), int(bottom < size[1])), (int(left > 0), int(right < size[0]))
    framed = np.pad(hard, (rows, columns))
    if framed.all():
        return np.ones(hard.shape, np.float32)
    depth = ndimage.distance_transform_edt(framed)
    kept = depth[rows[0] : rows[0] + hard.shape[0], columns[0] : columns[0] + hard.shape[1]]
    return np.asarray(np.clip(kept / soft, 0, 1), dtype=np.float32)


def _too_small() -> MiwakeError:
    return MiwakeError("The region is too small.", todo="Draw it around the whole thing.")
