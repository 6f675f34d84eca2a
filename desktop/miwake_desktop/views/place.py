"""What all places of the window share: a title, an empty state that says what to do next, and a session."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from miwake.domain.changes import Changes
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.column import GUTTER
from miwake_desktop.views.parts import TOUCH, button, row, text

TEXT_WIDTH = 520
READING_WIDTH = 1120
# Qt's own largest width.
_NO_LIMIT = (1 << 24) - 1
# Next to nothing is left for the room at both sides until the content is as wide as it may be.
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty place says: what to do next, the button that does it, and another way to it."""

    title: str
    text: str
    button: str | None = None
    press: Callable[[], None] | None = None
    other: str | None = None
    press_other: Callable[[], None] | None = None


class Place(QWidget):
    """One entry of the rail. Subclasses put widgets into `content` and `tools` and override the two hooks."""

    title = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        session.changed.connect(self.on_changed)
        self.heading = text(tr(self.title), "title")
        # As high as a button, so that it stays where it is from place to place.
        self.heading.setMinimumHeight(TOUCH)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(SPACE)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, GUTTER, 0)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addLayout(self.tools)
        self._body = QWidget()
        self.content = QVBoxLayout(self._body)
        self.content.setContentsMargins(0, 0, GUTTER, 0)
        self.content.setSpacing(SPACE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._body)
        self._middle = QWidget()
        layout = QVBoxLayout(self._middle)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN - GUTTER, MARGIN)
        layout.setSpacing(SPACE * 2)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addStretch(1)
        across.addWidget(self._middle, _MOST)
        across.addStretch(1)

    def on_shown(self) -> None:
        """The place came to the front: read what it shows."""

    def on_changed(self, changes: Changes) -> None:
        """Something was changed, here or by another process: redraw if it matters."""

    @property
    def says_something(self) -> bool:
        """Whether an empty state is in front, instead of the content."""
        return self._stack.currentIndex() == 1

    def fit(self, widest: int | None, *, scrolls: bool) -> None:
        """Say how the content lies in the window.

        Args:
            widest: What is read is no wider than this, in the middle of a wide window; None where all room is of use.
            scrolls: The content is a `Column`, or has one at its right edge, whose bar lies in the gutter.
        """
        self._middle.setMaximumWidth(widest + 2 * MARGIN if widest else _NO_LIMIT)
        self.content.setContentsMargins(0, 0, 0 if scrolls else GUTTER, 0)

    def show_empty(self, empty: Empty | None) -> None:
        """Show an empty state instead of the content; None shows the content again."""
        while old := self._stack.widget(1):
            self._stack.removeWidget(old)
            old.deleteLater()
        if empty:
            self._stack.addWidget(empty_page(empty))
        self._stack.setCurrentIndex(1 if empty else 0)


def empty_page(empty: Empty) -> QWidget:
    """Return a page that says what to do next."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.setSpacing(SPACE * 2)
    for words, role in ((empty.title, "heading"), (empty.text, "faint")):
        label = text(words, role, wrap=True)
        label.setFixedWidth(TEXT_WIDTH)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    offered = [button(empty.button, empty.press, primary=True)] if empty.button and empty.press else []
    offered += [button(empty.other, empty.press_other)] if empty.other and empty.press_other else []
    side_by_side = row(*offered)
    side_by_side.setContentsMargins(0, 0, 0, 0)
    buttons = QWidget()
    buttons.setLayout(side_by_side)
    layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignHCenter)
    return page
