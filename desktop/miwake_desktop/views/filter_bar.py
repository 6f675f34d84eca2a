"""What is shown of the photos: a search, chips, and the answers to mix-ups."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from miwake.domain.mixups import Mixup
from miwake.domain.wording import short_names
from miwake.services.browsing import Browse
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import text

REST_MILLISECONDS = 180
SEARCH_WIDTH = 260


class FilterBar(QWidget):
    """Says what is to be shown.

    Signals:
        wanted: A `Browse`, a moment after the last change.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search names and descriptions"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(SEARCH_WIDTH)
        self._group = QButtonGroup(self)
        self.all = self._chip(tr("All"))
        self.undescribed = self._chip(tr("No description"))
        self.all.setChecked(True)
        self.answers = QComboBox()
        self.answers.setAccessibleName(tr("Sorted to"))
        self.answers.setMinimumWidth(180)
        self.count = text(role="faint")
        # Typing asks once, when the fingers rest.
        self._rest = QTimer(self, interval=REST_MILLISECONDS, singleShot=True)
        self._rest.timeout.connect(lambda: self.wanted.emit(self.browse))
        self.search.textChanged.connect(lambda _text: self._rest.start())
        self._group.buttonClicked.connect(lambda _button: self.wanted.emit(self.browse))
        self.answers.activated.connect(lambda _row: self.wanted.emit(self.browse))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for widget in (self.search, self.all, self.undescribed, self.answers):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.count)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        self.show_mixups([])

    @property
    def browse(self) -> Browse:
        """What is to be shown now."""
        mixup, choice = self.answers.currentData() or (None, None)
        return Browse(
            search=self.search.text(),
            described=False if self.undescribed.isChecked() else None,
            mixup=mixup,
            choice=choice,
        )

    @property
    def is_open(self) -> bool:
        """Whether everything is shown."""
        return self.browse == Browse()

    def show_mixups(self, mixups: Sequence[Mixup]) -> None:
        """Offer the answers to these mix-ups."""
        chosen = self.answers.currentData()
        self.answers.clear()
        self.answers.addItem(tr("All answers"), (None, None))
        for mixup in mixups:
            for number, name in enumerate(short_names(mixup.choices), start=1):
                self.answers.addItem(f"{mixup.name}: {name}", (mixup.id, number))
            self.answers.addItem(f"{mixup.name}: {tr('neither')}", (mixup.id, 0))
            self.answers.addItem(f"{mixup.name}: {tr('not sorted yet')}", (mixup.id, None))
        row = next((row for row in range(self.answers.count()) if self.answers.itemData(row) == chosen), 0)
        self.answers.setCurrentIndex(row)
        self.answers.setVisible(bool(mixups))

    def clear(self) -> None:
        """Show everything."""
        self.search.clear()
        self.all.setChecked(True)
        self.answers.setCurrentIndex(0)
        self.wanted.emit(self.browse)

    def _chip(self, words: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setProperty("role", "chip")
        chip.setCheckable(True)
        chip.setMinimumHeight(32)
        self._group.addButton(chip)
        return chip
