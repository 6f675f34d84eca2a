"""Site vehicles, seen from the side and facing right."""

from miwake.scenes.colours import GLASS, STEEL, WOOD, Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, fade, flat, round_x
from miwake.scenes.objects.rides import wheel


def _glass(drawing: Drawing, points: tuple[tuple[float, float], ...]) -> None:
    kept, drawing.part = drawing.part, "glass"
    top, low = max(y for _, y in points), min(y for _, y in points)
    drawing.poly(points, fade(lighter(GLASS, 0.35), darker(GLASS, 0.35), top, low))
    drawing.part = kept


def _tracks(drawing: Drawing, x0: float, x1: float, tall: float) -> None:
    drawing.part = "tracks"
    drawing.rect(x0, 0, x1 - x0, tall, fade((84, 84, 88), (36, 36, 40), tall, 0), radius=tall / 2)
    drawing.rect(x0 + 0.06, 0.06, x1 - x0 - 0.12, tall - 0.12, (60, 60, 64), radius=tall / 2)
    count = 5
    for i in range(count):
        x = x0 + tall / 2 + (x1 - x0 - tall) * i / (count - 1)
        drawing.oval(x, tall / 2, tall * 0.3, tall * 0.3, fade((150, 150, 152), (90, 90, 94), tall, 0))
    drawing.part = "body"


def draw_excavator(rgb: Rgb, *, cut: int) -> Drawing:
    """Return an excavator with its arm out to the right."""
    drawing = Drawing(part="body")
    _tracks(drawing, -0.95, 0.55, 0.4)
    drawing.rect(-0.5, 0.4, 0.6, 0.12, (70, 70, 76))
    drawing.rect(-1.0, 0.5, 1.2, 0.44, fade(lighter(rgb, 0.22), darker(rgb, 0.22), 0.94, 0.5), radius=0.06)
    drawing.rect(-1.04, 0.5, 0.3, 0.5, fade(darker(rgb, 0.1), darker(rgb, 0.35), 1.0, 0.5), radius=0.08)
    drawing.rect(-0.32, 0.9, 0.52, 0.62, fade(lighter(rgb, 0.1), rgb, 1.5, 0.9), radius=0.05)
    _glass(drawing, ((-0.26, 0.98), (0.16, 0.98), (0.12, 1.44), (-0.24, 1.44)))
    reach = ((0.62, 1.62), (0.72, 1.5), (0.56, 1.72), (0.8, 1.4))[cut % 4]
    drawing.limb(((0.16, 0.8), reach), 0.2, rgb, end=0.15)
    wrist = (reach[0] + 0.5, reach[1] - 0.72)
    drawing.part = "trim"
    drawing.limb(((0.3, 0.7), (reach[0] - 0.1, reach[1] - 0.3)), 0.07, lighter(STEEL, 0.2))
    drawing.part = "body"
    drawing.limb((reach, wrist), 0.15, darker(rgb, 0.08), end=0.11)
    drawing.part = "bucket"
    x, y = wrist
    drawing.poly(
        ((x - 0.1, y + 0.06), (x + 0.12, y + 0.02), (x + 0.14, y - 0.3), (x - 0.12, y - 0.42), (x - 0.3, y - 0.28)),
        fade((110, 110, 114), (62, 62, 66), y, y - 0.4),
    )
    for k in range(3):
        drawing.poly(
            (
                (x - 0.3 + k * 0.09, y - 0.3 - k * 0.05),
                (x - 0.24 + k * 0.09, y - 0.33 - k * 0.05),
                (x - 0.31 + k * 0.09, y - 0.42 - k * 0.05),
            ),
            (150, 150, 150),
        )
    return drawing


