"""Makes databases quick in the tests' own process: an empty one is a copy, and a commit does not wait for the disk.

Three migrations take longer than most tests that need a project, and no test ends by losing its power. tests/unit/
storage has its databases as the program makes them, and so have the processes that tests start.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from miwake.storage import database, migrate


class CopiedUpgrade:
    """Stands for `migrate._upgrade`: what is there already is upgraded, what is not yet there is copied."""

    def __init__(self, upgrade: Callable[[Path], None], folder: Path) -> None:
        self.upgrade = upgrade
        self._first = folder / "project.db"
        self._empty = b""

    def __call__(self, path: Path) -> None:
        if not self._empty:
            self.upgrade(self._first)
            self._empty = self._first.read_bytes()
        if not path.exists():
            # Where it cannot be written, the program's own way is to say so.
            with suppress(OSError):
                path.write_bytes(self._empty)
                return
        self.upgrade(path)


@pytest.fixture(scope="session", autouse=True)
def quick_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    """Make databases quick for the whole session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "_upgrade", CopiedUpgrade(migrate._upgrade, tmp_path_factory.mktemp("empty")))
        patch.setattr(database, "_engine", _without_waiting(database._engine))
        yield patch


def _without_waiting(make: Callable[[Path], Engine]) -> Callable[[Path], Engine]:
    def engine(path: Path) -> Engine:
        made = make(path)
        event.listen(made, "connect", _do_not_wait)
        return made

    return engine


def _do_not_wait(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
