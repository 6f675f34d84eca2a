"""Small pieces that all places are built of: texts with a role, buttons, lines, cards."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from miwake_desktop.icons import icon
from miwake_desktop.style import SPACE, theme

TOUCH = 36
"""The least height of what a finger presses, in pixels."""


def text(words: str = "", role: str = "", *, wrap: bool = False, select: bool = False) -> QLabel:
    """Return a label; `role` is one of the style sheet's: title, heading, faint, good, bad, warning."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if select:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role of the style sheet, now that it is shown."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(words: str, press: Callable[[], None] | None = None, *, primary: bool = False, tip: str = "") -> QPushButton:
    """Return a button with words on it."""
    made = QPushButton(words)
    made.setMinimumHeight(TOUCH)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("role", "primary")
    if tip:
        made.setToolTip(tip)
    if press:
        made.clicked.connect(lambda _checked=False: press())
    return made


def tool(name: str, words: str, press: Callable[[], None]) -> QToolButton:
    """Return a button with an icon on it; `words` say what it does, to the eye on hovering and to a screen reader."""
    made = QToolButton()
    made.setIcon(icon(name, theme().faint))
    made.setMinimumSize(TOUCH, TOUCH)
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda _checked=False: press())
    return made


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a raised surface and its layout."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
    layout.setSpacing(SPACE)
    return frame, layout


def row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return widgets side by side; None is a stretch."""
    layout = QHBoxLayout()
    layout.setSpacing(SPACE)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Remove everything that lies in a layout."""
    while item := layout.takeAt(0):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            clear(inner)
            inner.deleteLater()
