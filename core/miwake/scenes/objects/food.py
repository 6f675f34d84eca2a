"""Fruit and vegetables, about a metre large so that a tabletop scene needs no other scale."""

from miwake.scenes.colours import Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, Paint, arc, curve, fade, flat, round_x

_LEAF: Rgb = (86, 146, 62)
_STALK: Rgb = (104, 78, 48)


def _ball(rgb: Rgb, x0: float, x1: float) -> Paint:
    return round_x(rgb, x0, x1, gloss=0.4)


def draw_apple(rgb: Rgb, *, cut: int) -> Drawing:
    """Return an apple."""
    drawing = Drawing(part="stalk")
    drawing.limb(curve([(0.0, 0.74), (0.02, 0.86), (0.08, 0.96)], 4), 0.045, _STALK)
    drawing.part = "body"
    wide = (0.46, 0.5, 0.44, 0.48)[cut % 4]
    ring = [
        (0, 0.76),
        (0.2, 0.84),
        (wide, 0.6),
        (wide * 0.84, 0.2),
        (0.14, 0.0),
        (0, 0.04),
        (-0.14, 0.0),
        (-wide * 0.84, 0.2),
        (-wide, 0.6),
        (-0.2, 0.84),
        (0, 0.76),
    ]
    drawing.poly(curve(ring, 7), _ball(rgb, -wide, wide))
    drawing.oval(-wide * 0.45, 0.6, 0.06, 0.09, flat((255, 255, 255), alpha=0.45))
    if cut % 2 == 0:
        drawing.part = "leaf"
        drawing.poly(curve([(0.03, 0.84), (0.16, 0.98), (0.34, 0.94), (0.2, 0.84), (0.03, 0.84)], 5), _LEAF)
    return drawing


