"""Look for lines of letters at three scales, dark on light and light on dark."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

from miwake.photos.lettering.glyphs import Floats, Glyphs, find_glyphs
from miwake.photos.lettering.judging import Judge, line_score, shipped_judge
from miwake.photos.lettering.lines import Line, find_lines

THRESHOLD = -0.5
"""Log-odds from which a row counts as text. Lower means refusing more; docs/counterfactuals.md has the shares."""
EDGE = 1440
"""Longer edge at which a photo is looked at; small ones are enlarged, at most twice."""
_LARGEST_GROWTH = 2.0
_HALVINGS = (1.0, 0.5, 0.25)
_SMOOTHING = 0.6
_SMALLEST_EDGE = 24


@dataclass(frozen=True, slots=True)
class Lettering:
    """The most text-like row of a photo.

    Attributes:
        score: Log-odds that it is text.
        letters: How many blobs stand in it.
        box: Left, top, right and bottom as shares of the photo's width and height.
    """

    score: float
    letters: int
    box: tuple[float, float, float, float]


def find_lettering(image: Image.Image) -> str | None:
    """Return in words what is probably legible in a photo and where; None where nothing is."""
    found = look_for_lettering(image)
    if found is None or found.score < THRESHOLD:
        return None
    left, top, right, bottom = found.box
    return f"a row of {found.letters} letters or figures, {_where((left + right) / 2, (top + bottom) / 2)}"


def look_for_lettering(image: Image.Image, *, judge: Judge | None = None) -> Lettering | None:
    """Return the most text-like row of a photo, however little it is like text; None where there is no row.

    Args:
        image: RGB or grey, upright.
        judge: Other weights than those that ship.
    """
    chosen = judge or shipped_judge()
    best: Lettering | None = None
    for glyphs, lines, size in candidates(image):
        members = sorted({index for line in lines for index in line})
        letters = dict(zip(members, chosen.letters(glyphs.looks(members)), strict=True))
        for line in lines:
            score = line_score(np.array([letters[index] for index in line], np.float32))
            if best is None or score > best.score:
                best = Lettering(score, len(line), _box(glyphs, line, size))
    return best


def candidates(image: Image.Image) -> Iterator[tuple[Glyphs, list[Line], tuple[int, int]]]:
    """Yield blobs, their rows and the size of the picture for each scale and polarity that has a row."""
    grey = image.convert("L")
    growth = min(_LARGEST_GROWTH, EDGE / max(grey.size))
    for halving in _HALVINGS:
        size = (round(grey.width * growth * halving), round(grey.height * growth * halving))
        if min(size) < _SMALLEST_EDGE:
            return
        way = Image.Resampling.BICUBIC if size[0] > grey.width else Image.Resampling.LANCZOS
        pixels = np.asarray(grey.resize(size, way), dtype=np.float32)
        smooth: Floats = ndimage.gaussian_filter(pixels, _SMOOTHING)
        for values in (smooth, 255 - smooth):
            glyphs = find_glyphs(values)
            lines = find_lines(glyphs) if glyphs else []
            if glyphs and lines:
                yield glyphs, lines, size


def _box(glyphs: Glyphs, line: Line, size: tuple[int, int]) -> tuple[float, float, float, float]:
    boxes = glyphs.boxes[list(line)]
    left, top = boxes[:, :2].min(axis=0) / size
    right, bottom = boxes[:, 2:].max(axis=0) / size
    return float(left), float(top), float(right), float(bottom)


def _where(x: float, y: float) -> str:
    across = "left" if x < 1 / 3 else "right" if x > 2 / 3 else ""
    down = "top" if y < 1 / 3 else "bottom" if y > 2 / 3 else ""
    return f"at the {' '.join(part for part in (down, across) if part)}" if across or down else "in the middle"
