"""Named colours: every name has several shades, and worlds use different ones of them."""

import random

Rgb = tuple[int, int, int]

_SHADES: dict[str, tuple[tuple[Rgb, ...], ...]] = {
    "red": (((204, 44, 38), (188, 36, 40)), ((214, 62, 48), (176, 30, 46)), ((222, 50, 62), (168, 38, 30))),
    "blue": (((40, 92, 176), (52, 110, 198)), ((30, 76, 150), (66, 128, 206)), ((44, 84, 210), (28, 66, 134))),
    "yellow": (((242, 198, 42), (236, 208, 60)), ((246, 206, 30), (228, 186, 36)), ((250, 214, 70), (232, 194, 20))),
    "green": (((62, 138, 70), (80, 154, 74)), ((44, 122, 78), (98, 160, 62)), ((34, 130, 60), (74, 146, 96))),
    "orange": (((236, 122, 34), (228, 110, 40)), ((240, 134, 28), (224, 104, 26)), ((244, 126, 52), (230, 118, 14))),
    "white": (
        ((234, 235, 232), (226, 228, 228)),
        ((240, 238, 230), (228, 231, 235)),
        ((238, 240, 242), (230, 226, 220)),
    ),
    "black": (((48, 49, 54), (40, 42, 46)), ((54, 52, 52), (38, 41, 50)), ((46, 44, 50), (56, 58, 60))),
    "grey": (
        ((140, 144, 148), (126, 130, 134)),
        ((150, 150, 146), (118, 126, 134)),
        ((136, 134, 132), (146, 152, 158)),
    ),
    "brown": (((128, 84, 52), (112, 74, 48)), ((140, 92, 56), (104, 70, 46)), ((120, 78, 44), (134, 94, 66))),
    "purple": (((122, 72, 156), (108, 66, 146)), ((134, 84, 164), (98, 58, 134)), ((128, 64, 150), (112, 80, 168))),
    "pink": (
        ((232, 134, 164), (226, 122, 152)),
        ((236, 146, 172), (218, 112, 150)),
        ((238, 128, 158), (228, 150, 176)),
    ),
}

SKIN: tuple[Rgb, ...] = ((236, 192, 160), (214, 164, 128), (176, 124, 88), (128, 86, 60), (96, 64, 46))
STEEL: Rgb = (148, 154, 160)
RUBBER: Rgb = (44, 45, 48)
CONCRETE: Rgb = (168, 166, 160)
GLASS: Rgb = (150, 184, 200)
WOOD: Rgb = (176, 132, 84)


def shade_of(name: str, *, tint: int, dice: random.Random) -> Rgb:
    """Return one of the shades of colour `name` that worlds of this tint use, slightly varied."""
    base = dice.choice(_SHADES[name][tint])
    drift = dice.randint(-7, 7)
    return _clip(tuple(channel + drift + dice.randint(-4, 4) for channel in base))


def reference(name: str) -> Rgb:
    """Return the middle of all shades of a colour, to measure pixels against."""
    shades = [shade for tint in _SHADES[name] for shade in tint]
    return _clip(tuple(sum(shade[axis] for shade in shades) / len(shades) for axis in range(3)))


def names() -> tuple[str, ...]:
    """Return all colour names."""
    return tuple(_SHADES)


def mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    """Return the colour `share` (0 to 1) of the way from `a` to `b`."""
    return _clip(tuple(x + (y - x) * share for x, y in zip(a, b, strict=True)))


def darker(rgb: Rgb, amount: float = 0.25) -> Rgb:
    """Return the colour in shade: darker and a little bluer."""
    return mix(rgb, (22, 24, 38), amount)


def lighter(rgb: Rgb, amount: float = 0.25) -> Rgb:
    """Return the colour in light: brighter and a little warmer."""
    return mix(rgb, (255, 250, 238), amount)


def _clip(channels: tuple[float, ...]) -> Rgb:
    red, green, blue = (max(0, min(255, round(channel))) for channel in channels)
    return red, green, blue
