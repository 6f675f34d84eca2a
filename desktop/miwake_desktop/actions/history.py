"""Undo and redo, with a word about what was undone."""

from miwake.domain.changes import Changes
from miwake.services import history
from miwake.services.projects import Project
from miwake_desktop.actions.review import measure
from miwake_desktop.session import Session
from miwake_desktop.texts import tr


def undo(session: Session) -> None:
    """Take back the last action and say which it was."""
    _turn(session, forward=False)


def redo(session: Session) -> None:
    """Do again what was last undone and say what it was."""
    _turn(session, forward=True)


def _turn(session: Session, *, forward: bool) -> None:
    turned: list[tuple[str, Changes]] = []

    def turn(project: Project) -> Changes:
        entry, changes = (history.redo if forward else history.undo)(project)
        turned.append((entry.title, changes))
        return changes

    def tell() -> None:
        title, changes = turned[0]
        session.said.emit((tr("Done again: {title}") if forward else tr("Undone: {title}")).format(title=title))
        if changes.settings:
            # Another model may be in use now.
            measure(session)

    session.act(turn, done=tell)
