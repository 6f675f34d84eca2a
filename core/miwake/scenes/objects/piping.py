"""Pipes with valves and gauges."""

import math

from miwake.scenes.colours import STEEL, Rgb, darker, lighter, mix
from miwake.scenes.drawing import Drawing, arc, fade, flat, round_x, tube


def draw_pipe(rgb: Rgb, *, length: float, thick: float, cut: int, upright: bool = False) -> Drawing:
    """Return a pipe around (0, 0) with flanges, lying or upright."""
    drawing = Drawing(part="pipe")
    half, r = length / 2, thick / 2
    drawing.poly(((-half, r), (half, r), (half, -r), (-half, -r)), tube(rgb, ((0, r), (0, -r)), gloss=0.4))
    step = (0.9, 1.3, 0.75, 1.05)[cut % 4]
    count = int(length / step)
    for i in range(count + 1):
        _flange(drawing, -half + (i + 0.35) * step, r, rgb, cut)
    return drawing.moved(turn=90) if upright else drawing


def _flange(drawing: Drawing, x: float, r: float, rgb: Rgb, cut: int) -> None:
    wide, tall = (0.05, 0.07, 0.045, 0.06)[cut % 4], r * (1.28, 1.2, 1.36, 1.25)[cut % 4]
    for sign in (-1, 1):
        drawing.rect(
            x + sign * (wide / 2 + 0.004) - wide / 2,
            -tall,
            wide,
            2 * tall,
            tube(mix(rgb, STEEL, 0.25), ((0, tall), (0, -tall)), gloss=0.4),
            radius=0.01,
        )
        for bolt in (-0.72, -0.24, 0.24, 0.72):
            drawing.oval(x + sign * (wide + 0.016), bolt * tall, 0.014, 0.016, darker(STEEL, 0.35))


def draw_lever_valve(body: Rgb, lever: Rgb, *, is_open: bool, thick: float, cut: int) -> Drawing:
    """Return a ball valve on a lying pipe: the lever lies along the pipe when open, across it when closed."""
    drawing = Drawing(part="body")
    r = thick / 2
    wide = thick * (0.95, 1.1, 1.0, 0.9)[cut % 4]
    drawing.rect(
        -wide, -r * 1.12, 2 * wide, 2.24 * r, tube(body, ((0, r * 1.1), (0, -r * 1.1)), gloss=0.35), radius=0.03
    )
    drawing.oval(0, 0, wide * 0.66, r * 1.5, round_x(body, -wide * 0.7, wide * 0.7))
    for sign in (-1, 1):
        drawing.rect(
            sign * wide - 0.035,
            -r * 1.42,
            0.07,
            2.84 * r,
            tube(darker(body, 0.1), ((0, r * 1.4), (0, -r * 1.4))),
            radius=0.012,
        )
    stem = r * 1.5 + 0.05
    drawing.rect(-0.045, r * 1.2, 0.09, stem - r * 1.0, round_x(STEEL, -0.045, 0.045))
    handle = _lever(lever, thick * (2.7, 2.4, 2.6, 2.9)[cut % 4], cut)
    if is_open:
        drawing.add(handle, at=(0, stem + 0.03), part="lever")
    else:
        drawing.add(handle, at=(0, stem + 0.03), turn=90 if cut % 2 == 0 else -90, part="lever")
    drawing.part = "nut"
    drawing.oval(0, stem + 0.03, 0.052, 0.048, round_x(STEEL, -0.05, 0.05, gloss=0.5))
    return drawing


def _lever(rgb: Rgb, length: float, cut: int) -> Drawing:
    drawing = Drawing(part="lever")
    grip = length * (0.55, 0.62, 0.5, 0.58)[cut % 4]
    drawing.limb(((-0.04, 0), (length - grip, 0.0)), 0.06, darker(STEEL, 0.08))
    drawing.limb(((length - grip, 0.0), (length, 0.0)), (0.105, 0.09, 0.115, 0.1)[cut % 4], rgb)
    return drawing


def draw_wheel_valve(body: Rgb, wheel: Rgb, *, is_open: bool, thick: float, cut: int) -> Drawing:
    """Return a gate valve on a lying pipe: its threaded stem rises high above the wheel's yoke when open."""
    drawing = Drawing(part="body")
    r = thick / 2
    drawing.oval(0, 0, r * 1.35, r * 1.55, round_x(body, -r * 1.3, r * 1.3))
    for sign in (-1, 1):
        drawing.rect(
            sign * r * 1.9 - 0.035, -r * 1.42, 0.07, 2.84 * r, tube(darker(body, 0.1), ((0, r * 1.4), (0, -r * 1.4)))
        )
    drawing.rect(-r * 1.9, -r, r * 3.8, 2 * r, tube(body, ((0, r), (0, -r)), gloss=0.3))
    top = r * 1.5 + 0.16
    drawing.poly(((-r * 0.8, r), (r * 0.8, r), (r * 0.36, top), (-r * 0.36, top)), round_x(body, -r * 0.8, r * 0.8))
    lift = 0.34 if is_open else 0.03
    drawing.part = "stem"
    drawing.rect(-0.024, top, 0.048, lift + 0.16, round_x(lighter(STEEL, 0.3), -0.024, 0.024, gloss=0.6))
    y = top + lift + 0.05 if cut % 2 else top + 0.06
    drawing.part = "lever"
    rim = thick * 1.05
    drawing.poly(
        [*arc(0, y, rim, rim * 0.26, 0, 360, 36), *arc(0, y, rim * 0.8, rim * 0.15, 360, 0, 36)],
        fade(lighter(wheel, 0.2), darker(wheel, 0.25), y + rim * 0.26, y - rim * 0.26),
    )
    for angle in (20, 80, 140, 200, 260, 320):
        a = math.radians(angle)
        drawing.line(((0, y), (rim * 0.88 * math.cos(a), y + rim * 0.2 * math.sin(a))), 0.03, flat(darker(wheel, 0.1)))
    drawing.oval(0, y, 0.06, 0.04, fade(lighter(wheel, 0.2), wheel, y + 0.04, y - 0.04))
    return drawing


def draw_gauge(rgb: Rgb, *, needle: float, cut: int) -> Drawing:
    """Return a dial of 0.36 m on a short stub, its foot at (0, 0); `needle` runs from 0 to 1."""
    drawing = Drawing(part="body")
    drawing.rect(-0.03, 0, 0.06, 0.14, round_x(STEEL, -0.03, 0.03))
    y, r = 0.29, 0.18
    drawing.oval(0, y, r, r, round_x(rgb, -r, r, gloss=0.4))
    drawing.part = "dial"
    drawing.oval(0, y, r * 0.83, r * 0.83, fade((250, 250, 246), (222, 224, 222), y + r, y - r))
    for i in range(9):
        a = math.radians(220 - 260 * i / 8)
        x0, y0 = math.cos(a) * r * 0.74, math.sin(a) * r * 0.74
        mark = (196, 40, 36) if cut % 2 == 0 and i >= 6 else (50, 50, 54)
        drawing.line(((x0, y + y0), (x0 * 0.8, y + y0 * 0.8)), 0.012, flat(mark))
    a = math.radians(220 - 260 * needle)
    drawing.line(((-0.02 * math.cos(a), y), (math.cos(a) * r * 0.62, y + math.sin(a) * r * 0.62)), 0.018, (30, 30, 34))
    drawing.oval(0, y, 0.022, 0.022, (30, 30, 34))
    return drawing
