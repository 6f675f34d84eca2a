"""After a retraining: its verdict in a sentence, or what went wrong, and what can be done next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from miwake.domain.terms import Verdict
from miwake.domain.wording import counts_by_mixup, model_title, risen_sentence, verdict_sentence
from miwake.jobs import JobState, ListedJob
from miwake_desktop.actions.retraining import After
from miwake_desktop.models.run_words import run_time, verdict_words
from miwake_desktop.texts import tr
from miwake_desktop.views.job_strip_words import ending
from miwake_desktop.views.parts import button, card, row, set_role, text

_ROLES = {Verdict.IMPROVED: "good", Verdict.WORSE: "bad", Verdict.TOO_FEW: "warning"}


class RetrainResult(QWidget):
    """Shows how the last retraining ended.

    Signals:
        report_wanted: The person wants to see the report.
        use_wanted: Name of the model that is to be used.
        go_on_wanted: An interrupted retraining is to go on.
        discard_wanted: An interrupted retraining is to be given up.
    """

    report_wanted = Signal()
    use_wanted = Signal(str)
    go_on_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ""
        frame, inside = card()
        self.when = text(role="faint")
        self.short = text()
        self.verdict = text(role="large", wrap=True)
        self.model = text(role="faint", wrap=True)
        self.see = button(tr("See the report"), self.report_wanted.emit)
        self.use = button(tr("Use this model"), lambda: self.use_wanted.emit(self._model))
        self.go_on = button(tr("Go on"), self.go_on_wanted.emit)
        self.discard = button(tr("Discard it"), self.discard_wanted.emit)
        self.risen = text(role="bad", wrap=True)
        self.counts = text(role="faint", wrap=True)
        for each in (self.when, self.short, self.verdict, self.risen, self.counts, self.model):
            inside.addWidget(each)
        inside.addLayout(row(self.see, self.use, self.go_on, self.discard, None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._offer()
        self.hide()

    def show_after(self, after: After) -> None:
        """Show what a retraining proved."""
        comparison = after.comparison
        self.when.setText(f"{tr('Last retraining')} · {run_time(comparison.run)}")
        set_role(self.short, _ROLES.get(comparison.verdict, "heading"))
        self.short.setText(verdict_words(comparison.verdict).capitalize())
        self.short.show()
        set_role(self.verdict, "large")
        self.verdict.setText(verdict_sentence(comparison))
        _say(self.risen, risen_sentence(comparison))
        _say(self.counts, "\n".join(counts_by_mixup(comparison)))
        self._model = comparison.model_after or ""
        in_use = bool(self._model) and after.active == self._model
        self.model.setText(f"✓ {tr(model_title(self._model))} {tr('is in use.')}" if in_use else "")
        self.model.setVisible(in_use)
        self._offer(see=True, use=bool(self._model) and not in_use)
        self.show()

    def show_ended(self, job: ListedJob) -> bool:
        """Show how a retraining without a report ended; return whether there is something to say."""
        said = ending(job)
        if said is None:
            self.hide()
            return False
        self.when.setText(f"{tr('Last retraining')} · {run_time(job.spec.id)}")
        for each in (self.short, self.risen, self.counts):
            each.hide()
        set_role(self.verdict, said.role)
        self.verdict.setText(said.words)
        self.model.hide()
        interrupted = job.status.state is JobState.INTERRUPTED
        self._offer(go_on=interrupted)
        self.show()
        return True

    def _offer(self, *, see: bool = False, use: bool = False, go_on: bool = False) -> None:
        self.see.setVisible(see)
        self.use.setVisible(use)
        self.go_on.setVisible(go_on)
        self.discard.setVisible(go_on)


def _say(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
