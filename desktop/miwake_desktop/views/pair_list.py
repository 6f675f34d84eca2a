"""The pairs that are marked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from miwake.domain.pairs import Pair
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import clear, text, tool

ROW_HEIGHT = 72
WORDS_WIDTH = 200


class PairList(QScrollArea):
    """One row a pair; pressing it shows the two photos.

    Signals:
        chosen: The `Pair` to show.
        removal_wanted: The identifier of the pair to remove.
    """

    chosen = Signal(object)
    removal_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setProperty("role", "bare")
        self._pairs: list[Pair] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addLayout(self._rows)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setAccessibleName(tr("Marked pairs"))

    @property
    def marked(self) -> list[Pair]:
        """The pairs that are listed, newest first."""
        return self._pairs

    def show_pairs(self, pairs: Sequence[Pair], names: Mapping[int, str]) -> None:
        """Show these, newest first; `names` are those of the photos."""
        clear(self._rows)
        self._pairs = sorted(pairs, key=lambda each: -each.id)
        if not pairs:
            self._rows.addWidget(text(tr("No pair is marked yet."), "faint", wrap=True))
        for pair in self._pairs:
            self._rows.addWidget(self._row(pair, names))

    def _row(self, pair: Pair, names: Mapping[int, str]) -> QWidget:
        photos = [names.get(photo, "?") for photo in (pair.photo_a, pair.photo_b)]
        show = QPushButton()
        show.setProperty("role", "row")
        show.setFixedHeight(ROW_HEIGHT)
        show.setAccessibleName(f"{pair.note} {' '.join(photos)}")
        show.setToolTip("\n".join(photos))
        show.clicked.connect(lambda _checked=False: self.chosen.emit(pair))
        lines = QVBoxLayout(show)
        lines.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        lines.setSpacing(0)
        lines.addWidget(text(_elided(pair.note or tr("no words yet"))))
        for name in photos:
            lines.addWidget(text(_elided(name), "faint"))
        held = QWidget()
        across = QHBoxLayout(held)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(show, 1)
        across.addWidget(tool("remove", tr("Take the mark away"), lambda: self.removal_wanted.emit(pair.id)))
        return held


def _elided(words: str) -> str:
    return QFontMetrics(QGuiApplication.font()).elidedText(words, Qt.TextElideMode.ElideMiddle, WORDS_WIDTH)
