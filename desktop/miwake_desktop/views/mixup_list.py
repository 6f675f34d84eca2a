"""The list of what gets mixed up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from miwake.domain.mixups import Mixup
from miwake_desktop.style import SPACE
from miwake_desktop.views.column import Column
from miwake_desktop.views.mixup_card import MixupCard
from miwake_desktop.views.parts import clear


class MixupList(Column):
    """One card a mix-up.

    Signals:
        sort_wanted: The `Mixup` to sort for.
        removal_wanted: The `Mixup` to remove.
    """

    sort_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=0, parent=parent)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SPACE + SPACE // 2)
        self.inside.addLayout(self._cards)
        self.inside.addStretch(1)

    @property
    def cards(self) -> list[MixupCard]:
        """The cards, in the order in which the mix-ups were added."""
        items = (self._cards.itemAt(number) for number in range(self._cards.count()))
        widgets = (item.widget() for item in items if item)
        return [each for each in widgets if isinstance(each, MixupCard)]

    def show_mixups(self, mixups: Sequence[Mixup]) -> None:
        """Show these."""
        if [card.mixup for card in self.cards] == list(mixups):
            return
        clear(self._cards)
        for mixup in mixups:
            card = MixupCard(mixup)
            card.sort_wanted.connect(lambda mixup=mixup: self.sort_wanted.emit(mixup))
            card.removal_wanted.connect(lambda mixup=mixup: self.removal_wanted.emit(mixup))
            self._cards.addWidget(card)
