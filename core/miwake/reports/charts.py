"""Where the marks of the report's drawings go; the templates draw them as SVG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from miwake.domain.comparisons import Comparison, Curve, Interval
from miwake.domain.terms import Flip
from miwake.reports.numbers import signed_points

MOST_SQUARES = 400
CLASSES = {Flip.FIXED: "fixed", Flip.BROKEN: "broken", Flip.STILL_WRONG: "still", Flip.STILL_RIGHT: "right"}


@dataclass(frozen=True, slots=True)
class Waffle:
    """One square for each test photo (or for each `per_square`): (column, row, css class)."""

    squares: tuple[tuple[int, int, str], ...]
    columns: int
    rows: int
    per_square: int


@dataclass(frozen=True, slots=True)
class Whisker:
    """An interval of changes on an axis of -1 to +1: all in percent of the drawing's width."""

    low: float
    high: float
    middle: float
    css: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One curve: an SVG path, its end, and the labels of its axes."""

    name: str
    path: str
    end: tuple[float, float]
    last: str
    top: str
    bottom: str
    steps: tuple[str, str]


WIDTH, HEIGHT, PAD = 320.0, 120.0, 6.0


def waffle(comparison: Comparison, *, columns: int = 20) -> Waffle:
    """Return the squares, the changed ones first."""
    flips = [each.flip for each in comparison.outcomes]
    per_square = max(1, math.ceil(len(flips) / MOST_SQUARES))
    classes = [name for flip, name in CLASSES.items() for _ in range(math.ceil(flips.count(flip) / per_square))]
    wide = min(columns if len(classes) <= columns * 5 else columns * 2, max(1, len(classes)))
    squares = tuple((place % wide, place // wide, css) for place, css in enumerate(classes))
    return Waffle(squares, wide, math.ceil(len(classes) / wide), per_square)


def whisker(middle: float, ends: Interval, *, reach: float) -> Whisker:
    """Return where an interval lies on an axis from -reach to +reach."""

    def place(change: float) -> float:
        return round(50.0 + 50.0 * max(-1.0, min(1.0, change / reach)), 2)

    css = "better" if ends[1] < 0 else "worse" if ends[0] > 0 else "open"
    return Whisker(place(ends[0]), place(ends[1]), place(middle), css)


def reach(intervals: Sequence[Interval]) -> float:
    """Return a round half-width of the axis that holds all intervals, at least 20 points."""
    largest = max((max(abs(low), abs(high)) for low, high in intervals), default=0.0)
    return max(0.2, math.ceil(largest * 10.0) / 10.0)


def axis(half: float) -> tuple[str, str, str]:
    """Return the labels of the left end, the middle and the right end."""
    return signed_points(-half), "0", signed_points(half)


def drawing(curve: Curve) -> Drawing | None:
    """Return how a curve is drawn; None for fewer than two finite points."""
    points = [(step, value) for step, value in curve.points if math.isfinite(value)]
    if len(points) < 2:  # noqa: PLR2004 - one point makes no line
        return None
    steps, values = [step for step, _ in points], [value for _, value in points]
    low, high = min(values), max(values)
    if low >= 0.0 and high <= 1.0:
        low = 0.0
    span = high - low or 1.0
    width = max(1, max(steps) - min(steps))
    places = [
        (
            PAD + (WIDTH - 2 * PAD) * (step - min(steps)) / width,
            HEIGHT - PAD - (HEIGHT - 2 * PAD) * (value - low) / span,
        )
        for step, value in points
    ]
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    return Drawing(
        name=curve.name,
        path=path,
        end=(round(places[-1][0], 1), round(places[-1][1], 1)),
        last=_label(values[-1]),
        top=_label(high),
        bottom=_label(low),
        steps=(str(min(steps)), str(max(steps))),
    )


def _label(value: float) -> str:
    return f"{value:.3g}"
