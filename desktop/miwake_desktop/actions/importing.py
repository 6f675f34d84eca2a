"""Bring photos in: look first, show what would happen, then import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from miwake.domain.errors import MiwakeError
from miwake.jobs import Command, JobFolder, JobState, JobStatus, request, start_detached
from miwake.services.imports import queue_import
from miwake.services.jobs import withdrawn_unless_started
from miwake.services.projects import Project
from miwake_desktop.following import Following
from miwake_desktop.session import Session
from miwake_desktop.texts import counted, tr


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or would do.

    Attributes:
        refused: Files that are no photos that can be imported, each with the reason.
        warnings: Photos that were taken, each with what is worth a look.
    """

    photos_new: int
    photos_known: int
    near_duplicates: int
    captions_new: int
    refused: tuple[tuple[str, str], ...]
    warnings: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, result: Mapping[str, Any]) -> "ImportOutcome":
        """Read the result of an import job."""
        return cls(
            photos_new=int(result["photos_new"]),
            photos_known=int(result["photos_known"]),
            near_duplicates=int(result["near_duplicates"]),
            captions_new=int(result["captions_new"]),
            refused=_with_reasons(result["refused"]),
            warnings=_with_reasons(result["warnings"]),
        )

    @property
    def has_news(self) -> bool:
        """Whether an import brings anything."""
        return bool(self.photos_new or self.captions_new)

    def sentence(self) -> str:
        """Return what was imported, in one sentence."""
        parts = [counted(self.photos_new, "photo", "photos")]
        if self.captions_new:
            parts.append(counted(self.captions_new, "description", "descriptions"))
        said = f"{tr('Imported')} {' and '.join(parts)}."
        if self.photos_known:
            said += (
                f" {self.photos_known:,} {tr('were here already.' if self.photos_known > 1 else 'was here already.')}"
            )
        if self.refused:
            said += f" {counted(len(self.refused), 'file was refused.', 'files were refused.')}"
        return said


def _with_reasons(entries: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(each["path"]), str(each["reason"])) for each in entries)


class Importing(QObject):
    """One import after the other: a look, and then the import itself, each a job.

    Signals:
        progressed: A `JobStatus` of the look.
        looked: An `ImportOutcome`: what an import would do.
        imported: An `ImportOutcome`: what it did.
        failed: A `MiwakeError`.
    """

    progressed = Signal(object)
    looked = Signal(object)
    imported = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._looking = Following(session.tasks, self)
        self._looking.progressed.connect(self.progressed)
        self._looking.ended.connect(lambda status: self._ended(status, self.looked))
        self._bringing = Following(session.tasks, self)
        self._bringing.ended.connect(lambda status: self._ended(status, self.imported))
        self._look_job: JobFolder | None = None

    def look(self, sources: Sequence[Path]) -> None:
        """Find out what an import of these would do."""
        self._start(sources, dry_run=True)

    def bring(self, sources: Sequence[Path]) -> None:
        """Import these."""
        self._start(sources, dry_run=False)

    def give_up(self) -> None:
        """Stop looking."""
        folder, self._look_job = self._look_job, None
        self._looking.leave()
        if folder is not None:
            self._session.ask(lambda _project: _cancel(folder), lambda _state: None)

    def _start(self, sources: Sequence[Path], *, dry_run: bool) -> None:
        wanted = list(sources)

        def begin(project: Project) -> JobFolder:
            folder = queue_import(project, wanted, dry_run=dry_run)
            with withdrawn_unless_started(folder):
                start_detached(folder)
            return folder

        def begun(folder: JobFolder) -> None:
            if dry_run:
                self._look_job = folder
            (self._looking if dry_run else self._bringing).follow(folder)

        self._session.ask(begin, begun, failed=self.failed.emit)

    def _ended(self, status: JobStatus, signal: Any) -> None:
        if status.state is JobState.DONE and status.result is not None:
            signal.emit(ImportOutcome.of(status.result))
        elif status.failure:
            why = status.failure
            self.failed.emit(MiwakeError(why.what, why=why.why, kept=why.kept, todo=why.todo))
        elif status.state is JobState.INTERRUPTED:
            self.failed.emit(MiwakeError(tr("The import was interrupted."), todo=tr("Add the photos again.")))


def _cancel(folder: JobFolder) -> JobState | None:
    try:
        return request(folder, Command.CANCEL)
    except MiwakeError:
        # It has ended by itself meanwhile.
        return None
