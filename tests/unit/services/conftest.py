"""A project of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from miwake.services.projects import Project, new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with new_project(tmp_path / "site", person="Aiko") as project:
        yield project
