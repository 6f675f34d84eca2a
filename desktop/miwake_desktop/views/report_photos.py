"""The photos behind the numbers: fixed, newly broken, still mixed up; some at once, more when they are wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from miwake_desktop.models.hash_tiles import HashTiles
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import button, text
from miwake_desktop.views.report_card import PICTURE, WIDTH, PhotoCard

if TYPE_CHECKING:
    from miwake.services.report_page import Section

AT_ONCE = 12
CHIP_HEIGHT = 34
CHIP_ROOM = 44
CHIP_FONT = 14


class ReportPhotos(QWidget):
    """One chip a fate, and the photos of the chosen one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # An ignored width lets the column shrink: the cards are laid out anew for whatever width there is.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._tiles = HashTiles(session, PICTURE, self, scale=self.devicePixelRatioF())
        self._sections: tuple[Section, ...] = ()
        self._chosen = 0
        self._limit = AT_ONCE
        self._columns = 0
        self.cards: list[PhotoCard] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.choose)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(SPACE)
        self._lead = text(role="faint", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.more = button(tr("Show more"), self._show_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(self._chips)
        layout.addWidget(self._lead)
        layout.addLayout(self._grid)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_sections(self, sections: "tuple[Section, ...]") -> None:
        """Show the photos of a report; those that were newly broken or fixed first, if there are any."""
        self._sections = sections
        for chip in self._group.buttons():
            self._group.removeButton(chip)
        while item := self._chips.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, section in enumerate(sections):
            chip = _chip(f"{section.title}  {section.count}")
            self._group.addButton(chip, number)
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        filled = next((number for number, section in enumerate(sections) if section.count), 0)
        if sections:
            self.choose(filled)
        self.setVisible(bool(sections))

    def choose(self, number: int) -> None:
        """Show the photos of one fate."""
        self._chosen, self._limit = number, AT_ONCE
        self._group.button(number).setChecked(True)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width that there is."""
        super().resizeEvent(event)
        if self._columns_now() != self._columns:
            self._lay_out()

    def _show_more(self) -> None:
        self._limit += 2 * AT_ONCE
        self._fill()

    def _fill(self) -> None:
        section = self._sections[self._chosen]
        everything = (*section.cards, *section.more)
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self._lead.setText(section.lead)
        self.cards = [PhotoCard(card, self._tiles) for card in everything[: self._limit]]
        self.more.setVisible(len(everything) > self._limit)
        self._lay_out()

    def _columns_now(self) -> int:
        return max(1, (self.width() + SPACE) // (WIDTH + SPACE))

    def _lay_out(self) -> None:
        self._columns = self._columns_now()
        while self._grid.takeAt(0):
            pass
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // self._columns, number % self._columns)
            card.show()


def _chip(words: str) -> QPushButton:
    chip = QPushButton(words)
    chip.setProperty("role", "chip")
    chip.setCheckable(True)
    # The chosen one is bold, and must not be cut.
    bold = chip.font()
    bold.setBold(True)
    bold.setPixelSize(CHIP_FONT)
    chip.setMinimumSize(QFontMetrics(bold).horizontalAdvance(words) + CHIP_ROOM, CHIP_HEIGHT)
    return chip
