"""Simple warnings about photos that a model will not see much in."""

import numpy as np
from PIL import Image

TINY_EDGE = 200
# Measured at a longer edge of 256 pixels, about what a model sees. On 86 sharp photos and textures sharpness was
# 0.24 to 5.5; after a Gaussian blur of 2 pixels 0.00 to 0.04; of 1 pixel 0.01 to 0.34.
_SEEN_EDGE = 256
BLURRED_BELOW = 0.06
# The brightest twentieth of the photo, 0 to 255; 123 and more on the same photos.
DARK_BELOW = 64.0
# Grey values of less spread than this are a plain surface: nothing in it could be sharp.
_PLAIN_SPREAD = 4.0
_SMALLEST = 3


def photo_warnings(image: Image.Image, *, size: tuple[int, int]) -> tuple[str, ...]:
    """Return `tiny`, `dark` and `blurred`, where they hold.

    Args:
        image: The photo, RGB, perhaps reduced.
        size: Width and height of the whole photo, in pixels.
    """
    grey = image.convert("L")
    grey.thumbnail((_SEEN_EDGE, _SEEN_EDGE), Image.Resampling.LANCZOS)
    values = np.asarray(grey, dtype=np.float32)
    found = {
        "tiny": min(size) < TINY_EDGE,
        "dark": bool(np.percentile(values, 95) < DARK_BELOW),
        "blurred": sharpness(values) < BLURRED_BELOW,
    }
    return tuple(name for name, holds in found.items() if holds)


def sharpness(grey: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> float:
    """Return the variance of the Laplacian over the variance of the grey values (H, W); infinite for a plain surface.

    Dividing makes the measure indifferent to exposure and contrast.
    """
    if min(grey.shape) < _SMALLEST or grey.std() < _PLAIN_SPREAD:
        return float("inf")
    middle = grey[1:-1, 1:-1]
    laplacian = grey[1:-1, :-2] + grey[1:-1, 2:] + grey[:-2, 1:-1] + grey[2:, 1:-1] - 4 * middle
    return float(laplacian.var() / grey.var())
