"""A large button with the key that presses it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from miwake_desktop.style import SPACE
from miwake_desktop.views.parts import text

HEIGHT = 48
KEY_WIDTH = 30
KEY_HEIGHT = 26


class ChoiceButton(QPushButton):
    """An answer that a finger, a pointer or one key gives.

    Args:
        key: What is printed on the key.
        words: The answer.
        press: What giving it does.
    """

    def __init__(self, key: str, words: str, press: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "choice")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{words} ({key})")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: press())
        cap = text(key, "key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cap.setMinimumWidth(KEY_WIDTH)
        cap.setFixedHeight(KEY_HEIGHT)
        self.words = text(words, wrap=True)
        for label in (cap, self.words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE + 2, SPACE // 2, SPACE + 2, SPACE // 2)
        layout.setSpacing(SPACE + 2)
        layout.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.words, 1)
        self.setMinimumHeight(HEIGHT)
