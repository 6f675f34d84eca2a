"""General scenes: one to four things of a family of places, in a row or before one another."""

from miwake.scenes.colours import shade_of
from miwake.scenes.layouts.setting import Scenery
from miwake.scenes.objects.animals import BUILDS, draw_quadruped
from miwake.scenes.objects.catalogue import FAMILIES, MODELS
from miwake.scenes.raster import Spot
from miwake.scenes.stage import Actor


def general_scene(scenery: Scenery, answer: int, *, family: str) -> None:
    """Put things of the family; `answer` is not used."""
    dice = scenery.dice
    nouns = FAMILIES[family][1]
    count = dice.choice((1, 2, 2, 2, 3, 3, 4))
    chosen = [dice.choice(nouns) for _ in range(count)]
    if count >= 2 and dice.random() < 0.3:
        chosen[1:] = [chosen[0]] * (count - 1)
    width, height = scenery.stage.ground.size
    grow = (1.45, 1.15, 0.95, 0.8)[count - 1] * dice.uniform(0.92, 1.08)
    for i, noun in enumerate(chosen):
        x = (i + 0.5) / count + dice.uniform(-0.06, 0.06) / count
        y = dice.uniform(0.76, 0.93)
        _place(scenery, f"{noun} {i + 1}", noun, (x * width, y * height), grow * height, room=width / count)
    assert answer >= 0


def _place(scenery: Scenery, key: str, noun: str, at: tuple[float, float], size: float, *, room: float) -> None:
    dice, model = scenery.dice, MODELS[noun]
    colour = dice.choice(model.colours)
    rgb = shade_of(colour, tint=scenery.style.tint, dice=dice)
    traits = {"colour": colour} if model.told else {}
    cut = scenery.cut()
    lying = noun in BUILDS and dice.random() < 0.25
    if noun in BUILDS:
        drawing = draw_quadruped(noun, rgb, cut=cut, lying=lying)
        traits["animal pose"] = "lying" if lying else "standing"
    else:
        drawing = model.draw(rgb, cut)
    drawing = drawing.moved(flip=dice.random() < 0.5)
    left, bottom, right, top = (draw_quadruped(noun, rgb, cut=cut) if lying else drawing).bounds()
    ppm = min(model.height * size / (top - bottom), room * 1.02 / (right - left))
    bounds = drawing.bounds()
    middle, half = (bounds[0] + bounds[2]) / 2 * ppm, (bounds[2] - bounds[0]) / 2 * ppm
    width = scenery.stage.ground.size[0]
    x = max(half + 2, min(width - half - 2, at[0]))
    scenery.add(Actor(key, noun, drawing, Spot(x - middle, at[1], ppm), traits))
