"""Small pictures in a database of their own, keyed by content hash; safe to delete at any time."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from miwake.domain.errors import BusyError


class Thumbnails:
    """The thumbnail file of a project; every thread has a connection of its own.

    Args:
        path: Where the file lies or is to lie.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: list[sqlite3.Connection] = []
        self._closed = False

    def get(self, sha256: str) -> bytes | None:
        """Return the JPEG bytes of a photo's thumbnail, if it was made."""
        row = self._connection().execute("SELECT jpeg FROM thumbnails WHERE sha256 = ?", (sha256,)).fetchone()
        return bytes(row[0]) if row else None

    def put(self, pictures: dict[str, bytes]) -> None:
        """Store JPEG bytes by photo hash, in one short transaction."""
        connection = self._connection()
        with connection:
            connection.executemany("INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", pictures.items())

    def remove(self, sha256: str) -> None:
        """Forget a photo's thumbnail."""
        connection = self._connection()
        with connection:
            connection.execute("DELETE FROM thumbnails WHERE sha256 = ?", (sha256,))

    def reset(self) -> None:
        """Delete the file; it fills again as thumbnails are asked for."""
        with self._lock:
            self._let_go()
            _delete(self._path)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        for connection in self._open:
            connection.close()
        self._open.clear()
        # Other threads' connections are closed too; each opens one of its own again when it next needs it.
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        return connection

    def _connect(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise BusyError("The project is being closed.")
            try:
                connection = _opened(self._path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                # Damaged: everything in it can be made again.
                _delete(self._path)
                connection = _opened(self._path)
            self._open.append(connection)
        return connection


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS thumbnails (sha256 TEXT PRIMARY KEY, jpeg BLOB NOT NULL)")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def readable(path: Path) -> bool:
    """Return whether the thumbnail file is sound; one that is not may simply be deleted."""
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _delete(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
