"""Dressing of backdrops: marks, puddles, heaps, stacks and wall boxes, none of which a description would name."""

import random

from PIL import ImageDraw

from miwake.scenes.colours import Rgb, darker, lighter, mix
from miwake.scenes.light import Light

Size = tuple[int, int]


def varied(dice: random.Random, rgb: Rgb, amount: int = 10) -> Rgb:
    """Return the colour a little lighter or darker and a little tinted."""
    drift = dice.randint(-amount, amount)
    red, green, blue = (max(0, min(255, channel + drift + dice.randint(-4, 4))) for channel in rgb)
    return red, green, blue


def mark_floor(dice: random.Random, pen: ImageDraw.ImageDraw, size: Size, line: float, *, cut: int, rgb: Rgb) -> None:
    """Paint a walkway on the floor: lines that run towards the horizon, or one across it."""
    width, height = size
    if dice.random() < 0.35:
        return
    paint = mix(((228, 196, 74), (232, 232, 226), (226, 178, 60), (206, 214, 214))[cut % 4], rgb, 0.35)
    if cut % 2 == 0:
        middle = width * dice.uniform(0.3, 0.7)
        for offset in (-1, 1):
            foot, far = middle + offset * width * 0.42, middle + offset * width * 0.05
            wide = width * 0.022
            pen.polygon(
                ((foot - wide, height), (foot + wide, height), (far + 2, line + 4), (far - 2, line + 4)), fill=paint
            )
        return
    y = line + (height - line) * dice.uniform(0.22, 0.5)
    thick = (y - line) * 0.09
    pen.rectangle((0, y, width, y + thick), fill=paint)
    if dice.random() < 0.5:
        pen.rectangle((0, y + thick * 3, width, y + thick * 4.2), fill=paint)


def wet(dice: random.Random, pen: ImageDraw.ImageDraw, size: Size, line: float, sky: Rgb) -> None:
    """Leave a puddle or two that mirror the sky."""
    width, height = size
    for _ in range(dice.choice((0, 0, 1, 2))):
        x, y = dice.uniform(0, width), line + (height - line) * dice.uniform(0.15, 0.8)
        wide = (y - line) * dice.uniform(0.3, 0.8) + 12
        tall = wide * 0.13
        for k, share in enumerate((1.0, 0.86, 0.5)):
            tone = mix(darker(sky, 0.3), sky, k / 2)
            box = (x - wide * share, y - tall * share, x + wide * share * 0.9, y + tall * share)
            pen.ellipse(box, fill=(*tone, 110))


def stack_far(dice: random.Random, pen: ImageDraw.ImageDraw, size: Size, light: Light, *, cut: int) -> None:
    """Put a heap of sand or a stack of planks or bricks along the far edge of a yard; `size` ends at the horizon."""
    width, line = size
    for _ in range(dice.choice((0, 1, 1, 2))):
        x, wide = dice.uniform(-20, width), dice.uniform(60, 130)
        if cut % 2 == 0:
            rgb = mix(varied(dice, (196, 172, 128)), light.haze, 0.25)
            tall = wide * 0.26
            pen.polygon(((x, line + 9), (x + wide * 0.45, line + 9 - tall), (x + wide, line + 9)), fill=(*rgb, 255))
            shade = ((x + wide * 0.45, line + 9 - tall), (x + wide, line + 9), (x + wide * 0.5, line + 9))
            pen.polygon(shade, fill=(*darker(rgb, 0.22), 255))
            continue
        rgb = mix(varied(dice, dice.choice(((186, 104, 80), (198, 160, 112), (168, 166, 160)))), light.haze, 0.25)
        rows = dice.randint(3, 5)
        for row in range(rows):
            y = line + 8 - row * 8
            pen.rectangle((x, y - 7, x + wide, y), fill=(*rgb, 255))
            pen.line((x, y, x + wide, y), fill=(*darker(rgb, 0.3), 255), width=2)
            for k in range(4):
                seam = x + wide * (k + 0.5 * (row % 2)) / 4
                pen.line((seam, y - 7, seam, y), fill=(*darker(rgb, 0.25), 255), width=2)


def hang_boxes(dice: random.Random, pen: ImageDraw.ImageDraw, size: Size, wall: Rgb, *, cut: int) -> None:
    """Hang cable trays, cabinets and vents on a wall; `size` ends where the wall meets the floor."""
    width, line = size
    for _ in range(dice.randint(1, 3)):
        x, y = dice.uniform(0, width - 40), line * dice.uniform(0.42, 0.6)
        wide, tall = dice.uniform(22, 44), dice.uniform(30, 58)
        rgb = mix(wall, dice.choice(((146, 152, 156), (120, 134, 140), (188, 184, 172))), 0.75)
        pen.rectangle((x + 3, y + 4, x + wide + 4, y + tall + 4), fill=darker(wall, 0.28))
        pen.rectangle((x, y, x + wide, y + tall), fill=rgb)
        pen.line((x, y, x + wide, y), fill=lighter(rgb, 0.4), width=2)
        if cut % 2 == 0:
            for k in range(5):
                pen.line((x + 5, y + 8 + k * 5, x + wide - 5, y + 8 + k * 5), fill=darker(rgb, 0.35), width=2)
        else:
            pen.line((x + wide / 2, y + 3, x + wide / 2, y + tall - 3), fill=darker(rgb, 0.3), width=2)
        if dice.random() < 0.7:
            pen.line((x + wide / 2, 0, x + wide / 2, y), fill=darker(wall, 0.3), width=3)


def cables(dice: random.Random, pen: ImageDraw.ImageDraw, size: Size, light: Light) -> None:
    """Hang a cable or two across the sky; `size` ends at the horizon."""
    width, line = size
    for _ in range(dice.choice((0, 0, 1, 2))):
        left, right, sag = (
            line * dice.uniform(0.05, 0.4),
            line * dice.uniform(0.05, 0.4),
            line * dice.uniform(0.05, 0.14),
        )
        points = [
            (width * t / 20, left + (right - left) * t / 20 + sag * 4 * (t / 20) * (1 - t / 20)) for t in range(21)
        ]
        pen.line(points, fill=(*mix((70, 74, 80), light.haze, 0.4), 255), width=2)
