import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from miwake.domain.errors import MiwakeError
from miwake.storage import migrate as module
from miwake.storage.database import Database
from miwake.storage.migrate import HEAD, KNOWN, migrate
from miwake.storage.tables import Base


def folder_state(folder: Path) -> dict[str, str]:
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file()
    }


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


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
    monkeypatch.setattr(module, "HEAD", "0002")
    monkeypatch.setattr(module, "KNOWN", ("0001", "0002"))
    backed_up: list[Path] = []

    def upgrade(_path: Path) -> None:
        backed_up.extend((path.parent / "backups").iterdir())

    monkeypatch.setattr(module, "_upgrade", upgrade)
    migrate(path)
    assert [each.name.startswith("before-migration-0001-") for each in backed_up] == [True]
    with closing(sqlite3.connect(backed_up[0])) as connection:
        assert connection.execute("SELECT key FROM settings").fetchall() == [("a",)]


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
