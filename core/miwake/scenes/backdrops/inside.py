"""Indoor backdrops: plant hall, warehouse, living room, tabletop."""

import random

import numpy as np
from PIL import Image, ImageDraw

from miwake.scenes.backdrops.dressing import hang_boxes, mark_floor, varied
from miwake.scenes.colours import Rgb, darker, lighter, mix
from miwake.scenes.drawing import steps
from miwake.scenes.raster import Floats
from miwake.scenes.texture import clouds, floor_lines, floor_pattern, gradient

_WALLS: dict[str, tuple[Rgb, ...]] = {
    "plant hall": ((176, 186, 184), (196, 192, 178), (162, 176, 190), (188, 186, 192)),
    "warehouse": ((198, 200, 202), (184, 178, 168), (204, 198, 186), (172, 182, 186)),
    "room": ((222, 208, 184), (190, 206, 204), (226, 214, 206), (204, 198, 216)),
    "table": ((206, 196, 182), (176, 192, 196), (216, 200, 190), (190, 196, 178)),
}
_FLOORS: dict[str, tuple[Rgb, ...]] = {
    "plant hall": ((150, 152, 148), (132, 142, 136), (158, 150, 140), (138, 144, 154)),
    "warehouse": ((166, 162, 154), (148, 150, 152), (172, 166, 160), (150, 146, 140)),
    "room": ((182, 140, 96), (160, 122, 88), (196, 160, 118), (150, 118, 92)),
    "table": ((188, 148, 104), (214, 196, 168), (150, 110, 78), (206, 202, 196)),
}


def inside(
    dice: random.Random, rng: np.random.Generator, size: tuple[int, int], *, place: str, horizon: float, cut: int
) -> Floats:
    """Return an indoor place as a picture, (height, width, 3); the wall meets the floor at `horizon`."""
    width, height = size
    line = int(horizon)
    wall, floor = varied(dice, _WALLS[place][cut % 4]), varied(dice, _FLOORS[place][cut % 4])
    picture = np.empty((height, width, 3), dtype=np.float32)
    picture[:line] = gradient((width, line), ((0.0, darker(wall, 0.16)), (0.5, lighter(wall, 0.1)), (1.0, wall)))
    rows = height - line
    ground = gradient((width, rows), ((0.0, darker(floor, 0.16)), (0.2, floor), (1.0, lighter(floor, 0.08))))
    grit = 0.07 if place in {"room", "table"} else 0.1
    ground = ground * (1 + grit * floor_pattern(rng, size, horizon=line, grit=0.7))[..., None]
    if place != "table":
        joints = floor_lines(
            size,
            horizon=line,
            columns=(0.9, 1.3, 2.4, 0.6)[cut % 4],
            rows=(1.6, 2.2, 0.4, 3.0)[cut % 4],
            shift=dice.random(),
        )
        ground = ground * (1 - 0.16 * joints)[..., None]
    picture[line:] = ground
    _sheen(picture, line, dice)
    canvas = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).resize(
        (width * 2, height * 2), Image.Resampling.BILINEAR
    )
    pen = ImageDraw.Draw(canvas)
    _FURNISH[place](dice, pen, (width * 2, line * 2), cut, wall)
    if place in {"plant hall", "warehouse"}:
        mark_floor(dice, pen, canvas.size, line * 2, cut=cut, rgb=floor)
    built = np.asarray(canvas.reduce(2), dtype=np.float32)
    stains = clouds(rng, size, cells=(5, 4), octaves=4)
    return np.asarray(built * (1 + 0.06 * stains)[..., None], dtype=np.float32)


