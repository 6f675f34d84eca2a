"""What a photo was sorted to, mix-up by mix-up; each answer can be changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from miwake.domain.mixups import Answer, Mixup
from miwake.domain.wording import short_names
from miwake.services.sorting import NEITHER
from miwake_desktop.actions import mixups
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import TOUCH, text

_UNSORTED = -1
_CANT_TELL = -2


class Answers(QWidget):
    """One row a mix-up."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mixups: list[Mixup] = []
        self._photo: int | None = None
        self.fields: dict[int, QComboBox] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(SPACE)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_mixups(self, found: Sequence[Mixup]) -> None:
        """Show a row for each of these; nothing is answered yet."""
        questions = [(each.id, each.name, each.choices) for each in found]
        if questions == [(each.id, each.name, each.choices) for each in self._mixups]:
            return
        self._mixups = list(found)
        self.fields.clear()
        while self._form.rowCount():
            self._form.removeRow(0)
        for mixup in found:
            field = _field(mixup)
            field.activated.connect(lambda _row, mixup=mixup: self._chosen(mixup))
            self.fields[mixup.id] = field
            label = text(mixup.name)
            label.setMinimumHeight(TOUCH)
            self._form.addRow(label, field)

    def show_answers(self, photo: int, answers: Sequence[Answer]) -> None:
        """Show what a photo was sorted to."""
        self._photo = photo
        given = {answer.mixup: _CANT_TELL if answer.choice is None else answer.choice for answer in answers}
        for mixup, field in self.fields.items():
            field.setCurrentIndex(field.findData(given.get(mixup, _UNSORTED)))

    def _chosen(self, mixup: Mixup) -> None:
        choice = int(self.fields[mixup.id].currentData())
        if self._photo is not None and choice != _UNSORTED:
            mixups.sort_photo(self._session, mixup.id, self._photo, None if choice == _CANT_TELL else choice)


class _CalmField(QComboBox):
    """Lets the wheel scroll the panel: an answer is never given by rolling past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _field(mixup: Mixup) -> QComboBox:
    field = _CalmField()
    field.setAccessibleName(mixup.name)
    field.addItem(tr("not sorted yet"), _UNSORTED)
    for number, name in enumerate(short_names(mixup.choices), start=1):
        field.addItem(name, number)
    field.addItem(tr("neither"), NEITHER)
    field.addItem(tr("can't tell"), _CANT_TELL)
    return field
