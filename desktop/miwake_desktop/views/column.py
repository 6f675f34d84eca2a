"""A column that scrolls, its bar in the margin: what lies in it ends where everything else does, bar or not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

GUTTER = 12
"""What a place leaves free on the right of its content for the bar, which the style sheet makes as wide."""


class Column(QScrollArea):
    """Holds widgets one below the other in `inside`; it reaches into the gutter of its place."""

    def __init__(self, *, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QWidget()
        column.setProperty("role", "bare")
        self.inside = QVBoxLayout(column)
        self.inside.setSpacing(spacing)
        self._fit(0, 0)
        self.setWidget(column)
        self.verticalScrollBar().rangeChanged.connect(self._fit)

    def _fit(self, least: int, most: int) -> None:
        """Leave the gutter free where there is no bar; with one, the room for it is gone already."""
        self.inside.setContentsMargins(0, 0, 0 if most > least else GUTTER, 0)
