"""Real pictures for the tests of photos, made by the tests or found beside the project."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def picture() -> Callable[..., Image.Image]:
    """Make a picture with structure at all sizes, different for each seed: no two look alike."""

    def make(seed: int = 0, *, size: tuple[int, int] = (320, 240)) -> Image.Image:
        generator = np.random.default_rng(seed)
        image = Image.new("RGB", size)
        for cells in (8, 40, 160):
            patches = Image.fromarray(generator.integers(0, 256, (cells * 3 // 4, cells, 3), dtype=np.uint8))
            image = Image.blend(image, patches.resize(size, Image.Resampling.NEAREST), 0.5 if cells > 8 else 1.0)
        return image

    return make
