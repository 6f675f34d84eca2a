"""During a retraining: what it does, how long still, the live curve, and the ways to pause and end it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QProgressBar, QVBoxLayout, QWidget

from miwake.jobs import Command, JobState, JobStatus, ListedJob
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.job_strip_words import stage_words, time_left
from miwake_desktop.views.parts import button, card, row, text
from miwake_desktop.views.report_fold import Fold
from miwake_desktop.views.retrain_curve import CurveView

VALIDATION = "validation scr"
_PAUSED = (JobState.PAUSED, JobState.PAUSING)
_MEGABYTE = 1_000_000


class RunningRetraining(QWidget):
    """Shows one retraining that runs.

    Signals:
        commanded: A `Command` for it.
    """

    commanded = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame, inside = card()
        self.stage = text(role="heading")
        self.left = text(role="faint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.rate = text(role="large")
        self.curve = CurveView(session, tr("mix-up rate on validation"), percent=True)
        self.waiting = text(tr("The curve begins when the first photos have been learned from."), "faint")
        self.notes = text(role="faint", wrap=True)
        self.figures = text(role="faint")
        fold = Fold(tr("Details"))
        fold.inside.addWidget(self.figures)
        inside.addLayout(row(self.stage, None, self.left))
        inside.addWidget(self.bar)
        inside.addSpacing(SPACE)
        for widget in (self.rate, self.waiting, self.curve, self.notes, fold):
            inside.addWidget(widget)
        inside.addSpacing(SPACE)
        self._add_buttons(inside)
        meanwhile = tr("You can go on sorting and reviewing, or close the window: the retraining goes on.")
        self.meanwhile = text(meanwhile, "faint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(frame)
        layout.addWidget(self.meanwhile)
        layout.addStretch(1)

    def _add_buttons(self, inside: QVBoxLayout) -> None:
        self.pause = button(tr("Pause"), lambda: self.commanded.emit(Command.PAUSE))
        self.resume = button(tr("Resume"), lambda: self.commanded.emit(Command.RESUME))
        self.stop = button(tr("Stop and keep the best"), lambda: self.commanded.emit(Command.STOP))
        self.cancel = button(tr("Cancel and discard…"), self._ask_cancel)
        inside.addLayout(row(self.pause, self.resume, self.stop, None, self.cancel))

    def show_job(self, job: ListedJob, *, waits: bool = False) -> None:
        """Show how it stands now; `waits` where nobody has started it."""
        status = job.status
        self.stage.setText(stage_words(status, waits=waits))
        self.left.setText(time_left(status.seconds_left) if status.seconds_left is not None else "")
        self.bar.setRange(0, status.total or 0)
        self.bar.setValue(status.done)
        self.bar.setVisible(not waits)
        self.meanwhile.setVisible(not waits)
        points = status.curves.get(VALIDATION, ())
        self.waiting.setVisible(not points)
        self.curve.setVisible(bool(points))
        self.rate.setVisible(bool(points))
        if points:
            start, now = points[0].value, points[-1].value
            self.rate.setText(f"{tr('Mix-up rate on validation:')} {now:.0%}  ({tr('at the start')} {start:.0%})")
            self.curve.show_points([(point.step, point.value) for point in points])
        self.notes.setText("\n".join(status.notes[-3:]))
        self.notes.setVisible(bool(status.notes))
        self.figures.setText(_figures(job))
        self._offer(status, waits=waits)

    def _offer(self, status: JobStatus, *, waits: bool) -> None:
        state = status.state
        self.pause.setVisible(state is JobState.RUNNING)
        self.resume.setVisible(waits or state in _PAUSED)
        self.resume.setText(tr("Start") if waits else tr("Resume"))
        self.stop.setEnabled(state is JobState.RUNNING or state in _PAUSED)
        self.cancel.setEnabled(state is not JobState.CANCELLING)

    def _ask_cancel(self) -> None:
        question = QMessageBox(self)
        question.setObjectName("cancel")
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText(tr("Cancel this retraining and discard what it has learned?"))
        question.setInformativeText(tr("Photos, descriptions and the model in use stay as they are."))
        keep = question.addButton(tr("Let it go on"), QMessageBox.ButtonRole.RejectRole)
        cancel = question.addButton(tr("Cancel and discard"), QMessageBox.ButtonRole.DestructiveRole)
        cancel.clicked.connect(lambda _checked=False: self.commanded.emit(Command.CANCEL))
        question.setDefaultButton(keep)
        question.setEscapeButton(keep)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()


def _figures(job: ListedJob) -> str:
    status = job.status
    parts = [f"{tr('started from')} {job.spec.params.get('model', '')}"]
    if status.rate is not None:
        parts.append(f"{status.rate:.1f} {tr('steps a second')}")
    if status.memory is not None:
        parts.append(f"{status.memory / _MEGABYTE:,.0f} MB {tr('memory')}")
    if "loss" in status.metrics:
        parts.append(f"{tr('loss')} {status.metrics['loss']:.3f}")
    if status.attempt > 1:
        parts.append(f"{tr('attempt')} {status.attempt}")
    return " · ".join(parts)
