"""Furniture and tableware."""

from miwake.scenes.colours import STEEL, Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, arc, curve, fade, flat, round_x

_TIMBERS: tuple[Rgb, ...] = ((150, 104, 66), (184, 140, 92), (120, 82, 56), (200, 164, 120))


def draw_chair(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a chair seen at an angle."""
    drawing = Drawing(part="body")
    dark = darker(rgb, 0.3)
    for x, y in ((-0.12, 0.1), (0.3, 0.1)):
        drawing.limb(((x, y), (x, 0.5)), 0.05, dark)
    for x in (-0.12, 0.3):
        drawing.limb(((x, 0.5), (x + 0.02, 1.05)), 0.055, rgb)
    if cut % 2 == 0:
        for y in (0.66, 0.8, 0.94):
            drawing.limb(((-0.11, y), (0.31, y)), 0.06, rgb)
    else:
        drawing.rect(-0.13, 0.62, 0.46, 0.42, fade(lighter(rgb, 0.15), darker(rgb, 0.1), 1.04, 0.6), radius=0.05)
    drawing.poly(((-0.26, 0.44), (0.22, 0.44), (0.34, 0.56), (-0.14, 0.56)), lighter(rgb, 0.12))
    drawing.poly(((-0.26, 0.44), (0.22, 0.44), (0.22, 0.39), (-0.26, 0.39)), dark)
    for x in (-0.23, 0.2):
        drawing.limb(((x, 0.02), (x, 0.4)), 0.055, rgb)
    return drawing


def draw_table(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a table."""
    drawing = Drawing(part="body")
    for x in (-0.5, 0.62):
        drawing.limb(((x, 0.12), (x, 0.7)), 0.06, darker(rgb, 0.4))
    if cut % 2 == 0:
        for x in (-0.62, 0.5):
            drawing.limb(((x, 0.02), (x, 0.7)), 0.075, darker(rgb, 0.1))
    else:
        for x in (-0.56, 0.44):
            drawing.limb(((x - 0.08, 0.02), (x, 0.7)), 0.07, darker(rgb, 0.1))
    drawing.poly(((-0.72, 0.7), (0.58, 0.7), (0.74, 0.86), (-0.56, 0.86)), fade(lighter(rgb, 0.3), rgb, 0.86, 0.7))
    drawing.poly(((-0.72, 0.7), (0.58, 0.7), (0.58, 0.64), (-0.72, 0.64)), darker(rgb, 0.2))
    return drawing


def draw_sofa(rgb: Rgb, *, cut: int, wide: float = 1.7) -> Drawing:
    """Return a sofa; a narrow one is an armchair."""
    drawing = Drawing(part="feet")
    half = wide / 2
    for x in (-half + 0.1, half - 0.1):
        drawing.rect(x - 0.035, 0, 0.07, 0.1, (84, 60, 44))
    drawing.part = "body"
    drawing.rect(
        -half + 0.08, 0.3, wide - 0.16, 0.55, fade(lighter(rgb, 0.15), darker(rgb, 0.1), 0.85, 0.3), radius=0.1
    )
    drawing.rect(-half + 0.06, 0.1, wide - 0.12, 0.26, fade(rgb, darker(rgb, 0.3), 0.36, 0.1), radius=0.03)
    seats = max(1, round(wide / (0.62 if cut % 2 else 0.82)))
    for i in range(seats):
        w = (wide - 0.4) / seats
        x = -half + 0.2 + i * w
        drawing.rect(x + 0.01, 0.33, w - 0.02, 0.16, fade(lighter(rgb, 0.28), rgb, 0.49, 0.33), radius=0.05)
        drawing.line(((x + w, 0.5), (x + w, 0.8)), 0.012, flat(darker(rgb, 0.3)))
    for x in (-half, half - 0.2):
        drawing.rect(x, 0.1, 0.2, 0.5, round_x(rgb, x, x + 0.2), radius=0.09)
    return drawing


def draw_armchair(rgb: Rgb, *, cut: int) -> Drawing:
    """Return an armchair."""
    return draw_sofa(rgb, cut=cut, wide=0.95)


def draw_bed(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a bed from the side, its cover in the named colour."""
    drawing = Drawing(part="frame")
    timber = _TIMBERS[cut % 4]
    drawing.rect(-1.0, 0.0, 0.09, 0.95, round_x(timber, -1.0, -0.91), radius=0.03)
    drawing.rect(0.92, 0.0, 0.08, 0.55, round_x(timber, 0.92, 1.0), radius=0.03)
    drawing.rect(-0.95, 0.14, 1.9, 0.14, darker(timber, 0.15))
    drawing.part = "sheet"
    drawing.rect(-0.92, 0.28, 1.85, 0.2, fade((248, 248, 246), (206, 208, 212), 0.48, 0.28), radius=0.05)
    drawing.rect(-0.88, 0.44, 0.42, 0.18, fade((255, 255, 253), (220, 222, 226), 0.62, 0.44), radius=0.08)
    drawing.part = "body"
    ring = [
        (-0.42, 0.5),
        (0.2, 0.58),
        (0.9, 0.54),
        (0.94, 0.3),
        (0.9, 0.12),
        (0.2, 0.2),
        (-0.4, 0.14),
        (-0.44, 0.3),
        (-0.42, 0.5),
    ]
    drawing.poly(curve(ring, 5), fade(lighter(rgb, 0.22), darker(rgb, 0.22), 0.58, 0.12))
    return drawing


def draw_bookshelf(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a shelf full of books."""
    drawing = Drawing(part="body")
    drawing.rect(-0.5, 0, 1.0, 1.7, rgb)
    spines: tuple[Rgb, ...] = (
        (168, 60, 52),
        (58, 96, 140),
        (208, 172, 84),
        (84, 124, 84),
        (226, 220, 204),
        (96, 72, 104),
    )
    for level in range(4):
        y = 0.07 + level * 0.41
        drawing.part = "inside"
        drawing.rect(-0.45, y, 0.9, 0.35, fade(darker(rgb, 0.6), darker(rgb, 0.45), y + 0.35, y))
        x, k = -0.43, level * 3 + cut
        while x < 0.34 - 0.12 * (k % 2):
            wide, tall = 0.05 + 0.016 * (k * 7 % 4), 0.2 + 0.03 * (k * 5 % 5)
            drawing.rect(x, y, wide, tall, round_x(spines[k * 5 % 6], x, x + wide))
            x, k = x + wide + 0.004, k + 1
        drawing.part = "body"
        drawing.rect(-0.5, y - 0.05, 1.0, 0.05, lighter(rgb, 0.12))
    drawing.rect(-0.5, 1.66, 1.0, 0.07, lighter(rgb, 0.2))
    return drawing


def draw_floor_lamp(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a floor lamp with a shade of the named colour."""
    drawing = Drawing(part="post")
    drawing.oval(0, 0.03, 0.2, 0.035, darker(STEEL, 0.4))
    drawing.rect(-0.02, 0.03, 0.04, 1.25, round_x(darker(STEEL, 0.3), -0.02, 0.02))
    drawing.part = "body"
    top = (0.16, 0.24, 0.12, 0.2)[cut % 4]
    shade = ((-0.3, 1.2), (0.3, 1.2), (top, 1.65), (-top, 1.65))
    drawing.poly(shade, round_x(lighter(rgb, 0.15), -0.3, 0.3, gloss=0.4))
    return drawing


def draw_plant(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a leafy plant in a pot of the named colour."""
    drawing = Drawing(part="leaf")
    green: Rgb = ((80, 136, 70), (98, 150, 84), (64, 122, 78), (110, 150, 66))[cut % 4]
    for i, angle in enumerate((-70, 70, -46, 46, -24, 24, 0)):
        leaf, long = Drawing(), 0.62 - 0.1 * (i % 2) + 0.04 * (cut % 3)
        wide = 0.1 if cut % 2 else 0.14
        leaf.poly(
            curve([(0, 0), (-wide, long * 0.55), (0, long), (wide, long * 0.55), (0, 0)], 6),
            fade(lighter(green, 0.2), darker(green, 0.3), long, 0),
        )
        drawing.add(leaf, at=(0, 0.42), turn=angle, part="leaf")
    drawing.part = "body"
    drawing.poly(((-0.18, 0), (0.18, 0), (0.25, 0.42), (-0.25, 0.42)), round_x(rgb, -0.25, 0.25))
    drawing.rect(-0.28, 0.38, 0.56, 0.09, round_x(lighter(rgb, 0.1), -0.28, 0.28), radius=0.02)
    return drawing


def draw_cup(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a cup with a handle."""
    drawing = Drawing(part="body")
    drawing.line(arc(0.34, 0.4, 0.2, 0.22, -100, 100, 18), 0.075, flat(darker(rgb, 0.15)))
    foot = (0.3, 0.36, 0.24, 0.33)[cut % 4]
    drawing.poly(
        [*arc(0, 0.06, foot, 0.06, 180, 360, 16), *arc(0, 0.74, 0.38, 0.09, 0, 180, 16)],
        round_x(rgb, -0.38, 0.38, gloss=0.4),
    )
    drawing.oval(0, 0.74, 0.38, 0.09, lighter(rgb, 0.25))
    drawing.oval(0, 0.73, 0.33, 0.07, (92, 58, 38))
    return drawing


def draw_bottle(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a bottle with a plain label."""
    drawing = Drawing(part="body")
    r, slope = (0.2, 0.24, 0.18, 0.22)[cut % 4], (0.85, 0.7, 0.9, 0.78)[cut % 4]
    ring = [
        (-r, 0.02),
        (r, 0.02),
        (r, slope),
        (r * 0.9, slope + 0.1),
        (0.08, slope + 0.3),
        (0.075, 1.3),
        (-0.075, 1.3),
        (-0.08, slope + 0.3),
        (-r * 0.9, slope + 0.1),
        (-r, slope),
    ]
    drawing.poly(ring, round_x(rgb, -r, r, gloss=0.55))
    drawing.part = "label"
    drawing.rect(-r, 0.25, 2 * r, 0.34, round_x((242, 238, 226), -r, r, gloss=0.2))
    drawing.rect(-0.09, 1.24, 0.18, 0.1, round_x(darker(rgb, 0.4), -0.09, 0.09))
    return drawing


def draw_teapot(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a teapot."""
    drawing = Drawing(part="body")
    drawing.line(arc(0.5, 0.42, 0.22, 0.26, -95, 95, 18), 0.07, flat(darker(rgb, 0.2)))
    drawing.limb(curve([(-0.4, 0.3), (-0.66, 0.44), (-0.74, 0.72)], 5), 0.17, rgb, end=0.07)
    tall = (0.38, 0.34, 0.42, 0.36)[cut % 4]
    drawing.oval(0, tall, 0.5, tall, round_x(rgb, -0.5, 0.5, gloss=0.45))
    drawing.oval(0, tall * 1.86, 0.24, 0.055, darker(rgb, 0.15))
    drawing.oval(0, tall * 1.9 + 0.06, 0.06, 0.06, round_x(rgb, -0.06, 0.06))
    return drawing


def draw_bowl(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a bowl."""
    drawing = Drawing(part="body")
    drawing.rect(-0.2, 0, 0.4, 0.08, round_x(darker(rgb, 0.2), -0.2, 0.2), radius=0.02)
    tall = (0.46, 0.4, 0.5, 0.36)[cut % 4]
    drawing.poly(
        [*arc(0, 0.5, 0.6, tall, 180, 360, 28), *arc(0, 0.5, 0.6, 0.1, 0, 180, 20)], round_x(rgb, -0.6, 0.6, gloss=0.4)
    )
    drawing.oval(0, 0.5, 0.6, 0.1, lighter(rgb, 0.3))
    drawing.oval(0, 0.49, 0.54, 0.08, darker(rgb, 0.3))
    return drawing


def draw_vase(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a vase with three flowers."""
    drawing = Drawing(part="flowers")
    for i, (x, y) in enumerate(((-0.24, 1.3), (0.04, 1.45), (0.28, 1.26))):
        drawing.limb(((0, 0.75), (x, y)), 0.03, (92, 142, 70))
        petal: Rgb = ((238, 150, 170), (250, 214, 90), (244, 244, 240), (190, 130, 200))[(i + cut) % 4]
        for a in range(0, 360, 72):
            px, py = arc(x, y, 0.085, 0.085, a, a + 1, 1)[0]
            drawing.oval(px, py, 0.07, 0.07, petal)
        drawing.oval(x, y, 0.05, 0.05, mix(petal, (214, 130, 30), 0.8))
    drawing.part = "body"
    ring = [
        (-0.14, 0.8),
        (-0.12, 0.64),
        (-0.3, 0.36),
        (-0.18, 0.0),
        (0.18, 0.0),
        (0.3, 0.36),
        (0.12, 0.64),
        (0.14, 0.8),
    ]
    drawing.poly(curve(ring, 6), round_x(rgb, -0.3, 0.3, gloss=0.45))
    return drawing


def draw_book(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a book lying flat."""
    drawing = Drawing(part="pages")
    drawing.poly(
        ((-0.5, 0.05), (0.42, 0.05), (0.42, 0.18), (-0.5, 0.18)), fade((246, 240, 224), (214, 206, 186), 0.18, 0.05)
    )
    drawing.poly(((0.42, 0.05), (0.62, 0.22), (0.62, 0.35), (0.42, 0.18)), (228, 220, 200))
    drawing.part = "body"
    drawing.poly(((-0.54, 0.18), (0.44, 0.18), (0.64, 0.38), (-0.32, 0.38)), fade(lighter(rgb, 0.2), rgb, 0.38, 0.18))
    drawing.poly(((-0.54, 0.0), (0.44, 0.0), (0.44, 0.045), (-0.54, 0.045)), darker(rgb, 0.2))
    drawing.rect(-0.58, 0.0, 0.07, 0.21, round_x(darker(rgb, 0.1), -0.58, -0.51), radius=0.02)
    if cut % 2 == 0:
        drawing.poly(((-0.18, 0.25), (0.28, 0.25), (0.35, 0.31), (-0.1, 0.31)), mix(rgb, (255, 244, 210), 0.7))
    return drawing


def draw_suitcase(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a suitcase."""
    drawing = Drawing(part="handle")
    drawing.line(arc(0, 0.72, 0.14, 0.12, 0, 180, 12), 0.045, flat((60, 54, 50)))
    drawing.part = "body"
    drawing.rect(-0.48, 0.04, 0.96, 0.7, fade(lighter(rgb, 0.16), darker(rgb, 0.22), 0.74, 0.04), radius=0.08)
    bands = ((-0.3, 0.22), (-0.04, -0.04), (-0.34, 0.26), (-0.2, 0.12))[cut % 4]
    for x in bands:
        drawing.rect(x, 0.04, 0.08, 0.7, darker(rgb, 0.3))
    drawing.rect(-0.06, 0.58, 0.12, 0.08, lighter(STEEL, 0.3), radius=0.02)
    return drawing
