"""The project's jobs as the window sees them: found, watched, started and commanded, all off the window's thread."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError
from miwake.jobs import Command, JobFolder, JobState, JobStatus, ListedJob, StatusReader, settle, start_detached
from miwake.services import jobs as service
from miwake.services.projects import Project
from miwake.services.runs import RETRAIN, require_none_at_work
from miwake_desktop.session import Session

LOOK_MILLISECONDS = 400
SEARCH_MILLISECONDS = 150
READ_WHOLE = 12


@dataclass(frozen=True, slots=True)
class _Watched:
    """A job, how far its events are read (only on the database thread), and whether nobody has started it yet."""

    job: ListedJob
    reader: StatusReader
    waits: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search brought: the folder to watch, and jobs that were not known."""

    folder: str
    jobs: list[_Watched]


class Jobs(QObject):
    """Watches the jobs of one project, also those that others started.

    Looks a few times a second while a job runs; else only when its folder changes or somebody asks.

    Signals:
        changed: A `ListedJob` that runs, each time that something of it is new.
        ended: A `ListedJob` that has just ended, or was interrupted.
        found: The jobs are known for the first time; see `newest` and `running`.
    """

    changed = Signal(object)
    ended = Signal(object)
    found = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._known: dict[str, ListedJob] = {}
        self._watched: dict[str, _Watched] = {}
        self._searched = self._searching = self._again = False
        # Asks again only when the last answer is there: a slow disk must not pile up questions.
        self._tick = QTimer(self, interval=LOOK_MILLISECONDS, singleShot=True)
        self._tick.timeout.connect(self._look)
        self._soon = QTimer(self, interval=SEARCH_MILLISECONDS, singleShot=True)
        self._soon.timeout.connect(self.search)
        self._folder = QFileSystemWatcher(self)
        self._folder.directoryChanged.connect(lambda _path: self._soon.start())
        session.changed.connect(lambda _changes: self._soon.start())
        self.search()

    @classmethod
    def of(cls, session: Session) -> "Jobs":
        """Return the one watcher of a session; it is made when it is first wanted, and ends with the session."""
        present = session.findChild(cls)
        return present if isinstance(present, cls) else cls(session)

    @property
    def are_known(self) -> bool:
        """Whether the project's jobs were looked for at least once."""
        return self._searched

    @property
    def running(self) -> list[ListedJob]:
        """The jobs that have not ended, newest first; those that wait to be started come last."""
        return sorted(_newest_first(each.job for each in self._watched.values()), key=self.waits)

    def waits(self, job: ListedJob) -> bool:
        """Return whether a job is queued and nobody has started it; `go_on` does."""
        watched = self._watched.get(job.spec.id)
        return watched is not None and watched.waits

    @property
    def latest(self) -> ListedJob | None:
        """The newest job of all, running or ended."""
        return next(iter(_newest_first(self._known.values())), None)

    def of_kind(self, kind: str) -> list[ListedJob]:
        """Return the jobs of a kind, running or ended, newest first; of old ones only the state is known."""
        return _newest_first(job for job in self._known.values() if job.spec.kind == kind)

    def start(
        self,
        queue: Callable[[Project], JobFolder | None],
        *,
        started: Callable[[JobFolder], None] | None = None,
        failed: Callable[[MiwakeError], None] | None = None,
    ) -> None:
        """Queue a job with a service and start its process, if there is one; `started` gets its folder."""

        def begin(project: Project) -> JobFolder | None:
            folder = queue(project)
            if folder is not None:
                with service.withdrawn_unless_started(folder):
                    start_detached(folder)
            return folder

        self._session.ask(begin, partial(self._begun, started), failed=failed)

    def go_on(self, job: ListedJob) -> None:
        """Start a waiting job, or an interrupted one again from its last checkpoint; one retraining at a time."""

        def begin(project: Project) -> JobFolder:
            if job.spec.kind == RETRAIN:
                require_none_at_work(project)
            start_detached(job.folder)
            return job.folder

        def begun(folder: JobFolder) -> None:
            # Found anew, as one that runs.
            self._known.pop(job.spec.id, None)
            self._begun(None, folder)

        self._session.ask(begin, begun)

    def command(self, job: ListedJob, wanted: Command) -> None:
        """Ask a job to pause, go on, stop or cancel; that it has ended meanwhile is no error."""
        if wanted is Command.RESUME and self.waits(job):
            self.go_on(job)
            return

        def ask(_project: Project) -> JobState:
            state = settle(job.folder)
            over = state.is_ended and state is not JobState.INTERRUPTED
            return state if over else service.command(job.folder, wanted)

        def asked(_state: JobState) -> None:
            if job.spec.id not in self._watched:
                # An interrupted job that is given up: found anew, as cancelled.
                self._known.pop(job.spec.id, None)
            self.search()

        self._session.ask(ask, asked)

    def search(self) -> None:
        """Look for jobs that are not known yet."""
        if self._searching:
            self._again = True
            return
        self._searching = True
        known = frozenset(self._known)
        self._session.ask(partial(_search, known=known), self._take, failed=lambda _error: self._searched_in_vain())

    def _begun(self, started: Callable[[JobFolder], None] | None, folder: JobFolder | None) -> None:
        self.search()
        if started and folder is not None:
            started(folder)

    def _searched_in_vain(self) -> None:
        # What fails here fails again, and is shown, as soon as the person asks for something.
        self._searching = False

    def _take(self, found: "_Found") -> None:
        self._searching = False
        self._watch_folder(found.folder)
        first, self._searched = not self._searched, True
        for each in found.jobs:
            self._known[each.job.spec.id] = each.job
            if not each.job.status.state.is_ended:
                self._watched[each.job.spec.id] = each
                self.changed.emit(each.job)
            elif not first:
                self._announce(each.job)
        if first:
            self.found.emit()
        if self._watched and not self._tick.isActive():
            self._tick.start()
        if self._again:
            self._again = False
            self.search()

    def _watch_folder(self, folder: str) -> None:
        if folder not in self._folder.directories():
            if self._folder.directories():
                self._folder.removePaths(self._folder.directories())
            self._folder.addPath(folder)
            # What was made between the search and this moment was announced by nobody.
            self._again = True

    def _look(self) -> None:
        watched = list(self._watched.values())
        if watched:
            self._session.ask(
                lambda _project: [_read(each) for each in watched], self._seen, failed=lambda _error: self._tick.start()
            )

    def _seen(self, seen: list[_Watched]) -> None:
        for each in seen:
            job, before = each.job, self._watched.get(each.job.spec.id)
            if before is None:
                continue
            self._watched[job.spec.id] = each
            self._known[job.spec.id] = job
            if job.status.state.is_ended:
                del self._watched[job.spec.id]
                self._announce(job)
            elif (job.status, each.waits) != (before.job.status, before.waits):
                self.changed.emit(job)
        if self._watched:
            self._tick.start()

    def _announce(self, job: ListedJob) -> None:
        if not is_quiet(job):
            self._session.changed.emit(Changes.everything())
        self.ended.emit(job)


