"""The descriptions of one photo: read, changed in place, added, removed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from miwake.domain.captions import Caption
from miwake_desktop.actions import photos
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.fields import EscapableField
from miwake_desktop.views.parts import clear, text, tool


class DescriptionRow(QWidget):
    """One description; a click, Enter or F2 on it makes it a field."""

    def __init__(self, session: Session, caption: Caption, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._caption = caption
        self.label = text(caption.text, wrap=True)
        self.field = EscapableField(caption.text)
        self.field.setAccessibleName(tr("Description"))
        self.field.returnPressed.connect(self.keep)
        self.field.given_up.connect(self.show_label)
        self.field.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.field, 1)
        self.edit = tool("edit", tr("Edit this description"), self.show_field)
        self.remove = tool("remove", tr("Remove this description"), self._remove)
        layout.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def show_field(self) -> None:
        """Let the person change the text."""
        self.label.hide()
        self.field.setText(self._caption.text)
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def show_label(self) -> None:
        """Leave the text as it is."""
        self.field.hide()
        self.label.show()
        self.edit.setFocus()

    def keep(self) -> None:
        """Write what was typed."""
        words = self.field.text().strip()
        self.show_label()
        if words and words != self._caption.text:
            self.label.setText(words)
            photos.edit_description(self._session, self._caption.id, words)

    def _remove(self) -> None:
        photos.remove_description(self._session, self._caption.id)


class Descriptions(QWidget):
    """All descriptions of the chosen photos, and a field for one more."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._photos: list[int] = []
        self._captions: list[Caption] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.new = QLineEdit()
        self.new.setPlaceholderText(tr("What is true of this photo? Enter adds it."))
        self.new.setAccessibleName(tr("New description"))
        self.new.returnPressed.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(self._rows)
        layout.addWidget(self.new)

    @property
    def rows(self) -> list[DescriptionRow]:
        """What is shown of each description."""
        found = (self._rows.itemAt(number) for number in range(self._rows.count()))
        widgets = (item.widget() for item in found if item)
        return [each for each in widgets if isinstance(each, DescriptionRow)]

    def show_descriptions(self, photos_chosen: Sequence[int], captions: Sequence[Caption]) -> None:
        """Show the descriptions of the chosen photos; those of several are not listed, only added to."""
        if list(photos_chosen) == self._photos and list(captions) == self._captions:
            # Read again because of something else: a field that is being written in must stay.
            return
        if list(photos_chosen) != self._photos:
            self.new.clear()
        self._photos, self._captions = list(photos_chosen), list(captions)
        clear(self._rows)
        for caption in captions:
            self._rows.addWidget(DescriptionRow(self._session, caption))
        several = len(self._photos) > 1
        self.new.setPlaceholderText(
            tr("What is true of all of them? Enter adds it.")
            if several
            else tr("What is true of this photo? Enter adds it.")
        )

    def _add(self) -> None:
        words = self.new.text().strip()
        if words and self._photos:
            self.new.clear()
            photos.describe(self._session, self._photos, words)
