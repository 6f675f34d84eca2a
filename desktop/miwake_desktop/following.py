"""Watches one job from the window: reads its folder off the window's thread until it has ended."""

from PySide6.QtCore import QObject, QTimer, Signal

from miwake.jobs import JobFolder, JobStatus, StatusReader, settle
from miwake_desktop.tasks import Tasks

LOOK_MILLISECONDS = 250


class Following(QObject):
    """Follows a job; start it with `follow`.

    Signals:
        progressed: A `JobStatus`, a few times a second.
        ended: The last `JobStatus`.
    """

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folder: JobFolder | None = None
        self._reader: StatusReader | None = None
        # Asks again only when the last answer is there: a slow disk must not pile up questions.
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS, singleShot=True)
        self._timer.timeout.connect(self._look)

    def follow(self, folder: JobFolder) -> None:
        """Follow this job from now on."""
        self._folder, self._reader = folder, StatusReader(folder)
        self._timer.start()

    def leave(self) -> None:
        """Stop looking; the job goes on."""
        self._timer.stop()
        self._folder = self._reader = None

    def _look(self) -> None:
        folder, reader = self._folder, self._reader
        if folder is None or reader is None:
            return

        def read() -> JobStatus:
            settle(folder)
            return reader.refresh()

        self._tasks.run(read, done=lambda status: self._seen(reader, status))

    def _seen(self, reader: StatusReader, status: JobStatus) -> None:
        if reader is not self._reader:
            return
        if status.state.is_ended:
            self.leave()
            self.ended.emit(status)
        else:
            self.progressed.emit(status)
            self._timer.start()
