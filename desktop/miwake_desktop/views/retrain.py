"""The place Retrain: what there is to learn from, the one button, the live curve, the verdict."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError
from miwake.jobs import Command, JobFolder, JobState, ListedJob
from miwake.services.runs import RETRAIN, RetrainRequest
from miwake_desktop.actions.retraining import After, Before, look_after, look_before, retrain
from miwake_desktop.jobs import Jobs
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN
from miwake_desktop.texts import tr
from miwake_desktop.views.column import Column
from miwake_desktop.views.models_gate import use_or_ask
from miwake_desktop.views.place import READING_WIDTH, Empty, Place
from miwake_desktop.views.retrain_form import RetrainForm
from miwake_desktop.views.retrain_result import RetrainResult
from miwake_desktop.views.retrain_running import RunningRetraining


class RetrainPlace(Place):
    """One retraining at a time: before, during, after."""

    title = "Retrain"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.jobs = Jobs.of(session)
        self.result = RetrainResult()
        self.form = RetrainForm()
        self.running = RunningRetraining(session)
        self.form.wanted.connect(self.start)
        self.form.sort_wanted.connect(lambda: session.wanted.emit("mixups"))
        self.running.commanded.connect(self._command)
        self.result.report_wanted.connect(lambda: session.wanted.emit("report"))
        self.result.use_wanted.connect(lambda name: use_or_ask(self, session, name))
        self.result.go_on_wanted.connect(self._go_on)
        self.result.discard_wanted.connect(lambda: self._command(Command.CANCEL))
        self.jobs.changed.connect(self._job_changed)
        self.jobs.ended.connect(self._job_changed)
        self.jobs.found.connect(self._read)
        self._pages = QStackedWidget()
        self._pages.addWidget(_column(self.result, self.form))
        self._pages.addWidget(_column(self.running))
        self.fit(READING_WIDTH, scrolls=True)
        self.content.addWidget(self._pages)

    @property
    def is_running(self) -> bool:
        """Whether a retraining runs."""
        return self._pages.currentIndex() == 1

    def on_shown(self) -> None:
        """Read how things stand."""
        self._read()

    def on_changed(self, changes: Changes) -> None:
        """Count anew, if somebody looks."""
        if changes and self.isVisible() and not self.is_running:
            self._read()

    def start(self, wanted: RetrainRequest) -> None:
        """Start a retraining; takes no second one meanwhile."""
        self.form.show_busy(busy=True)
        retrain(self.session, wanted, started=self._started, failed=self._not_started)

    def _started(self, _folder: JobFolder) -> None:
        # The watcher shows it in a moment; until then the button stays off.
        self.show_empty(None)

    def _not_started(self, error: MiwakeError) -> None:
        self.form.show_busy(busy=False)
        self.session.failed.emit(error)

    def _newest(self) -> ListedJob | None:
        return next(iter(self.jobs.of_kind(RETRAIN)), None)

    def _job_changed(self, job: ListedJob) -> None:
        if job.spec.kind != RETRAIN:
            return
        if job.status.state.is_ended:
            self._read()
        else:
            self._show_running(job)

    def _show_running(self, job: ListedJob) -> None:
        self.show_empty(None)
        self._pages.setCurrentIndex(1)
        self.running.show_job(job, waits=self.jobs.waits(job))

    def _read(self) -> None:
        newest = self._newest()
        if newest and not newest.status.state.is_ended:
            self._show_running(newest)
            return
        self._pages.setCurrentIndex(0)
        look_before(self.session, self._show_before)
        if newest is None:
            self.result.hide()
        elif newest.status.state in (JobState.DONE, JobState.STOPPED):
            look_after(self.session, newest.spec.id, self._show_after)
        elif not self.result.show_ended(newest):
            self._show_last_report()

    def _show_last_report(self) -> None:
        """After a retraining that was cancelled, the one before it still counts."""
        for job in self.jobs.of_kind(RETRAIN):
            if job.status.state in (JobState.DONE, JobState.STOPPED):
                look_after(self.session, job.spec.id, self._show_after)
                return

    def _show_before(self, before: Before) -> None:
        if self.is_running:
            return
        self.form.show_readiness(before.ready, before.model)
        nothing = not before.ready.trained.photos and self._newest() is None
        self.show_empty(self._empty(before) if nothing else None)

    def _show_after(self, after: After | None) -> None:
        if after is None:
            self.result.hide()
        else:
            self.result.show_after(after)

    def _empty(self, before: Before) -> Empty:
        if not before.has_photos:
            return Empty(
                tr("Nothing to learn from yet"),
                tr("A retraining learns from sorted and described photos. Bring some photos in first."),
                tr("Go to Photos"),
                lambda: self.session.wanted.emit("photos"),
            )
        return Empty(
            tr("Nothing to learn from yet"),
            tr("Say what gets mixed up and sort some photos; the more places they come from, the better."),
            tr("Go to Mix-ups"),
            lambda: self.session.wanted.emit("mixups"),
        )

    def _command(self, wanted: Command) -> None:
        job = self._newest()
        if job:
            self.jobs.command(job, wanted)

    def _go_on(self) -> None:
        job = self._newest()
        if job:
            self.jobs.go_on(job)


def _column(*widgets: QWidget) -> Column:
    column = Column(spacing=MARGIN)
    for widget in widgets:
        column.inside.addWidget(widget)
    column.inside.addStretch(1)
    return column
