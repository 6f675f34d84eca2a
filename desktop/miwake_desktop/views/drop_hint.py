"""What lies over a place while files are dragged over it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from miwake_desktop.style import MARGIN
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import text


class DropHint(QFrame):
    """Says that letting go adds the photos; hidden otherwise."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = text(tr("Let go to look at these photos. Nothing is imported before you say so."), "heading")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(words)
        self.hide()

    def cover(self) -> None:
        """Lie over the whole place."""
        place = self.parentWidget()
        if place is not None:
            self.setGeometry(place.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
        self.raise_()
        self.show()
