"""Give a thing in a drawn region another colour: the hue turns, light and shade stay, nothing outside changes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from miwake.domain.colours import Colour
from miwake.domain.errors import RefusedError
from miwake.photos.named_colours import NAMED, Named
from miwake.photos.oklab import Bytes, Floats, from_polar, most_chroma, to_oklab, to_polar, to_rgb, turned
from miwake.photos.regions import Cover

TOLERANCE = 22.0
"""Degrees of hue that still count as the thing's colour; its own middle is measured first."""
_FADE = 8.0
# Chroma over lightness below which a pixel has no hue to speak of, and from which it has one. Shade leaves it as it is.
_PALE, _COLOURED = 0.025, 0.05
_SEARCH = 38.0
# By what factor a black, grey or white thing may be shaded or lit beyond its range, and still be taken for it.
_SHADED, _LIT, _RAMP = 0.5, 1.3, 0.1
FEWEST = 0.03
"""Share of the region that must have the colour."""
# How much lighter or darker a thing may become without being asked, and at all: its noise grows as much.
_UNASKED, _AT_ALL = 1.75, 3.5
_NAMEABLE, _MOST_GAIN = 0.6, 1.6
# How much of a thing's tints is kept: a green one's run over twice as many degrees as there are from red to orange.
_TINTS = 0.6
_ROWS = 256
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Recolour:
    """What to do.

    Attributes:
        source: The colour that the thing has.
        target: The colour that it gets.
        tolerance: Degrees of hue around the thing's own that change with it.
        repaint: Also give colour to what has none, and make it much lighter or darker.
    """

    source: Colour
    target: Colour
    tolerance: float = TOLERANCE
    repaint: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Recoloured:
    """The edited photo; `changed` is the share of the region that had the colour, `lightness` the factor it took."""

    image: Image.Image
    changed: float
    lightness: float


@dataclass(frozen=True, slots=True)
class _Thing:
    """What the thing's own colour is like: middle hue (None without one), lightness and share of the chroma there."""

    hue: float | None
    lightness: float
    strength: float


def recoloured(image: Image.Image, cover: Cover, wanted: Recolour) -> Recoloured:
    """Return a copy of a photo in which what has the source colour in the region has the target colour.

    Pixels outside the region are bit for bit the same. Within it, pixels near the thing's own colour are turned by as
    much as its middle hue lies from the target's, its tints drawn together a little; lightness is moved only as far as
    the name asks for, black and white staying where they are.

    Args:
        image: RGB, upright.
        cover: The region.
        wanted: The colours.

    Raises:
        RefusedError: Hardly anything in the region has the colour, or the change is more than was asked for.
    """
    if wanted.source is wanted.target:
        raise RefusedError(f"The thing is {wanted.source} already.", todo="Name another colour.")
    pixels = np.asarray(image).copy()
    height, width = cover.share.shape
    part = pixels[cover.top : cover.top + height, cover.left : cover.left + width]
    thing, changed = _look(part, cover.share, wanted)
    lightness = _require_possible(thing, wanted)
    for rows in _strips(height):
        part[rows] = _changed(part[rows], cover.share[rows], thing, wanted, lightness)
    return Recoloured(Image.fromarray(pixels), round(changed, 4), round(lightness / thing.lightness, 3))


def _strips(height: int) -> Iterator[slice]:
    """Yield rows a few at a time: a whole photo of 12 megapixels would take a gigabyte."""
    yield from (slice(start, start + _ROWS) for start in range(0, height, _ROWS))


