"""The journal: what was done, undo and redo."""

from collections.abc import Collection
from datetime import UTC

from miwake.domain.changes import Changes
from miwake.services.jobs import at_work
from miwake.services.projects import Project
from miwake.services.runs import RETRAIN
from miwake.storage import journal
from miwake.storage.journal import JournalEntry
from miwake.storage.undo_scope import Scope

# The words of the actions that bring photos.
_BRINGS_PHOTOS = ("import", "copy")
Turned = tuple[JournalEntry, Changes]
"""What was undone or done again, and what that touched."""


def undo(project: Project, *, past_jobs: bool = False, only: Collection[str] = ()) -> Turned:
    """Take back the last action.

    Args:
        project: The project.
        past_jobs: Pass over what a job is still writing, and take back what a person did before it.
        only: The words of the actions that may be taken back, such as "sort"; empty for any.

    Raises:
        NotFoundError: There is nothing to undo.
        BusyError: A job is still writing what would be taken back: of an import, only its latest part would go. Or it
            is photos that a running retraining was given.
        RefusedError: What it touched has changed since by other means, or something else was done after it.
    """
    since: dict[str, str] = {}
    in_use: dict[str, str] = {}
    for job in at_work(project.folder.jobs):
        begun = job.spec.created.astimezone(UTC).isoformat(timespec="seconds")
        # A job's entries are called as its kind is.
        since[job.spec.kind] = min(begun, since.get(job.spec.kind, begun))
        if job.spec.kind == RETRAIN:
            in_use = dict.fromkeys(_BRINGS_PHOTOS, begun)
    return project.database.undo(Scope(since, passed_over=past_jobs, only=only, in_use=in_use))


def still_used(project: Project, changes: Changes) -> str:
    """Return what a running retraining goes on with although it was just changed; empty where nothing is."""
    material = (changes.captions, changes.negatives, changes.mixups, changes.answers, changes.pairs, changes.photos)
    if any(material) and any(job.spec.kind == RETRAIN for job in at_work(project.folder.jobs)):
        return "The retraining that runs goes on with what it was given when it began."
    return ""


def redo(project: Project) -> Turned:
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
