"""The preview of an import: what is new, what is here already, what is refused and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from miwake.jobs import JobStatus
from miwake_desktop.actions.importing import ImportOutcome
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.parts import button, row, text

WIDTH = 620
MOST_LISTED = 1000


class ImportDialog(QDialog):
    """Looks, shows what it found, and asks.

    Signals:
        agreed: The person wants the import.
        left: The person wants it not, or not yet.
    """

    agreed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add photos"))
        self.setMinimumWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = text(tr("Looking at the photos…"), "heading")
        self._stage = text(role="faint")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(SPACE * 2)
        self._figures.setColumnStretch(1, 1)
        self.reasons = QPlainTextEdit()
        self.reasons.setReadOnly(True)
        self.reasons.setAccessibleName(tr("What is refused or worth a look"))
        self.reasons.hide()
        self._no = button(tr("Cancel"), self.reject)
        self._yes = button(tr("Import"), self.accept, primary=True)
        self._yes.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACE * 2)
        for widget in (self.heading, self._stage, self._bar):
            layout.addWidget(widget)
        layout.addLayout(self._figures)
        layout.addWidget(self.reasons)
        layout.addLayout(row(None, self._no, self._yes))
        self.accepted.connect(self.agreed)
        self.rejected.connect(self.left)

    def show_progress(self, status: JobStatus) -> None:
        """Show how far the look is."""
        steps = f"  {status.done:,} / {status.total:,}" if status.total else ""
        self._stage.setText(f"{status.stage}{steps}")
        self._bar.setRange(0, status.total or 0)
        self._bar.setValue(status.done)

    def show_outcome(self, outcome: ImportOutcome) -> None:
        """Show what an import would do, and ask."""
        self._bar.hide()
        self._stage.hide()
        self.heading.setText(
            tr("This is what an import would do:") if outcome.has_news else tr("There is nothing new.")
        )
        self._show_figures(outcome)
        self._show_reasons(outcome)
        self._yes.setVisible(outcome.has_news)
        self._no.setText(tr("Cancel") if outcome.has_news else tr("Close"))
        if outcome.photos_new:
            self._yes.setText(f"{tr('Import')} {counted(outcome.photos_new, 'photo', 'photos')}")
        (self._yes if outcome.has_news else self._no).setFocus()
        self.adjustSize()

    def _show_figures(self, outcome: ImportOutcome) -> None:
        lines = (
            (outcome.photos_new, tr("new"), "good" if outcome.photos_new else ""),
            (outcome.near_duplicates, tr("of them show the same scene as another photo; they stay together"), ""),
            (outcome.photos_known, tr("here already"), ""),
            (outcome.captions_new, tr("new descriptions"), "good" if outcome.captions_new else ""),
            (len(outcome.warnings), tr("worth a look, such as dark or blurred"), "warning"),
            (len(outcome.refused), tr("refused"), "bad"),
        )
        for line, (number, words, role) in enumerate(each for each in lines if each[0] or each[1] == tr("new")):
            figure = text(f"{number:,}", role)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._figures.addWidget(figure, line, 0)
            self._figures.addWidget(text(words), line, 1)

    def _show_reasons(self, outcome: ImportOutcome) -> None:
        told = [f"{path}: {reason}" for path, reason in (*outcome.refused, *outcome.warnings)]
        self.reasons.setVisible(bool(told))
        if len(told) > MOST_LISTED:
            told = [*told[:MOST_LISTED], f"… {len(told) - MOST_LISTED:,}"]
        self.reasons.setPlainText("\n".join(told))
