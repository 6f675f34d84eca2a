"""Undo and redo, with a word about what was undone."""

from collections.abc import Callable
from functools import partial

from miwake.domain.changes import Changes
from miwake.services import history
from miwake.services.projects import Project
from miwake_desktop.actions.review import measure
from miwake_desktop.session import Session
from miwake_desktop.texts import tr


def undo(session: Session) -> None:
    """Take back the last action and say which it was."""
    _turn(session, history.undo, tr("Undone: {title}"))


def take_back(session: Session, *actions: str) -> None:
    """Take back the last of these actions, whatever jobs write meanwhile; refused if something else was done since."""
    _turn(session, partial(history.undo, past_jobs=True, only=actions), tr("Undone: {title}"))


def redo(session: Session) -> None:
    """Do again what was last undone and say what it was."""
    _turn(session, history.redo, tr("Done again: {title}"))


def _turn(session: Session, act: Callable[[Project], history.Turned], said: str) -> None:
    turned: list[tuple[str, str, Changes]] = []

    def turn(project: Project) -> Changes:
        entry, changes = act(project)
        turned.append((entry.title, history.still_used(project, changes), changes))
        return changes

    def tell() -> None:
        title, kept, changes = turned[0]
        words = said.format(title=title)
        session.said.emit(f"{words}. {tr(kept)}" if kept else words)
        if changes.settings:
            # Another model may be in use now.
            measure(session)

    session.act(turn, done=tell)
