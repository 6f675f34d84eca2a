"""The bar that says what went wrong, why, what was kept and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from miwake.domain.errors import MiwakeError
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.tasks import details
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import button, text, tool


class ErrorBar(QFrame):
    """Shows the last error until it is closed; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "error")
        self.setAccessibleName(tr("Error"))
        self._error: MiwakeError | None = None
        self._what = text(role="bad", wrap=True, select=True)
        self._rest = text(wrap=True, select=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._rest)
        self._copy = button(tr("Copy details"), self._copy_details)
        self._close = tool("close", tr("Close this message"), self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addLayout(words, 1)
        layout.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """What the bar says, empty while it is hidden."""
        return " ".join(each.text() for each in (self._what, self._rest) if each.text()) if self._error else ""

    def show_error(self, error: MiwakeError) -> None:
        """Show an error in the place of the one before."""
        self._error = error
        self._what.setText(error.what)
        self._rest.setText(" ".join(part for part in (error.why, error.kept, error.todo) if part))
        self._rest.setVisible(bool(self._rest.text()))
        self._copy.setText(tr("Copy details"))
        self.setAccessibleDescription(self.words)
        self.show()

    def dismiss(self) -> None:
        """Hide the bar."""
        self._error = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the bar."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _copy_details(self) -> None:
        if self._error:
            QGuiApplication.clipboard().setText(f"{self.words}\n\n{details(self._error)}")
            self._copy.setText(tr("Copied"))
