import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from miwake.domain.changes import Changes
from miwake.domain.errors import BusyError, MiwakeError
from miwake.storage import database as module
from miwake.storage import settings
from miwake.storage.database import Database
from miwake.storage.integrity import database_problems
from miwake.storage.photos import count_photos, photos, set_path

# Adds photos to the database that is named, one transaction each, from a process of its own.
WRITER = """
import sys
from pathlib import Path
from miwake.storage import settings
from miwake.storage.database import Database

database = Database(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    with database.action("set", "Set") as transaction:
        settings.set_setting(transaction, f"{sys.argv[2]}-{number}", number)
database.close()
"""


def test_what_fails_leaves_nothing_behind(database: Database, photo: Callable[..., int]) -> None:
    def fail() -> None:
        with database.action("import", "Imported") as transaction:
            photo(transaction, 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as transaction:
        assert count_photos(transaction) == 0


def test_a_read_sees_one_moment(database: Database, photo: Callable[..., int]) -> None:
    with database.read() as reading:
        assert count_photos(reading) == 0
        with database.action("import", "Imported") as writing:
            photo(writing, 1)
        assert count_photos(reading) == 0
    with database.read() as reading:
        assert count_photos(reading) == 1


def test_changes_name_what_was_touched(database: Database, photo: Callable[..., int]) -> None:
    with database.action("import", "Imported") as transaction:
        added = photo(transaction, 1)
    assert transaction.changes == Changes(photos=frozenset({added}), groups=frozenset({1}))
    with database.action("move", "Moved", undoable=False) as transaction:
        set_path(transaction, added, Path("/elsewhere/IMG_1.jpg"))
    assert transaction.changes == Changes(photos=frozenset({added}))


def test_commits_reach_the_disk_before_they_return(database: Database) -> None:
    with database.read() as transaction:
        connection = transaction.session.connection()
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
        assert {key: connection.exec_driver_sql(f"PRAGMA {key}").scalar() for key in wanted} == wanted


def test_data_version_changes_when_another_process_writes_and_only_then(database: Database, path: Path) -> None:
    before = database.data_version()
    assert database.data_version() == before
    other = Database(path)
    with other.action("set", "Set") as transaction:
        settings.set_setting(transaction, "a", 1)
    other.close()
    after = database.data_version()
    assert after != before
    assert database.data_version() == after


@pytest.mark.slow
def test_two_processes_write_at_once_and_neither_loses_anything(database: Database, path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(path)]
    writers = [subprocess.Popen([*command, name, "10"]) for name in ("one", "two")]
    for number in range(10):
        with database.action("set", "Set") as transaction:
            settings.set_setting(transaction, f"own-{number}", number)
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    with database.read() as transaction:
        for name in ("own", "one", "two"):
            assert [settings.setting(transaction, f"{name}-{number}") for number in range(10)] == list(range(10))
        assert database_problems(transaction) == []


def test_a_writer_that_waits_too_long_is_told_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0)
    database = Database(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="another process"), database.action("set", "Set") as transaction:
            settings.set_setting(transaction, "a", 1)
        holder.execute("ROLLBACK")
    with database.action("set", "Set") as transaction:
        settings.set_setting(transaction, "a", 1)
    database.close()


def test_a_page_that_is_damaged_is_told_in_words(path: Path, photo: Callable[..., int]) -> None:
    Database(path).close()
    pages_of_the_tables = path.stat().st_size
    database = Database(path)
    with database.action("import", "Imported") as transaction:
        for number in range(200):
            photo(transaction, number)
    database.close()
    content = bytearray(path.read_bytes())
    content[pages_of_the_tables:] = b"\xa5" * (len(content) - pages_of_the_tables)
    path.write_bytes(content)
    damaged = Database(path)
    with pytest.raises(MiwakeError) as told, damaged.read() as transaction:
        photos(transaction)
    damaged.close()
    assert "damaged" in told.value.why
    assert "restore" in told.value.todo


def test_rows_that_refer_to_nothing_are_found(database: Database, path: Path, photo: Callable[..., int]) -> None:
    with database.action("import", "Imported") as transaction:
        photo(transaction, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM groups")
    with database.read() as transaction:
        assert database_problems(transaction) == ["row 1 of photos refers to a row of groups that is gone"]


@pytest.mark.parametrize("name", ["What? #1 100%", "現場", "file:x"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    database = Database(tmp_path / name / "project.db")
    with database.action("set", "Set") as transaction:
        settings.set_setting(transaction, "a", 1)
    copy = tmp_path / name / "copy.db"
    database.backup(copy)
    database.close()
    assert copy.stat().st_size > 0
    assert {each.name for each in (tmp_path / name).iterdir()} == {"project.db", "copy.db"}


def test_photos_inside_the_project_move_with_it(database: Database, path: Path, photo: Callable[..., int]) -> None:
    inside, outside = path.parent / "photos" / "a.jpg", path.parent.parent / "b.jpg"
    with database.action("import", "Imported") as transaction:
        photo(transaction, 1, path=inside)
        photo(transaction, 2, path=outside)
    database.close()
    moved = path.parent.rename(path.parent.with_name("moved.miwake"))
    again = Database(moved / "project.db")
    with again.read() as transaction:
        assert [each.path for each in photos(transaction)] == [moved / "photos" / "a.jpg", outside]
    again.close()