def _look(part: Bytes, share: Floats, wanted: Recolour) -> tuple[_Thing, float]:
    """Measure the thing's own colour on at most some 200,000 pixels of the region."""
    inside = part[share > 0]
    lab = to_oklab(inside[:: max(1, len(inside) // _SAMPLE)])
    named = NAMED[wanted.source]
    hue = None if named.hue is None else _middle_hue(lab, named.hue)
    weight = _likeness(lab, named, hue, wanted.tolerance)
    like = weight > 0.5  # noqa: PLR2004 - more like it than not
    changed = float(like.mean())
    if changed < FEWEST:
        raise RefusedError(
            f"There is hardly anything {wanted.source} in the region ({changed:.0%}).",
            kept="No copy was made.",
            todo="Draw the region around the thing, name its colour as it looks in the photo, or raise the tolerance.",
        )
    lightness, chroma, hues = to_polar(lab[like])
    strength = float(np.median(chroma / np.maximum(most_chroma(lightness, hues), 1e-3)))
    return _Thing(hue, float(np.median(lightness)), strength), changed


def _middle_hue(lab: Floats, named: float) -> float:
    """Return the middle hue of what is near the named one, the more coloured a pixel the more it counts."""
    lightness, chroma, hue = to_polar(lab)
    away = turned(hue, named)
    weight = np.where((np.abs(away) < _SEARCH) & (chroma > _COLOURED * lightness), chroma, 0)
    if not weight.any():
        return named
    order = np.argsort(away)
    reached = np.cumsum(weight[order])
    return float((named + away[order][np.searchsorted(reached, reached[-1] / 2)]) % 360)


def _likeness(lab: Floats, named: Named, hue: float | None, tolerance: float) -> Floats:
    """Return how much each pixel has the thing's colour, 0 to 1."""
    lightness, chroma, hues = to_polar(lab)
    saturation = chroma / np.maximum(lightness, 0.02)
    coloured = np.clip((saturation - _PALE) / (_COLOURED - _PALE), 0, 1)
    if hue is not None:
        near = np.clip((tolerance + _FADE - np.abs(turned(hues, hue))) / _FADE, 0, 1)
        return np.asarray(near * coloured, dtype=np.float32)
    low, high = named.lightness
    darker = np.clip((lightness - low * _SHADED) / _RAMP + 1, 0, 1)
    lighter = np.clip((high * _LIT - lightness) / _RAMP + 1, 0, 1)
    # White and grey surfaces take on the colour of the light, so more than no colour at all is allowed.
    grey = np.clip((3 * _COLOURED - saturation) / _COLOURED, 0, 1)
    return np.asarray(darker * lighter * grey, dtype=np.float32)


def _require_possible(thing: _Thing, wanted: Recolour) -> float:
    """Return the lightness that the thing's middle gets.

    Raises:
        RefusedError: It would need more than was asked for.
    """
    target = NAMED[wanted.target]
    lightness = _moved(thing.lightness, NAMED[wanted.source], target)
    factor = max(lightness / thing.lightness, thing.lightness / lightness)
    if factor > _AT_ALL:
        raise RefusedError(
            f"This {wanted.source} thing cannot be made {wanted.target}.",
            why="Nothing of its light and shade would be left to see.",
            kept="No copy was made.",
        )
    if wanted.repaint:
        return lightness
    way_out = "Ask for it with --repaint and look at the result, or choose another colour."
    if thing.hue is None and target.hue is not None:
        raise RefusedError(
            f"A {wanted.source} thing has no hue that could be turned into {wanted.target}.",
            kept="No copy was made.",
            todo=way_out,
        )
    if factor > _UNASKED:
        raise RefusedError(
            f"To look {wanted.target} it would have to become {factor:.1f} times as "
            f"{'light' if lightness > thing.lightness else 'dark'}.",
            kept="No copy was made.",
            todo=way_out,
        )
    return lightness


def _moved(lightness: float, source: Named, target: Named) -> float:
    """Return the lightness that the target's name asks for; a thing in the dark or in glare stays so."""
    usual = float(np.clip(lightness, *source.lightness))
    return min(0.99, float(np.clip(usual, *target.lightness)) * lightness / usual)


def _changed(part: Bytes, share: Floats, thing: _Thing, wanted: Recolour, lightness: float) -> Bytes:
    lab = to_oklab(part)
    weight = share * _likeness(lab, NAMED[wanted.source], thing.hue, wanted.tolerance)
    touched = weight > 0
    result: Bytes = part.copy()
    old = lab[touched]
    new = _in_new_colour(old, thing, (NAMED[wanted.source], NAMED[wanted.target]), lightness)
    result[touched] = to_rgb(old + weight[touched][:, None] * (new - old))
    return result


def _in_new_colour(lab: Floats, thing: _Thing, names: tuple[Named, Named], middle: float) -> Floats:
    """Return the pixels in the target colour; shade (0 to the middle) and light (the middle to 1) are stretched."""
    source, target = names
    old, chroma, hue = to_polar(lab)
    shade = old * (middle / thing.lightness)
    light = 1 - (1 - old) * ((1 - middle) / max(1 - thing.lightness, 1e-3))
    lightness = np.where(old <= thing.lightness, shade, light).astype(np.float32)
    if target.hue is None:
        return from_polar(lightness, np.zeros_like(lightness), hue)
    if thing.hue is None:
        turned_hue = np.full_like(hue, target.hue)
        strength = np.full_like(hue, target.strength)
    else:
        turned_hue = target.hue + _TINTS * turned(hue, thing.hue)
        own = chroma / np.maximum(most_chroma(old, hue), 1e-3)
        strength = np.clip(own * _gain(thing, source, target), 0, 1)
    return from_polar(lightness, strength * most_chroma(lightness, turned_hue), turned_hue)


def _gain(thing: _Thing, source: Named, target: Named) -> float:
    """Return how much of what can be shown the target takes for each share that the thing took of its own colour.

    A thing as vivid as its colour usually is becomes as vivid as the target usually is. A pale one stays pale, but not
    so pale that nobody would say the word.
    """
    usual = target.strength / source.strength
    return max(usual, min(_MOST_GAIN, _NAMEABLE * target.strength / max(thing.strength, 1e-3)))
