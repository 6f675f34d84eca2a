"""How far the day's portion of decisions is, and beside it how many wait in all."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from miwake_desktop.models.portion import Portion
from miwake_desktop.style import SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.parts import text

BAR_WIDTH = 120


class PortionLine(QWidget):
    """The portion first, with its progress; the whole number second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = text(tr("Reading…"))
        self.whole = text(role="faint")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, SPACE, 0)
        layout.setSpacing(SPACE)
        for each in (self.words, self.bar, self.whole):
            layout.addWidget(each)

    def show_portion(self, portion: Portion) -> None:
        """Show how far it is; nothing where nothing waits."""
        self.words.setText(tr("{done} of {size} today").format(done=portion.done, size=portion.size))
        self.bar.setRange(0, max(1, portion.size))
        self.bar.setValue(portion.done)
        self.bar.setAccessibleName(self.words.text())
        for each in (self.words, self.bar):
            each.setVisible(portion.left > 0)
        self.whole.setText("" if portion.is_all else counted(portion.left, "waits in all", "wait in all"))
