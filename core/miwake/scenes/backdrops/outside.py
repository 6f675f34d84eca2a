"""Outdoor backdrops: site yard, street, flat roof, meadow, beach, snow."""

import random

import numpy as np
from PIL import Image, ImageDraw

from miwake.scenes.backdrops.dressing import cables, stack_far, varied, wet
from miwake.scenes.colours import Rgb, darker, lighter, mix
from miwake.scenes.drawing import steps
from miwake.scenes.light import Light
from miwake.scenes.raster import Floats
from miwake.scenes.texture import clouds, floor_lines, floor_pattern, gradient

_SKIES: dict[str, tuple[tuple[Rgb, Rgb], ...]] = {
    "daylight": (
        ((112, 164, 214), (214, 230, 238)), ((150, 176, 202), (226, 230, 232)), ((98, 150, 206), (230, 232, 226)),
        ((136, 186, 222), (236, 238, 236)),
    ),
    "dusk": (
        ((104, 130, 178), (255, 208, 150)), ((124, 128, 172), (252, 196, 152)), ((92, 118, 168), (255, 218, 160)),
        ((114, 138, 180), (252, 200, 168)),
    ),
}  # fmt: skip
_GROUNDS: dict[str, tuple[Rgb, ...]] = {
    "site yard": ((178, 158, 128), (166, 150, 126), (188, 166, 140), (160, 146, 128)),
    "street": ((128, 130, 134), (118, 122, 128), (138, 138, 138), (124, 124, 132)),
    "roof": ((170, 172, 172), (156, 162, 160), (182, 178, 170), (150, 154, 162)),
    "meadow": ((126, 162, 84), (112, 152, 84), (142, 170, 92), (120, 150, 72)),
    "beach": ((226, 206, 160), (218, 196, 150), (232, 214, 176), (222, 200, 162)),
    "snow": ((232, 238, 244), (226, 232, 242), (238, 240, 244), (224, 234, 242)),
    "town": ((150, 146, 142), (136, 136, 138), (162, 152, 142), (144, 146, 152)),
}


def sky(dice: random.Random, rng: np.random.Generator, size: tuple[int, int], *, light: Light, cut: int) -> Floats:
    """Return a sky with clouds, (height, width, 3); its horizon is at the bottom."""
    top, low = _SKIES["dusk" if light.name == "dusk" else "daylight"][cut % 4]
    picture = gradient(size, ((0.0, top), (0.75, mix(top, low, 0.75)), (1.0, low)))
    cover = clouds(rng, size, cells=(4, 5), octaves=4)
    amount = np.clip((cover - dice.uniform(-0.1, 0.25)) * 2.2, 0, 1)[..., None]
    bright = np.asarray((255, 252, 248) if light.name != "dusk" else (252, 206, 184), dtype=np.float32)
    return np.asarray(picture * (1 - 0.55 * amount) + bright * 0.55 * amount, dtype=np.float32)


def outside(
    dice: random.Random,
    rng: np.random.Generator,
    size: tuple[int, int],
    *,
    place: str,
    horizon: float,
    light: Light,
    cut: int,
) -> Floats:
    """Return an outdoor place as a picture, (height, width, 3)."""
    width, height = size
    line = int(horizon)
    picture = np.empty((height, width, 3), dtype=np.float32)
    picture[:line] = sky(dice, rng, (width, line), light=light, cut=cut)
    picture[line:] = _ground(dice, rng, size, place=place, line=line, cut=cut)
    if place == "beach":
        _sea(rng, picture, line)
    scenery = Image.new("RGBA", (width * 2, height * 2), (0, 0, 0, 0))
    pen, wall = ImageDraw.Draw(scenery), (width * 2, line * 2)
    if place in {"site yard", "street", "town"}:
        cables(dice, pen, wall, light)
    _SCENERY[place](dice, pen, wall, cut, light)
    if place == "site yard":
        stack_far(dice, pen, wall, light, cut=cut)
    if place in {"site yard", "street", "roof", "town"}:
        wet(dice, pen, scenery.size, line * 2, mix(light.haze, (170, 196, 222), 0.5))
    soft = np.asarray(scenery.reduce(2), dtype=np.float32)
    alpha = soft[..., 3:] / 255
    mottled = soft[..., :3] * (1 + 0.05 * clouds(rng, size, cells=(20, 16), octaves=2))[..., None]
    return np.asarray(picture * (1 - alpha) + mottled * alpha, dtype=np.float32)


