"""The open project as the window sees it: asks services on the database thread, broadcasts what changed."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError
from miwake.services.backups import back_up_daily
from miwake.services.projects import Project, open_project
from miwake.services.window_lock import WindowLock
from miwake_desktop.preferences import Preferences
from miwake_desktop.tasks import Tasks

T = TypeVar("T")
LOOK_MILLISECONDS = 700
HOUR_MILLISECONDS = 3_600_000


class Session(QObject):
    """One open project.

    Signals:
        changed: A `Changes`: what an action here, or another process, touched. Each view decides whether to redraw.
        failed: A `MiwakeError` that a person should see.
        said: A sentence that a person may want to see, such as what was undone.
        wanted: The name of a place (see `views.places`) that a view wants to be shown instead of itself.
        person_changed: The name of whoever acts from now on.
    """

    changed = Signal(object)
    failed = Signal(object)
    said = Signal(str)
    wanted = Signal(str)
    person_changed = Signal(str)

    def __init__(
        self, path: Path, tasks: Tasks, parent: QObject | None = None, *, preferences: Preferences | None = None
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.tasks = tasks
        self.preferences = preferences or Preferences()
        self.person = self.preferences.person
        self._project: Project | None = None
        self._lock: WindowLock | None = None
        self._version: int | None = None
        self._looking = QTimer(self, interval=LOOK_MILLISECONDS)
        self._looking.timeout.connect(self._look)
        # A window may stay open for days.
        self._hourly = QTimer(self, interval=HOUR_MILLISECONDS)
        self._hourly.timeout.connect(self._back_up)

    def start(self, ready: Callable[[], None], failed: Callable[[MiwakeError], None] | None = None) -> None:
        """Open the project on the database thread, then call `ready`; `failed` if it is another's or cannot be read."""

        def opened(project: Project) -> None:
            self._looking.start()
            self._hourly.start()
            self._back_up()
            self.preferences.remember(project.folder.root)
            ready()

        self.tasks.run(self._open, done=opened, failed=failed or self.failed.emit)

    @property
    def project(self) -> Project:
        """The project; only functions that run off the window's thread may use it.

        Raises:
            MiwakeError: It is not open yet.
        """
        if self._project is None:
            raise MiwakeError("The project is not open yet.", todo="Wait a moment.")
        return self._project

    def ask(
        self,
        question: Callable[[Project], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[MiwakeError], None] | None = None,
    ) -> None:
        """Ask a service something; `done` gets the answer on the window's thread."""
        self.tasks.run(lambda: question(self.project), done=done, failed=failed or self.failed.emit)

    def act(self, action: Callable[[Project], Changes], done: Callable[[], None] | None = None) -> None:
        """Let a service do something; what it changed is broadcast once, then `done` is called."""

        def acted(changes: Changes) -> None:
            self.changed.emit(changes)
            if done:
                done()

        self.tasks.run(lambda: self._acted(action), done=acted, failed=self.failed.emit)

    def picture(self, look: Callable[[Project], T], done: Callable[[T], None]) -> None:
        """Have something decoded on a picture thread; `done` gets it on the window's thread."""
        self.tasks.picture(lambda: look(self.project), done=done)

    def call_person(self, name: str) -> None:
        """From now on somebody else acts; the journal names them."""
        self.preferences.person = name
        self.person = self.preferences.person

        def rename(project: Project) -> str:
            project.person = project.database.person = self.person
            return self.person

        self.ask(rename, self.person_changed.emit)

    def close(self) -> None:
        """Close the project after everything that was asked is done; nothing is asked or answered after this."""
        self._looking.stop()
        self._hourly.stop()
        self.tasks.close(last=self._close)

    def _open(self) -> Project:
        project = open_project(self.path, person=self.person)
        lock = WindowLock(project.folder, person=project.person)
        try:
            lock.take()
        except MiwakeError:
            project.close()
            raise
        self._project, self._lock = project, lock
        self._version = project.database.data_version()
        return project

    def _close(self) -> None:
        project, self._project = self._project, None
        if project is not None:
            project.close()
        if self._lock is not None:
            self._lock.give_back()

    def _acted(self, action: Callable[[Project], Changes]) -> Changes:
        before = self.project.database.data_version()
        changes = action(self.project)
        elsewhere = self._version is not None and before != self._version
        self._version = self.project.database.data_version()
        return Changes.everything() if elsewhere else changes

    def _look(self) -> None:
        # What fails here fails again, and is shown, as soon as the person asks for something.
        self.tasks.run(self._has_changed, done=self._changed_elsewhere, failed=lambda _: None)

    def _back_up(self) -> None:
        # A large project takes seconds: neither the window nor what it asks of the database waits for it.
        self.tasks.aside(lambda: back_up_daily(self.project), failed=self.failed.emit)

    def _has_changed(self) -> bool:
        version = self._version
        with suppress(MiwakeError):
            version = self.project.database.data_version()
        before, self._version = self._version, version
        return before is not None and version != before

    def _changed_elsewhere(self, changed: bool) -> None:  # noqa: FBT001 - called by the task runner with its result
        if changed:
            self.changed.emit(Changes.everything())
