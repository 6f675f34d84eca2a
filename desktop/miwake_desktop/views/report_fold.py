"""A part that is folded away until someone wants it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from miwake_desktop.style import SPACE
from miwake_desktop.views.parts import TOUCH


class Fold(QWidget):
    """A heading that opens and closes what lies in `inside`.

    Signals:
        opened: It was opened.
    """

    opened = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QToolButton()
        self.head.setText(title)
        self.head.setCheckable(True)
        self.head.setMinimumHeight(TOUCH)
        self.head.setArrowType(Qt.ArrowType.RightArrow)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.setAccessibleName(title)
        self.head.toggled.connect(self._toggled)
        self._body = QWidget()
        self._body.setProperty("role", "bare")
        self.inside = QVBoxLayout(self._body)
        self.inside.setContentsMargins(SPACE * 2, 0, 0, 0)
        self.inside.setSpacing(SPACE)
        self._body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.head)
        layout.addWidget(self._body)

    @property
    def is_open(self) -> bool:
        """Whether its content is shown."""
        return self.head.isChecked()

    def open(self) -> None:
        """Show the content."""
        self.head.setChecked(True)

    def _toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal says whether it is checked
        self.head.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._body.setVisible(shown)
        if shown:
            self.opened.emit()
