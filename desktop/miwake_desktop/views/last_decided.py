"""The last ten decisions, each of which can be changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from miwake.domain.negatives import Negative
from miwake.domain.terms import Rejection, Status
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import clear, text

ROW_HEIGHT = 34
WORDS_WIDTH = 260
_REJECTED = {
    Rejection.ALSO_TRUE: "also true",
    Rejection.NONSENSE: "nonsense",
    Rejection.CAPTION_WRONG: "description wrong",
}


class LastDecided(QWidget):
    """Shows what was decided; pressing one asks about it again.

    Signals:
        chosen: The identifier of the look-alike description.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = text(tr("Decided last"), "faint")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._heading)
        layout.addLayout(self._rows)

    def show_decided(self, decided: Sequence[Negative]) -> None:
        """Show these, newest first."""
        clear(self._rows)
        self.setVisible(bool(decided))
        for negative in decided:
            self._rows.addWidget(self._row(negative))

    def _row(self, negative: Negative) -> QPushButton:
        words, role = _decision(negative)
        show = QPushButton()
        show.setProperty("role", "row")
        show.setFixedHeight(ROW_HEIGHT)
        show.setToolTip(negative.text)
        show.setAccessibleName(f"{words}: {negative.text}")
        show.clicked.connect(lambda _checked=False: self.chosen.emit(negative.id))
        across = QHBoxLayout(show)
        across.setContentsMargins(SPACE // 2, 0, SPACE // 2, 0)
        metrics = QFontMetrics(QGuiApplication.font())
        across.addWidget(text(metrics.elidedText(negative.text, Qt.TextElideMode.ElideRight, WORDS_WIDTH)))
        across.addStretch(1)
        across.addWidget(text(words, role))
        return show


def _decision(negative: Negative) -> tuple[str, str]:
    """Return how a decision reads, and the role of its words."""
    if negative.status is Status.ACCEPTED:
        return tr("used"), "good"
    if negative.rejection is not None:
        return tr(_REJECTED[negative.rejection]), "faint"
    return tr("later"), "faint"
