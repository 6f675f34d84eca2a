"""Fixtures with a state to be read: signal lamps, barrier gates, doors and hatches, signs without letters."""

from miwake.scenes.colours import CONCRETE, STEEL, Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, arc, fade, flat, round_x, tube


def draw_lamp(rgb: Rgb, *, lit: bool, cut: int, post: float = 1.9) -> Drawing:
    """Return a signal lamp on a post; its dome is bright when lit and dull when not."""
    drawing = Drawing(part="post")
    drawing.rect(-0.16, 0, 0.32, 0.06, fade((120, 122, 124), (84, 86, 90), 0.06, 0))
    drawing.rect(-0.04, 0.04, 0.08, post, round_x((110, 114, 120), -0.04, 0.04))
    base = post
    wide = (0.15, 0.17, 0.16, 0.14)[cut % 4]
    drawing.rect(-wide, base, 2 * wide, 0.1, round_x((64, 66, 72), -wide, wide), radius=0.02)
    drawing.part = "body"
    tall = (0.26, 0.2, 0.3, 0.24)[cut % 4]
    r = wide * 0.86
    dome = [*arc(0, base + 0.1, r, 0.02, 180, 360, 10), *arc(0, base + 0.1 + tall - r, r, r, 0, 180, 20)]
    if lit:
        drawing.poly(dome, round_x(mix(rgb, (255, 255, 255), 0.25), -r, r, gloss=0.6))
        drawing.oval(0, base + 0.1 + tall * 0.42, r * 0.62, tall * 0.3, flat(mix(rgb, (255, 255, 240), 0.8)))
    else:
        drawing.poly(dome, round_x(mix(darker(rgb, 0.55), (70, 70, 74), 0.25), -r, r, gloss=0.22))
        drawing.line(((-r * 0.4, base + 0.16), (-r * 0.4, base + tall * 0.75)), 0.025, flat((190, 194, 198), alpha=0.5))
    drawing.part = "cage"
    if cut % 2 == 0:
        for x in (-r * 0.55, r * 0.55):
            drawing.line(((x, base + 0.1), (x * 0.9, base + 0.08 + tall * 0.86)), 0.016, flat((60, 62, 66)))
    return drawing


def draw_barrier(rgb: Rgb, *, raised: bool, cut: int, length: float = 2.6) -> Drawing:
    """Return a barrier gate whose striped boom points up when open and lies across when closed."""
    drawing = Drawing(part="post")
    drawing.rect(length + 0.0, 0, 0.09, 0.92, round_x(STEEL, length, length + 0.09))
    drawing.rect(length - 0.05, 0.92, 0.19, 0.06, darker(STEEL, 0.2), radius=0.02)
    boom = Drawing(part="boom")
    thick = (0.11, 0.13, 0.12, 0.1)[cut % 4]
    boom.poly(
        ((-0.35, thick / 2), (length, thick * 0.42), (length, -thick * 0.42), (-0.35, -thick / 2)),
        tube((238, 238, 234), ((0, thick / 2), (0, -thick / 2))),
    )
    step = (0.36, 0.3, 0.42, 0.26)[cut % 4]
    slant = 0.0 if cut % 2 == 0 else 0.1
    x = 0.15
    while x < length - step * 0.5:
        end = min(length, x + step * 0.55)
        boom.poly(
            ((x, thick * 0.48), (end, thick * 0.47), (end - slant, -thick * 0.47), (x - slant, -thick * 0.48)),
            tube(rgb, ((0, thick / 2), (0, -thick / 2))),
        )
        x += step
    boom.rect(-0.5, -0.13, 0.24, 0.26, fade((90, 92, 96), (60, 62, 66), 0.13, -0.13), radius=0.02)
    drawing.add(boom, at=(0.0, 0.98), turn=76 if raised else 0, part="boom")
    drawing.part = "body"
    drawing.rect(
        -0.19, 0, 0.38, 1.12, round_x(mix(rgb, (236, 236, 230), 0.78) if cut % 2 else rgb, -0.19, 0.19), radius=0.03
    )
    drawing.rect(-0.13, 0.5, 0.26, 0.3, flat(darker(CONCRETE, 0.55)), radius=0.02)
    drawing.oval(0, 0.98, 0.07, 0.07, round_x(STEEL, -0.07, 0.07))
    return drawing


def draw_door(rgb: Rgb, *, is_open: bool, cut: int, wide: float = 1.0, tall: float = 2.1) -> Drawing:
    """Return a steel door in its frame; an open one shows the dark room behind and its edge swung out."""
    drawing = Drawing(part="frame")
    rim = 0.08
    drawing.rect(-rim, 0, wide + 2 * rim, tall + rim, fade(lighter(STEEL, 0.1), darker(STEEL, 0.1), tall, 0))
    drawing.part = "gap"
    drawing.rect(0, 0, wide, tall, fade((34, 36, 42), (56, 56, 58), tall, 0))
    drawing.part = "body"
    if is_open:
        side = [(0.0, 0.0), (-wide * 0.52, -0.16), (-wide * 0.52, tall + 0.05), (0.0, tall)]
        drawing.poly(side, round_x(darker(rgb, 0.12), -wide * 0.5, 0))
        drawing.poly(
            [
                (-wide * 0.12, tall * 0.58),
                (-wide * 0.4, tall * 0.58),
                (-wide * 0.4, tall * 0.86),
                (-wide * 0.12, tall * 0.85),
            ],
            flat((128, 150, 160)),
        )
        drawing.limb(((-wide * 0.46, tall * 0.44), (-wide * 0.40, tall * 0.44)), 0.045, (60, 60, 64))
        return drawing
    drawing.rect(0.015, 0.015, wide - 0.03, tall - 0.03, fade(lighter(rgb, 0.1), darker(rgb, 0.1), tall, 0))
    if cut % 2 == 0:
        drawing.rect(
            wide * 0.22,
            tall * 0.56,
            wide * 0.56,
            tall * 0.3,
            fade((168, 192, 202), (110, 132, 142), tall * 0.86, tall * 0.56),
            radius=0.02,
        )
    else:
        for y in (0.14, 0.54):
            drawing.rect(wide * 0.16, tall * y, wide * 0.68, tall * 0.32, darker(rgb, 0.14), radius=0.02)
    drawing.limb(((wide * 0.86, tall * 0.46), (wide * 0.74, tall * 0.46)), 0.045, (60, 60, 64))
    return drawing


def draw_sign(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a sign on a post without any letters."""
    drawing = Drawing(part="post")
    drawing.rect(-0.035, 0, 0.07, 1.6, round_x(STEEL, -0.035, 0.035))
    drawing.part = "body"
    white = (240, 240, 236)
    if cut % 2 == 0:
        drawing.oval(0, 1.75, 0.36, 0.36, round_x(rgb, -0.36, 0.36, gloss=0.15))
        drawing.oval(0, 1.75, 0.29, 0.29, white)
        drawing.rect(-0.2, 1.7, 0.4, 0.1, rgb, radius=0.02)
    else:
        drawing.poly(((-0.42, 1.4), (0.42, 1.4), (0, 2.12)), rgb)
        drawing.poly(((-0.3, 1.46), (0.3, 1.46), (0, 1.97)), white)
        drawing.rect(-0.03, 1.6, 0.06, 0.2, (40, 40, 44))
        drawing.oval(0, 1.53, 0.035, 0.035, (40, 40, 44))
    return drawing