def _ground(
    dice: random.Random, rng: np.random.Generator, size: tuple[int, int], *, place: str, line: int, cut: int
) -> Floats:
    base = varied(dice, _GROUNDS[place][cut % 4])
    rows = size[1] - line
    far = mix(base, (214, 220, 224), 0.3)
    picture = gradient((size[0], rows), ((0.0, far), (0.25, base), (1.0, darker(base, 0.12))))
    rough = {"site yard": 0.17, "meadow": 0.2, "street": 0.09, "roof": 0.07}.get(place, 0.08)
    picture = picture * (1 + rough * floor_pattern(rng, size, horizon=line))[..., None]
    patches = clouds(rng, (size[0], rows), cells=(3, 5), octaves=3)
    picture = picture * (1 + (0.10 if place != "snow" else 0.04) * patches)[..., None]
    if place in {"roof", "town"} or (place == "street" and cut % 2):
        joints = floor_lines(
            size, horizon=line, columns=dice.uniform(0.8, 1.4), rows=dice.uniform(1.2, 2.2), shift=dice.random()
        )
        picture = picture * (1 - 0.2 * joints)[..., None]
    return np.asarray(picture, dtype=np.float32)


def _sea(rng: np.random.Generator, picture: Floats, line: int) -> None:
    depth = (picture.shape[0] - line) // 4
    water = gradient((picture.shape[1], depth), ((0.0, (92, 148, 176)), (0.8, (120, 182, 190)), (1.0, (226, 236, 232))))
    ripple = clouds(rng, (picture.shape[1], depth), cells=(6, 12), octaves=3)
    picture[line : line + depth] = water * (1 + 0.08 * ripple)[..., None]


def _yard(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, light: Light) -> None:
    width, line = size
    _hills(dice, pen, size, mix((150, 164, 150), light.haze, 0.45), tall=0.2)
    x = -dice.uniform(0, 60)
    while x < width:
        wide, tall = dice.uniform(70, 170), dice.uniform(30, 90)
        rgb = mix(dice.choice(((182, 172, 160), (160, 168, 176), (196, 188, 176), (150, 142, 138))), light.haze, 0.3)
        pen.rectangle((x, line - tall, x + wide, line + 1), fill=(*rgb, 255))
        if cut % 2 == 0:
            for wx in steps(x + 10, x + wide - 14, 22):
                pen.rectangle((wx, line - tall + 12, wx + 10, line - tall + 24), fill=(*darker(rgb, 0.28), 255))
        else:
            pen.polygon(
                ((x - 5, line - tall), (x + wide / 2, line - tall - 24), (x + wide + 5, line - tall)),
                fill=(*darker(rgb, 0.2), 255),
            )
        x += wide + dice.uniform(4, 90)
    post = (*darker(light.haze, 0.35), 255)
    step = dice.uniform(52, 80)
    if cut in {0, 3}:
        for wx in steps(0, width + step, step):
            pen.line((wx, line - 40, wx, line + 6), fill=post, width=3)
        for dy in (-38, -24, -10):
            pen.line((0, line + dy, width, line + dy), fill=post, width=2)
    else:
        panel = dice.choice(((222, 224, 222), (94, 126, 160), (208, 198, 170)))
        for wx in steps(0, width + step, step):
            pen.rectangle((wx, line - 34, wx + step - 3, line + 8), fill=(*mix(panel, light.haze, 0.25), 255))


