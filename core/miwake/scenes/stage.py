"""A stage: a backdrop with a ground in perspective, onto which things are placed and photographed."""

import random
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from miwake.scenes.compositing import cast, own, paste
from miwake.scenes.drawing import Drawing
from miwake.scenes.facts import Box, Thing
from miwake.scenes.light import Glow, Light, develop
from miwake.scenes.raster import Bytes, Flags, Floats, Labels, Spot, Sprite, rasterise

_SEEN = 0.5


@dataclass(frozen=True, slots=True)
class Ground:
    """The camera's view of the floor: `horizon` and picture size in pixels, camera height in metres."""

    size: tuple[int, int]
    horizon: float
    camera: float

    def spot(self, x: float, y: float) -> Spot:
        """Return the place at shares (x, y) of the picture's width and height, with its scale."""
        row = y * self.size[1]
        return Spot(x * self.size[0], row, max(4.0, row - self.horizon) / self.camera)


@dataclass(slots=True)
class Actor:
    """A thing on the stage.

    Attributes:
        key: Its name within the scene.
        noun: What it is.
        drawing: How it looks.
        spot: Where it stands.
        traits: What is true of it.
        raised: It is not on the ground.
        layer: Higher ones hide lower ones, wherever they stand.
        told: It is part of the scene's facts.
        shadow: It casts one.
        glows: Lamps on it that shine: x, y and reach in metres, colour.
        shown_by: Trait -> part that has to be seen for it; the trait is left open where the part is hidden.
    """

    key: str
    noun: str
    drawing: Drawing
    spot: Spot
    traits: dict[str, str] = field(default_factory=dict)
    raised: bool = False
    layer: int = 0
    told: bool = True
    shadow: bool = True
    glows: tuple[tuple[float, float, float, tuple[int, int, int]], ...] = ()
    shown_by: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartMap:
    """Whose pixels are whose: the owning thing's number and its part's number, (height, width) each, 0 for neither."""

    owners: Labels
    parts: Bytes
    index: dict[tuple[str, str], tuple[int, int]]

    def mask(self, key: str, part: str) -> Flags:
        """Return where the picture shows this part of this thing, soft edges left out.

        Raises:
            KeyError: There is no such thing or part.
        """
        owner, number = self.index[key, part]
        return np.asarray((self.owners == owner) & (self.parts == number), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Shot:
    """A photographed stage: the photo, what is to be seen, and which pixels show which thing and part."""

    image: Image.Image
    things: tuple[Thing, ...]
    shown: PartMap


@dataclass(slots=True)
class Stage:
    """Backdrop (height, width, 3), ground and light, and the actors placed so far."""

    backdrop: Floats
    ground: Ground
    light: Light
    actors: list[Actor] = field(default_factory=list)
    glows: list[Glow] = field(default_factory=list)

    def add(self, actor: Actor) -> Actor:
        """Place a thing."""
        self.actors.append(actor)
        return actor

    def photograph(self, *, shot: random.Random, still: bool) -> Shot:
        """Return the photo; every shot but the first (`still`) moves the camera a little.

        Raises:
            ValueError: More than 250 things were placed.
        """
        if len(self.actors) > 250:
            raise ValueError("a stage holds at most 250 things")
        zoom, dx, dy = _camera(shot, self.ground.size, still=still)
        rng = np.random.default_rng(shot.getrandbits(48))
        picture = _moved(self.backdrop, zoom, dx, dy)
        height, width = picture.shape[:2]
        owners, parts = np.zeros((height, width), dtype=np.int16), np.zeros((height, width), dtype=np.uint8)
        order = sorted(range(len(self.actors)), key=lambda i: (self.actors[i].layer, self.actors[i].spot.y))
        sprites: dict[int, Sprite] = {}
        for index in order:
            actor = self.actors[index]
            spot = Spot(
                (actor.spot.x - width / 2) * zoom + width / 2 + dx,
                (actor.spot.y - height / 2) * zoom + height / 2 + dy,
                actor.spot.ppm * zoom,
            )
            sprite = rasterise(actor.drawing, spot, lit_left=self.light.lit_left)
            sprites[index] = sprite
            if actor.shadow:
                cast(picture, sprite, spot, self.light, grounded=not actor.raised)
            paste(picture, sprite, self._far(actor), self.light.haze)
            own(owners, parts, sprite, index + 1)
            self.glows += [
                Glow(spot.x + x * spot.ppm, spot.y - y * spot.ppm, r * spot.ppm, c) for x, y, r, c in actor.glows
            ]
        photo = develop(picture, self.light, self.glows, shot=shot, rng=rng)
        index_of = {
            (self.actors[index].key, name): (index + 1, number)
            for index, sprite in sprites.items()
            for number, name in enumerate(sprite.names, start=1)
        }
        shown = PartMap(owners, parts, index_of)
        return Shot(photo, self._seen(shown, sprites), shown)

    def _far(self, actor: Actor) -> float:
        row = (actor.spot.y - self.ground.horizon) / max(1.0, self.ground.size[1] - self.ground.horizon)
        return 0.0 if actor.raised else max(0.0, 0.30 * (1 - row * 2.2))

    def _seen(self, shown: PartMap, sprites: dict[int, Sprite]) -> tuple[Thing, ...]:
        things: list[Thing] = []
        for index, sprite in sprites.items():
            actor = self.actors[index]
            if not actor.told:
                continue
            mine = shown.owners == index + 1
            visible = float(mine.sum()) / max(1.0, float((sprite.alpha > 0.5).sum()))
            traits = tuple(
                (slot, value)
                for slot, value in sorted(actor.traits.items())
                if slot not in actor.shown_by or _mostly_seen(actor.shown_by[slot], actor.key, shown, sprite)
            )
            clear = visible >= _SEEN and int(mine.sum()) >= 40
            things.append(Thing(actor.key, actor.noun, traits, _box(mine), actor.spot.y, actor.raised, clear=clear))
        things.sort(key=lambda thing: thing.key)
        return tuple(things)


def _mostly_seen(part: str, key: str, shown: PartMap, sprite: Sprite) -> bool:
    whole = (sprite.parts == sprite.names.index(part) + 1) & (sprite.alpha > 0.95)
    return float(shown.mask(key, part).sum()) > 0.5 * float(whole.sum())


def _camera(shot: random.Random, size: tuple[int, int], *, still: bool) -> tuple[float, float, float]:
    if still:
        return 1.0, 0.0, 0.0
    zoom = shot.uniform(1.03, 1.1)
    room = (zoom - 1) / 2
    return zoom, shot.uniform(-room, room) * size[0] * 0.9, shot.uniform(-room, room) * size[1] * 0.9


def _moved(backdrop: Floats, zoom: float, dx: float, dy: float) -> Floats:
    if zoom == 1.0:
        return backdrop.copy()
    height, width = backdrop.shape[:2]
    image = Image.fromarray(np.clip(backdrop, 0, 255).astype(np.uint8))
    step = 1 / zoom
    left, top = width / 2 - (width / 2 + dx) * step, height / 2 - (height / 2 + dy) * step
    moved = image.transform(image.size, Image.Transform.AFFINE, (step, 0, left, 0, step, top), Image.Resampling.BICUBIC)
    return np.asarray(moved, dtype=np.float32).copy()


def _box(mine: Flags) -> Box:
    rows, columns = np.flatnonzero(mine.any(axis=1)), np.flatnonzero(mine.any(axis=0))
    if not len(rows):
        return Box(0, 0, 0, 0)
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