def _sheen(picture: Floats, line: int, dice: random.Random) -> None:
    """Lay pools of lamp light on the floor and the wall."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    for _ in range(3):
        cx, cy = dice.uniform(0, width), line + dice.uniform(0.15, 0.7) * (height - line)
        distance = ((x - cx) / (width * 0.2)) ** 2 + ((y - cy) / ((height - line) * 0.2)) ** 2
        picture *= (1 + 0.09 * np.exp(-distance))[..., None]
    picture[:line] *= (1 + 0.05 * np.cos(x[:line] / width * 9 + dice.uniform(0, 6)))[..., None]


def _hall(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, wall: Rgb) -> None:
    width, line = size
    band = mix(wall, dice.choice(((72, 110, 130), (90, 120, 98), (120, 110, 96), (84, 96, 130))), 0.5)
    if cut % 2 == 0:
        pen.rectangle((0, line * 0.68, width, line), fill=band)
        pen.line((0, line * 0.68, width, line * 0.68), fill=darker(band, 0.3), width=3)
    step = dice.uniform(130, 210)
    for x in steps(dice.uniform(-80, 40), width, step):
        steel = darker(wall, 0.22)
        pen.rectangle((x, 0, x + 26, line), fill=steel)
        pen.rectangle((x, 0, x + 6, line), fill=lighter(steel, 0.2))
        pen.rectangle((x + 20, 0, x + 26, line), fill=darker(steel, 0.2))
        if cut >= 1:
            pen.rectangle((x + 44, line * 0.08, x + step - 18, line * 0.4), fill=(206, 218, 224))
            for wx in steps(x + 44, x + step - 18, 24):
                pen.line((wx, line * 0.08, wx, line * 0.4), fill=darker(wall, 0.3), width=3)
            pen.line((x + 44, line * 0.24, x + step - 18, line * 0.24), fill=darker(wall, 0.3), width=3)
    _ducts(dice, pen, size, wall, cut)
    hang_boxes(dice, pen, size, wall, cut=cut)
    pen.rectangle((0, line - 7, width, line + 3), fill=darker(wall, 0.4))


def _ducts(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], wall: Rgb, cut: int) -> None:
    width, line = size
    for i in range(2 + cut % 2):
        y, thick = line * (0.04 + 0.09 * i), dice.uniform(8, 18)
        rgb = mix(wall, dice.choice(((120, 128, 134), (160, 150, 130), (104, 124, 140))), 0.6)
        for k in range(int(thick)):
            shade = lighter(rgb, 0.25) if k < thick * 0.35 else darker(rgb, 0.3 * k / thick)
            pen.line((0, y + k, width, y + k), fill=shade)


def _store(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, wall: Rgb) -> None:
    width, line = size
    beam = dice.choice(((58, 92, 140), (196, 104, 52), (110, 116, 122), (70, 116, 96)))
    beam = mix(beam, wall, 0.3)
    top = line * (0.16 if cut % 2 == 0 else 0.3)
    step = dice.uniform(120, 170)
    levels = 3 if cut % 2 == 0 else 2
    for level in range(levels):
        y0 = top + (line - top) * level / levels
        y1 = top + (line - top) * (level + 1) / levels
        x = dice.uniform(-60, 0)
        while x < width:
            wide, tall = dice.uniform(30, 64), (y1 - y0) * dice.uniform(0.4, 0.8)
            pack = mix(dice.choice(((186, 158, 122), (200, 190, 172), (160, 166, 172), (174, 146, 116))), wall, 0.35)
            pen.rectangle((x, y1 - tall - 6, x + wide, y1 - 6), fill=pack)
            pen.line((x + wide * 0.5, y1 - tall - 6, x + wide * 0.5, y1 - 6), fill=darker(pack, 0.12), width=5)
            pen.rectangle((x + wide - 7, y1 - tall - 6, x + wide, y1 - 6), fill=darker(pack, 0.22))
            x += wide + dice.uniform(3, 40)
        pen.rectangle((0, y1 - 8, width, y1), fill=beam)
        pen.rectangle((0, y1 - 2, width, y1), fill=darker(beam, 0.3))
    for x in steps(dice.uniform(0, 60), width, step):
        pen.rectangle((x, top - 12, x + 10, line + 2), fill=darker(beam, 0.14))
        pen.rectangle((x, top - 12, x + 3, line + 2), fill=lighter(beam, 0.2))
    pen.rectangle((0, line - 4, width, line + 3), fill=darker(wall, 0.45))


def _lounge(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, wall: Rgb) -> None:
    width, line = size
    if cut % 2 == 0:
        for x in steps(0, width, 34):
            pen.line((x, 0, x, line), fill=darker(wall, 0.05), width=9)
    x, y, wide, tall = width * dice.uniform(0.05, 0.6), line * 0.12, width * 0.27, line * 0.42
    pen.rectangle((x - 8, y - 8, x + wide + 8, y + tall + 8), fill=(240, 236, 228))
    for i in range(int(tall)):
        pen.line((x, y + i, x + wide, y + i), fill=mix((156, 196, 226), (232, 238, 236), i / tall))
    pen.line((x + wide / 2, y, x + wide / 2, y + tall), fill=(240, 236, 228), width=6)
    pen.line((x, y + tall / 2, x + wide, y + tall / 2), fill=(240, 236, 228), width=6)
    pen.rectangle((x - 14, y + tall + 8, x + wide + 14, y + tall + 15), fill=(214, 208, 198))
    pen.rectangle((0, line - 15, width, line), fill=(238, 234, 226))
    pen.line((0, line, width, line), fill=darker(wall, 0.45), width=3)


def _counter(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, wall: Rgb) -> None:
    width, line = size
    if cut % 2 == 0:
        tile = dice.uniform(38, 60)
        for x in steps(0, width, tile):
            pen.line((x, 0, x, line), fill=darker(wall, 0.1), width=2)
        for y in steps(line % tile, line, tile):
            pen.line((0, y, width, y), fill=darker(wall, 0.1), width=2)
    pen.rectangle((0, line - 3, width, line + 3), fill=darker(wall, 0.3))


_FURNISH = {"plant hall": _hall, "warehouse": _store, "room": _lounge, "table": _counter}
