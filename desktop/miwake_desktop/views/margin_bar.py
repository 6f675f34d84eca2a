"""How much the model in use prefers the description: a bar from the middle, to the right if it does."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from miwake_desktop.style import theme
from miwake_desktop.texts import tr

HEIGHT = 10
FULL = 0.2
"""The margin (a difference of cosines) that fills half of the bar."""


class MarginBar(QWidget):
    """Shows the margin of one look-alike description; hidden where none may be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._margin: float | None = None
        self.hide()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, HEIGHT)

    @property
    def margin(self) -> float | None:
        """The margin that is shown."""
        return self._margin

    def show_margin(self, margin: float | None) -> None:
        """Show a margin; None hides the bar."""
        self._margin = margin
        self.setVisible(margin is not None)
        if margin is not None:
            self.setAccessibleName(f"{tr('Margin of the model in use')}: {margin:+.3f}")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the bar."""
        if self._margin is None:
            return
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(self.rect(), HEIGHT / 2, HEIGHT / 2)
        middle = self.width() / 2
        length = max(-1.0, min(1.0, self._margin / FULL)) * middle
        painter.setBrush(QColor(colours.good if length > 0 else colours.bad))
        painter.drawRoundedRect(QRectF(min(middle, middle + length), 0, abs(length), HEIGHT), 2, 2)
        painter.setBrush(QColor(colours.faint))
        painter.drawRect(QRectF(middle - 1, 0, 2, HEIGHT))
        painter.end()
