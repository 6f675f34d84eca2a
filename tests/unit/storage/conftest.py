"""A database of its own for each test, and rows to fill it with."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from miwake.domain.photos import NewPhoto
from miwake.storage import database as database_module
from miwake.storage import migrate
from miwake.storage.database import Database, Transaction
from miwake.storage.photos import add_group, add_photo


@pytest.fixture(autouse=True, scope="module")
def _databases_as_the_program_makes_them(quick_databases: pytest.MonkeyPatch) -> Iterator[None]:
    quick = migrate._upgrade, database_module._engine
    quick_databases.undo()
    yield
    quick_databases.setattr(migrate, "_upgrade", quick[0])
    quick_databases.setattr(database_module, "_engine", quick[1])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database lies, in a folder as a project's."""
    folder = tmp_path / "site.miwake"
    folder.mkdir()
    return folder / "project.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path, person="Aiko")
    yield database
    database.close()


@pytest.fixture
def photo() -> Callable[..., int]:
    """Add photo number n, in a scene of its own or in one that is there; return its identifier."""

    def add(transaction: Transaction, number: int, *, group: int | None = None, path: Path | None = None) -> int:
        new = NewPhoto(
            sha256=f"{number:064x}",
            path=path or Path(f"/photos/IMG_{number}.jpg"),
            name=f"IMG_{number}.jpg",
            bytes=100 + number,
            width=40,
            height=30,
            phash=f"{number:016x}",
            warnings=("dark",) if number % 2 else (),
        )
        return add_photo(transaction, new, group=add_group(transaction) if group is None else group)

    return add
