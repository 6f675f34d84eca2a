"""A stage: a backdrop with a ground in perspective, onto which things are placed and photographed."""

import random
from dataclasses import dataclass, field, replace

import numpy as np
from PIL import Image, ImageFilter

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
class Shot:
    """A photographed stage: the photo, what is to be seen, and which pixels show which thing and part."""

    image: Image.Image
    things: tuple[Thing, ...]
    masks: dict[tuple[str, str], Bytes]


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
        owners = np.zeros((height, width), dtype=np.int16)
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
                _cast(picture, sprite, spot, self.light, grounded=not actor.raised)
            _paste(picture, sprite, self._far(actor), self.light.haze)
            _own(owners, sprite, index + 1)
            self.glows += [
                Glow(spot.x + x * spot.ppm, spot.y - y * spot.ppm, r * spot.ppm, c) for x, y, r, c in actor.glows
            ]
        photo = develop(picture, self.light, self.glows, shot=shot, rng=rng)
        return Shot(photo, *self._seen(owners, sprites))

    def _far(self, actor: Actor) -> float:
        row = (actor.spot.y - self.ground.horizon) / max(1.0, self.ground.size[1] - self.ground.horizon)
        return 0.0 if actor.raised else max(0.0, 0.30 * (1 - row * 2.2))

    def _seen(
        self, owners: Labels, sprites: dict[int, Sprite]
    ) -> tuple[tuple[Thing, ...], dict[tuple[str, str], Bytes]]:
        things: list[Thing] = []
        masks: dict[tuple[str, str], Bytes] = {}
        for index, sprite in sprites.items():
            actor = self.actors[index]
            if not actor.told:
                continue
            mine = owners == index + 1
            visible = float(mine.sum()) / max(1.0, float((sprite.alpha > 0.5).sum()))
            thing = Thing(
                actor.key, actor.noun, tuple(sorted(actor.traits.items())), _box(mine), actor.spot.y, actor.raised,
                clear=visible >= _SEEN and int(mine.sum()) >= 40,
            )  # fmt: skip
            area, inside = _overlap(owners.shape, sprite)
            for number, name in enumerate(sprite.names, start=1):
                mask = np.zeros(owners.shape, dtype=np.uint8)
                mask[area] = (sprite.parts[inside] == number) & (sprite.alpha[inside] > 0.95)
                masks[actor.key, name] = mask & mine
            things.append(_known(thing, actor, sprite, masks))
        things.sort(key=lambda thing: thing.key)
        return tuple(things), masks


def _known(thing: Thing, actor: Actor, sprite: Sprite, masks: dict[tuple[str, str], Bytes]) -> Thing:
    """Drop the traits whose part is hidden."""

    def seen(part: str) -> bool:
        whole = float((sprite.parts == sprite.names.index(part) + 1).sum())
        return float(masks[actor.key, part].sum()) > 0.5 * whole

    traits = tuple(pair for pair in thing.traits if pair[0] not in actor.shown_by or seen(actor.shown_by[pair[0]]))
    return replace(thing, traits=traits)


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


def _overlap(shape: tuple[int, ...], sprite: Sprite) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    height, width = sprite.alpha.shape
    top, left = max(0, sprite.top), max(0, sprite.left)
    bottom, right = min(shape[0], sprite.top + height), min(shape[1], sprite.left + width)
    bottom, right = max(bottom, top), max(right, left)
    return (
        (slice(top, bottom), slice(left, right)),
        (slice(top - sprite.top, bottom - sprite.top), slice(left - sprite.left, right - sprite.left)),
    )


def _paste(picture: Floats, sprite: Sprite, far: float, haze: tuple[int, int, int]) -> None:
    area, inside = _overlap(picture.shape, sprite)
    rgb = sprite.rgb[inside]
    if far > 0:
        rgb = rgb * (1 - far) + np.asarray(haze, dtype=np.float32) * far
    alpha = sprite.alpha[inside][..., None]
    picture[area] = picture[area] * (1 - alpha) + rgb * alpha


def _own(owners: Labels, sprite: Sprite, owner: int) -> None:
    area, inside = _overlap(owners.shape, sprite)
    owners[area] = np.where(sprite.alpha[inside] > 0.5, owner, owners[area])


def _cast(picture: Floats, sprite: Sprite, spot: Spot, light: Light, *, grounded: bool) -> None:
    """Darken the picture where the thing keeps the light away."""
    height, width = picture.shape[:2]
    alpha = Image.fromarray((sprite.alpha * 255).astype(np.uint8))
    if not grounded:
        drop = max(2.0, 0.05 * spot.ppm)
        _darken(
            picture, alpha, (sprite.left + drop * (1 if light.lit_left else -1), sprite.top + drop), 0.3, drop * 0.7
        )
        return
    foot = max(3.0, min(sprite.alpha.shape) * 0.10)
    below = alpha.resize((alpha.width, max(2, int(foot))), Image.Resampling.BOX)
    solid = below.point(lambda value: 255 if value > 60 else value * 3)
    _darken(picture, solid, (sprite.left, spot.y - foot * 0.55), 0.5, max(1.5, foot * 0.35))
    if light.shadow:
        _slanted(picture, sprite, spot, light, alpha, (width, height))


def _slanted(
    picture: Floats, sprite: Sprite, spot: Spot, light: Light, alpha: Image.Image, size: tuple[int, int]
) -> None:
    squash = 0.32
    # Output pixel (x, y) takes its darkness from the sprite: rows are squashed onto the ground and sheared sideways.
    rise = spot.y - sprite.top
    shear = light.slant / squash * 0.55
    matrix = (1.0, shear, -sprite.left - shear * spot.y, 0.0, 1 / squash, rise - spot.y / squash)
    shade = alpha.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    soft = np.asarray(shade.filter(ImageFilter.GaussianBlur(1.8)), dtype=np.float32) / 255
    picture *= (1 - soft * light.shadow)[..., None]


def _darken(picture: Floats, mask: Image.Image, at: tuple[float, float], strength: float, blur: float) -> None:
    pad = int(blur * 2.5) + 1
    room = Image.new("L", (mask.width + 2 * pad, mask.height + 2 * pad), 0)
    room.paste(mask, (pad, pad))
    soft: Floats = np.asarray(np.asarray(room.filter(ImageFilter.GaussianBlur(blur))) / 255, dtype=np.float32)
    sprite = Sprite(np.empty(0, np.float32), soft, np.empty(0, np.uint8), int(at[0]) - pad, int(at[1]) - pad, ())
    area, inside = _overlap(picture.shape, sprite)
    picture[area] *= (1 - soft[inside] * strength)[..., None]


def _box(mine: Flags) -> Box:
    rows, columns = np.flatnonzero(mine.any(axis=1)), np.flatnonzero(mine.any(axis=0))
    if not len(rows):
        return Box(0, 0, 0, 0)
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
