"""Sort: one photo large, one key an answer, the next photo at once."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from miwake.domain.changes import Changes
from miwake.domain.mixups import Mixup
from miwake.services.sorting import NEITHER, unsorted
from miwake_desktop.actions import history, mixups
from miwake_desktop.models.sort_queue import SortQueue
from miwake_desktop.pictures import Pictures
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.choice_button import ChoiceButton
from miwake_desktop.views.parts import clear, text
from miwake_desktop.views.picture import PictureView
from miwake_desktop.views.place import Empty, empty_page
from miwake_desktop.views.pressed import act_on_key, take_keys

COLUMN_WIDTH = 320
AHEAD = 3


class SortView(QWidget):
    """Asks one mix-up of photo after photo.

    Signals:
        left: The person wants to go back to the mix-ups.
    """

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        take_keys(self)
        self.session = session
        self.queue = SortQueue()
        self._mixup: Mixup | None = None
        self._own = self._acts = 0
        self._pictures = Pictures(session, self)
        self.picture = PictureView(self._pictures)
        self.progress = text(role="faint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(SPACE)
        self._said = text(role="faint", wrap=True)
        asking = QWidget()
        across = QHBoxLayout(asking)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(MARGIN)
        across.addWidget(self.picture, 1)
        across.addWidget(self._column())
        self._pages = QStackedWidget()
        self._pages.addWidget(asking)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        session.failed.connect(lambda _error: self._resync())

    def start(self, mixup: Mixup) -> None:
        """Ask this mix-up of all photos that have no answer to it."""
        self._mixup = mixup
        self.queue = SortQueue()
        self._said.setText("")
        clear(self._answers)
        for number, choice in enumerate(mixup.choices, start=1):
            self._answers.addWidget(ChoiceButton(str(number), choice, partial(self.answer, number)))
        self._answers.addWidget(ChoiceButton("0", tr("neither"), lambda: self.answer(NEITHER)))
        self._answers.addWidget(ChoiceButton("?", tr("can't tell"), lambda: self.answer(None)))
        self._read()
        self.setFocus()

    def refresh(self) -> None:
        """Ask anew what is left: something else may have been done since, which Backspace must not take back."""
        self.queue = SortQueue()
        self._read()

    def answer(self, choice: int | None) -> None:
        """Write the answer and go on to the next photo, without waiting."""
        photo = self.queue.current
        if photo is None or self._mixup is None or (choice or 0) > len(self._mixup.choices):
            return
        self._acted()
        mixups.sort_photo(self.session, self._mixup.id, photo, choice)
        words = {None: tr("can't tell"), NEITHER: tr("neither")}
        said = words[choice] if choice in words else self._mixup.choices[(choice or 1) - 1]
        self._said.setText(f"{tr('Last:')} {said}")
        self.queue.answered()
        self._show()

    def undo(self) -> None:
        """Take the last answer back and ask again."""
        if self.queue.back():
            self._acted()
            history.take_back(self.session, "sort")
            self._said.setText("")
            self._show()

    def on_changed(self, changes: Changes) -> None:
        """Read anew what is left, unless it is this view's own answer that changed it."""
        if not changes.answers and not changes.photos:
            return
        if self._own:
            self._own -= 1
        elif self._mixup is not None:
            self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers, ? skips, Backspace takes back, Escape leaves."""
        keys: dict[str, Callable[[], None]] = {
            **{str(digit): partial(self.answer, digit) for digit in range(10)},
            "?": partial(self.answer, None),
            "backspace": self.undo,
            "escape": self.left.emit,
        }
        if not act_on_key(event, keys):
            super().keyPressEvent(event)

    def _column(self) -> QWidget:
        column = QWidget()
        column.setFixedWidth(COLUMN_WIDTH)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.progress)
        layout.addWidget(self._bar)
        layout.addSpacing(SPACE)
        layout.addWidget(text(tr("What does the photo show?"), "heading"))
        layout.addLayout(self._answers)
        layout.addSpacing(SPACE)
        layout.addWidget(self._said)
        layout.addStretch(1)
        layout.addWidget(ChoiceButton(tr("Backspace"), tr("undo"), self.undo))
        return column

    def _acted(self) -> None:
        self._own += 1
        self._acts += 1

    def _read(self) -> None:
        mixup, acts = self._mixup, self._acts
        if mixup is not None:
            self.session.ask(
                lambda project: unsorted(project, mixup.id), lambda photos: self._start(mixup, photos, acts)
            )

    def _resync(self) -> None:
        """An answer may not have been written: ask again what is left."""
        if self._own:
            self._own = 0
            self._read()

    def _start(self, mixup: Mixup, photos: list[int], acts: int) -> None:
        if acts != self._acts:
            # Read before what was answered or taken back since: now that is written as well.
            self._read()
        elif mixup is self._mixup:
            # Where the same photos are left as before, what was answered can still be taken back.
            if photos != self.queue.left:
                self.queue = SortQueue(photos)
            self._show()

    def _show(self) -> None:
        photo = self.queue.current
        if photo is None:
            self._show_end()
            return
        self._pages.setCurrentIndex(0)
        self.picture.show_photo(photo)
        self._pictures.prefetch(self.queue.upcoming(AHEAD))
        self.progress.setText(f"{self.queue.done + 1:,} / {counted(self.queue.total, 'photo', 'photos')}")
        self._bar.setRange(0, max(1, self.queue.total))
        self._bar.setValue(self.queue.done)

    def _show_end(self) -> None:
        if old := self._pages.widget(1):
            self._pages.removeWidget(old)
            old.deleteLater()
        self.picture.show_photo(None)
        name = self._mixup.name if self._mixup else ""
        done = counted(self.queue.done, "photo sorted just now.", "photos sorted just now.") if self.queue.done else ""
        words = f"{done} {tr('Backspace takes the last answer back.')}" if done else tr("Every photo has an answer.")
        page = Empty(f"{name}: {tr('all sorted')}", words, tr("Back to the mix-ups"), self.left.emit)
        self._pages.addWidget(empty_page(page))
        self._pages.setCurrentIndex(1)
