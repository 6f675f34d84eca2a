"""Light of a scene: where it comes from, how it tints, and what the camera makes of it."""

import random
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from miwake.scenes.colours import Rgb
from miwake.scenes.raster import Floats
from miwake.scenes.texture import grain


@dataclass(frozen=True, slots=True)
class Light:
    """How a scene is lit.

    Attributes:
        name: "daylight", "dusk" or "indoor light".
        lit_left: The light comes from the left.
        gain: Factors on red, green and blue.
        shadow: Darkness of cast shadows, 0 to 1; 0 where only contact shadows are seen.
        slant: How far a shadow runs sideways per unit of height.
        haze: Colour into which far things fade.
        glow: How strongly lamps shine, 0 to 1.
    """

    name: str
    lit_left: bool
    gain: tuple[float, float, float]
    shadow: float
    slant: float
    haze: Rgb
    glow: float


def daylight(dice: random.Random) -> Light:
    """Return sun or a bright overcast sky."""
    left = dice.random() < 0.5
    sun = dice.random() < 0.65
    warm = dice.uniform(-0.02, 0.035)
    gain = dice.uniform(0.97, 1.06)
    slant = dice.uniform(0.5, 1.0) * (1 if left else -1)
    return Light(
        "daylight", left, (gain + warm, gain, gain - warm), 0.42 if sun else 0.14, slant, (206, 216, 226), 0.35
    )


def dusk(dice: random.Random) -> Light:
    """Return low warm light that leaves the shadows blue."""
    left = dice.random() < 0.5
    gain = dice.uniform(0.82, 0.92)
    slant = dice.uniform(1.0, 1.6) * (1 if left else -1)
    return Light("dusk", left, (gain * 1.04, gain * 0.95, gain * 0.93), 0.3, slant, (196, 150, 140), 1.0)


def indoor(dice: random.Random) -> Light:
    """Return the flat light of a hall's lamps."""
    left = dice.random() < 0.5
    gain = dice.uniform(0.9, 1.0)
    tone = dice.choice(((1.04, 1.0, 0.93), (0.98, 1.01, 1.0), (1.0, 1.0, 0.97)))
    red, green, blue = (gain * each for each in tone)
    return Light("indoor light", left, (red, green, blue), 0.0, 0.0, (176, 178, 176), 0.6)


@dataclass(frozen=True, slots=True)
class Glow:
    """A lamp that shines into the picture: place and reach in pixels."""

    x: float
    y: float
    radius: float
    rgb: Rgb


def develop(
    picture: Floats, light: Light, glows: list[Glow], *, shot: random.Random, rng: np.random.Generator
) -> Image.Image:
    """Return the photo: tinted, glowing, vignetted, slightly unsharp and noisy.

    Args:
        picture: Colours 0 to 255, (height, width, 3).
        light: How the scene is lit.
        glows: Lamps that are on.
        shot: Randomness of this one exposure.
        rng: Source of the sensor's noise.
    """
    height, width = picture.shape[:2]
    exposure = shot.uniform(0.96, 1.05)
    toned = picture * (np.asarray(light.gain, dtype=np.float32) * np.float32(exposure))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    for glow in glows:
        distance = ((x - glow.x) ** 2 + (y - glow.y) ** 2) / glow.radius**2
        toned += np.exp(-distance * 2.2)[..., None] * np.asarray(glow.rgb, dtype=np.float32) * (0.55 * light.glow)
        toned += np.exp(-distance * 30)[..., None] * np.asarray(glow.rgb, dtype=np.float32) * 0.35
    radius = ((x - width / 2) ** 2 + (y - height / 2) ** 2) / (width**2 + height**2) * 4
    toned *= (1 - shot.uniform(0.10, 0.22) * radius)[..., None]
    grey = toned.mean(axis=2, keepdims=True)
    toned = (grey + (toned - grey) * 1.14 - 118) * 1.1 + 124
    toned += grain(rng, (width, height), shot.uniform(1.2, 3.2))[..., None]
    photo = Image.fromarray(np.clip(toned, 0, 255).astype(np.uint8))
    softness = shot.choice((0.0, 0.0, 0.35, 0.55))
    return photo.filter(ImageFilter.GaussianBlur(softness)) if softness else photo
