"""A project of its own for each test, and pictures that do not look alike."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from miwake.services.projects import Project, new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with new_project(tmp_path / "site", person="Aiko") as project:
        yield project


@pytest.fixture
def draw() -> Callable[..., Path]:
    """Save picture number n as a file; two of one number look alike, others do not."""

    def save(path: Path, number: int, *, quality: int = 90) -> Path:
        generator = np.random.default_rng(number)
        image = Image.fromarray(generator.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize((160, 120))
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, quality=quality)
        return path

    return save
