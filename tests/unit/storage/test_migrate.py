import hashlib
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy import create_engine

from miwake.domain.errors import BusyError, MiwakeError
from miwake.domain.terms import Split
from miwake.storage import migrate as module
from miwake.storage.database import Database
from miwake.storage.migrate import HEAD, KNOWN, migrate
from miwake.storage.photos import photos
from miwake.storage.tables import Base


def folder_state(folder: Path) -> dict[str, str]:
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    made.set_main_option("path_separator", "os")
    return made


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def upgrade_to(path: Path, version: str) -> None:
    """Make a database as the program of that version made it."""
    chosen = config()
    chosen.attributes["path"] = path
    command.upgrade(chosen, version)


def test_a_fresh_database_has_exactly_the_mapped_tables(path: Path) -> None:
    migrate(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_known_versions_are_those_of_the_migrations() -> None:
    versions = [script.revision for script in scripts().walk_revisions()][::-1]
    assert tuple(versions) == KNOWN
    assert HEAD == KNOWN[-1] == scripts().get_current_head()


def test_an_open_project_is_not_migrated_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(path)
    monkeypatch.setattr(module, "_upgrade", lambda _path: pytest.fail("migrated again"))
    migrate(path)


def test_a_newer_database_is_refused_untouched(path: Path) -> None:
    migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    before = folder_state(path.parent)
    with pytest.raises(MiwakeError, match="newer Miwake") as told:
        Database(path)
    assert "0999" in told.value.why
    assert told.value.todo
    assert folder_state(path.parent) == before


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00" + b"\x00" * 4000])
def test_what_is_no_database_is_refused_untouched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(MiwakeError, match="no Miwake project database"):
        Database(path)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == {path.name: content}


def test_another_programs_database_is_refused_untouched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE photos (a)")
    before = folder_state(path.parent)
    with pytest.raises(MiwakeError, match="no Miwake project database"):
        Database(path)
    assert folder_state(path.parent) == before


def test_an_older_database_is_backed_up_before_it_is_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO settings (key, value) VALUES ('a', '{\"is\": 1}')")
    # As the next version of the program would see it.
    monkeypatch.setattr(module, "HEAD", "9999")
    monkeypatch.setattr(module, "KNOWN", (*KNOWN, "9999"))
    backed_up: list[Path] = []

    def upgrade(_path: Path) -> None:
        backed_up.extend((path.parent / "backups").iterdir())

    monkeypatch.setattr(module, "_upgrade", upgrade)
    migrate(path)
    assert [each.name.startswith(f"before-migration-{HEAD}-") for each in backed_up] == [True]
    with closing(sqlite3.connect(backed_up[0])) as connection:
        assert connection.execute("SELECT key FROM settings").fetchall() == [("a",)]


def test_a_database_of_every_older_version_opens_with_all_it_held(path: Path) -> None:
    for version in KNOWN[:-1]:
        old = path.with_name(f"{version}.db")
        upgrade_to(old, version)
        with closing(sqlite3.connect(old)) as connection, connection:
            connection.execute("INSERT INTO groups (id, split) VALUES (1, 'train')")
            connection.execute(
                "INSERT INTO photos (id, sha256, path, name, bytes, width, height, phash, pixels, group_id, "
                "imported_at, warnings) VALUES (7, 'ab', 'a.jpg', 'a.jpg', 1, 2, 3, '0', '', 1, '', '[]')"
            )
        database = Database(old)
        with database.read() as transaction:
            (found,) = photos(transaction)
            assert (found.id, found.split, found.made) == (7, Split.TRAIN, None)
        database.close()
        with closing(sqlite3.connect(old)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert list((path.parent / "backups").glob(f"before-migration-{version}-*.db"))


def test_of_two_that_find_a_project_old_at_once_one_migrates_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade_to(path, KNOWN[0])
    both, read, looked = threading.Barrier(2, timeout=60), module._version, threading.local()

    def read_together(of: Path) -> str | None:
        version = read(of)
        if not hasattr(looked, "once"):
            looked.once = True
            both.wait()
        return version

    monkeypatch.setattr(module, "_version", read_together)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(migrate, (path, path))) == [None, None]
    assert read(path) == HEAD
    assert len(list((path.parent / "backups").iterdir())) == 1


def test_who_waits_in_vain_for_another_process_to_migrate_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade_to(path, KNOWN[0])
    monkeypatch.setattr(module, "PATIENCE", 0)
    with FileLock(path.with_name(module.LOCK)), pytest.raises(BusyError, match="program's version"):
        migrate(path)
    assert module._version(path) == KNOWN[0]
    assert not (path.parent / "backups").exists()


def test_a_migration_that_fails_half_way_leaves_what_was_there(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        # In the way of one of the last tables.
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("CREATE TABLE journal_changes (a)")
    with pytest.raises(Exception, match="journal_changes"):
        migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"alembic_version", "journal_changes"}
