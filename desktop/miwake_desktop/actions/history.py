"""Undo and redo, with a word about what was undone."""

from miwake.domain.changes import Changes
from miwake.services import history
from miwake.services.projects import Project
from miwake_desktop.session import Session
from miwake_desktop.texts import tr


def undo(session: Session) -> None:
    """Take back the last action and say which it was."""
    _turn(session, forward=False)


def redo(session: Session) -> None:
    """Do again what was last undone and say what it was."""
    _turn(session, forward=True)


def _turn(session: Session, *, forward: bool) -> None:
    titles: list[str] = []

    def turn(project: Project) -> Changes:
        entry, changes = (history.redo if forward else history.undo)(project)
        titles.append(entry.title)
        return changes

    said = tr("Done again: {title}") if forward else tr("Undone: {title}")
    session.act(turn, done=lambda: session.said.emit(said.format(title=titles[0])))
