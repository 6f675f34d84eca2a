"""The project's jobs as the window sees them: found, watched, started and commanded, all off the window's thread."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError
from miwake.jobs import Command, JobFolder, JobState, JobStatus, ListedJob, StatusReader, settle, start_detached
from miwake.services import jobs as service
from miwake.services.projects import Project
from miwake_desktop.session import Session

LOOK_MILLISECONDS = 400
SEARCH_MILLISECONDS = 150


@dataclass(slots=True)
class _Watched:
    """A job and how far its events are read; only touched on the database thread once it is watched."""

    job: ListedJob
    reader: StatusReader


@dataclass(slots=True)
class _Found:
    """What a look at the jobs brought."""

    fresh: list[_Watched] = field(default_factory=list)
    seen: list[ListedJob] = field(default_factory=list)


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
    def running(self) -> list[ListedJob]:
        """The jobs that have not ended, newest first."""
        return _newest_first(each.job for each in self._watched.values())

    def newest(self, kind: str) -> ListedJob | None:
        """Return the newest job of a kind, running or ended."""
        return next(iter(_newest_first(job for job in self._known.values() if job.spec.kind == kind)), None)

    def start(
        self,
        queue: Callable[[Project], JobFolder],
        *,
        started: Callable[[JobFolder], None] | None = None,
        failed: Callable[[MiwakeError], None] | None = None,
    ) -> None:
        """Queue a job with a service and start its process; `started` gets its folder."""

        def begin(project: Project) -> JobFolder:
            folder = queue(project)
            start_detached(folder)
            return folder

        self._session.ask(begin, partial(self._begun, started), failed=failed)

    def go_on(self, job: ListedJob) -> None:
        """Start an interrupted job's process again; it goes on from its last checkpoint."""

        def begin(_project: Project) -> JobFolder:
            start_detached(job.folder)
            return job.folder

        self._known.pop(job.spec.id, None)
        self._session.ask(begin, partial(self._begun, None))

    def command(self, job: ListedJob, wanted: Command) -> None:
        """Ask a job to pause, go on, stop or cancel; that it has ended meanwhile is no error."""

        def ask(_project: Project) -> JobState:
            if settle(job.folder) in _OVER:
                return settle(job.folder)
            return service.command(job.folder, wanted)

        def asked(_state: JobState) -> None:
            self._known.pop(job.spec.id, None)
            self.search()
            self._look()

        self._session.ask(ask, asked)

    def search(self) -> None:
        """Look for jobs that are not known yet."""
        if self._searching:
            self._again = True
            return
        self._searching = True
        known = frozenset(self._known)
        self._session.ask(partial(_search, known=known), self._take, failed=lambda _error: self._take(None))

    def _begun(self, started: Callable[[JobFolder], None] | None, folder: JobFolder) -> None:
        self.search()
        if started:
            started(folder)

    def _take(self, fresh: "list[_Watched] | None") -> None:
        self._searching = False
        self._watch_folder()
        for each in fresh or []:
            self._known[each.job.spec.id] = each.job
            if not each.job.status.state.is_ended:
                self._watched[each.job.spec.id] = each
                self.changed.emit(each.job)
            elif self._searched and each.job.status.state not in _OVER - {JobState.DONE, JobState.STOPPED}:
                self._announce(each.job)
        if fresh is not None and not self._searched:
            self._searched = True
            self.found.emit()
        if self._watched:
            self._tick.start()
        if self._again:
            self._again = False
            self.search()

    def _watch_folder(self) -> None:
        jobs = self._session.project.folder.jobs
        wanted = str(jobs if jobs.is_dir() else jobs.parent)
        if wanted not in self._folder.directories():
            self._folder.removePaths(self._folder.directories())
            self._folder.addPath(wanted)

    def _look(self) -> None:
        watched = list(self._watched.values())
        if watched:
            self._session.ask(lambda _project: [_read(each) for each in watched], self._seen, failed=lambda _error: None)

    def _seen(self, statuses: list[ListedJob]) -> None:
        for job in statuses:
            identifier = job.spec.id
            if identifier not in self._watched:
                continue
            before, self._known[identifier] = self._known.get(identifier), job
            self._watched[identifier].job = job
            if job.status.state.is_ended:
                del self._watched[identifier]
                self._announce(job)
            elif before is None or job.status != before.status:
                self.changed.emit(job)
        if self._watched:
            self._tick.start()

    def _announce(self, job: ListedJob) -> None:
        self._session.changed.emit(Changes.everything())
        self.ended.emit(job)
