"""Worlds: separate seed spaces, each with its own drawing styles, so that a test never shows what was taught."""

import hashlib
import random
from dataclasses import dataclass
from enum import StrEnum


class World(StrEnum):
    """What a scene is drawn for."""

    TEACH = "teach"
    DEMO = "demo"
    TEST = "test"
    GENERAL_REPLAY = "general_replay"
    GENERAL_MEASURE = "general_measure"

    @property
    def is_general(self) -> bool:
        """Whether the world shows all sorts of things, not only sites."""
        return self in {World.GENERAL_REPLAY, World.GENERAL_MEASURE}


@dataclass(frozen=True, slots=True)
class Style:
    """How a world draws.

    Attributes:
        cuts: Shape variants of objects and backdrops that may be drawn (0 to 3; 0 and 1 are for teaching only).
        tint: Which shades of each named colour are used (see `colours`).
        size: Width and height of the pictures in pixels.
    """

    cuts: tuple[int, ...]
    tint: int
    sizes: tuple[tuple[int, int], ...]


_STYLES = {
    World.TEACH: Style(cuts=(0, 1), tint=0, sizes=((256, 256), (288, 240), (256, 224))),
    World.DEMO: Style(cuts=(2,), tint=1, sizes=((320, 240),)),
    World.TEST: Style(cuts=(3,), tint=2, sizes=((288, 240),)),
    World.GENERAL_REPLAY: Style(cuts=(0, 1), tint=0, sizes=((256, 256), (288, 240))),
    World.GENERAL_MEASURE: Style(cuts=(2, 3), tint=2, sizes=((288, 240), (256, 256))),
}


def style_of(world: World) -> Style:
    """Return how this world draws."""
    return _STYLES[world]


def scene_seed(world: World, seed: int) -> int:
    """Return the number that all randomness of a scene comes from; no two worlds share one.

    Raises:
        ValueError: `seed` is negative or above 2**48 - 1.
    """
    if not 0 <= seed < 2**48:
        raise ValueError(f"a scene's seed lies between 0 and 2**48 - 1, not {seed}")
    return (list(World).index(world) << 48) | seed


def dice(world: World, seed: int, *purpose: object) -> random.Random:
    """Return the random numbers of one purpose of a scene, independent of every other purpose."""
    name = ":".join([str(scene_seed(world, seed)), *map(str, purpose)])
    return random.Random(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big"))
