"""The dialog that adds a mix-up: its name, and what gets confused."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from miwake.domain.errors import MiwakeError
from miwake.domain.mixups import MOST_CHOICES, NewMixup, expand_template
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import button, row, text

WIDTH = 560
CHOICES_HEIGHT = 120


class MixupDialog(QDialog):
    """Asks for a mix-up.

    Signals:
        given: The `NewMixup`.
    """

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add a mix-up"))
        self.setMinimumWidth(WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("for example: valve"))
        self.choices = QPlainTextEdit()
        self.choices.setPlaceholderText(tr("an open valve\na closed valve"))
        self.choices.setFixedHeight(CHOICES_HEIGHT)
        self.choices.setTabChangesFocus(True)
        self.critical = QCheckBox(tr("This must never get worse"))
        self.reading = text(role="faint", wrap=True)
        self.add = button(tr("Add"), self._give, primary=True)
        self.name.textChanged.connect(lambda _text: self._read())
        self.choices.textChanged.connect(self._read)
        self._lay_out()
        self._read()

    @property
    def phrases(self) -> tuple[str, ...]:
        """The choices as they were typed: one a line, templates expanded."""
        lines = [line.strip() for line in self.choices.toPlainText().splitlines() if line.strip()]
        return tuple(phrase for line in lines for phrase in expand_template(line))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACE)
        for words, field in (
            (tr("&Name"), self.name),
            (tr("What gets &confused"), self.choices),
        ):
            label = text(words)
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
            layout.addSpacing(SPACE)
        hint = tr("Two to {most} descriptions that exclude each other, one a line, or all at once as a template:")
        layout.insertWidget(4, text(hint.format(most=MOST_CHOICES), "faint", wrap=True))
        layout.insertWidget(5, text("a valve that is {open|closed}", "faint"))
        layout.addSpacing(SPACE)
        layout.addWidget(self.reading)
        layout.addWidget(self.critical)
        layout.addSpacing(SPACE)
        layout.addLayout(row(None, button(tr("Cancel"), self.reject), self.add))

    def _read(self) -> None:
        """Say how the choices are understood."""
        self.add.setEnabled(bool(self.name.text().strip()) and len(self.phrases) > 1)
        numbered = [f"{number}  {phrase}" for number, phrase in enumerate(self.phrases, start=1)]
        self.reading.setText("\n".join(numbered))
        self.reading.setVisible(bool(numbered))

    def _give(self) -> None:
        try:
            new = NewMixup(self.name.text().strip(), self.phrases, critical=self.critical.isChecked())
        except MiwakeError as error:
            self.reading.setText(str(error))
            self.reading.show()
            return
        self.given.emit(new)
        self.accept()
