"""The strip along the bottom: what runs, how far it is, and how the last job ended."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from miwake.jobs import Command, JobState, ListedJob
from miwake_desktop.jobs import Jobs, is_quiet
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.job_strip_words import details, ending, progress_words
from miwake_desktop.views.parts import button, set_role, text, tool

HEIGHT = 46
BAR_WIDTH = 160
_PAUSED = (JobState.PAUSED, JobState.PAUSING)
_KEEPS = ("retrain",)


class JobStrip(QFrame):
    """Visible from every place while there is something to say; otherwise it takes no room."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(tr("Jobs"))
        self._session = session
        self._jobs = Jobs.of(session)
        self._shown: ListedJob | None = None
        self._said = ""
        self.words = text()
        # An ignored width lets long words be cut instead of widening the window.
        self.words.setSizePolicy(self.words.sizePolicy().Policy.Ignored, self.words.sizePolicy().Policy.Preferred)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self._lay_out()
        self._jobs.found.connect(self._found)
        self._jobs.changed.connect(self._show_running)
        self._jobs.ended.connect(self._ended)
        self.hide()
        self._show_running()

    @property
    def job(self) -> ListedJob | None:
        """The job that is shown."""
        return self._shown

    def dismiss(self) -> None:
        """Forget the job that has ended."""
        self._shown = None
        self.hide()
        self._show_running()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the room that there is."""
        super().resizeEvent(event)
        self._say(self._said)

    def _lay_out(self) -> None:
        self.see = button("", self._see)
        self.copy = button(tr("Copy details"), self._copy)
        self.pause = button(tr("Pause"), lambda: self._command(Command.PAUSE))
        self.resume = button(tr("Go on"), self._go_on)
        self.stop = button(tr("Stop"), lambda: self._command(Command.STOP), tip=tr("Stop and keep the best so far"))
        self.cancel = button(tr("Cancel"), lambda: self._command(Command.CANCEL), tip=tr("Cancel and discard"))
        self.close_button = tool("close", tr("Close this message"), self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, SPACE, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words, 1)
        for each in (*self._buttons, self.close_button):
            layout.addWidget(each)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self.see, self.copy, self.pause, self.resume, self.stop, self.cancel)

    def _found(self) -> None:
        """Show what runs, or what was interrupted before the window opened."""
        self._show_running()
        newest = self._jobs.latest
        if self._shown is None and newest and newest.status.state is JobState.INTERRUPTED:
            self._show_ended(newest)

    def _show_running(self) -> None:
        running = [job for job in self._jobs.running if not is_quiet(job)]
        if not running:
            return
        job, status = running[0], running[0].status
        waits = self._jobs.waits(job)
        self._shown = job
        more = f"  (+{len(running) - 1})" if len(running) > 1 else ""
        set_role(self.words, "")
        self._say(progress_words(job, waits=waits) + more)
        self.bar.setRange(0, status.total or 0)
        self.bar.setValue(status.done)
        self.bar.setVisible(not waits)
        free = status.state in (JobState.RUNNING, *_PAUSED)
        self._offer(
            {
                self.pause: status.state is JobState.RUNNING,
                self.resume: waits or status.state in _PAUSED,
                self.stop: free and job.spec.kind in _KEEPS,
                self.cancel: free or status.state is JobState.PENDING,
            }
        )
        self.resume.setText(tr("Start") if waits else tr("Go on"))
        self.cancel.setText(tr("Cancel"))
        self.close_button.hide()
        self.show()

    def _ended(self, job: ListedJob) -> None:
        if is_quiet(job):
            return
        if [each for each in self._jobs.running if not is_quiet(each)]:
            self._show_running()
        else:
            self._show_ended(job)

    def _show_ended(self, job: ListedJob) -> None:
        said = ending(job)
        if said is None:
            self._shown = None
            self.hide()
            return
        self._shown = job
        interrupted = job.status.state is JobState.INTERRUPTED
        set_role(self.words, said.role)
        self._say(said.words)
        self.bar.hide()
        self.see.setText(said.button)
        self.resume.setText(tr("Go on"))
        self.cancel.setText(tr("Discard it"))
        self._offer(
            {
                self.see: bool(said.button),
                self.copy: job.status.failure is not None,
                self.resume: interrupted,
                self.cancel: interrupted,
            }
        )
        self.close_button.show()
        self.show()

    def _offer(self, offered: dict[QPushButton, bool]) -> None:
        for each in self._buttons:
            each.setVisible(offered.get(each, False))
        self.copy.setText(tr("Copy details"))

    def _say(self, words: str) -> None:
        self._said = words
        self.words.setText(self.words.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.words.width()))
        self.words.setToolTip(words)
        self.words.setAccessibleName(words)

    def _command(self, wanted: Command) -> None:
        if self._shown:
            self._jobs.command(self._shown, wanted)

    def _go_on(self) -> None:
        job = self._shown
        if job is None:
            return
        if job.status.state is JobState.INTERRUPTED:
            self._jobs.go_on(job)
        else:
            self._jobs.command(job, Command.RESUME)

    def _see(self) -> None:
        said = ending(self._shown) if self._shown else None
        self.dismiss()
        if said and said.place:
            self._session.wanted.emit(said.place)

    def _copy(self) -> None:
        if self._shown:
            QGuiApplication.clipboard().setText(details(self._shown))
            self.copy.setText(tr("Copied"))