def draw_pear(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a pear."""
    drawing = Drawing(part="stalk")
    drawing.limb(((0.0, 1.05), (0.05, 1.2)), 0.045, _STALK)
    drawing.part = "body"
    neck = (0.17, 0.2, 0.15, 0.19)[cut % 4]
    ring = [
        (0, 1.1),
        (neck, 0.98),
        (neck + 0.06, 0.7),
        (0.42, 0.36),
        (0.28, 0.03),
        (0, 0.0),
        (-0.28, 0.03),
        (-0.42, 0.36),
        (-neck - 0.06, 0.7),
        (-neck, 0.98),
        (0, 1.1),
    ]
    drawing.poly(curve(ring, 7), _ball(rgb, -0.42, 0.42))
    return drawing


def draw_banana(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a banana, or a bunch of them for some cuts."""
    drawing = Drawing(part="body")
    for i in range(1 + cut % 2):
        lift = 0.1 * i
        ring = [
            (-0.62, 0.5 + lift),
            (-0.5, 0.24 + lift),
            (-0.1, 0.02 + lift),
            (0.34, 0.1 + lift),
            (0.62, 0.44 + lift),
            (0.56, 0.5 + lift),
            (0.26, 0.32 + lift),
            (-0.1, 0.28 + lift),
            (-0.5, 0.56 + lift),
            (-0.62, 0.5 + lift),
        ]
        shade = darker(rgb, 0.1 * (1 - i)) if cut % 2 else rgb
        drawing.poly(curve(ring, 6), fade(lighter(shade, 0.2), darker(shade, 0.25), 0.5 + lift, 0.02 + lift))
        drawing.oval(-0.585, 0.54 + lift, 0.045, 0.04, _STALK)
        drawing.oval(0.6, 0.48 + lift, 0.035, 0.03, darker(_STALK, 0.3))
    return drawing


def draw_lemon(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a lemon or, in its green, a lime."""
    drawing = Drawing(part="body")
    r = (0.34, 0.3, 0.32, 0.36)[cut % 4]
    ring = [
        (-0.56, r),
        (-0.44, r * 1.3),
        (-0.2, r * 1.9),
        (0.2, r * 1.9),
        (0.44, r * 1.3),
        (0.56, r),
        (0.44, r * 0.7),
        (0.2, r * 0.1),
        (-0.2, r * 0.1),
        (-0.44, r * 0.7),
        (-0.56, r),
    ]
    drawing.poly(curve(ring, 6), fade(lighter(rgb, 0.3), darker(rgb, 0.22), r * 2, 0))
    drawing.oval(-0.14, r * 1.4, 0.1, 0.05, flat((255, 255, 255), alpha=0.4))
    return drawing


def draw_strawberry(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a strawberry."""
    drawing = Drawing(part="body")
    wide = (0.38, 0.42, 0.36, 0.4)[cut % 4]
    ring = [
        (0, 0.78),
        (wide * 0.7, 0.82),
        (wide, 0.62),
        (wide * 0.66, 0.26),
        (0, 0.0),
        (-wide * 0.66, 0.26),
        (-wide, 0.62),
        (-wide * 0.7, 0.82),
        (0, 0.78),
    ]
    drawing.poly(curve(ring, 7), _ball(rgb, -wide, wide))
    for row in range(4):
        for k in range(-2, 3):
            x, y = (k + 0.5 * (row % 2)) * 0.14, 0.66 - row * 0.15
            if abs(x) < wide * (0.85 - row * 0.17):
                drawing.oval(x, y, 0.016, 0.024, (250, 224, 150))
    drawing.part = "leaf"
    for angle in (-60, -25, 0, 25, 60):
        leaf = Drawing()
        leaf.poly(curve([(0, 0), (-0.07, -0.14), (0, -0.28), (0.07, -0.14), (0, 0)], 5), _LEAF)
        drawing.add(leaf, at=(0, 0.84), turn=angle, part="leaf")
    drawing.limb(((0, 0.82), (0.03, 0.96)), 0.035, _LEAF)
    return drawing


def draw_grapes(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a bunch of grapes."""
    drawing = Drawing(part="stalk")
    drawing.limb(((0, 0.9), (0.03, 1.12)), 0.045, _STALK)
    drawing.part = "body"
    rows = ((4, 3, 4, 3, 2, 1), (3, 4, 3, 2, 1), (5, 4, 3, 2, 1), (4, 5, 4, 2))[cut % 4]
    r = 0.125
    for row, count in enumerate(rows):
        for k in range(count):
            x, y = (k - (count - 1) / 2) * 0.21, 0.86 - row * 0.155
            drawing.oval(x, y, r, r, _ball(rgb, x - r, x + r))
            drawing.oval(x - 0.035, y + 0.04, 0.026, 0.03, flat((255, 255, 255), alpha=0.5))
    return drawing


def draw_carrot(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a carrot lying with its leaves to the left."""
    drawing = Drawing(part="leaf")
    for dy in (-0.1, 0.0, 0.1, 0.2):
        drawing.limb(curve([(-0.4, 0.2), (-0.62, 0.24 + dy), (-0.84, 0.26 + dy * 2)], 4), 0.05, _LEAF, end=0.09)
    drawing.part = "body"
    ring = [
        (-0.44, 0.36),
        (-0.46, 0.1),
        (-0.2, 0.05),
        (0.3, 0.1),
        (0.76, 0.19),
        (0.3, 0.3),
        (-0.2, 0.37),
        (-0.44, 0.36),
    ]
    drawing.poly(curve(ring, 6), fade(lighter(rgb, 0.25), darker(rgb, 0.25), 0.36, 0.05))
    for x in (-0.3, -0.1, 0.14, 0.34)[: 3 + cut % 2]:
        drawing.line(((x, 0.33), (x + 0.05, 0.24)), 0.02, flat(darker(rgb, 0.3)))
    return drawing


def draw_watermelon(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a whole striped watermelon, or a slice for some cuts."""
    drawing = Drawing(part="body")
    if cut % 2:
        drawing.poly(arc(0, 0.62, 0.72, 0.62, 180, 360, 28), (70, 138, 66))
        drawing.poly(arc(0, 0.62, 0.64, 0.54, 180, 360, 28), (226, 240, 206))
        drawing.poly(arc(0, 0.62, 0.59, 0.49, 180, 360, 28), (226, 70, 74))
        for x, y in ((-0.3, 0.46), (-0.1, 0.36), (0.12, 0.44), (0.3, 0.36), (0.0, 0.2)):
            drawing.oval(x, y, 0.024, 0.038, (44, 30, 28))
        return drawing
    drawing.oval(0, 0.48, 0.64, 0.48, _ball(rgb, -0.64, 0.64))
    for k in (-0.8, -0.4, 0.0, 0.4, 0.8):
        stripe = curve([(k * 0.3, 0.95), (k * 0.62, 0.7), (k * 0.66, 0.4), (k * 0.3, 0.01)], 5)
        drawing.line(stripe, 0.075, flat(darker(rgb, 0.45)))
    return drawing


def draw_pineapple(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a pineapple."""
    drawing = Drawing(part="leaf")
    for angle in (-50, -30, 30, 50, -14, 14, 0):
        leaf = Drawing()
        leaf.poly(((-0.07, 0), (0, 0.5 - abs(angle) * 0.003), (0.07, 0)), mix(_LEAF, (50, 110, 60), abs(angle) / 60))
        drawing.add(leaf, at=(0, 0.9), turn=angle, part="leaf")
    drawing.part = "body"
    wide = (0.34, 0.38, 0.32, 0.36)[cut % 4]
    drawing.oval(0, 0.48, wide, 0.48, _ball(rgb, -wide, wide))
    for k in range(-3, 4):
        drawing.line(
            ((k * 0.12 - 0.18, 0.84 - abs(k) * 0.1), (k * 0.12 + 0.14, 0.14 + abs(k) * 0.09)),
            0.016,
            flat(darker(rgb, 0.4)),
        )
        drawing.line(
            ((k * 0.12 + 0.18, 0.84 - abs(k) * 0.1), (k * 0.12 - 0.14, 0.14 + abs(k) * 0.09)),
            0.016,
            flat(darker(rgb, 0.4)),
        )
    return drawing
