"""Supporting things: workers with random looks, and clutter that stands around them."""

import random

from miwake.scenes.colours import WOOD, Rgb, mix
from miwake.scenes.drawing import Drawing
from miwake.scenes.layouts.setting import Scenery
from miwake.scenes.objects.worker import draw_worker, random_worker
from miwake.scenes.objects.yard import draw_barrel, draw_bucket, draw_cone, draw_crate
from miwake.scenes.raster import Spot
from miwake.scenes.stage import Actor

HELMETS = ("yellow", "white", "blue", "red", "green", "orange")
VESTS = ("yellow", "orange", "green", "none")


def place_worker(scenery: Scenery, key: str, spot: Spot, *, pose: str, helmet: str) -> Actor:
    """Put a worker with random clothes; helmet is "worn", "held" or "none"."""
    dice = scenery.dice
    helmet_colour, vest = dice.choice(HELMETS), dice.choice(VESTS)
    helmet_rgb, vest_rgb = scenery.shade(helmet_colour), scenery.shade(vest if vest != "none" else "yellow")
    worker = random_worker(
        dice, pose=pose, helmet=helmet, helmet_rgb=helmet_rgb, vest_rgb=None if vest == "none" else vest_rgb,
        cut=scenery.cut(), tint=scenery.style.tint,
    )  # fmt: skip
    traits = {"pose": pose, "helmet": helmet, "vest": vest}
    if helmet != "none":
        traits["helmet colour"] = helmet_colour
    flip = dice.random() < 0.5
    shown_by = {
        "helmet": "hair" if helmet == "none" else "helmet",
        "helmet colour": "helmet",
        "vest": "clothes" if vest == "none" else "vest",
    }
    drawing = draw_worker(worker).moved(flip=flip)
    return scenery.add(Actor(key, "worker", drawing, spot, traits, shown_by=shown_by))


def place_small(scenery: Scenery, key: str, noun: str, spot: Spot, *, colour: str | None = None) -> Actor:
    """Put one of `SMALL_COLOURS`, in a random colour unless one is given."""
    chosen = colour or scenery.dice.choice(SMALL_COLOURS[noun])
    wooden = chosen == "wooden"
    rgb = scenery.shade("brown" if wooden else chosen)
    drawing = _SMALL[noun](rgb, scenery.cut())
    return scenery.add(Actor(key, noun, drawing, spot, {"material": chosen} if wooden else {"colour": chosen}))


def _crate(_: Rgb, cut: int) -> Drawing:
    return draw_crate(
        mix(WOOD, ((196, 156, 108), (168, 124, 84), (204, 170, 124), (156, 116, 78))[cut % 4], 0.7), cut=cut
    )


_SMALL = {
    "traffic cone": lambda rgb, cut: draw_cone(rgb, cut=cut),
    "barrel": lambda rgb, cut: draw_barrel(rgb, cut=cut),
    "bucket": lambda rgb, cut: draw_bucket(rgb, cut=cut),
    "crate": _crate,
}
SMALL_COLOURS = {
    "traffic cone": ("orange", "red", "yellow"),
    "barrel": ("blue", "red", "green", "yellow", "grey"),
    "bucket": ("blue", "red", "white", "black"),
    "crate": ("wooden",),
}


def clutter(scenery: Scenery, count: int, *, near: bool) -> None:
    """Put a few small things at the sides, behind the main thing or (near) also before it."""
    dice = scenery.dice
    sides = [-1, 1] * 2
    dice.shuffle(sides)
    for i in range(count):
        noun = dice.choice(tuple(SMALL_COLOURS))
        x = 0.5 + sides[i] * dice.uniform(0.26, 0.42)
        ground = scenery.stage.ground
        low = (ground.horizon / ground.size[1]) + 0.12
        y = dice.uniform(low, min(0.97, low + 0.2)) if not near else dice.uniform(0.8, 0.97)
        spot = _sized(ground.spot(x, y), ground.size[1], dice)
        place_small(scenery, f"{noun} {i + 1}", noun, spot)


def _sized(spot: Spot, height: int, dice: random.Random) -> Spot:
    """Keep small things large enough to be recognised."""
    return Spot(spot.x, spot.y, max(spot.ppm, height / dice.uniform(4.6, 5.4)))
