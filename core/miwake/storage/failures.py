"""What the person is told when SQLite cannot do its work: in use, read-only, full, damaged."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from miwake.domain.errors import BusyError, MiwakeError

_PRIMARY = 0xFF
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_WHY = {
    sqlite3.SQLITE_READONLY: ("It may only be read.", "Check who may write to the project's folder."),
    sqlite3.SQLITE_CANTOPEN: ("It cannot be opened.", "Check that the drive is there and who may write to it."),
    sqlite3.SQLITE_PERM: ("It may not be opened.", "Check who may write to the project's folder."),
    sqlite3.SQLITE_FULL: ("The drive is full.", "Make room on the drive, then try again."),
    sqlite3.SQLITE_IOERR: ("The drive did not answer as it should.", "Check the drive, then try again."),
    sqlite3.SQLITE_CORRUPT: ("It is damaged.", "Restore it from the project's backups: `miwake restore`."),
    sqlite3.SQLITE_NOTADB: ("It is damaged.", "Restore it from the project's backups: `miwake restore`."),
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the person's drive and processes into errors of their world; let all others through.

    Raises:
        BusyError: Another process writes for longer than is waited for.
        MiwakeError: The file is read-only, damaged, or the drive is full.
    """
    try:
        yield
    except DatabaseError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY
        if code in _BUSY:
            raise BusyError(
                "The project is being written to by another process.",
                kept="Nothing was changed.",
                todo="Try again when it is done.",
            ) from error
        if code not in _WHY:
            raise
        why, todo = _WHY[code]
        raise MiwakeError(f"{path.name} cannot be used.", why=why, kept="Nothing was changed.", todo=todo) from error
