"""Animals seen from the side, facing right, drawn at handy sizes rather than true ones."""

from dataclasses import dataclass

from miwake.scenes.colours import Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, Point, arc, curve, fade, flat

_EYE: Rgb = (28, 26, 28)


@dataclass(frozen=True, slots=True)
class Build:
    """Proportions of a four-legged animal, metres."""

    length: float
    depth: float
    leg: float
    thick: float
    neck: Point
    head: float
    snout: float
    ear: str
    tail: float


BUILDS = {
    "dog": Build(0.62, 0.26, 0.32, 0.085, (0.12, 0.2), 0.135, 0.13, "flop", 0.3),
    "cat": Build(0.52, 0.22, 0.22, 0.065, (0.08, 0.17), 0.13, 0.05, "point", 0.42),
    "cow": Build(1.0, 0.48, 0.42, 0.12, (0.22, 0.16), 0.17, 0.2, "side", 0.34),
    "horse": Build(0.95, 0.38, 0.58, 0.1, (0.3, 0.42), 0.14, 0.26, "point", 0.46),
    "pig": Build(0.8, 0.42, 0.2, 0.11, (0.12, 0.08), 0.19, 0.1, "flop", 0.12),
    "elephant": Build(1.15, 0.7, 0.46, 0.2, (0.2, 0.16), 0.27, 0.0, "huge", 0.26),
    "sheep": Build(0.68, 0.42, 0.26, 0.075, (0.16, 0.1), 0.13, 0.09, "side", 0.08),
}


def draw_quadruped(noun: str, rgb: Rgb, *, cut: int, lying: bool = False) -> Drawing:
    """Return a standing or lying animal of `BUILDS`."""
    build = BUILDS[noun]
    leg = build.thick * 0.7 if lying else build.leg
    drawing = Drawing(part="body")
    half, middle = build.length / 2, leg + build.depth * 0.5
    _legs(drawing, build, rgb, cut, leg=leg, lying=lying)
    _tail(drawing, build, rgb, noun, middle)
    back = _trunk(build, half, middle, cut)
    drawing.poly(
        back, fade(lighter(rgb, 0.16), darker(rgb, 0.28), middle + build.depth * 0.5, middle - build.depth * 0.5)
    )
    _coat(drawing, noun, rgb, cut, half, middle)
    _front(drawing, build, rgb, noun, cut, (half * 0.82, middle + build.depth * 0.12))
    return drawing


def _trunk(build: Build, half: float, middle: float, cut: int) -> list[Point]:
    d = build.depth / 2
    sag = (0.9, 1.0, 0.84, 0.95)[cut % 4]
    ring = [
        (-half, middle + d * 0.5),
        (-half * 0.6, middle + d),
        (0, middle + d * sag),
        (half * 0.6, middle + d),
        (half, middle + d * 0.4),
        (half * 0.86, middle - d * 0.7),
        (0, middle - d),
        (-half * 0.7, middle - d * 0.85),
        (-half * 1.02, middle - d * 0.2),
        (-half, middle + d * 0.5),
    ]
    return curve(ring, 6)


def _legs(drawing: Drawing, build: Build, rgb: Rgb, cut: int, *, leg: float, lying: bool) -> None:
    half, t = build.length / 2, build.thick
    if lying:
        for x in (-half * 0.75, half * 0.5):
            drawing.limb(((x, t * 0.6), (x + build.leg * 0.75, t * 0.5)), t * 1.15, darker(rgb, 0.2), end=t * 0.8)
        return
    stride = (0.0, 0.04, 0.06, 0.02)[cut % 4]
    for x, shade, shift in ((-0.62, 0.38, stride), (0.52, 0.38, -stride), (-0.78, 0.12, -stride), (0.7, 0.12, stride)):
        top = (half * x, leg + build.depth * 0.3)
        drawing.limb((top, (half * x + shift, t * 0.45)), t * 1.35, darker(rgb, shade), end=t * 0.85)
        drawing.oval(half * x + shift + t * 0.15, t * 0.28, t * 0.62, t * 0.3, darker(rgb, 0.66))


def _tail(drawing: Drawing, build: Build, rgb: Rgb, noun: str, middle: float) -> None:
    x, y = -build.length / 2, middle + build.depth * 0.25
    up = {"dog": 0.7, "cat": 0.9, "pig": 0.4}.get(noun, -0.8)
    end = (x - build.tail * 0.5, y + build.tail * up)
    bend = (x - build.tail * 0.45, y + build.tail * up * 0.3)
    shade = darker(rgb, 0.4) if noun == "horse" else darker(rgb, 0.12)
    drawing.limb(curve([(x + 0.05, y), bend, end], 5), build.thick * (0.9 if noun == "horse" else 0.6), shade)


