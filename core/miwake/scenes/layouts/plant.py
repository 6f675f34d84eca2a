"""Further site scenes: vehicles in the yard, and walls with doors, extinguishers and signs."""

from miwake.scenes.drawing import Drawing
from miwake.scenes.layouts.setting import Scenery
from miwake.scenes.layouts.supporting import SMALL_COLOURS, place_small, place_worker
from miwake.scenes.objects.fixtures import draw_door, draw_sign
from miwake.scenes.objects.vehicles import draw_crane, draw_excavator, draw_forklift, draw_truck
from miwake.scenes.objects.yard import draw_extinguisher
from miwake.scenes.raster import Spot
from miwake.scenes.stage import Actor

_COLOURS = {
    "excavator": ("yellow", "orange", "green"),
    "crane": ("yellow", "red", "blue"),
    "forklift": ("yellow", "orange", "red", "green"),
    "truck": ("red", "blue", "white", "yellow", "green"),
}


def machine_scene(scenery: Scenery, answer: int) -> None:
    """Put a site vehicle with a worker or small things beside it; `answer` is not used."""
    dice = scenery.dice
    width, height = scenery.stage.ground.size
    noun = dice.choice(("forklift", "truck") if scenery.place == "warehouse" else sorted(_COLOURS))
    colour = dice.choice(_COLOURS[noun])
    drawing, traits = _machine(scenery, noun, colour)
    drawing = drawing.moved(flip=dice.random() < 0.5)
    left, _, right, top = drawing.bounds()
    ppm = min(width * 0.56 / (right - left), height * 0.74 / top)
    side = dice.choice((-1, 1))
    spot = Spot(width * (0.5 - side * 0.16) - (left + right) / 2 * ppm, height * dice.uniform(0.82, 0.88), ppm)
    scenery.add(Actor("vehicle1", noun, drawing, spot, traits))
    beside = Spot(width * (0.5 + side * dice.uniform(0.28, 0.34)), height * dice.uniform(0.86, 0.94), height / 3.4)
    if dice.random() < 0.55:
        pose = dice.choice(("standing", "pointing", "walking", "kneeling"))
        place_worker(scenery, "worker1", beside, pose=pose, helmet=dice.choice(("worn", "worn", "held", "none")))
    else:
        small = dice.choice(sorted(SMALL_COLOURS))
        place_small(scenery, "thing1", small, beside)
    if dice.random() < 0.4:
        front = Spot(width * (0.5 - side * dice.uniform(0.05, 0.25)), height * 0.97, height / 3.2)
        place_small(scenery, "thing2", dice.choice(("traffic cone", "bucket")), front)
    assert answer >= 0


def wall_scene(scenery: Scenery, answer: int) -> None:
    """Put a door, open or closed, with an extinguisher, a sign or a worker beside it; `answer` is not used."""
    dice = scenery.dice
    width, height = scenery.stage.ground.size
    line = scenery.stage.ground.horizon
    ppm = (line - height * dice.uniform(0.12, 0.2)) / 2.2
    is_open, colour = dice.random() < 0.5, dice.choice(("red", "blue", "green", "grey", "yellow"))
    door = draw_door(scenery.shade(colour), is_open=is_open, cut=scenery.cut())
    side = dice.choice((-1, 1))
    spot = Spot(width * (0.5 - side * dice.uniform(0.14, 0.2)) - 0.5 * ppm, line + 1, ppm)
    traits = {"state": "open" if is_open else "closed", "colour": colour}
    scenery.add(Actor("door1", "door", door, spot, traits, layer=-2, shadow=False))
    x = width * (0.5 + side * dice.uniform(0.2, 0.3))
    if dice.random() < 0.6:
        bottle = draw_extinguisher(scenery.shade("red"), cut=scenery.cut())
        hung = Spot(x, line - ppm * dice.uniform(0.6, 0.8), ppm * 1.25)
        scenery.add(Actor("extinguisher1", "fire extinguisher", bottle, hung, {}, raised=True, layer=-1))
    else:
        tint = dice.choice(("red", "blue", "yellow"))
        sign = draw_sign(scenery.shade(tint), cut=scenery.cut())
        scenery.add(Actor("sign1", "sign", sign, Spot(x, height * 0.86, ppm * 0.95), {"colour": tint}))
    near = Spot(width * dice.uniform(0.3, 0.7), height * dice.uniform(0.93, 0.98), height / 3.6)
    if dice.random() < 0.5:
        place_small(scenery, "thing1", dice.choice(sorted(SMALL_COLOURS)), near)
    assert answer >= 0


def _machine(scenery: Scenery, noun: str, colour: str) -> tuple[Drawing, dict[str, str]]:
    rgb, cut, loaded = scenery.shade(colour), scenery.cut(), scenery.dice.random() < 0.5
    traits = {"colour": colour}
    if noun == "truck":
        if loaded:
            scenery.also_seen.append("crate")
        return draw_truck(rgb, cut=cut, loaded=loaded), {**traits, "state": "loaded" if loaded else "unloaded"}
    draw = {"excavator": draw_excavator, "crane": draw_crane, "forklift": draw_forklift}[noun]
    return draw(rgb, cut=cut), traits
