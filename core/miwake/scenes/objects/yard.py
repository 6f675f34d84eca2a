"""Things that stand about on a site: cones, barrels, ladders, tanks, crates, buckets, extinguishers."""

from miwake.scenes.colours import RUBBER, STEEL, WOOD, Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, arc, curve, fade, flat, round_x


def draw_cone(rgb: Rgb, *, cut: int, stripe: Rgb = (240, 240, 236)) -> Drawing:
    """Return a traffic cone, 0.75 m tall."""
    drawing = Drawing(part="foot")
    wide = (0.27, 0.24, 0.26, 0.29)[cut % 4]
    dark = RUBBER if cut % 2 == 0 else darker(rgb, 0.25)
    drawing.poly(
        ((-wide, 0.0), (wide, 0.0), (wide * 0.9, 0.075), (-wide * 0.9, 0.075)), fade(lighter(dark, 0.12), dark, 0.07, 0)
    )
    drawing.part = "body"
    foot, tip, tall = wide * 0.72, 0.038, 0.76

    def half(y: float) -> float:
        return foot + (tip - foot) * (y - 0.06) / (tall - 0.06)

    def ring(y0: float, y1: float, paint: Rgb) -> None:
        a, b = half(y0), half(y1)
        outline = [*arc(0, y0, a, a * 0.16, 180, 360, 12), *arc(0, y1, b, b * 0.16, 360, 180, 12)]
        drawing.poly(outline, round_x(paint, -foot, foot, gloss=0.34))

    ring(0.06, tall, rgb)
    drawing.part = "stripe"
    for y0, y1 in (
        ((0.28, 0.44),),
        ((0.22, 0.33), (0.45, 0.56)),
        ((0.34, 0.52),),
        ((0.2, 0.29), (0.38, 0.46), (0.55, 0.62)),
    )[cut % 4]:
        ring(y0, y1, stripe)
    drawing.part = "body"
    drawing.oval(0, tall, tip, 0.012, darker(rgb, 0.45))
    return drawing


def draw_barrel(rgb: Rgb, *, cut: int, fallen: bool = False) -> Drawing:
    """Return a steel barrel, 0.9 m tall and 0.6 m wide; a fallen one lies on its side."""
    drawing = Drawing(part="body")
    r, tall = 0.3, 0.9
    top = 0.07
    drawing.poly(
        [*arc(0, 0.06, r, top, 180, 360, 20), *arc(0, tall, r, top, 0, 180, 20)], round_x(rgb, -r, r, gloss=0.36)
    )
    hoops = ((0.32, 0.6), (0.24, 0.47, 0.7), (0.36, 0.56), (0.28, 0.66))[cut % 4]
    for y in hoops:
        band = [*arc(0, y, r + 0.012, top, 180, 360, 20), *arc(0, y + 0.045, r + 0.012, top, 360, 180, 20)]
        drawing.poly(band, round_x(mix(darker(rgb, 0.1), rgb, 0.4), -r, r, gloss=0.5))
    drawing.oval(0, tall, r, top, darker(rgb, 0.12))
    drawing.oval(0, tall - 0.004, r * 0.9, top * 0.82, fade(darker(rgb, 0.35), rgb, tall + top, tall - top))
    drawing.oval(0.12, tall + 0.01, 0.045, 0.016, darker(STEEL, 0.2))
    if cut >= 2:
        drawing.rect(-0.11, 0.38, 0.22, 0.16, flat(mix(rgb, (255, 255, 255), 0.6)), radius=0.01)
    return drawing.moved(turn=90, at=(tall / 2, r)) if fallen else drawing


def draw_ladder(rgb: Rgb, *, tall: float, lean: float, cut: int) -> Drawing:
    """Return a ladder that leans to the right by `lean` metres; wooden or metal by its colour."""
    drawing = Drawing(part="body")
    wide = (0.42, 0.46, 0.44, 0.4)[cut % 4]
    rung, rail = (0.3, 0.34, 0.28, 0.32)[cut % 4], (0.065, 0.055, 0.075, 0.06)[cut % 4]
    for i in range(1, int(tall / rung)):
        y = i * rung
        x = lean * y / tall
        drawing.limb(((x - wide / 2, y), (x + wide / 2, y)), 0.05, darker(rgb, 0.1))
    for sign in (-1, 1):
        x = sign * wide / 2
        drawing.limb(((x, 0.03), (x + lean, tall)), rail, rgb)
        drawing.oval(x, 0.03, rail * 0.6, 0.03, RUBBER)
    return drawing


