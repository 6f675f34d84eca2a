"""One test photo of a report: its thumbnail, what is true of it and what was said instead."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout
from shiboken6 import isValid

from miwake_desktop.models.hash_tiles import HashTiles
from miwake_desktop.style import SPACE, theme
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import text

if TYPE_CHECKING:
    from miwake.services.report_page import Card, Line

WIDTH = 190
PICTURE = WIDTH - 2 * SPACE


class PhotoCard(QFrame):
    """Shows one photo; the words that differ are marked."""

    def __init__(self, card: "Card", tiles: HashTiles) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.picture = QLabel()
        self.picture.setFixedSize(PICTURE, PICTURE * 3 // 4)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setStyleSheet(f"background: {theme().backdrop}; border-radius: 4px;")
        self.picture.setAccessibleName(card.name)
        name = text(role="faint")
        name.setText(name.fontMetrics().elidedText(card.name, Qt.TextElideMode.ElideMiddle, PICTURE))
        name.setToolTip(card.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(4)
        layout.addWidget(self.picture)
        layout.addWidget(name)
        for line in card.lines:
            layout.addWidget(_line(line))
        if card.unreviewed:
            layout.addWidget(text(tr("look-alike not reviewed"), "warning", wrap=True))
        layout.addStretch(1)
        if card.picture:
            tiles.want(card.picture, self._take)

    def _take(self, pixmap: QPixmap) -> None:
        if not isValid(self):
            # Another report was chosen while the thumbnail was on its way.
            return
        if pixmap.isNull():
            self.picture.setText(tr("no picture"))
        else:
            self.picture.setPixmap(pixmap)


def _line(line: "Line") -> QLabel:
    colours = theme()
    marked = "".join(
        f'<span style="background-color:{colours.mark};">{escape(words)}</span>' if differs else escape(words)
        for words, differs in line.pieces
    )
    sign = "✓" if line.css == "true" else "✗"
    colour = colours.good if line.css == "true" else colours.bad
    label = QLabel(
        f'<span style="color:{colour};">{sign}</span> '
        f'<span style="color:{colours.faint};">{escape(line.label)}:</span> {marked}'
    )
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    return label
