"""The place Settings: who acts, how the window looks, and which keys there are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from miwake_desktop.preferences import THEMES
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN, SPACE, choose_theme
from miwake_desktop.texts import tr
from miwake_desktop.views.column import Column
from miwake_desktop.views.keys import KEYS
from miwake_desktop.views.parts import TOUCH, card, text
from miwake_desktop.views.place import READING_WIDTH, Place

FIELD_WIDTH = 280


class SettingsPlace(Place):
    """A few settings of this machine; each is kept as soon as it is made."""

    title = "Settings"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        column = Column(spacing=MARGIN)
        column.inside.addWidget(self._person_and_theme())
        column.inside.addWidget(_keys())
        column.inside.addStretch(1)
        self.fit(READING_WIDTH, scrolls=True)
        self.content.addWidget(column)

    def _person_and_theme(self) -> QWidget:
        frame, inside = card()
        self.person = QLineEdit(self.session.person)
        self.person.setFixedWidth(FIELD_WIDTH)
        self.person.setAccessibleName(tr("Your name"))
        self.person.editingFinished.connect(self._name_given)
        self.look = QComboBox()
        self.look.setFixedWidth(FIELD_WIDTH)
        self.look.setAccessibleName(tr("Theme"))
        for name, words in zip(THEMES, (tr("As the system"), tr("Light"), tr("Dark")), strict=True):
            self.look.addItem(words, name)
        self.look.setCurrentIndex(self.look.findData(self.session.preferences.theme))
        self.look.currentIndexChanged.connect(self._theme_chosen)
        form = QFormLayout()
        form.setSpacing(SPACE * 2)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(_label(tr("Your name")), self.person)
        form.addRow("", text(tr("The history says who sorted and decided."), "faint"))
        form.addRow(_label(tr("Theme")), self.look)
        inside.addLayout(form)
        return frame

    def _name_given(self) -> None:
        name = self.person.text().strip()
        if name and name != self.session.person:
            self.session.call_person(name)

    def _theme_chosen(self) -> None:
        name = str(self.look.currentData())
        self.session.preferences.theme = name
        choose_theme(name)


def _label(words: str) -> QLabel:
    """Return a label as high as the field beside it."""
    label = text(words)
    label.setMinimumHeight(TOUCH)
    return label


def _keys() -> QWidget:
    frame, inside = card()
    inside.addWidget(text(tr("Keys"), "heading"))
    inside.addWidget(text(tr("They work with a Japanese input method on."), "faint"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(MARGIN)
    grid.setVerticalSpacing(SPACE)
    line = 0
    for where, keys in KEYS:
        heading = text(tr(where), "faint")
        heading.setContentsMargins(0, SPACE, 0, 0)
        grid.addWidget(heading, line, 0, 1, 2)
        line += 1
        for key, meaning in keys:
            shown = text(key, "key")
            held = QWidget()
            held_layout = QVBoxLayout(held)
            held_layout.setContentsMargins(0, 0, 0, 0)
            held_layout.addWidget(shown)
            shown.setSizePolicy(shown.sizePolicy().Policy.Maximum, shown.sizePolicy().Policy.Fixed)
            grid.addWidget(held, line, 0)
            grid.addWidget(text(tr(meaning)), line, 1)
            line += 1
    grid.setColumnStretch(1, 1)
    inside.addLayout(grid)
    return frame
