"""Vector drawings in metres: polygons with paints, drawn up from the ground line y = 0, turned into pixels late."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from miwake.scenes.colours import Rgb, darker, lighter

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is filled.

    Attributes:
        stops: Colours with their place (0 to 1) along `axis`; a single one paints flat.
        axis: From where to where the stops run, in the drawing's metres.
        rounded: The stops are a cylinder's shading; they run from the lit side, whichever that is.
        alpha: Opacity, 0 to 1.
    """

    stops: tuple[tuple[float, Rgb], ...]
    axis: tuple[Point, Point] = ((0.0, 0.0), (0.0, 0.0))
    rounded: bool = False
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Shape:
    """One painted polygon; `part` names what it belongs to ("helmet"), for ground-truth masks."""

    points: tuple[Point, ...]
    paint: Paint
    part: str


@dataclass(slots=True)
class Drawing:
    """Shapes in painting order; x to the right, y up, metres."""

    shapes: list[Shape] = field(default_factory=list)
    part: str = "body"

    def poly(self, points: Sequence[Point], paint: "Paint | Rgb") -> None:
        """Paint a polygon."""
        filled = paint if isinstance(paint, Paint) else flat(paint)
        self.shapes.append(Shape(tuple(points), filled, self.part))

    def rect(self, x: float, y: float, w: float, h: float, paint: "Paint | Rgb", *, radius: float = 0.0) -> None:
        """Paint a rectangle whose lower left corner is (x, y), with rounded corners."""
        if radius <= 0:
            self.poly(((x, y), (x + w, y), (x + w, y + h), (x, y + h)), paint)
            return
        r = min(radius, w / 2, h / 2)
        corners = ((x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180), (x + w - r, y + r, 270))
        self.poly([p for cx, cy, a in corners for p in arc(cx, cy, r, r, a, a + 90, 6)], paint)

    def oval(self, x: float, y: float, rx: float, ry: float, paint: "Paint | Rgb") -> None:
        """Paint an ellipse around (x, y)."""
        self.poly(arc(x, y, rx, ry, 0, 360, 40)[:-1], paint)

    def limb(self, points: Sequence[Point], width: float, paint: "Rgb", *, end: float | None = None) -> None:
        """Paint a round-ended bar along `points`, from `width` to `end` thick, shaded as a tube."""
        steps = len(points) - 1
        final = width if end is None else end
        widths = [width + (final - width) * i / max(1, steps) for i in range(len(points))]
        for (a, wa), (b, wb) in zip(
            zip(points, widths, strict=True), list(zip(points, widths, strict=True))[1:], strict=False
        ):
            self._tube(a, b, wa, wb, paint)

    def _tube(self, a: Point, b: Point, wide: float, narrow: float, rgb: Rgb) -> None:
        angle = math.atan2(b[1] - a[1], b[0] - a[0])
        turn = math.degrees(angle)
        outline = arc(*b, narrow / 2, narrow / 2, turn - 90, turn + 90, 8)
        outline += arc(*a, wide / 2, wide / 2, turn + 90, turn + 270, 8)
        side = (-math.sin(angle) * wide / 2, math.cos(angle) * wide / 2)
        axis = ((a[0] + side[0], a[1] + side[1]), (a[0] - side[0], a[1] - side[1]))
        self.poly(outline, tube(rgb, axis))

    def line(self, points: Sequence[Point], width: float, paint: "Paint | Rgb") -> None:
        """Paint a flat line of one thickness with butt ends."""
        for a, b in zip(points, list(points)[1:], strict=False):
            length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1e-6
            nx, ny = (a[1] - b[1]) / length * width / 2, (b[0] - a[0]) / length * width / 2
            self.poly(
                ((a[0] + nx, a[1] + ny), (b[0] + nx, b[1] + ny), (b[0] - nx, b[1] - ny), (a[0] - nx, a[1] - ny)), paint
            )

    def add(
        self,
        other: "Drawing",
        *,
        at: Point = (0.0, 0.0),
        scale: float = 1.0,
        turn: float = 0.0,
        part: str | None = None,
    ) -> None:
        """Paint another drawing: scaled, turned by degrees counter-clockwise, moved to `at`."""
        moved = other.moved(at=at, scale=scale, turn=turn)
        self.shapes += [replace(shape, part=part) if part else shape for shape in moved.shapes]

    def moved(self, *, at: Point = (0.0, 0.0), scale: float = 1.0, turn: float = 0.0, flip: bool = False) -> "Drawing":
        """Return the drawing flipped left to right, scaled, turned and moved."""
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        sign = -1 if flip else 1

        def go(p: Point) -> Point:
            x = p[0] * sign
            return x * cos - p[1] * sin + at[0], x * sin + p[1] * cos + at[1]

        shapes = [
            Shape(
                tuple(go(p) for p in shape.points),
                replace(shape.paint, axis=(go(shape.paint.axis[0]), go(shape.paint.axis[1]))),
                shape.part,
            )
            for shape in self.shapes
        ]
        return Drawing(shapes, self.part)

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of everything drawn."""
        xs = [x for shape in self.shapes for x, _ in shape.points]
        ys = [y for shape in self.shapes for _, y in shape.points]
        return min(xs), min(ys), max(xs), max(ys)


def arc(x: float, y: float, rx: float, ry: float, start: float, stop: float, steps: int) -> list[Point]:
    """Return points along an ellipse around (x, y) from `start` to `stop` degrees, counter-clockwise from +x."""
    angles = [math.radians(start + (stop - start) * i / steps) for i in range(steps + 1)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


def curve(points: Sequence[Point], steps: int = 12) -> list[Point]:
    """Return a smooth line through `points` (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    smooth: list[Point] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for i in range(steps):
            t = i / steps
            smooth.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    return [*smooth, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def flat(rgb: Rgb, *, alpha: float = 1.0) -> Paint:
    """Return a paint of one colour."""
    return Paint(((0.0, rgb),), alpha=alpha)


def fade(top: Rgb, bottom: Rgb, y_top: float, y_bottom: float, *, alpha: float = 1.0) -> Paint:
    """Return a paint that runs from one colour down to another."""
    return Paint(((0.0, top), (1.0, bottom)), ((0.0, y_top), (0.0, y_bottom)), alpha=alpha)


def tube(rgb: Rgb, axis: tuple[Point, Point], *, gloss: float = 0.3) -> Paint:
    """Return a cylinder's shading across `axis`."""
    return Paint(
        (
            (0.0, darker(rgb, 0.12)),
            (0.28, lighter(rgb, gloss)),
            (0.55, rgb),
            (0.9, darker(rgb, 0.42)),
            (1.0, darker(rgb, 0.32)),
        ),
        axis,
        rounded=True,
    )


def round_x(rgb: Rgb, x0: float, x1: float, *, gloss: float = 0.3) -> Paint:
    """Return an upright cylinder's shading between x0 and x1."""
    return tube(rgb, ((x0, 0.0), (x1, 0.0)), gloss=gloss)


def steps(start: float, stop: float, step: float) -> list[float]:
    """Return evenly spaced places from `start` until before `stop`."""
    return [start + step * i for i in range(max(0, math.ceil((stop - start) / step)))]
