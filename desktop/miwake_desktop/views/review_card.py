"""One question of Review in words: the photo's description, the look-alike, what differs; a field to change them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from miwake.services.review import ReviewItem
from miwake_desktop.models.marked import marked
from miwake_desktop.style import SPACE, theme
from miwake_desktop.texts import tr
from miwake_desktop.views.fields import EscapableField
from miwake_desktop.views.margin_bar import MarginBar
from miwake_desktop.views.parts import text


class ReviewCard(QFrame):
    """Shows a `ReviewItem`.

    Signals:
        caption_corrected: What the photo's own description should be.
        negative_edited: What the look-alike description should be.
        given_up: The field was left without a change.
    """

    caption_corrected = Signal(str)
    negative_edited = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._item: ReviewItem | None = None
        self.caption = _marked_label()
        self.negative = _marked_label()
        self.suspect = text(role="warning", wrap=True)
        self.margin_words = text(role="faint", wrap=True)
        self.margin = MarginBar()
        self.field = EscapableField()
        self.field.hide()
        self.field.given_up.connect(self._give_up)
        self.field.returnPressed.connect(self._given)
        self._corrects = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE // 2)
        for part in (
            text(tr("True of this photo"), "faint"),
            self.caption,
            text(tr("Look-alike description"), "faint"),
            self.negative,
            self.field,
            self.suspect,
            self.margin_words,
            self.margin,
        ):
            layout.addWidget(part)
        layout.insertSpacing(2, SPACE)
        layout.insertSpacing(layout.indexOf(self.margin_words), SPACE)

    def show_item(self, item: ReviewItem) -> None:
        """Show a question."""
        self._item = item
        colours = theme()
        self.caption.setText(marked(item.caption.text, item.spans_caption, colours))
        self.negative.setText(marked(item.negative.text, item.spans_negative, colours))
        self.caption.setAccessibleName(item.caption.text)
        self.negative.setAccessibleName(item.negative.text)
        self.suspect.setText(f"{tr('May also be true')}: {item.negative.suspect}")
        self.suspect.setVisible(item.negative.suspect is not None)
        self.margin_words.setText(_leaning(item.margin))
        self.margin_words.setVisible(item.margin is not None)
        self.margin.show_margin(item.margin)
        self.field.hide()

    def correct_caption(self) -> None:
        """Ask what is true of the photo."""
        self._ask(tr("What is true of this photo?"), corrects=True)

    def edit_negative(self) -> None:
        """Ask how the look-alike should read."""
        self._ask(tr("How should the look-alike read?"), corrects=False)

    def _ask(self, question: str, *, corrects: bool) -> None:
        if self._item is None:
            return
        self._corrects = corrects
        self.field.setPlaceholderText(question)
        self.field.setAccessibleName(question)
        self.field.setText(self._item.caption.text if corrects else self._item.negative.text)
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def _given(self) -> None:
        words = self.field.text().strip()
        before = self._item and (self._item.caption.text if self._corrects else self._item.negative.text)
        if not words or words == before:
            self._give_up()
            return
        self.field.hide()
        (self.caption_corrected if self._corrects else self.negative_edited).emit(words)

    def _give_up(self) -> None:
        self.field.hide()
        self.given_up.emit()


def _leaning(margin: float | None) -> str:
    if margin is None:
        return ""
    return tr("The model in use finds the true one better") if margin > 0 else tr("The model in use is mixed up here")


def _marked_label() -> QLabel:
    label = text(role="large", wrap=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    return label