def _coat(drawing: Drawing, noun: str, rgb: Rgb, cut: int, half: float, middle: float) -> None:
    if noun == "cow":
        spot = darker(rgb, 0.8) if sum(rgb) > 330 else lighter(rgb, 0.8)
        places = ((-0.5, 0.08, 0.2, 0.12), (0.12, -0.02, 0.16, 0.13), (0.5, 0.1, 0.1, 0.08))
        for x, y, rx, ry in places[: 2 + cut % 2]:
            drawing.oval(half * x, middle + y, rx, ry, spot)
    if noun == "sheep":
        wool = lighter(rgb, 0.12)
        for i in range(10):
            x, y = arc(0, middle, half * 0.92, BUILDS[noun].depth * 0.4, 36 * i, 36 * i + 1, 1)[0]
            drawing.oval(x, y, 0.11, 0.1, fade(lighter(wool, 0.3), darker(wool, 0.12), y + 0.1, y - 0.1))
        drawing.oval(
            0, middle, half * 0.8, BUILDS[noun].depth * 0.4, fade(lighter(wool, 0.3), wool, middle + 0.2, middle - 0.2)
        )


def _front(drawing: Drawing, build: Build, rgb: Rgb, noun: str, cut: int, root: Point) -> None:
    """Paint neck and head from where they leave the trunk."""
    face = darker(rgb, 0.72) if noun == "sheep" and cut % 2 == 0 else rgb
    x, y = root[0] + build.neck[0], root[1] + build.neck[1]
    wide = build.depth * (0.62 if noun != "horse" else 0.5)
    drawing.limb((root, (x, y)), wide, rgb, end=build.head * 1.25)
    if noun == "horse":
        drawing.limb(((root[0] - 0.06, root[1] + 0.18), (x - 0.08, y + 0.1)), 0.1, darker(rgb, 0.5))
    r = build.head
    if noun == "elephant":
        drawing.limb(
            curve([(x + r * 0.6, y), (x + r * 1.25, y - 0.25), (x + r * 1.2, y - 0.55), (x + r * 1.5, y - 0.66)], 5),
            0.17,
            face,
            end=0.08,
        )
        drawing.limb(((x + r * 0.7, y - 0.16), (x + r * 1.5, y - 0.24)), 0.06, (240, 232, 214), end=0.03)
    drawing.oval(x, y, r, r * 0.92, fade(lighter(face, 0.2), darker(face, 0.15), y + r, y - r))
    if build.snout:
        tip = (
            x + r * 0.7 + build.snout * 0.75,
            y - r * 0.35 - build.snout * (0.5 if noun in {"horse", "cow"} else 0.1),
        )
        drawing.limb(((x + r * 0.35, y - r * 0.2), tip), r * 1.05, face, end=r * 0.72)
        nose = (224, 140, 150) if noun in {"pig", "cow"} else (46, 38, 38)
        drawing.oval(
            tip[0] + r * 0.3, tip[1] + r * 0.05, r * 0.17, r * (0.34 if noun in {"pig", "cow"} else 0.17), nose
        )
    _ears(drawing, build, face, x, y)
    drawing.oval(x + r * 0.42, y + r * 0.22, r * 0.13, r * 0.16, _EYE)
    drawing.oval(x + r * 0.46, y + r * 0.27, r * 0.045, r * 0.05, (250, 250, 250))
    if noun == "cow":
        drawing.limb(
            curve([(x - 0.02, y + r * 0.8), (x + 0.06, y + r * 1.3), (x + 0.16, y + r * 1.45)], 4),
            0.04,
            (236, 226, 200),
            end=0.02,
        )


def _ears(drawing: Drawing, build: Build, rgb: Rgb, x: float, y: float) -> None:
    r, shade = build.head, darker(rgb, 0.25)
    if build.ear == "point":
        for dx in (-0.55, 0.1):
            drawing.poly(
                (
                    (x + r * (dx - 0.05), y + r * 0.6),
                    (x + r * (dx + 0.22), y + r * 1.55),
                    (x + r * (dx + 0.5), y + r * 0.72),
                ),
                shade,
            )
    elif build.ear == "flop":
        drawing.poly(
            curve(
                [
                    (x - r * 0.35, y + r * 0.85),
                    (x - r * 0.85, y + r * 0.2),
                    (x - r * 0.6, y - r * 0.65),
                    (x - r * 0.2, y + r * 0.1),
                    (x - r * 0.35, y + r * 0.85),
                ],
                5,
            ),
            shade,
        )
    elif build.ear == "side":
        drawing.limb(((x - r * 0.4, y + r * 0.55), (x - r * 1.15, y + r * 0.6)), r * 0.5, shade, end=r * 0.2)
    else:
        drawing.oval(
            x - r * 0.75,
            y - r * 0.05,
            r * 0.85,
            r * 1.25,
            fade(lighter(rgb, 0.1), darker(rgb, 0.3), y + r, y - r * 1.2),
        )