def _street(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, light: Light) -> None:
    width, line = size
    x = -dice.uniform(0, 80)
    while x < width:
        wide, tall = dice.uniform(80, 190), dice.uniform(80, line * 0.85)
        rgb = mix(
            dice.choice(((196, 160, 136), (214, 204, 186), (172, 176, 182), (186, 142, 120), (150, 160, 166))),
            light.haze,
            0.18,
        )
        pen.rectangle((x, line - tall, x + wide, line + 2), fill=(*rgb, 255))
        pen.rectangle((x - 3, line - tall - 7, x + wide + 3, line - tall), fill=(*darker(rgb, 0.25), 255))
        pane = (250, 220, 150) if light.name == "dusk" else (120, 146, 164)
        gap_x, gap_y = (24, 32) if cut % 2 == 0 else (32, 26)
        for wy in steps(line - tall + 14, line - 24, gap_y):
            for wx in steps(x + 10, x + wide - 16, gap_x):
                shown = pane if dice.random() < 0.6 else darker(pane, 0.4)
                pen.rectangle((wx, wy, wx + 12, wy + 17), fill=(*mix(shown, rgb, 0.15), 255))
        x += wide + dice.uniform(0, 24)
    pen.rectangle((0, line - 3, width, line + 9), fill=(*mix((186, 184, 178), light.haze, 0.2), 255))
    pen.rectangle((0, line + 9, width, line + 13), fill=(120, 120, 120, 255))


def _roof(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, light: Light) -> None:
    width, line = size
    for _ in range(14):
        x, wide, tall = dice.uniform(-40, width), dice.uniform(40, 120), dice.uniform(20, line * 0.55)
        rgb = mix(dice.choice(((164, 170, 178), (188, 180, 172), (140, 150, 160))), light.haze, dice.uniform(0.4, 0.65))
        pen.rectangle((x, line - tall, x + wide, line), fill=(*rgb, 255))
        for wy in steps(line - tall + 8, line - 30, 14):
            pen.line((x + 6, wy, x + wide - 6, wy), fill=(*darker(rgb, 0.12), 255), width=3)
    wall = mix((196, 194, 188), light.haze, 0.1)
    pen.rectangle((0, line - 30, width, line + 12), fill=(*wall, 255))
    pen.rectangle((0, line - 36, width, line - 27), fill=(*lighter(wall, 0.3), 255))
    pen.rectangle((0, line + 8, width, line + 14), fill=(*darker(wall, 0.3), 255))
    if cut % 2:
        for wx in steps(0, width, 90):
            pen.line((wx, line - 80, wx, line - 32), fill=(*darker(wall, 0.25), 255), width=4)
        for dy in (-78, -56):
            pen.line((0, line + dy, width, line + dy), fill=(*darker(wall, 0.25), 255), width=4)


def _country(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, light: Light) -> None:
    _hills(dice, pen, size, mix((140, 168, 176), light.haze, 0.35), tall=0.36 if cut % 2 else 0.26)
    _hills(dice, pen, size, mix((122, 158, 110), light.haze, 0.25), tall=0.17)


def _snowy(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, light: Light) -> None:
    _hills(dice, pen, size, mix((176, 192, 212), light.haze, 0.3), tall=0.42 if cut % 2 else 0.3)
    _hills(dice, pen, size, (222, 230, 240), tall=0.14)


def _empty(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], cut: int, light: Light) -> None:
    if cut % 2:
        _hills(dice, pen, size, mix((150, 176, 186), light.haze, 0.5), tall=0.12)


def _hills(dice: random.Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], rgb: Rgb, *, tall: float) -> None:
    width, line = size
    phase, waves = dice.uniform(0, 6.28), dice.uniform(1.2, 3.0)
    xs = np.linspace(0, width, 60)
    heights = (np.sin(xs / width * waves * 3.1 + phase) + 0.5 * np.sin(xs / width * waves * 7.7 + phase * 2) + 1.6) / 3
    crest = [(float(x), float(line - h * tall * line)) for x, h in zip(xs, heights, strict=True)]
    pen.polygon([(0.0, line + 2.0), *crest, (float(width), line + 2.0)], fill=(*rgb, 255))


_SCENERY = {
    "site yard": _yard,
    "street": _street,
    "town": _street,
    "roof": _roof,
    "meadow": _country,
    "beach": _empty,
    "snow": _snowy,
}
