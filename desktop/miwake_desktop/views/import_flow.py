"""An import on the screen: the preview, the question, and what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from miwake.jobs import JobStatus
from miwake_desktop.actions.importing import Importing, ImportOutcome
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.import_dialog import MOST_LISTED, ImportDialog
from miwake_desktop.views.parts import button, text, tool

REASONS_HEIGHT = 120


class ImportBanner(QFrame):
    """Says what an import did, and shows on demand what was refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.words = text(wrap=True)
        self.reasons = QPlainTextEdit()
        self.reasons.setReadOnly(True)
        self.reasons.setFixedHeight(REASONS_HEIGHT)
        self.reasons.setAccessibleName(tr("What was refused, and why"))
        self._why = button(tr("Show why"), lambda: self.reasons.setVisible(not self.reasons.isVisible()))
        across = QHBoxLayout()
        across.setSpacing(SPACE)
        across.addWidget(self.words, 1)
        across.addWidget(self._why)
        across.addWidget(tool("close", tr("Close this message"), self.hide))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        layout.addLayout(across)
        layout.addWidget(self.reasons)
        self.hide()

    def show_outcome(self, outcome: ImportOutcome) -> None:
        """Show what came of an import."""
        self.words.setText(outcome.sentence())
        self.reasons.setPlainText("\n".join(f"{path}: {reason}" for path, reason in outcome.refused[:MOST_LISTED]))
        self.reasons.hide()
        self._why.setVisible(bool(outcome.refused))
        self.show()


class ImportFlow(QObject):
    """Leads from dropped files to imported photos; one at a time."""

    def __init__(self, session: Session, place: QWidget) -> None:
        super().__init__(place)
        self._place = place
        self.banner = ImportBanner()
        self.dialog: ImportDialog | None = None
        self._sources: list[Path] = []
        self._importing = Importing(session, self)
        self._importing.looked.connect(self._looked)
        self._importing.progressed.connect(self._progressed)
        self._importing.imported.connect(self.banner.show_outcome)
        self._importing.failed.connect(self._failed)
        self._session = session

    def look(self, sources: Sequence[Path]) -> None:
        """Preview an import of these; nothing happens if there are none, or while another preview is open."""
        if not sources or self.dialog:
            return
        self._sources = list(sources)
        self.banner.hide()
        self.dialog = ImportDialog(self._place)
        self.dialog.agreed.connect(self._agreed)
        self.dialog.left.connect(self._left)
        self.dialog.open()
        self._importing.look(self._sources)

    def _progressed(self, status: JobStatus) -> None:
        if self.dialog:
            self.dialog.show_progress(status)

    def _looked(self, outcome: ImportOutcome) -> None:
        if self.dialog:
            self.dialog.show_outcome(outcome)

    def _agreed(self) -> None:
        self.dialog = None
        self._importing.bring(self._sources)

    def _left(self) -> None:
        self.dialog = None
        self._importing.give_up()

    def _failed(self, error: object) -> None:
        if self.dialog:
            self.dialog.reject()
        self._session.failed.emit(error)