def draw_tank(rgb: Rgb, *, cut: int, tall: float = 2.3, wide: float = 1.5) -> Drawing:
    """Return an upright storage tank on legs or a plinth."""
    drawing = Drawing(part="legs")
    r = wide / 2
    low = 0.32
    if cut % 2 == 0:
        for x in (-r * 0.78, -r * 0.05, r * 0.7):
            drawing.rect(x - 0.05, 0, 0.1, low + 0.15, round_x(darker(rgb, 0.35), x - 0.05, x + 0.05))
    else:
        drawing.rect(-r * 1.05, 0, r * 2.1, low, fade((178, 176, 170), (132, 130, 126), low, 0))
    drawing.part = "body"
    dome = (0.2, 0.12, 0.26, 0.16)[cut % 4]
    outline = [*arc(0, low + 0.1, r, 0.13, 180, 360, 24), *arc(0, low + tall - dome, r, dome, 0, 180, 24)]
    drawing.poly(outline, round_x(rgb, -r, r, gloss=0.45))
    for share in (0.02, 0.5, 0.93) if cut < 2 else (0.3, 0.72):
        y = low + 0.1 + (tall - dome - 0.1) * share
        drawing.poly(
            [*arc(0, y, r, 0.13, 180, 360, 20), *arc(0, y + 0.035, r, 0.13, 360, 180, 20)],
            round_x(darker(rgb, 0.16), -r, r, gloss=0.4),
        )
    drawing.part = "fitting"
    drawing.rect(-0.09, low + tall - 0.03, 0.18, 0.14, round_x(STEEL, -0.09, 0.09))
    drawing.rect(-0.14, low + tall + 0.08, 0.28, 0.045, round_x(darker(STEEL, 0.2), -0.14, 0.14))
    if cut >= 2:
        drawing.oval(r * 0.25, low + 0.75, 0.2, 0.2, round_x(darker(rgb, 0.2), 0, r * 0.6))
        drawing.oval(r * 0.25, low + 0.75, 0.15, 0.15, round_x(rgb, 0, r * 0.5))
    return drawing


def draw_crate(rgb: Rgb = WOOD, *, cut: int, wide: float = 0.8, tall: float = 0.7) -> Drawing:
    """Return a wooden crate seen a little from above and from one side."""
    drawing = Drawing(part="body")
    deep, up = wide * 0.28, tall * 0.2
    half = wide / 2
    drawing.poly(((-half, tall), (half, tall), (half + deep, tall + up), (-half + deep, tall + up)), lighter(rgb, 0.22))
    drawing.poly(((half, 0), (half + deep, up), (half + deep, tall + up), (half, tall)), darker(rgb, 0.38))
    drawing.rect(-half, 0, wide, tall, fade(rgb, darker(rgb, 0.14), tall, 0))
    boards = (4, 5, 3, 6)[cut % 4]
    for i in range(1, boards):
        y = tall * i / boards
        drawing.line(((-half, y), (half, y)), 0.014, darker(rgb, 0.45))
        drawing.line(((half, y), (half + deep, y + up)), 0.012, darker(rgb, 0.55))
    frame = 0.085
    edge = lighter(rgb, 0.1)
    if cut % 2 == 0:
        drawing.line(((-half + 0.05, 0.05), (half - 0.05, tall - 0.05)), frame * 0.85, edge)
    else:
        drawing.line(((-half + 0.05, tall - 0.05), (half - 0.05, 0.05)), frame * 0.85, edge)
    for x in (-half, half - frame):
        drawing.rect(x, 0, frame, tall, edge)
    for y in (0.0, tall - frame):
        drawing.rect(-half, y, wide, frame, lighter(rgb, 0.14))
    return drawing


def draw_extinguisher(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a fire extinguisher, 0.62 m tall."""
    drawing = Drawing(part="body")
    r, tall = 0.1, 0.46
    drawing.part = "hose"
    side = 1 if cut % 2 == 0 else -1
    hose = curve([(0, 0.56), (side * 0.15, 0.55), (side * 0.17, 0.3), (side * 0.15, 0.14)], 8)
    drawing.limb(hose, 0.032, (36, 36, 40))
    drawing.limb(((side * 0.15, 0.17), (side * 0.155, 0.05)), 0.035, (30, 30, 34), end=0.055)
    drawing.part = "body"
    drawing.poly(
        [*arc(0, 0.02, r, 0.025, 180, 360, 14), *arc(0, tall - 0.06, r, 0.1, 0, 180, 18)],
        round_x(rgb, -r, r, gloss=0.5),
    )
    drawing.part = "label"
    drawing.rect(-r * 0.72, 0.16, r * 1.44, 0.14, round_x((238, 236, 228), -r, r, gloss=0.2))
    drawing.rect(-r * 0.5, 0.25, r, 0.02, (60, 60, 66))
    drawing.rect(-r * 0.5, 0.2, r * 0.8, 0.02, (130, 130, 134))
    drawing.part = "head"
    drawing.rect(-0.03, tall + 0.02, 0.06, 0.08, round_x(STEEL, -0.03, 0.03))
    drawing.limb(((-0.02, tall + 0.1), (side * -0.13, tall + 0.13)), 0.03, (40, 40, 44))
    drawing.limb(((-0.02, tall + 0.07), (side * -0.12, tall + 0.06)), 0.026, (40, 40, 44))
    return drawing


def draw_bucket(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a bucket, 0.35 m tall."""
    drawing = Drawing(part="handle")
    tall = 0.34
    drawing.line(arc(0, tall, 0.17, 0.2 if cut % 2 else -0.12, 0, 180, 16), 0.014, flat(darker(STEEL, 0.25)))
    drawing.part = "body"
    drawing.poly(
        [*arc(0, 0.02, 0.125, 0.03, 180, 360, 14), *arc(0, tall, 0.175, 0.045, 0, 180, 16)], round_x(rgb, -0.17, 0.17)
    )
    drawing.oval(0, tall, 0.175, 0.045, lighter(rgb, 0.12))
    drawing.oval(0, tall - 0.006, 0.155, 0.035, darker(rgb, 0.55))
    return drawing
