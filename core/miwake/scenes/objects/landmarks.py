"""Houses, trees and other things that stand in a landscape."""

from miwake.scenes.colours import GLASS, STEEL, WOOD, Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, arc, curve, fade, flat, round_x


def draw_house(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a house with walls of the named colour."""
    drawing = Drawing(part="body")
    wide, tall = (1.5, 1.8, 1.3, 1.6)[cut % 4], (1.0, 0.9, 1.2, 1.05)[cut % 4]
    half = wide / 2
    drawing.rect(-half, 0, wide, tall, fade(lighter(rgb, 0.12), darker(rgb, 0.12), tall, 0))
    drawing.part = "roof"
    roof: Rgb = ((158, 72, 56), (92, 84, 86), (126, 88, 66), (84, 100, 120))[cut % 4]
    drawing.rect(half * 0.35, tall + 0.2, 0.2, 0.5, (164, 108, 88))
    peak = 0.62
    if cut % 2 == 0:
        drawing.poly(
            ((-half - 0.14, tall), (half + 0.14, tall), (0, tall + peak)),
            fade(lighter(roof, 0.2), darker(roof, 0.1), tall + peak, tall),
        )
    else:
        drawing.poly(
            (
                (-half - 0.14, tall),
                (half + 0.14, tall),
                (half * 0.7, tall + peak * 0.8),
                (-half * 0.7, tall + peak * 0.8),
            ),
            fade(lighter(roof, 0.2), darker(roof, 0.1), tall + peak, tall),
        )
    drawing.part = "door"
    drawing.rect(-0.14, 0, 0.28, 0.56, (112, 78, 54), radius=0.02)
    drawing.part = "glass"
    for x in (-half * 0.66, half * 0.66):
        drawing.rect(x - 0.17, tall * 0.42, 0.34, 0.34, (246, 244, 238))
        drawing.rect(
            x - 0.13,
            tall * 0.42 + 0.04,
            0.26,
            0.26,
            fade(lighter(GLASS, 0.2), darker(GLASS, 0.3), tall * 0.8, tall * 0.4),
        )
    return drawing


def draw_church(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a church with a tower."""
    drawing = Drawing(part="body")
    drawing.rect(-0.3, 0, 1.2, 0.8, fade(lighter(rgb, 0.1), darker(rgb, 0.15), 0.8, 0))
    drawing.rect(-0.75, 0, 0.5, 1.5, round_x(rgb, -0.75, -0.25, gloss=0.12))
    drawing.part = "roof"
    roof: Rgb = (98, 84, 88) if cut % 2 else (150, 82, 62)
    drawing.poly(((-0.36, 0.8), (0.98, 0.8), (0.8, 1.2), (-0.26, 1.2)), fade(lighter(roof, 0.15), roof, 1.2, 0.8))
    drawing.poly(((-0.82, 1.5), (-0.18, 1.5), (-0.5, 2.25)), round_x(roof, -0.82, -0.18))
    drawing.line(((-0.5, 2.2), (-0.5, 2.45)), 0.03, flat((70, 66, 60)))
    drawing.line(((-0.58, 2.36), (-0.42, 2.36)), 0.03, flat((70, 66, 60)))
    drawing.part = "glass"
    for x in (0.0, 0.32, 0.64):
        drawing.poly([*arc(x, 0.5, 0.08, 0.1, 0, 180, 10), (x - 0.08, 0.24), (x + 0.08, 0.24)], (92, 118, 136))
    drawing.oval(-0.5, 1.2, 0.12, 0.12, (244, 240, 226))
    return drawing


def draw_tree(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a tree with a crown of the named colour: round, or pointed like a fir for some cuts."""
    drawing = Drawing(part="trunk")
    drawing.poly(((-0.11, 0), (0.11, 0), (0.07, 0.9), (-0.07, 0.9)), round_x((112, 82, 58), -0.1, 0.1))
    drawing.part = "body"
    if cut % 2 == 0:
        blobs = (
            (-0.42, 1.1, 0.42),
            (0.42, 1.12, 0.4),
            (0, 1.0, 0.46),
            (-0.24, 1.5, 0.42),
            (0.26, 1.52, 0.4),
            (0, 1.78, 0.36),
            (0, 1.36, 0.5),
        )
        for i, (x, y, r) in enumerate(blobs):
            shade = mix(darker(rgb, 0.25), lighter(rgb, 0.15), i / 6)
            drawing.oval(x, y, r, r * 0.92, fade(lighter(shade, 0.16), darker(shade, 0.14), y + r, y - r))
        return drawing
    if rgb[0] > rgb[1]:
        rgb = (66, 122, 74)
    for level in range(4):
        y, half = 0.5 + level * 0.42, 0.66 - level * 0.13
        drawing.poly(
            ((-half, y), (half, y), (0, y + 0.75)), round_x(mix(darker(rgb, 0.2), rgb, level / 3), -half, half)
        )
    return drawing


def draw_windmill(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a windmill with four sails."""
    drawing = Drawing(part="body")
    drawing.poly(((-0.42, 0), (0.42, 0), (0.26, 1.4), (-0.26, 1.4)), round_x(rgb, -0.42, 0.42))
    drawing.part = "roof"
    drawing.poly(arc(0, 1.4, 0.3, 0.28, 0, 180, 18), round_x((104, 78, 62), -0.3, 0.3))
    drawing.part = "door"
    drawing.rect(-0.1, 0, 0.2, 0.36, (94, 66, 48))
    drawing.part = "sails"
    for k in range(4):
        sail = Drawing()
        sail.rect(-0.015, 0, 0.03, 1.02, (120, 92, 66))
        sail.rect(0.015, 0.25, 0.17, 0.76, flat((240, 236, 226)))
        for y in (0.42, 0.6, 0.78):
            sail.line(((0.015, y), (0.185, y)), 0.014, flat((170, 160, 146)))
        drawing.add(sail, at=(0, 1.42), turn=90 * k + (20, 45, 32, 8)[cut % 4], part="sails")
    drawing.oval(0, 1.42, 0.07, 0.07, (96, 72, 54))
    return drawing


def draw_lighthouse(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a lighthouse with bands of the named colour."""
    drawing = Drawing(part="tower")
    drawing.poly(((-0.32, 0), (0.32, 0), (0.2, 1.7), (-0.2, 1.7)), round_x((240, 238, 232), -0.32, 0.32))
    drawing.part = "body"
    bands = (2, 3, 2, 4)[cut % 4]
    for i in range(bands):
        y0, y1 = 1.7 * (i + 0.5) / (bands + 0.5), 1.7 * (i + 1) / (bands + 0.5)
        a, b = 0.32 - 0.12 * y0 / 1.7, 0.32 - 0.12 * y1 / 1.7
        drawing.poly(((-a, y0), (a, y0), (b, y1), (-b, y1)), round_x(rgb, -0.32, 0.32))
    drawing.part = "lantern"
    drawing.rect(-0.27, 1.7, 0.54, 0.06, (60, 62, 68))
    drawing.rect(-0.14, 1.76, 0.28, 0.24, round_x((255, 232, 160), -0.14, 0.14))
    drawing.part = "body"
    drawing.poly(arc(0, 2.0, 0.19, 0.18, 0, 180, 14), round_x(rgb, -0.19, 0.19))
    return drawing


def draw_tent(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a tent."""
    drawing = Drawing(part="body")
    if cut % 2 == 0:
        drawing.poly(((-0.8, 0), (0.3, 0), (-0.1, 0.95)), fade(lighter(rgb, 0.2), rgb, 0.95, 0))
        drawing.poly(((0.3, 0), (0.9, 0.14), (0.42, 0.98), (-0.1, 0.95)), fade(rgb, darker(rgb, 0.35), 0.95, 0))
        drawing.poly(((-0.3, 0), (-0.05, 0), (-0.1, 0.7)), darker(rgb, 0.7))
        return drawing
    drawing.poly([*arc(0, 0, 0.85, 0.85, 0, 180, 30)], round_x(rgb, -0.85, 0.85))
    for x in (-0.5, 0.0, 0.5):
        drawing.line(curve([(x * 1.1, 0), (x * 0.95, 0.5), (x * 0.2, 0.84)], 5), 0.02, flat(darker(rgb, 0.35)))
    drawing.poly(arc(0.1, 0, 0.26, 0.52, 0, 180, 16), darker(rgb, 0.68))
    return drawing


def draw_bench(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a park bench."""
    drawing = Drawing(part="legs")
    for x in (-0.6, 0.6):
        drawing.limb(((x, 0.0), (x, 0.42), (x + 0.02, 0.85)), 0.055, (70, 72, 78))
    drawing.part = "body"
    for y in (0.56, 0.68, 0.8) if cut % 2 == 0 else (0.6, 0.76):
        drawing.rect(-0.72, y, 1.44, 0.085, fade(lighter(rgb, 0.2), darker(rgb, 0.1), y + 0.085, y), radius=0.02)
    drawing.poly(((-0.78, 0.38), (0.78, 0.38), (0.7, 0.48), (-0.7, 0.48)), fade(lighter(rgb, 0.25), rgb, 0.48, 0.38))
    drawing.rect(-0.78, 0.33, 1.56, 0.05, darker(rgb, 0.3))
    return drawing


def draw_mailbox(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a mailbox on a post."""
    drawing = Drawing(part="post")
    drawing.rect(-0.05, 0, 0.1, 0.72, round_x(WOOD if cut % 2 else STEEL, -0.05, 0.05))
    drawing.part = "body"
    if cut % 2 == 0:
        drawing.poly(
            [(-0.3, 0.7), (0.3, 0.7), (0.3, 0.95), *arc(0, 0.95, 0.3, 0.22, 0, 180, 18), (-0.3, 0.95)],
            round_x(rgb, -0.3, 0.3),
        )
    else:
        drawing.rect(-0.27, 0.66, 0.54, 0.6, round_x(rgb, -0.27, 0.27), radius=0.08)
    drawing.rect(-0.16, 0.94, 0.32, 0.05, darker(rgb, 0.6))
    return drawing


def draw_snowman(_: Rgb, *, cut: int) -> Drawing:
    """Return a snowman; its colour is always white."""
    drawing = Drawing(part="body")
    white: Rgb = (244, 247, 252)
    for y, r in ((0.36, 0.38), (0.86, 0.28), (1.24, 0.2)):
        drawing.oval(0, y, r, r, fade(white, (196, 208, 226), y + r, y - r))
    drawing.part = "trim"
    for sign in (-1, 1):
        drawing.limb(((sign * 0.24, 0.92), (sign * 0.62, 1.1 if cut % 2 else 1.0)), 0.03, (98, 72, 52))
        drawing.oval(sign * 0.07, 1.3, 0.024, 0.028, (36, 36, 40))
    drawing.poly(((0, 1.26), (0.24, 1.2), (0, 1.19)), (238, 128, 40))
    for y in (0.74, 0.88, 1.0):
        drawing.oval(0, y, 0.026, 0.026, (40, 40, 44))
    drawing.rect(-0.24, 1.38, 0.48, 0.05, (46, 46, 52))
    drawing.rect(-0.15, 1.4, 0.3, 0.24, (46, 46, 52))
    if cut % 2 == 0:
        drawing.rect(-0.2, 1.03, 0.4, 0.08, (200, 56, 52), radius=0.03)
    return drawing


def draw_umbrella(rgb: Rgb, *, cut: int) -> Drawing:
    """Return an open umbrella planted in the ground."""
    drawing = Drawing(part="post")
    drawing.rect(-0.025, 0, 0.05, 1.5, round_x((196, 184, 164), -0.025, 0.025))
    drawing.part = "body"
    drawing.poly(arc(0, 1.2, 0.85, 0.5, 0, 180, 30), round_x(rgb, -0.85, 0.85, gloss=0.25))
    if cut % 2 == 0:
        for x in (-0.5, 0.12):
            drawing.poly(((x, 1.2), (x + 0.36, 1.2), (0.05, 1.69), (-0.05, 1.69)), flat(mix(rgb, (255, 255, 255), 0.8)))
    drawing.rect(-0.85, 1.17, 1.7, 0.045, darker(rgb, 0.2), radius=0.02)
    return drawing


def draw_ball(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a ball with a pale band or patches."""
    drawing = Drawing(part="body")
    r = 0.42
    drawing.oval(0, r, r, r, fade(lighter(rgb, 0.35), darker(rgb, 0.35), 2 * r, 0))
    pale = mix(rgb, (255, 255, 255), 0.8)
    if cut % 2 == 0:
        drawing.poly([*arc(0, r, r * 0.97, r * 0.34, 180, 360, 20), *arc(0, r, r * 0.97, r * 0.1, 360, 180, 20)], pale)
    else:
        for x, y in ((0, 0.46), (-0.22, 0.62), (0.24, 0.66), (0.2, 0.26), (-0.2, 0.24)):
            drawing.oval(x, y, 0.085, 0.08, pale)
    drawing.oval(-0.14, 0.64, 0.08, 0.06, flat((255, 255, 255), alpha=0.5))
    return drawing
