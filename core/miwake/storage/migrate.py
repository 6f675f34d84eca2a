"""Bring a project's database to the program's version; Alembic is loaded only when there is work for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from miwake.domain.errors import BusyError, MiwakeError
from miwake.storage.locking import take_lock

HEAD = "0003"
KNOWN = ("0001", "0002", "0003")
LOCK = "migration.lock"
PATIENCE = 60  # seconds: another process copies the whole database and changes it


def migrate(path: Path) -> None:
    """Create or upgrade the database at `path`, after a backup; do nothing if it is up to date.

    Of several processes that find it old at once, one upgrades it and the others wait.

    Raises:
        BusyError: Another process is still upgrading it.
        MiwakeError: It was written by a newer program, is no Miwake database, or cannot be written; it is left
            untouched.
    """
    version = _known_version(path)
    if version is None:
        _upgrade(path)
    elif version != HEAD:
        with _alone(path):
            # Another process may have done it meanwhile.
            version = _known_version(path)
            if version is not None and version != HEAD:
                _back_up(path, version)
                _upgrade(path)


def _known_version(path: Path) -> str | None:
    """Return the version of the database; None where there is none yet."""
    version = _version(path)
    if version is not None and version not in KNOWN:
        raise MiwakeError(
            "This project was made by a newer Miwake.",
            why=f"Its database has version {version}, this program knows up to {HEAD}.",
            kept="The project was not touched.",
            todo="Update Miwake and open it again.",
        )
    return version


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    lock = FileLock(path.with_name(LOCK))
    take_lock(lock, patience=PATIENCE, busy=_being_upgraded)
    try:
        yield
    finally:
        lock.release()


def _being_upgraded() -> BusyError:
    return BusyError(
        "Another process is bringing this project to the program's version.",
        kept="Nothing was changed.",
        todo="Try again when it is done.",
    )


def _version(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise MiwakeError(
            f"{path.name} is no Miwake project database.",
            why=str(error),
            kept="It was not touched.",
            todo="Restore it from the project's backups folder.",
        ) from error
    return str(row[0]) if row else None


def _back_up(path: Path, version: str) -> None:
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / f"before-migration-{version}-{stamp}.db"),))


def _upgrade(path: Path) -> None:
    # Alembic takes 0.3 s to import, and only a new or old database needs it.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    # A per cent sign would begin a reference to another option.
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["path"] = path
    command.upgrade(config, "head")
