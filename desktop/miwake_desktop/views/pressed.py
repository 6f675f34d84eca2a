"""Which key was pressed, also with a Japanese input method on or full-width digits typed."""

import unicodedata
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_NAMED = {
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Backspace: "backspace",
    Qt.Key.Key_Escape: "escape",
    Qt.Key.Key_Question: "?",
    Qt.Key.Key_Plus: "+",
    Qt.Key.Key_Minus: "-",
}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def pressed(event: QKeyEvent) -> str:
    """Return the key: "0" … "9", "a" … "z", "?", "space", "backspace", "escape"; empty for any other.

    The code of the key counts, whatever the input method makes of it; failing that, the text in its plain form.
    """
    if event.modifiers() & _COMMANDS:
        return ""
    key = event.key()
    if key in _NAMED:
        return _NAMED[Qt.Key(key)]
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return chr(key).lower()
    text = unicodedata.normalize("NFKC", event.text()).lower()
    return text if len(text) == 1 and ((text.isascii() and text.isalnum()) or text == "?") else ""


def take_keys(widget: QWidget) -> None:
    """Let a widget get its keys as they are, past any input method."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)


def act_on_key(event: QKeyEvent, keys: Mapping[str, Callable[[], object]]) -> bool:
    """Do what the pressed key stands for; return whether it stands for anything."""
    act = keys.get(pressed(event))
    if act:
        act()
    return act is not None