def is_quiet(job: ListedJob) -> bool:
    """Whether a job only looks, for somebody who shows it already, and changes nothing."""
    return bool(job.spec.params.get("dry_run"))


def _newest_first(jobs: Iterable[ListedJob]) -> list[ListedJob]:
    return sorted(jobs, key=lambda job: job.spec.created, reverse=True)


def _search(project: Project, *, known: frozenset[str]) -> _Found:
    """Find the jobs that are not known yet; of old ones that have ended, only the state is read."""
    root = project.folder.jobs
    if not root.is_dir():
        return _Found(str(root.parent), [])
    names = sorted((each.name for each in root.iterdir() if not each.name.startswith(".")), reverse=True)
    fresh = []
    for place, name in enumerate(names):
        if name not in known:
            with suppress(MiwakeError, OSError):
                fresh.append(_found(JobFolder(root / name), whole=place < READ_WHOLE))
    return _Found(str(root), fresh)


def _found(folder: JobFolder, *, whole: bool) -> _Watched:
    spec, reader = folder.spec, StatusReader(folder)
    state = settle(folder)
    status = reader.refresh() if whole or not state.is_ended else JobStatus(state=state)
    return _Watched(ListedJob(folder, spec, status), reader, _waits(folder, status))


def _read(watched: _Watched) -> _Watched:
    folder = watched.job.folder
    settle(folder)
    status = watched.reader.refresh()
    return replace(watched, job=replace(watched.job, status=status), waits=_waits(folder, status))


def _waits(folder: JobFolder, status: JobStatus) -> bool:
    return status.state is JobState.PENDING and service.is_waiting(folder)
