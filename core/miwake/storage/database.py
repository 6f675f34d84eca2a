"""Open a project's database: SQLite in WAL mode, foreign keys on, migrated to the program's version."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.orm import Session, sessionmaker

from miwake.domain.changes import Changes
from miwake.domain.errors import RefusedError
from miwake.storage.failures import explained
from miwake.storage.journal import JournalEntry, Recorder, goes_on, redo, undo
from miwake.storage.migrate import migrate
from miwake.storage.tables import Base
from miwake.storage.undo_scope import ANYTHING, Scope

BUSY_SECONDS = 10
_Turn = Callable[[Session], tuple[JournalEntry, Changes]]
_IsMore = Callable[[Session, JournalEntry], bool]


class Transaction:
    """An open read or an action on the database; opaque to all but `storage`.

    Attributes:
        root: The project's folder, which stored paths inside it are relative to.
    """

    def __init__(self, session: Session, root: Path, recorder: Recorder | None = None) -> None:
        self.session = session
        self.root = root
        self._recorder = recorder

    @property
    def changes(self) -> Changes:
        """What this action has touched so far; complete once it is committed."""
        return self._recorder.changes if self._recorder else Changes()

    def add(self, row: Base) -> int:
        """Add a row; return its identifier."""
        self.session.add(row)
        self.session.flush()
        return row.id

    def flush(self) -> None:
        """Send what is pending to the database, so that new rows have their identifiers."""
        self.session.flush()


class Database:
    """A project's SQLite file.

    Args:
        path: Where the file lies or is to lie.
        person: Who acts, as the journal names them.
    """

    def __init__(self, path: Path, *, person: str = "") -> None:
        self.path = path
        self.person = person
        migrate(path)
        self._engine = _engine(path)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        self._watcher: sqlite3.Connection | None = None

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Give a view of the database that is never written.

        Raises:
            MiwakeError: The file cannot be read.
        """
        with explained(self.path), self._sessions() as session:
            session.execute(text("BEGIN"))
            yield Transaction(session, self.path.parent)
            session.rollback()

    @contextmanager
    def action(
        self, name: str, title: str, *, undoable: bool = True, series: str | None = None
    ) -> Iterator[Transaction]:
        """Run one action: all of it is written with its journal entry, or nothing.

        Args:
            name: The action's word, such as "sort".
            title: What the person reads in the history.
            undoable: Whether undo may take it back.
            series: Actions in a row of one series, such as the batches of an import, are undone together.

        Raises:
            BusyError: Another process writes, and went on doing so for ten seconds.
            MiwakeError: The file cannot be written.
        """
        with explained(self.path), self._sessions() as session:
            session.execute(text("BEGIN IMMEDIATE"))
            recorder = Recorder(session, action=name, title=title, by=self.person, undoable=undoable, series=series)
            transaction = Transaction(session, self.path.parent, recorder)
            yield transaction
            session.flush()
            recorder.finish()
            session.commit()

    def data_version(self) -> int:
        """Return a number that changes when anyone else has written to the database; call it from one thread."""
        if self._watcher is None:
            self._watcher = sqlite3.connect(self.path, check_same_thread=False)
        return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])

    def undo(self, scope: Scope = ANYTHING) -> tuple[JournalEntry, Changes]:
        """Take back the last action; see `journal.undo` for the errors."""
        return self._turn(partial(undo, scope=scope), partial(goes_on, forward=False, scope=scope))

    def redo(self) -> tuple[JournalEntry, Changes]:
        """Do again what was last undone; see `journal.redo` for the errors."""
        return self._turn(redo, partial(goes_on, forward=True))

    def _turn(self, one: _Turn, is_more: _IsMore) -> tuple[JournalEntry, Changes]:
        entry, changes, more = self._turn_one(one, is_more)
        while more:
            try:
                entry, touched, more = self._turn_one(one, is_more)
            except RefusedError as error:
                raise RefusedError(
                    error.what, why=error.why, kept="It was taken back or done again in part."
                ) from error
            changes |= touched
        return entry, changes

    def _turn_one(self, one: _Turn, is_more: _IsMore) -> tuple[JournalEntry, Changes, bool]:
        """Undo or redo one entry; the flag says whether more of its series follow."""
        with explained(self.path), self._sessions() as session:
            session.execute(text("BEGIN IMMEDIATE"))
            entry, touched = one(session)
            session.flush()
            more = is_more(session, entry)
            session.commit()
        return entry, touched, more

    def backup(self, target: Path) -> None:
        """Write a consistent copy to `target`, which must not exist."""
        with (
            explained(self.path),
            self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        ):
            connection.exec_driver_sql("VACUUM INTO ?", (str(target),))

    def close(self) -> None:
        """Give back all connections."""
        if self._watcher:
            self._watcher.close()
            self._watcher = None
        self._engine.dispose()


def now() -> str:
    """Return the present time as the database stores times: ISO 8601, UTC, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _casefold(value: str | None) -> str | None:
    return None if value is None else str(value).casefold()


def _engine(path: Path) -> Engine:
    # Not as text: a folder's name may hold what means something in a URL.
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        # SQLAlchemy begins transactions itself; sqlite3 must not begin others behind its back.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # SQLite's own lower() knows the 26 letters of English only.
        connection.create_function("casefold", 1, _casefold, deterministic=True)

    return engine
