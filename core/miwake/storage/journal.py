"""The journal: every action with the rows it touched, and undo and redo from it, also after a restart."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Table,
    delete,
    event,
    insert,
    inspect,
    not_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from miwake.domain.changes import Changes
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.storage.tables import Base, JournalChangeRow, JournalRow, NegativeRow
from miwake.storage.undo_scope import ANYTHING, Scope

DONE, UNDONE, DROPPED = "done", "undone", "dropped"
_UNJOURNALLED = {"journal", "journal_changes"}
# What is measured of a row's text, by a model and not by a person.
_MEASURED = ("closeness", "closeness_encoder", "margin", "margin_model", "doubt")
# What no undo takes back, and what stands in no undo's way: a scene's split sticks for ever, where a photo's bytes
# lie is a fact of the drive, and what was measured is no decision.
_STICKY = {"groups": ("split",), "photos": ("path",), "negatives": _MEASURED}


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One action of the history, newest first where they are listed."""

    id: int
    action: str
    title: str
    at: str
    by: str
    state: str
    undoable: bool
    series: str | None = None


class Recorder:
    """Watches one session and writes what it changed into the journal.

    Sticky columns are journalled only where the action cannot be undone, as a trail; all that changed is broadcast.
    """

    def __init__(
        self, session: Session, *, action: str, title: str, by: str, undoable: bool, series: str | None
    ) -> None:
        self._session = session
        self._entry = JournalRow(
            action=action,
            title=title,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            by=by,
            state=DONE,
            undoable=undoable,
            series=series,
        )
        self._changes: list[dict[str, Any]] = []
        self._touched: dict[str, set[int]] = {}
        event.listen(session, "after_flush", self._after_flush)

    @property
    def changes(self) -> Changes:
        """Everything touched so far."""
        return Changes.of(self._touched)

    def finish(self) -> None:
        """Write the entry; an action that changed nothing leaves none, and forgets nothing that could be redone."""
        event.remove(self._session, "after_flush", self._after_flush)
        if not self._changes:
            return
        if self._entry.undoable:
            drop = update(JournalRow).where(JournalRow.state == UNDONE).values(state=DROPPED)
            self._session.execute(drop)
        self._session.add(self._entry)
        self._session.flush()
        rows = [{"entry_id": self._entry.id, **change} for change in self._changes]
        self._session.execute(insert(JournalChangeRow), rows)

    def _after_flush(self, session: Session, _context: object) -> None:
        for row in session.new:
            self._note(row, before=None, after=_image(row))
        for row in session.dirty:
            before, after = _previous(row), _image(row)
            if before != after:
                self._note(row, before=before, after=after)
        for row in session.deleted:
            self._note(row, before=_previous(row), after=None)

    def _note(self, row: Any, *, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        table = row.__tablename__
        if table in _UNJOURNALLED:
            return
        self._touched.setdefault(table, set()).add(row.id)
        if before and after and self._entry.undoable:
            after = _restored(table, after, before)
        if before != after:
            self._changes.append({"table": table, "row_id": row.id, "before": before, "after": after})


def undo(session: Session, scope: Scope = ANYTHING) -> tuple[JournalEntry, Changes]:
    """Take back the last action that is done.

    Raises:
        NotFoundError: There is nothing to undo.
        BusyError: It is still going on.
        RefusedError: What it touched has changed since by other means, or it is not what may be taken back.
    """
    entry = session.scalars(_undoable(scope).limit(1)).first()
    if entry is None:
        raise NotFoundError("There is nothing to undo.")
    scope.require(entry)
    changes = _apply(session, entry, forward=False)
    entry.state = UNDONE
    return _entry(entry), changes


def redo(session: Session) -> tuple[JournalEntry, Changes]:
    """Do again what was last undone.

    Raises:
        NotFoundError: There is nothing to redo.
        RefusedError: What it touched has changed since by other means.
    """
    entry = session.scalars(_entries(UNDONE).order_by(JournalRow.id).limit(1)).first()
    if entry is None:
        raise NotFoundError("There is nothing to redo.")
    changes = _apply(session, entry, forward=True)
    entry.state = DONE
    return _entry(entry), changes


def goes_on(session: Session, entry: JournalEntry, *, forward: bool, scope: Scope = ANYTHING) -> bool:
    """Return whether the next entry to undo (or redo) belongs to the same series as `entry`."""
    following = _entries(UNDONE).order_by(JournalRow.id) if forward else _undoable(scope)
    row = session.scalars(following.limit(1)).first()
    return row is not None and row.series is not None and row.series == entry.series


def history(session: Session) -> list[JournalEntry]:
    """Return all entries, newest first."""
    rows = session.scalars(select(JournalRow).order_by(JournalRow.id.desc()))
    return [_entry(row) for row in rows]


def _entries(state: str) -> Any:
    return select(JournalRow).where(JournalRow.state == state, JournalRow.undoable)


def _undoable(scope: Scope) -> Any:
    """Return what can be undone, newest first."""
    done = _entries(DONE).order_by(JournalRow.id.desc())
    return done.where(not_(scope.is_unfinished())) if scope.passed_over else done


def _entry(row: JournalRow) -> JournalEntry:
    return JournalEntry(row.id, row.action, row.title, row.at, row.by, row.state, row.undoable, row.series)


def _apply(session: Session, entry: JournalRow, *, forward: bool) -> Changes:
    session.execute(text("PRAGMA defer_foreign_keys=ON"))
    order = JournalChangeRow.id if forward else JournalChangeRow.id.desc()
    changes = session.scalars(
        select(JournalChangeRow).where(JournalChangeRow.entry_id == entry.id).order_by(order)
    ).all()
    touched: dict[str, set[int]] = {}
    for change in changes:
        have, want = (change.before, change.after) if forward else (change.after, change.before)
        present = _turn(session, Base.metadata.tables[change.table], change.row_id, have=have, want=want)
        if present and have and want is None:
            # The row is gone now; should it come back, then as it is at this moment.
            have = _restored(change.table, have, present)
            change.before, change.after = (have, None) if forward else (None, have)
        touched.setdefault(change.table, set()).add(change.row_id)
    return Changes.of(touched)


def _turn(
    session: Session, table: Table, row_id: int, *, have: dict[str, Any] | None, want: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Turn a row from one image into another; return it as it was."""
    found = session.execute(select(table).where(table.c.id == row_id)).mappings().first()
    present = dict(found) if found else None
    have, want = (_whole(table, image) for image in (have, want))
    if have is not None and present is not None:
        have = _restored(table.name, have, present)
        want = want and _wanted(table.name, want, present)
    if present != have:
        raise RefusedError(
            "This can no longer be taken back or done again.",
            why=f"A row of {table.name} has changed since.",
            kept="Nothing was changed.",
        )
    if want is None:
        session.execute(delete(table).where(table.c.id == row_id))
    elif have is None:
        session.execute(insert(table).values(**want))
    else:
        session.execute(update(table).where(table.c.id == row_id).values(**want))
    return present


def _restored(table: str, image: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """Return `image` with the sticky columns as they are in `source`."""
    return image | {column: source[column] for column in _STICKY.get(table, ())}


def _whole(table: Table, image: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return an image with the columns that were added since it was taken, which were empty then."""
    return None if image is None else dict.fromkeys(table.columns.keys()) | image


def _wanted(table: str, image: dict[str, Any], present: dict[str, Any]) -> dict[str, Any]:
    """Return what a row is to become: what was measured of it holds only for the text that it was measured of."""
    image = _restored(table, image, present)
    if table == NegativeRow.__tablename__ and image["text"] != present["text"]:
        return image | dict.fromkeys(_MEASURED)
    return image


def _image(row: Any) -> dict[str, Any]:
    return {attribute.key: getattr(row, attribute.key) for attribute in inspect(row).mapper.column_attrs}


def _previous(row: Any) -> dict[str, Any]:
    state = inspect(row)
    image = {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        image[attribute.key] = history.deleted[0] if history.deleted else getattr(row, attribute.key)
    return image
