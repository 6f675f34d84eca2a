"""Turns any pixels into 8-bit RGB without losing range: 16-bit is scaled, transparency laid on white."""

import numpy as np
import numpy.typing as npt
from PIL import Image

# Cameras of 10, 12 and 14 bits store their values unscaled in 16-bit files.
_DEPTHS = (255, 1023, 4095, 16383, 65535)
_WHITE = (255, 255, 255)


def as_rgb(image: Image.Image) -> Image.Image:
    """Return a decoded image of any Pillow mode as RGB of the same size."""
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.mode == "F" or image.mode.startswith("I"):
        return Image.fromarray(_eight_bit(np.asarray(image))).convert("RGB")
    if image.has_transparency_data:
        return _on_white(image.convert("RGBA"))
    # An 8-bit greyscale "transparent colour" would make convert warn and is of no use without an alpha channel.
    image.info.pop("transparency", None)
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    white = Image.new("RGB", image.size, _WHITE)
    white.paste(image, mask=image.getchannel("A"))
    return white


def _eight_bit(values: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
    """Return one channel of any number type as bytes, scaled by the range that it is stored in."""
    numbers = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(numbers.min()), float(numbers.max())
    if values.dtype.kind == "f" and low >= 0.0 and high <= 1.0:
        floor, ceiling = 0.0, 1.0
    elif low >= 0.0 and high <= _DEPTHS[-1]:
        floor, ceiling = 0.0, float(next(depth for depth in _DEPTHS if high <= depth))
    else:
        floor, ceiling = low, high
    scaled = (numbers - floor) * (255.0 / (ceiling - floor))
    rounded: npt.NDArray[np.uint8] = np.rint(scaled).clip(0, 255).astype(np.uint8)
    return rounded
