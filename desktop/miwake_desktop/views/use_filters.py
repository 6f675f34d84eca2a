"""Which answers are shown: of which mix-up, and which answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from miwake.domain.telling import NEITHER, NOT_SURE, Telling
from miwake_desktop.models.told_rows import SURE, ToldFilter, answers_of, mixups_of
from miwake_desktop.style import SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.parts import text

WIDTH = 230


class AnswerFilters(QWidget):
    """Says what is to be shown.

    Signals:
        wanted: A `ToldFilter`.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._telling: Telling | None = None
        self.mixup = QComboBox()
        self.mixup.setAccessibleName(tr("Mix-up"))
        self.answer = QComboBox()
        self.answer.setAccessibleName(tr("Answer"))
        self.count = text(role="faint")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for box in (self.mixup, self.answer):
            box.setFixedWidth(WIDTH)
            layout.addWidget(box)
        layout.addStretch(1)
        layout.addWidget(self.count)
        self.mixup.activated.connect(lambda _row: self._mixup_chosen())
        self.answer.activated.connect(lambda _row: self.wanted.emit(self.filter))

    @property
    def filter(self) -> ToldFilter:
        """What is to be shown now."""
        return ToldFilter(self.mixup.currentData(), self.answer.currentData())

    def show_telling(self, telling: Telling) -> None:
        """Offer what there is to choose from in these answers."""
        self._telling = telling
        self.mixup.clear()
        self.mixup.addItem(tr("All mix-ups"), None)
        for name in mixups_of(telling):
            self.mixup.addItem(name, name)
        self._offer_answers()

    def show_count(self, shown: int) -> None:
        """Say how many answers are shown."""
        self.count.setText(counted(shown, "answer", "answers"))

    def choose(self, wanted: ToldFilter) -> None:
        """Choose what is to be shown."""
        self.mixup.setCurrentIndex(max(0, self.mixup.findData(wanted.mixup)))
        self._offer_answers()
        self.answer.setCurrentIndex(max(0, self.answer.findData(wanted.answer)))
        self.wanted.emit(self.filter)

    def _mixup_chosen(self) -> None:
        self._offer_answers()
        self.wanted.emit(self.filter)

    def _offer_answers(self) -> None:
        self.answer.clear()
        self.answer.addItem(tr("All answers"), None)
        self.answer.addItem(tr("not sure, look yourself"), NOT_SURE)
        self.answer.addItem(tr("answered"), SURE)
        self.answer.addItem(tr("neither"), NEITHER)
        if self._telling:
            for phrase in answers_of(self._telling, self.mixup.currentData()):
                self.answer.addItem(phrase, phrase)
