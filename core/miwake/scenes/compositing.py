"""Laying sprites and their shadows into a picture, and keeping account of whose pixels are whose."""

import numpy as np
from PIL import Image, ImageFilter

from miwake.scenes.light import Light
from miwake.scenes.raster import Bytes, Floats, Labels, Spot, Sprite


def overlap(shape: tuple[int, ...], sprite: Sprite) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return where the sprite lies in the picture, and which of its pixels lie there."""
    height, width = sprite.alpha.shape
    top, left = max(0, sprite.top), max(0, sprite.left)
    bottom, right = min(shape[0], sprite.top + height), min(shape[1], sprite.left + width)
    bottom, right = max(bottom, top), max(right, left)
    return (
        (slice(top, bottom), slice(left, right)),
        (slice(top - sprite.top, bottom - sprite.top), slice(left - sprite.left, right - sprite.left)),
    )


def paste(picture: Floats, sprite: Sprite, far: float, haze: tuple[int, int, int]) -> None:
    """Lay the sprite over the picture, faded by `far` (0 to 1) into the haze."""
    area, inside = overlap(picture.shape, sprite)
    rgb = sprite.rgb[inside]
    if far > 0:
        rgb = rgb * (1 - far) + np.asarray(haze, dtype=np.float32) * far
    alpha = sprite.alpha[inside][..., None]
    picture[area] = picture[area] * (1 - alpha) + rgb * alpha


def own(owners: Labels, parts: Bytes, sprite: Sprite, owner: int) -> None:
    """Write whose pixels the sprite's are, and which part of it they show (0 on soft edges)."""
    area, inside = overlap(owners.shape, sprite)
    solid = sprite.alpha[inside] > 0.5
    owners[area] = np.where(solid, owner, owners[area])
    shown = np.where(sprite.alpha[inside] > 0.95, sprite.parts[inside], 0)
    parts[area] = np.where(solid, shown, parts[area])


def cast(picture: Floats, sprite: Sprite, spot: Spot, light: Light, *, grounded: bool) -> None:
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
    area, inside = overlap(picture.shape, sprite)
    picture[area] *= (1 - soft[inside] * strength)[..., None]
