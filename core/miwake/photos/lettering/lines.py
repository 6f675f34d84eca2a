"""Rows of blobs of like size, stroke and ink, in any direction: what may be a line of letters."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from miwake.photos.lettering.glyphs import Floats, Glyphs

FEWEST = 3
MOST_LINES = 150
"""Of each scale only the longest and crispest are judged; a wall of bricks has thousands."""
_REACH = 2.2
_SIZES, _STROKES = 1.9, 2.0
_INK, _GROUND = 0.45, 0.5
_GAP, _OVERLAP, _APART = 0.9, -0.35, 0.3
_STRAIGHT, _BESIDE = 0.94, 0.35

Line = tuple[int, ...]


def find_lines(glyphs: Glyphs) -> list[Line]:
    """Return rows of at least three blobs, by their indices in the order of the row, the most promising first."""
    if len(glyphs) < FEWEST:
        return []
    found = list(_rows(glyphs.middles, _neighbours(glyphs), glyphs.sides.max(axis=1)))
    found.sort(key=lambda line: -len(line) * float(np.median(glyphs.crispness[list(line)])))
    return found[:MOST_LINES]


def _neighbours(glyphs: Glyphs) -> list[npt.NDArray[np.intp]]:
    """Return for each blob those that may stand beside it in a word."""
    middles, size = glyphs.middles, glyphs.sides.max(axis=1)
    tree = cKDTree(middles)
    near = tree.query_ball_point(middles, _REACH * size)
    return [
        _like(glyphs, index, np.array([each for each in near[index] if each != index], np.intp))
        for index in range(len(size))
    ]


def _like(glyphs: Glyphs, one: int, others: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    sides, middles = glyphs.sides, glyphs.middles
    size, body = sides[others].max(axis=1), np.sqrt(sides[others].prod(axis=1))
    own_size, own_body = sides[one].max(), np.sqrt(sides[one].prod())
    stands_out = np.maximum(glyphs.contrast[others], glyphs.contrast[one])
    fits = _within(size / own_size, _SIZES) & _within(glyphs.stroke[others] / glyphs.stroke[one], _STROKES)
    fits &= np.abs(glyphs.inside[others] - glyphs.inside[one]) < _INK * stands_out
    fits &= np.abs(glyphs.around[others] - glyphs.around[one]) < _GROUND * stands_out
    box, boxes = glyphs.boxes[one], glyphs.boxes[others]
    gap = np.maximum(boxes[:, :2] - box[2:], box[:2] - boxes[:, 2:]).max(axis=1)
    fits &= (gap < _GAP * np.maximum(body, own_body)) & (gap > _OVERLAP * np.minimum(size, own_size))
    fits &= np.hypot(*(middles[others] - middles[one]).T) > _APART * own_size
    return others[fits]


def _within(ratio: Floats, most: float) -> npt.NDArray[np.bool_]:
    return np.asarray((ratio < most) & (ratio > 1 / most), dtype=np.bool_)


def _rows(middles: Floats, beside: list[npt.NDArray[np.intp]], size: Floats) -> Iterator[Line]:
    """Yield rows, each begun at a pair that no row has gone through, from left to right."""
    passed: set[tuple[int, int]] = set()
    for first, others in enumerate(beside):
        for second in others:
            if middles[second, 0] < middles[first, 0] or (first, int(second)) in passed:
                continue
            line = _straight_on(first, int(second), middles, beside, size)
            passed.update(pairwise(line))
            if len(line) >= FEWEST:
                yield line


def _straight_on(first: int, second: int, middles: Floats, beside: list[npt.NDArray[np.intp]], size: Floats) -> Line:
    line = [first, second]
    while True:
        start, last = middles[first], line[-1]
        way = (middles[last] - start) / np.hypot(*(middles[last] - start))
        options = np.array([each for each in beside[last] if each not in line], np.intp)
        step = middles[options] - middles[last]
        length = np.hypot(step[:, 0], step[:, 1])
        off = np.abs((middles[options] - start) @ np.array([way[1], -way[0]]))
        onwards = (step @ way > _STRAIGHT * length) & (off < _BESIDE * size[options])
        if not onwards.any():
            return tuple(line)
        nearest = int(np.argmin(np.where(onwards, length, np.inf)))
        line.append(int(options[nearest]))
