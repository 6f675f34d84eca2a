"""One square for each test photo: fixed, newly broken, still mixed up, right both times."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from miwake_desktop.style import SPACE, theme
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import text

SQUARE = 14
GAP = 3


def colour(fate: str) -> str:
    """Return the colour of a fate: fixed, broken, still or right."""
    colours = theme()
    return {"fixed": colours.good, "broken": colours.bad, "still": colours.warning}.get(fate, colours.line)


class _Squares(QWidget):
    def __init__(self, squares: Sequence[tuple[int, int, str]], columns: int, rows: int) -> None:
        super().__init__()
        self._squares = squares
        self.setFixedSize(columns * (SQUARE + GAP), rows * (SQUARE + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all squares are painted anew
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for column, row, fate in self._squares:
            painter.setPen(QColor(colour(fate)))
            painter.setBrush(QColor(colour(fate)))
            place = QRectF(column * (SQUARE + GAP) + 0.5, row * (SQUARE + GAP) + 0.5, SQUARE - 1, SQUARE - 1)
            painter.drawRoundedRect(place, 3, 3)
        painter.end()


class _Dot(QWidget):
    def __init__(self, fate: str) -> None:
        super().__init__()
        self._fate = fate
        self.setFixedSize(SQUARE, SQUARE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - it is one square
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colour(self._fate)))
        painter.setBrush(QColor(colour(self._fate)))
        painter.drawRoundedRect(QRectF(0.5, 0.5, SQUARE - 1, SQUARE - 1), 3, 3)
        painter.end()


class Waffle(QWidget):
    """The squares and what they mean.

    Args:
        squares: (column, row, fate) of each.
        size: How many columns and rows.
        legend: (fate, what a person calls it, how many).
        label: What a square is.
    """

    def __init__(
        self,
        squares: Sequence[tuple[int, int, str]],
        size: tuple[int, int],
        *,
        legend: Sequence[tuple[str, str, int]],
        label: str,
    ) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.setAccessibleDescription(", ".join(f"{words}: {number}" for _, words, number in legend))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(_Squares(squares, *size))
        words = QHBoxLayout()
        words.setSpacing(SPACE)
        for fate, name, number in legend:
            words.addWidget(_Dot(fate))
            words.addWidget(text(f"{tr(name)} {number}", "faint"))
            words.addSpacing(SPACE)
        words.addStretch(1)
        layout.addLayout(words)
