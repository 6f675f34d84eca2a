"""Blobs that may be letters: darker or lighter than what is around them, of one stroke width, at one scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int32]

CELL = 16
"""A blob is looked at in so many rows and columns."""
LOOK = CELL * CELL + 10
# All in pixels of the scale or in grey values of 255; wide enough that the judging has something to refuse.
_WINDOW = 25
_DEEPER, _LOWEST_CONTRAST = 0.25, 10.0
_SMALLEST, _LARGEST, _FEWEST_PIXELS = 8, 80, 16
_FULLEST, _EMPTIEST = 0.92, 0.14
_CRISPEST, _LEAST_CRISP = 5.0, 0.8
_UNEVEN, _BOLDEST = 0.85, 0.58
_FEWEST_AROUND = 4
_EIGHT = np.ones((3, 3), dtype=np.int8)


@dataclass(frozen=True, eq=False)  # without slots, so that what follows from the fields is worked out once
class Glyphs:
    """N blobs of one scale, all darker or all lighter than what is around them.

    Attributes:
        labels: (H, W) which blob each pixel belongs to, by `ids`; 0 for none.
        ids: (N,) label of each blob.
        boxes: (N, 4) left, top, right, bottom; right and bottom excluded.
        pixels: (N,) how many there are of each.
        stroke: (N,) width of its strokes.
        unevenness: (N,) spread of that width over its mean.
        inside: (N,) mean grey value.
        around: (N,) mean grey value of what is around it.
        crispness: (N,) contrast over the spread of grey values inside and around.
        spread: (N, 2) spread of grey values inside and around.
    """

    labels: Labels
    ids: npt.NDArray[np.intp]
    boxes: npt.NDArray[np.intp]
    pixels: Floats
    stroke: Floats
    unevenness: Floats
    inside: Floats
    around: Floats
    crispness: Floats
    spread: Floats

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def contrast(self) -> Floats:
        """(N,) by how much each stands out."""
        return self.around - self.inside

    @cached_property
    def sides(self) -> Floats:
        """(N, 2) width and height."""
        return (self.boxes[:, 2:] - self.boxes[:, :2]).astype(np.float32)

    @cached_property
    def middles(self) -> Floats:
        """(N, 2) x and y."""
        return ((self.boxes[:, 2:] + self.boxes[:, :2]) / 2).astype(np.float32)

    def looks(self, which: Iterable[int]) -> Floats:
        """Return (M, LOOK) what some blobs look like: their shape in a square, then their measures."""
        return np.array([np.concatenate((self._shape(i), self._measures(i))) for i in which], np.float32).reshape(
            -1, LOOK
        )

    def _shape(self, index: int) -> Floats:
        left, top, right, bottom = self.boxes[index]
        mask = self.labels[top:bottom, left:right] == self.ids[index]
        side = max(mask.shape)
        square = np.zeros((side, side), np.uint8)
        y, x = (side - mask.shape[0]) // 2, (side - mask.shape[1]) // 2
        square[y : y + mask.shape[0], x : x + mask.shape[1]] = np.where(mask, 255, 0)
        small = Image.fromarray(square).resize((CELL, CELL), Image.Resampling.BOX)
        return np.asarray(np.asarray(small, dtype=np.float32).ravel() / 255, dtype=np.float32)

    def _measures(self, index: int) -> Floats:
        width, height = self.sides[index]
        size, contrast = max(width, height), max(float(self.contrast[index]), 1.0)
        return np.array(
            [
                self.stroke[index] / size,
                self.unevenness[index],
                min(self.crispness[index], _CRISPEST) / _CRISPEST,
                min(contrast, 150) / 150,
                self.pixels[index] / (width * height),
                np.log(width / height) / 2,
                self.spread[index, 0] / contrast,
                self.spread[index, 1] / contrast,
                min(self.pixels[index] / (self.stroke[index] * size), 5) / 5,
                size / 70,
            ],
            dtype=np.float32,
        )


def find_glyphs(grey: Floats) -> Glyphs | None:
    """Return the blobs that are darker than what is around them; of a negative, those that are lighter.

    Args:
        grey: (H, W) from 0 to 255, slightly smoothed.

    Returns:
        None where there is no blob of a letter's size and form.
    """
    ink = _ink(grey)
    labels, count = ndimage.label(ink, _EIGHT)
    owners: Labels = np.asarray(labels, dtype=np.int32)
    sizes = np.bincount(owners.ravel(), minlength=count + 1).astype(np.float32)
    boxes = np.array(
        [(x.start, y.start, x.stop, y.stop) for y, x in ndimage.find_objects(owners)], dtype=np.intp
    ).reshape(-1, 4)
    ids = _of_a_letters_size(boxes, sizes, grey.shape)
    return _measured(grey, ink, owners, ids, boxes[ids - 1], sizes) if len(ids) else None


def _ink(grey: Floats) -> npt.NDArray[np.bool_]:
    """Return what is darker than its surroundings by a share of their spread (Niblack's rule, with a floor)."""
    mean = ndimage.uniform_filter(grey, _WINDOW)
    spread = np.sqrt(np.maximum(ndimage.uniform_filter(grey * grey, _WINDOW) - mean * mean, 0))
    dark = (grey < mean - _DEEPER * spread) & (mean - grey > _LOWEST_CONTRAST / 2)
    return np.asarray(dark & (spread > _LOWEST_CONTRAST * 0.6), dtype=np.bool_)


def _of_a_letters_size(boxes: npt.NDArray[np.intp], sizes: Floats, shape: tuple[int, ...]) -> npt.NDArray[np.intp]:
    if not len(boxes):
        return np.empty(0, dtype=np.intp)
    left, top, right, bottom = boxes.T
    width, height = right - left, bottom - top
    longer, full = np.maximum(width, height), sizes[1:] / (width * height)
    fits = (longer >= _SMALLEST) & (longer <= _LARGEST) & (np.minimum(width, height) > 1)
    fits &= (sizes[1:] >= _FEWEST_PIXELS) & (full < _FULLEST) & (full > _EMPTIEST)
    # What is cut by the edge of the photo cannot be told from a letter, nor read.
    fits &= (left > 0) & (top > 0) & (right < shape[1]) & (bottom < shape[0])
    return np.flatnonzero(fits) + 1


def _measured(
    grey: Floats,
    ink: npt.NDArray[np.bool_],
    labels: Labels,
    ids: npt.NDArray[np.intp],
    boxes: npt.NDArray[np.intp],
    sizes: Floats,
) -> Glyphs | None:
    depth = ndimage.distance_transform_edt(ink)
    ridge = np.where(depth >= ndimage.maximum_filter(depth, 3) - 1e-6, labels, 0)
    _, half_stroke, stroke_spread = _moments(ridge, depth, ids)
    _, inside, inside_spread = _moments(labels, grey, ids)
    ring = np.where(ndimage.binary_dilation(ink, _EIGHT), 0, ndimage.grey_dilation(labels, size=(5, 5)))
    ring_pixels, around, around_spread = _moments(ring, grey, ids)
    contrast = around - inside
    crispness = contrast / (inside_spread + around_spread + 4)
    unevenness = np.asarray(stroke_spread / np.maximum(half_stroke, 0.5), dtype=np.float32)
    size = (boxes[:, 2:] - boxes[:, :2]).max(axis=1)
    good = (contrast > _LOWEST_CONTRAST) & (crispness > _LEAST_CRISP) & (unevenness < _UNEVEN)
    good &= (2 * half_stroke < _BOLDEST * size) & (ring_pixels > _FEWEST_AROUND)
    if not good.any():
        return None
    return Glyphs(
        labels,
        ids[good],
        boxes[good],
        sizes[ids[good]],
        2 * half_stroke[good],
        unevenness[good],
        inside[good],
        around[good],
        crispness[good],
        np.stack((inside_spread, around_spread), axis=1)[good],
    )


def _moments(
    labels: npt.NDArray[np.integer], values: npt.NDArray[np.floating], ids: npt.NDArray[np.intp]
) -> tuple[Floats, Floats, Floats]:
    """Return number, mean and spread of the values under each label."""
    most = int(ids.max()) + 1
    labelled = (labels > 0) & (labels < most)
    flat, weights = labels[labelled], values[labelled].astype(np.float64)
    count = np.bincount(flat, minlength=most)[ids]
    some = np.maximum(count, 1)
    mean = np.bincount(flat, weights, most)[ids] / some
    square = np.bincount(flat, weights * weights, most)[ids] / some
    spread = np.sqrt(np.maximum(square - mean * mean, 0))
    return count.astype(np.float32), mean.astype(np.float32), spread.astype(np.float32)
