"""A sentence that comes up at the lower edge for a moment, such as what was undone."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from miwake_desktop.style import MARGIN

MILLISECONDS = 4000
MILLISECONDS_A_LETTER = 60
WIDEST = 560
# What the style sheet puts around the words, and a little for the last letter.
PADDING = 40


class Toast(QLabel):
    """Lies over its parent; never takes the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self._timer = QTimer(self, interval=MILLISECONDS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence for a moment."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setFixedWidth(min(WIDEST, self.fontMetrics().horizontalAdvance(words) + PADDING))
        self.setFixedHeight(self.heightForWidth(self.width()))
        self._place()
        self.show()
        self.raise_()
        self._timer.start(max(MILLISECONDS, MILLISECONDS_A_LETTER * len(words)))

    def stop(self) -> None:
        """Hide at once."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the parent is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - MARGIN)
