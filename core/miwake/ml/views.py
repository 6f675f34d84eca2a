"""Views of a photo: the plain one, and mild crops that leave the meaning alone."""

import hashlib
import random

import numpy as np
import torch
from PIL import Image, ImageEnhance
from torch import Tensor

from miwake.ml.model import Model

PLAIN = 0
"""The view in which photos are scored."""

SMALLEST_SHARE = 0.75
BRIGHTNESS = 0.12


def view_of(model: Model, photo: Image.Image, *, key: str, view: int) -> Tensor:
    """Return (3, H, W) pixels as the photo tower wants them.

    View 0 is the plain one. The others are a crop of at least three quarters of the side and a slight change of
    brightness and contrast, the same for the same key and view. Nothing is mirrored (left and right carry meaning) and
    no hue is moved (colours do).

    Args:
        model: Whose preprocessing to use.
        photo: The decoded photo.
        key: The photo's SHA-256, which seeds the change.
        view: Number of the view.
    """
    photo = photo.convert("RGB")
    if view == PLAIN:
        return model.preprocess(photo)
    seed = hashlib.sha256(f"{key} {view}".encode()).digest()
    chance = random.Random(int.from_bytes(seed[:8], "big"))  # noqa: S311  not for secrets
    height, width = model.image_size
    share = chance.uniform(SMALLEST_SHARE, 1.0)
    side = share * min(photo.size)
    left, top = chance.uniform(0, photo.width - side), chance.uniform(0, photo.height - side)
    cut = photo.resize((width, height), Image.Resampling.BICUBIC, box=(left, top, left + side, top + side))
    for change in (ImageEnhance.Brightness, ImageEnhance.Contrast):
        cut = change(cut).enhance(chance.uniform(1 - BRIGHTNESS, 1 + BRIGHTNESS))
    pixels = torch.from_numpy(np.asarray(cut, dtype=np.float32).copy()).permute(2, 0, 1) / 255
    return model.normalise(pixels)