def draw_rabbit(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a sitting rabbit."""
    drawing = Drawing(part="body")
    drawing.oval(-0.29, 0.16, 0.08, 0.08, lighter(rgb, 0.5))
    drawing.oval(-0.06, 0.22, 0.25, 0.22, fade(lighter(rgb, 0.2), darker(rgb, 0.25), 0.44, 0))
    drawing.oval(-0.1, 0.1, 0.16, 0.1, darker(rgb, 0.12))
    drawing.limb(((0.12, 0.2), (0.16, 0.04)), 0.09, darker(rgb, 0.08))
    ears = ((78, 98), (60, 84), (92, 112), (70, 110))[cut % 4]
    for angle in ears:
        ear = Drawing()
        ear.oval(0.17, 0, 0.17, 0.052, darker(rgb, 0.08))
        ear.oval(0.17, 0, 0.12, 0.026, mix(rgb, (238, 160, 166), 0.7))
        drawing.add(ear, at=(0.16, 0.5), turn=angle, part="body")
    drawing.oval(0.19, 0.44, 0.14, 0.125, fade(lighter(rgb, 0.2), darker(rgb, 0.12), 0.56, 0.32))
    drawing.oval(0.25, 0.47, 0.019, 0.024, _EYE)
    drawing.oval(0.325, 0.43, 0.018, 0.014, (224, 130, 140))
    return drawing


def draw_duck(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a standing duck."""
    drawing = Drawing(part="body")
    bill = (236, 150, 40)
    for x in (-0.04, 0.06):
        drawing.limb(((x, 0.16), (x + 0.02, 0.02)), 0.025, bill)
        drawing.poly(((x - 0.01, 0.0), (x + 0.1, 0.0), (x + 0.03, 0.04)), bill)
    outline = [
        (-0.42, 0.38),
        (-0.3, 0.2),
        (-0.05, 0.12),
        (0.2, 0.18),
        (0.29, 0.34),
        (0.12, 0.42),
        (-0.16, 0.36),
        (-0.42, 0.38),
    ]
    drawing.poly(curve(outline, 6), fade(lighter(rgb, 0.2), darker(rgb, 0.2), 0.42, 0.12))
    drawing.poly(curve([(-0.26, 0.33), (-0.06, 0.19), (0.12, 0.3), (-0.02, 0.36), (-0.26, 0.33)], 5), darker(rgb, 0.22))
    drawing.limb(((0.2, 0.32), (0.2, 0.56)), 0.13, rgb)
    head = mix(rgb, (40, 110, 70), 0.85) if cut % 2 else rgb
    drawing.oval(0.22, 0.6, 0.105, 0.1, fade(lighter(head, 0.2), darker(head, 0.1), 0.7, 0.5))
    drawing.poly(((0.29, 0.63), (0.45, 0.575), (0.29, 0.55)), bill)
    drawing.oval(0.25, 0.625, 0.016, 0.02, _EYE)
    return drawing


def draw_bird(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a small standing bird with a long tail."""
    drawing = Drawing(part="body")
    for x in (-0.02, 0.06):
        drawing.line(((x, 0.12), (x + 0.01, 0.0)), 0.014, flat((90, 70, 50)))
    drawing.poly(
        ((-0.16, 0.2), (-0.42, 0.1 + 0.08 * (cut % 3)), (-0.38, 0.2 + 0.08 * (cut % 3)), (-0.1, 0.28)), darker(rgb, 0.3)
    )
    drawing.oval(0.0, 0.22, 0.19, 0.13, fade(rgb, mix(rgb, (250, 244, 230), 0.7), 0.3, 0.12))
    drawing.poly(curve([(-0.16, 0.25), (0.0, 0.13), (0.08, 0.24), (-0.02, 0.29), (-0.16, 0.25)], 5), darker(rgb, 0.28))
    drawing.oval(0.16, 0.34, 0.095, 0.09, fade(lighter(rgb, 0.15), rgb, 0.42, 0.26))
    drawing.poly(((0.24, 0.365), (0.34, 0.33), (0.24, 0.31)), (238, 168, 48))
    drawing.oval(0.19, 0.36, 0.015, 0.017, _EYE)
    return drawing
