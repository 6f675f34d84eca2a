"""What all tests share; the rules that every test is held to are in harness/."""

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = [
    "harness.environment",
    "harness.network",
    "harness.leftovers",
    "harness.qt_leftovers",
    "harness.logs",
    "harness.databases",
    "few_general_photos",
]

ROOT = Path(__file__).parents[1]


def pytest_configure() -> None:
    # 0.3 s, but a profile must be loaded before the first test module is imported.
    from hypothesis import settings  # noqa: PLC0415

    settings.register_profile("local", deadline=None)
    settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
    settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later collection of garbage: with PyTorch that is most of what there is."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The checkout that is tested."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """`shared_data("photos")` is that folder of ../shared/data; the test is skipped where it is absent."""

    def folder(name: str) -> Path:
        path = ROOT.parent / "shared" / "data" / name
        if not path.exists():
            pytest.skip(f"no {path}: this test measures on data that is not part of the project")
        return path

    return folder