def draw_crane(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a tower crane with a hook."""
    drawing = Drawing(part="body")
    tall, jib = 2.7, (1.6, 1.4, 1.75, 1.5)[cut % 4]
    drawing.part = "foot"
    drawing.rect(-0.42, 0, 0.84, 0.16, fade((186, 184, 178), (130, 128, 122), 0.16, 0))
    drawing.part = "body"
    _lattice(drawing, rgb, (-0.11, 0.16), (0.11, tall), upright=True)
    _lattice(drawing, rgb, (-0.75, tall), (jib, tall + 0.18), upright=False)
    drawing.line(((0, tall + 0.6), (jib * 0.8, tall + 0.18)), 0.02, flat((70, 70, 76)))
    drawing.line(((0, tall + 0.6), (-0.7, tall + 0.18)), 0.02, flat((70, 70, 76)))
    drawing.limb(((0, tall), (0, tall + 0.62)), 0.07, rgb)
    drawing.rect(0.11, tall - 0.32, 0.26, 0.3, fade(lighter(rgb, 0.15), rgb, tall, tall - 0.3), radius=0.03)
    _glass(drawing, ((0.17, tall - 0.24), (0.35, tall - 0.24), (0.35, tall - 0.06), (0.17, tall - 0.06)))
    drawing.part = "weight"
    drawing.rect(-0.78, tall - 0.3, 0.36, 0.3, fade((170, 168, 162), (120, 118, 114), tall, tall - 0.3))
    drawing.part = "hook"
    x, low = jib * 0.72, tall - 0.9 - 0.2 * (cut % 3)
    drawing.line(((x, tall), (x, low)), 0.018, flat((60, 60, 64)))
    drawing.rect(x - 0.06, low - 0.14, 0.12, 0.16, darker(rgb, 0.2), radius=0.02)
    return drawing


def _lattice(drawing: Drawing, rgb: Rgb, low: tuple[float, float], high: tuple[float, float], *, upright: bool) -> None:
    (x0, y0), (x1, y1) = low, high
    step = (x1 - x0) if upright else (y1 - y0)
    count = max(1, int(((y1 - y0) if upright else (x1 - x0)) / step))
    for i in range(count):
        a, b = i / count, (i + 1) / count
        if upright:
            ya, yb = y0 + (y1 - y0) * a, y0 + (y1 - y0) * b
            ends = ((x0, ya), (x1, yb)) if i % 2 else ((x1, ya), (x0, yb))
        else:
            xa, xb = x0 + (x1 - x0) * a, x0 + (x1 - x0) * b
            ends = ((xa, y0), (xb, y1)) if i % 2 else ((xa, y1), (xb, y0))
        drawing.line(ends, 0.03, flat(darker(rgb, 0.15)))
    edges = (((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))) if upright else (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)))
    for edge in edges:
        drawing.limb(edge, 0.055, rgb)


def draw_forklift(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a forklift."""
    drawing = Drawing(part="body")
    drawing.rect(-0.72, 0.18, 1.1, 0.42, fade(lighter(rgb, 0.22), darker(rgb, 0.22), 0.6, 0.18), radius=0.08)
    drawing.rect(-0.74, 0.3, 0.4, 0.5, fade(lighter(rgb, 0.15), darker(rgb, 0.25), 0.8, 0.3), radius=0.1)
    drawing.part = "trim"
    for x, y in ((-0.5, 0.75), (0.28, 0.58)):
        drawing.limb(((x, y), (x + (0.1 if x < 0 else -0.1), 1.5)), 0.055, (58, 58, 62))
    drawing.rect(-0.46, 1.47, 0.7, 0.07, (58, 58, 62), radius=0.02)
    drawing.limb(((-0.28, 0.62), (0.02, 0.62), (-0.3, 0.62), (-0.36, 0.95)), 0.09, (64, 54, 50))
    drawing.limb(((0.2, 0.62), (0.08, 0.9)), 0.035, (50, 50, 54))
    drawing.part = "mast"
    for x in (0.46, 0.56):
        drawing.rect(x, 0.08, 0.05, 1.55 + 0.1 * (cut % 2), round_x((86, 88, 94), x, x + 0.05))
    lift = (0.1, 0.34, 0.2, 0.5)[cut % 4]
    drawing.rect(0.6, lift, 0.05, 0.45, (70, 72, 78))
    drawing.rect(0.6, lift, 0.62, 0.055, fade((140, 142, 146), (84, 86, 90), lift + 0.05, lift))
    wheel(drawing, -0.48, 0.2)
    wheel(drawing, 0.3, 0.22)
    return drawing


def draw_truck(rgb: Rgb, *, cut: int, loaded: bool = False) -> Drawing:
    """Return a flatbed truck, empty or loaded with crates."""
    drawing = Drawing(part="load")
    if loaded:
        for x, wide, tall in ((-1.2, 0.56, 0.5), (-0.6, 0.5, 0.62), (-0.06, 0.4, 0.44)):
            timber = mix(WOOD, (150, 110, 72), 0.2 * (cut % 4))
            drawing.rect(x, 0.5, wide, tall, fade(lighter(timber, 0.12), darker(timber, 0.15), 0.5 + tall, 0.5))
            for k in (0.33, 0.66):
                drawing.line(((x, 0.5 + tall * k), (x + wide, 0.5 + tall * k)), 0.016, flat(darker(timber, 0.4)))
            drawing.rect(x, 0.5, 0.06, tall, darker(timber, 0.1))
            drawing.rect(x + wide - 0.06, 0.5, 0.06, tall, darker(timber, 0.2))
    drawing.part = "bed"
    drawing.rect(-1.32, 0.36, 1.75, 0.15, fade((120, 122, 126), (74, 76, 80), 0.5, 0.36))
    drawing.rect(-1.32, 0.5, 0.06, 0.26, (96, 98, 102))
    if cut % 2:
        drawing.rect(-1.32, 0.5, 1.72, 0.1, mix(rgb, (90, 90, 94), 0.3))
    drawing.rect(0.36, 0.5, 0.06, 0.5, (96, 98, 102))
    drawing.part = "body"
    cab = ((0.48, 0.3), (1.3, 0.3), (1.3, 0.72), (1.14, 1.24), (0.48, 1.24))
    drawing.poly(cab, fade(lighter(rgb, 0.22), darker(rgb, 0.2), 1.24, 0.3))
    _glass(drawing, ((0.66, 0.74), (1.22, 0.74), (1.09, 1.14), (0.66, 1.14)))
    drawing.rect(0.62, 0.6, 0.14, 0.03, darker(rgb, 0.5))
    drawing.rect(1.22, 0.3, 0.1, 0.12, (70, 72, 76))
    drawing.oval(1.27, 0.5, 0.04, 0.05, (255, 246, 214))
    for x in (-0.98, -0.56, 0.9):
        wheel(drawing, x, 0.21)
    return drawing
