"""The dialog that adds ready mix-ups: search, a list by sort of site, and the chosen one in full."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from miwake.domain.catalogue import Domain, ReadyMixup
from miwake.domain.mixups import Mixup
from miwake_desktop.models.catalogue_list import CatalogueList
from miwake_desktop.models.catalogue_rows import CatalogueRow, catalogue_rows
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.catalogue_card import CatalogueCard
from miwake_desktop.views.catalogue_delegate import CatalogueDelegate
from miwake_desktop.views.parts import button, row, text

SIZE = QSize(1000, 640)
CARD_WIDTH = 380
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CatalogueDialog(QDialog):
    """Offers the catalogue.

    Signals:
        given: The ids of the ready mix-ups to add.
    """

    given = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Ready mix-ups"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self._catalogue: Sequence[ReadyMixup] = ()
        self._mixups: Sequence[Mixup] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search in English or Japanese"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._read())
        self.search.installEventFilter(self)
        self.chips: dict[Domain | None, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _button: self._read())
        self.rows = CatalogueList(self)
        self.rows.ticked_changed.connect(self._offer)
        self.list = self._list()
        self.card = CatalogueCard()
        nothing = tr("Nothing in the catalogue holds these words. “Add a mix-up…” makes one in your own.")
        self.nothing = text(nothing, "faint", wrap=True)
        self.add = button(tr("Add"), self._give, primary=True)
        self.add.setDefault(True)
        self._lay_out()
        self.search.setFocus()
        self._offer()

    @property
    def domain(self) -> Domain | None:
        """The sort of site that is shown; None for all."""
        return next((domain for domain, chip in self.chips.items() if chip.isChecked()), None)

    @property
    def current(self) -> CatalogueRow | None:
        """The row that is shown in full."""
        return self.rows.row_at(self.list.currentIndex())

    @property
    def wanted(self) -> list[str]:
        """The ids that Add adds: the ticked ones, or the current one where none is ticked."""
        if self.rows.ticked:
            return self.rows.ticked
        return [self.current.id] if self.current and self.current.can_be_added else []

    def show_catalogue(self, catalogue: Sequence[ReadyMixup], mixups: Sequence[Mixup]) -> None:
        """Show a catalogue, with what the project has marked."""
        self._catalogue = catalogue
        titles = {ready.domain: ready.title.en for ready in catalogue}
        if not self.chips and titles:
            for domain in (None, *titles):
                self._chips.addWidget(self._chip(domain, tr(titles[domain]) if domain else tr("All")))
        self.show_project(mixups)

    def show_project(self, mixups: Sequence[Mixup]) -> None:
        """Mark what the project has by now."""
        self._mixups = mixups
        self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, Down and Enter lead into the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and self._leads_to_list(event):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _leads_to_list(self, event: QKeyEvent) -> bool:
        pressed = event.type() is QEvent.Type.KeyPress
        return pressed and Qt.Key(event.key()) in _TO_LIST and self.rows.rowCount() > 0

    def _lay_out(self) -> None:
        self._chips = QHBoxLayout()
        self._chips.setSpacing(SPACE)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.search, 1)
        top.addLayout(self._chips)
        side = QScrollArea()
        side.setProperty("role", "bare")
        side.setWidgetResizable(True)
        side.setFixedWidth(CARD_WIDTH)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(self.card)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE * 2)
        middle.addWidget(self.list, 1)
        middle.addWidget(side)
        self.chosen = text(role="faint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACE * 2)
        layout.addLayout(top)
        layout.addWidget(self.nothing)
        layout.addLayout(middle, 1)
        layout.addLayout(row(self.chosen, None, button(tr("Cancel"), self.reject), self.add))
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    def _list(self) -> QListView:
        made = QListView()
        made.setModel(self.rows)
        made.setAccessibleName(tr("Ready mix-ups"))
        made.setItemDelegate(CatalogueDelegate(made))
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.selectionModel().currentChanged.connect(self._show_current)
        return made

    def _chip(self, domain: Domain | None, words: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setProperty("role", "chip")
        chip.setCheckable(True)
        chip.setAutoDefault(False)
        chip.setChecked(domain is None)
        chip.setMinimumHeight(32)
        self._group.addButton(chip)
        self.chips[domain] = chip
        return chip

    def _read(self) -> None:
        """Show what fits, and stay where the person was if that is still there."""
        before = self.current.id if self.current else ""
        rows = catalogue_rows(self._catalogue, self._mixups, domain=self.domain, wanted=self.search.text())
        self.rows.show(rows)
        self.nothing.setVisible(bool(self._catalogue) and not rows)
        places = [number for number, each in enumerate(rows) if each.ready is not None]
        same = [number for number in places if rows[number].id == before]
        if places:
            self.list.setCurrentIndex(self.rows.index((same or places)[0]))
        self._show_current(self.list.currentIndex(), self.list.currentIndex())

    def _show_current(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self.card.show_row(self.current)
        self._offer()

    def _offer(self) -> None:
        number, ticked = len(self.wanted), len(self.rows.ticked)
        self.add.setEnabled(bool(number))
        self.add.setText(tr("Add") if number < 2 else f"{tr('Add')} {counted(number, 'mix-up', 'mix-ups')}")
        self.chosen.setText(counted(ticked, "chosen", "chosen") if ticked else tr("Space chooses, Enter adds"))

    def _give(self) -> None:
        if self.wanted:
            self.given.emit(self.wanted)
            self.accept()
