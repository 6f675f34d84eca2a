"""Cars, buses, bicycles, boats and the like, seen from the side and facing right."""

from miwake.scenes.colours import GLASS, RUBBER, STEEL, Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, Point, arc, curve, fade, flat


def wheel(drawing: Drawing, x: float, r: float, *, hub: Rgb = STEEL) -> None:
    """Paint a wheel that stands on the ground."""
    drawing.part = "wheel"
    drawing.oval(x, r, r, r, fade(lighter(RUBBER, 0.15), darker(RUBBER, 0.3), 2 * r, 0))
    drawing.oval(x, r, r * 0.58, r * 0.58, fade(lighter(hub, 0.3), darker(hub, 0.2), r * 1.6, r * 0.4))
    drawing.oval(x, r, r * 0.2, r * 0.2, darker(hub, 0.45))
    drawing.part = "body"


def draw_car(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a car, 4 units of 0.4 m long."""
    drawing = Drawing(part="body")
    roof = ((-0.5, 0.86), (-0.36, 0.88), (-0.62, 0.9), (-0.44, 0.8))[cut % 4]
    body = [
        (-0.95, 0.2),
        (-0.96, 0.46),
        (-0.74, 0.56),
        (roof[0], roof[1]),
        (0.14, roof[1]),
        (0.46, 0.56),
        (0.84, 0.5),
        (0.96, 0.36),
        (0.95, 0.2),
    ]
    drawing.poly([*curve(body, 5), (-0.95, 0.2)], fade(lighter(rgb, 0.28), darker(rgb, 0.2), 0.86, 0.2))
    drawing.part = "glass"
    top = roof[1] - 0.06
    pane = fade(lighter(GLASS, 0.3), darker(GLASS, 0.35), top, 0.56)
    drawing.poly(((-0.62, 0.57), (roof[0] + 0.04, top), (-0.16, top), (-0.16, 0.57)), pane)
    drawing.poly(((-0.1, 0.57), (-0.1, top), (0.12, top), (0.38, 0.57)), pane)
    drawing.part = "trim"
    drawing.line(((-0.13, 0.56), (-0.13, 0.26)), 0.012, flat(darker(rgb, 0.4)))
    drawing.rect(-0.3, 0.46, 0.1, 0.025, darker(rgb, 0.5))
    drawing.oval(0.91, 0.4, 0.05, 0.045, (255, 246, 214))
    drawing.rect(-0.96, 0.38, 0.05, 0.08, (196, 44, 40))
    for x in (-0.56, 0.56):
        drawing.poly(arc(x, 0.2, 0.23, 0.22, 0, 180, 16), darker(rgb, 0.7))
        wheel(drawing, x, 0.18)
    return drawing


def draw_van(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a delivery van."""
    drawing = Drawing(part="body")
    nose = (0.62, 0.7, 0.56, 0.66)[cut % 4]
    drawing.poly(
        curve([(-1.0, 0.18), (-1.02, 0.7), (-0.98, 1.12), (0.4, 1.14), (nose, 0.68), (0.98, 0.56), (1.02, 0.18)], 5),
        fade(lighter(rgb, 0.2), darker(rgb, 0.2), 1.1, 0.18),
    )
    drawing.part = "glass"
    drawing.poly(
        ((0.16, 0.68), (0.16, 1.02), (0.38, 1.02), (nose - 0.04, 0.68)),
        fade(lighter(GLASS, 0.3), darker(GLASS, 0.3), 1, 0.68),
    )
    drawing.part = "trim"
    drawing.line(((0.1, 1.05), (0.1, 0.24)), 0.014, flat(darker(rgb, 0.4)))
    drawing.line(((-0.98, 0.42), (0.98, 0.42)), 0.035, flat(darker(rgb, 0.25)))
    for x in (-0.6, 0.6):
        wheel(drawing, x, 0.19)
    return drawing


def draw_bus(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a bus."""
    drawing = Drawing(part="body")
    drawing.rect(-1.3, 0.17, 2.6, 1.06, fade(lighter(rgb, 0.22), darker(rgb, 0.2), 1.2, 0.2), radius=0.12)
    count = (5, 6, 4, 7)[cut % 4]
    drawing.part = "glass"
    w = 2.1 / count
    for i in range(count):
        drawing.rect(
            -1.22 + i * w,
            0.66,
            w - 0.05,
            0.38,
            fade(lighter(GLASS, 0.35), darker(GLASS, 0.35), 1.04, 0.66),
            radius=0.03,
        )
    drawing.rect(0.96, 0.28, 0.26, 0.78, fade(lighter(GLASS, 0.2), darker(GLASS, 0.3), 1.04, 0.3), radius=0.03)
    drawing.part = "trim"
    drawing.line(((-1.28, 0.5), (0.92, 0.5)), 0.05, flat(mix(rgb, (255, 255, 255), 0.7)))
    for x in (-0.78, 0.7):
        wheel(drawing, x, 0.2)
    return drawing


def draw_bicycle(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a bicycle."""
    drawing = Drawing(part="wheel")
    r = (0.33, 0.3, 0.35, 0.32)[cut % 4]
    for x in (-0.5, 0.5):
        drawing.line(arc(x, r, r - 0.03, r - 0.03, 0, 360, 36), 0.055, flat((46, 46, 50)))
        for a in range(0, 180, 36):
            p = arc(x, r, r - 0.05, r - 0.05, a, a + 180, 1)
            drawing.line((p[0], p[1]), 0.01, flat((150, 154, 158)))
    drawing.part = "body"
    low, seat, front = (-0.06, r - 0.02), (-0.2, 0.72), (0.36, 0.74)
    tubes: tuple[tuple[Point, Point], ...] = (
        (low, seat),
        (low, front),
        (seat, front),
        ((-0.5, r), low),
        ((-0.5, r), (seat[0], seat[1] - 0.08)),
        ((0.5, r), front),
    )
    for start, end in tubes:
        drawing.limb((start, end), 0.055, rgb)
    drawing.part = "trim"
    drawing.limb((front, (0.33, 0.9), (0.5 if cut % 2 else 0.2, 0.94)), 0.04, (60, 60, 64))
    drawing.limb((seat, (-0.22, 0.82)), 0.04, STEEL)
    drawing.limb(((-0.36, 0.84), (-0.1, 0.83)), 0.075, (50, 40, 36))
    drawing.oval(low[0], low[1], 0.075, 0.075, darker(STEEL, 0.2))
    return drawing


def draw_boat(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a sailing boat with a hull of the named colour."""
    drawing = Drawing(part="sail")
    drawing.rect(-0.03, 0.3, 0.05, 1.55, (140, 104, 70))
    drawing.poly(((0.06, 0.48), (0.06, 1.8), (0.72, 0.48)), fade((252, 250, 244), (222, 220, 214), 1.8, 0.48))
    if cut % 2 == 0:
        drawing.poly(((-0.08, 0.5), (-0.08, 1.6), (-0.56, 0.5)), fade((246, 238, 224), (214, 206, 196), 1.6, 0.5))
    drawing.part = "body"
    drawing.poly(
        curve([(-0.95, 0.36), (-0.7, 0.06), (0.6, 0.05), (1.0, 0.42)], 6),
        fade(lighter(rgb, 0.2), darker(rgb, 0.3), 0.42, 0.04),
    )
    drawing.poly(((-0.95, 0.33), (1.0, 0.39), (1.0, 0.44), (-0.97, 0.38)), mix(rgb, (255, 255, 255), 0.75))
    return drawing


def draw_tractor(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a farm tractor."""
    drawing = Drawing(part="body")
    drawing.rect(-0.06, 0.42, 0.86, 0.36, fade(lighter(rgb, 0.25), darker(rgb, 0.2), 0.78, 0.42), radius=0.06)
    drawing.rect(-0.62, 0.4, 0.6, 0.3, darker(rgb, 0.1), radius=0.04)
    drawing.part = "glass"
    drawing.poly(
        ((-0.6, 0.68), (-0.54, 1.22), (-0.12, 1.22), (-0.02, 0.68)),
        fade(lighter(GLASS, 0.3), darker(GLASS, 0.2), 1.2, 0.7),
    )
    drawing.part = "body"
    drawing.rect(-0.66, 1.2, 0.64, 0.09, darker(rgb, 0.1), radius=0.03)
    drawing.limb(((0.4, 0.78), (0.4, 1.1 if cut % 2 else 1.0)), 0.06, (70, 70, 74))
    hub: Rgb = (240, 200, 60) if cut % 2 == 0 else (220, 220, 216)
    wheel(drawing, -0.42, 0.42, hub=hub)
    wheel(drawing, 0.58, 0.25, hub=hub)
    return drawing


def draw_train(rgb: Rgb, *, cut: int) -> Drawing:
    """Return a steam engine."""
    drawing = Drawing(part="body")
    drawing.rect(-1.0, 0.3, 0.6, 0.95, fade(lighter(rgb, 0.2), darker(rgb, 0.2), 1.2, 0.3), radius=0.03)
    drawing.rect(-1.06, 1.22, 0.74, 0.08, darker(rgb, 0.4), radius=0.02)
    drawing.rect(-0.42, 0.44, 1.3, 0.5, fade(lighter(rgb, 0.35), darker(rgb, 0.35), 0.94, 0.44), radius=0.08)
    drawing.part = "glass"
    drawing.rect(-0.86, 0.82, 0.32, 0.28, fade(lighter(GLASS, 0.3), darker(GLASS, 0.3), 1.1, 0.8))
    drawing.part = "trim"
    drawing.poly(((0.52, 0.92), (0.74, 0.92), (0.8, 1.34), (0.46, 1.34)), (58, 58, 62))
    drawing.oval(0.1, 0.96, 0.13, 0.12, (206, 168, 76))
    drawing.rect(-1.0, 0.22, 1.95, 0.12, (60, 60, 66))
    for x in (-0.72, -0.2, 0.3) if cut % 2 else (-0.64, 0.0):
        wheel(drawing, x, 0.24, hub=(186, 60, 52))
    wheel(drawing, 0.72, 0.16, hub=(186, 60, 52))
    return drawing
