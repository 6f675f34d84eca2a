"""Where a scene plays: size, camera, light and backdrop."""

import random
from dataclasses import dataclass

import numpy as np

from miwake.scenes.backdrops.inside import inside
from miwake.scenes.backdrops.outside import outside
from miwake.scenes.colours import Rgb, shade_of
from miwake.scenes.light import daylight, dusk, indoor
from miwake.scenes.stage import Actor, Ground, Stage
from miwake.scenes.worlds import Style

INDOORS = {"plant hall", "warehouse", "room", "table"}


@dataclass(slots=True)
class Scenery:
    """A stage in the making, with the randomness and the style that its things are drawn with.

    `also_seen` are nouns that a person may see in some drawing (crates on a truck), so that nothing is claimed of them.
    """

    stage: Stage
    place: str
    dice: random.Random
    style: Style
    links: list[tuple[str, str, str]]
    also_seen: list[str]

    def cut(self) -> int:
        """Return one of the world's shape variants."""
        return self.dice.choice(self.style.cuts)

    def shade(self, colour: str) -> Rgb:
        """Return one of the world's shades of a named colour."""
        return shade_of(colour, tint=self.style.tint, dice=self.dice)

    def add(self, actor: Actor) -> Actor:
        """Place a thing on the stage."""
        return self.stage.add(actor)


def set_scene(
    dice: random.Random,
    style: Style,
    *,
    places: tuple[str, ...],
    horizon: tuple[float, float],
    camera: tuple[float, float],
) -> Scenery:
    """Return an empty stage in one of `places`.

    Args:
        dice: All of the scene's randomness.
        style: The world's way of drawing.
        places: Names of backdrops to choose from.
        horizon: Range of the horizon's height, as a share of the picture's height from its top.
        camera: Range of the camera's height in metres.
    """
    size = dice.choice(style.sizes)
    place = dice.choice(places)
    cut = dice.choice(style.cuts)
    line = dice.uniform(*horizon) * size[1]
    rng = np.random.default_rng(dice.getrandbits(48))
    if place in INDOORS:
        light = indoor(dice)
        backdrop = inside(dice, rng, size, place=place, horizon=line, cut=cut)
    else:
        light = dusk(dice) if dice.random() < 0.22 else daylight(dice)
        backdrop = outside(dice, rng, size, place=place, horizon=line, light=light, cut=cut)
    ground = Ground(size, line, dice.uniform(*camera))
    return Scenery(Stage(backdrop, ground, light), place, dice, style, [], [])
