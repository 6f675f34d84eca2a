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
    """Return the newest actions, newest first; a series, such as an import's batches, counts as one."""
    with project.database.read() as transaction:
        entries = journal.history(transaction.session)
    shown: list[JournalEntry] = []
    for entry in entries:
        if not (shown and entry.series and entry.series == shown[-1].series and entry.state == shown[-1].state):
            shown.append(entry)
    return shown[:limit]
