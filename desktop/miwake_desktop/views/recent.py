"""One project of those that were opened last."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from miwake_desktop.style import SPACE
from miwake_desktop.views.parts import text

PATH_WIDTH = 360


class RecentProject(QPushButton):
    """Opens the project when it is pressed; shows its name and where it lies."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "row")
        self.setFixedHeight(40)
        name = path.name.removesuffix(".miwake")
        self.setAccessibleName(f"{name}, {path.parent}")
        self.setToolTip(str(path))
        where = text(role="faint")
        where.setText(where.fontMetrics().elidedText(str(path.parent), Qt.TextElideMode.ElideMiddle, PATH_WIDTH))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        layout.addWidget(text(name))
        layout.addStretch(1)
        layout.addWidget(where)
