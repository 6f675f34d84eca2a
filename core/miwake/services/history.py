"""The journal: what was done, undo and redo."""

from miwake.domain.changes import Changes
from miwake.services.projects import Project
from miwake.storage import journal
from miwake.storage.journal import JournalEntry


def undo(project: Project) -> tuple[JournalEntry, Changes]:
    """Take back the last action.

    Raises:
        NotFoundError: There is nothing to undo.
        RefusedError: What it touched has changed since by other means.
    """
    return project.database.undo()


def redo(project: Project) -> tuple[JournalEntry, Changes]:
    """Do again what was last undone.

    Raises:
        NotFoundError: There is nothing to redo.
        RefusedError: What it touched has changed since by other means.
    """
    return project.database.redo()


def history(project: Project, *, limit: int = 100) -> list[JournalEntry]:
    """Return the newest actions, newest first."""
    with project.database.read() as transaction:
        return journal.history(transaction.session, limit=limit)
