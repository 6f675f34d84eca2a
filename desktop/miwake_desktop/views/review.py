"""The place Review: is this look-alike description wrong for the photo? One key, and the next one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError
from miwake.domain.negatives import Negative
from miwake.services.projects import Project
from miwake.services.review import ReviewItem, decided_today, item, last_decided, queue
from miwake_desktop.actions import history, review
from miwake_desktop.models.portion import Portion
from miwake_desktop.models.review_queue import ReviewQueue
from miwake_desktop.pictures import Pictures
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.choice_button import ChoiceButton
from miwake_desktop.views.column import GUTTER, Column
from miwake_desktop.views.last_decided import LastDecided
from miwake_desktop.views.parts import button, text
from miwake_desktop.views.picture import PictureView
from miwake_desktop.views.place import Empty, Place
from miwake_desktop.views.portion_line import PortionLine
from miwake_desktop.views.pressed import act_on_key, take_keys
from miwake_desktop.views.review_card import ReviewCard
from miwake_desktop.views.review_pages import nothing_waits, only_put_off, portion_done

COLUMN_WIDTH = 420
AHEAD = 3


class ReviewPlace(Place):
    """Asks about one look-alike description after the other."""

    title = "Review"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        take_keys(self)
        self.queue = ReviewQueue()
        self.item: ReviewItem | None = None
        self._put_off: frozenset[int] = frozenset()
        self._again: int | None = None
        self._own = self._acts = 0
        self._ready: dict[int, ReviewItem] = {}
        self._pictures = Pictures(session, self)
        self.picture = PictureView(self._pictures)
        self.card = ReviewCard()
        self.card.caption_corrected.connect(self._correct)
        self.card.negative_edited.connect(self._edit)
        self.card.given_up.connect(self.setFocus)
        self.last = LastDecided()
        self.last.chosen.connect(self.ask_again)
        self._decided = 0
        self._begun = 0
        self.portion = PortionLine()
        self.tools.addWidget(self.portion)
        self.tools.addWidget(button(tr("Propose look-alikes"), lambda: review.propose(session)))
        across = QHBoxLayout()
        across.setSpacing(MARGIN)
        across.addWidget(self.picture, 1)
        self._asking = self._column()
        across.addWidget(self._asking)
        self.fit(None, scrolls=True)
        self.content.addLayout(across, 1)
        # Nothing is asked before there is something to ask about; the photo keeps its place meanwhile.
        kept = self._asking.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._asking.setSizePolicy(kept)
        self._asking.hide()
        session.failed.connect(lambda _error: self._resync())

    def on_shown(self) -> None:
        """Read what waits."""
        self.queue = ReviewQueue()
        self._read()
        self.setFocus()

    def on_changed(self, changes: Changes) -> None:
        """Read anew what waits, unless it is this place's own decision that changed it."""
        if not (changes.negatives or changes.captions or changes.photos):
            return
        if self._own:
            self._own -= 1
            if not self._own:
                self._read_last()
        else:
            self._read()

    def decide(self, act: Callable[[Session, int], None]) -> None:
        """Write a decision about what is asked, and ask the next without waiting."""
        if self.item is None or self.item.negative.id != self.queue.current:
            return
        negative = self.item.negative.id
        if act is review.skip:
            self._put_off |= {negative}
        else:
            self._decided += 1
        self._acted()
        act(self.session, negative)
        self._ready.pop(negative, None)
        self.queue.decided()
        self._show()

    def undo(self) -> None:
        """Take the last decision back and ask again."""
        if self.queue.back():
            self._acted()
            history.take_back(self.session, "review")
            if self.queue.current in self._put_off:
                self._put_off -= {self.queue.current}
            else:
                self._decided -= 1
            self._show()

    def ask_again(self, negative: int) -> None:
        """Ask about one that was decided before."""
        self._ready.pop(negative, None)
        self._again = negative
        self.queue.bring(negative)
        self._show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A T N decide, C and E change words, Space puts off, Backspace takes back."""
        keys: dict[str, Callable[[], None]] = {
            "a": partial(self.decide, review.accept),
            "t": partial(self.decide, review.also_true),
            "n": partial(self.decide, review.nonsense),
            "c": self.card.correct_caption,
            "e": self.card.edit_negative,
            "space": partial(self.decide, review.skip),
            "backspace": self.undo,
        }
        if not act_on_key(event, keys):
            super().keyPressEvent(event)

    def _column(self) -> QWidget:
        column = Column(spacing=SPACE)
        column.inside.addWidget(self.card)
        column.inside.addSpacing(SPACE)
        column.inside.addWidget(text(tr("Is this wrong for the photo?"), "heading"))
        column.inside.addLayout(self._answers())
        column.inside.addSpacing(SPACE)
        column.inside.addWidget(self.last)
        column.inside.addStretch(1)
        column.setFixedWidth(COLUMN_WIDTH + GUTTER)
        return column

    def _answers(self) -> QGridLayout:
        answers: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("A", tr("yes, use it"), partial(self.decide, review.accept)),
            ("T", tr("also true"), partial(self.decide, review.also_true)),
            ("N", tr("nonsense"), partial(self.decide, review.nonsense)),
            ("C", tr("the description is wrong"), self.card.correct_caption),
            ("E", tr("edit the look-alike"), self.card.edit_negative),
            (tr("Space"), tr("can't tell, later"), partial(self.decide, review.skip)),
        )
        grid = QGridLayout()
        grid.setSpacing(SPACE)
        for number, (key, words, press) in enumerate(answers):
            grid.addWidget(ChoiceButton(key, words, press), number // 2, number % 2)
        grid.addWidget(ChoiceButton(tr("Backspace"), tr("undo"), self.undo), 3, 0, 1, 2)
        return grid

    def _correct(self, words: str) -> None:
        self.setFocus()
        self._ready.clear()
        self._again = None
        # All look-alikes of the description change with it: what waits is read anew when that is written.
        if self.item is not None:
            review.correct(self.session, self.item.negative.id, words)

    def _edit(self, words: str) -> None:
        self.setFocus()
        if self.item is not None:
            negative = self.item.negative.id
            self._acted()
            review.edit(self.session, negative, words, lambda: self.ask_again(negative))

    def _resync(self) -> None:
        if self._own:
            self._own = 0
            self._read()

    def _acted(self) -> None:
        self._own += 1
        self._acts += 1
        self._again = None

    def _read(self) -> None:
        self._ready.clear()
        self.session.ask(_waiting, partial(self._start, self._acts))
        self.session.ask(last_decided, self._show_last)

    def _read_last(self) -> None:
        self.session.ask(last_decided, self._show_last)
        self.session.ask(decided_today, self._count)

    def _count(self, decided: int) -> None:
        if not self._own and decided != self._decided:
            self._decided = decided
            self._show()

    def _show_last(self, decided: Sequence[Negative]) -> None:
        self.last.show_decided(decided)

    def _start(self, acts: int, found: tuple[Sequence[int], int]) -> None:
        if acts != self._acts:
            # Read before what was decided or taken back since: now that is written as well.
            self._read()
            return
        waiting, self._decided = found
        current = self.queue.current
        self.queue = ReviewQueue(waiting, self._put_off, decided=self.queue.decided_before)
        asked = current in waiting and current not in self._put_off
        if current is not None and (asked or current == self._again):
            self.queue.bring(current)
        self._show()

    def _show(self) -> None:
        current = self.queue.current
        # Taken back beyond where the portion began, another person, or past midnight: it begins there instead.
        self._begun = min(self._begun, self._decided)
        portion = Portion(self._decided, self.queue.left, self._begun)
        self.portion.show_portion(portion)
        if current is None or portion.is_done:
            self.item = None
            self.show_empty(self._page(portion))
            return
        self.show_empty(None)
        for negative in (current, *self.queue.upcoming(AHEAD)):
            if negative in self._ready:
                self._arrived(self._ready[negative])
            else:
                self.session.ask(partial(_item, negative=negative), self._arrived, failed=self._gone)

    def _arrived(self, found: ReviewItem) -> None:
        self._ready[found.negative.id] = found
        if Portion(self._decided, self.queue.left, self._begun).is_done:
            return
        if found.negative.id == self.queue.current:
            if found != self.item:
                # Read again because of something else: a field that is being written in must stay.
                self.item = found
                self.card.show_item(found)
                self._asking.show()
            self.picture.show_photo(found.photo.id)
        else:
            self._pictures.prefetch([found.photo.id])

    def _gone(self, _error: MiwakeError) -> None:
        """What was asked for is no longer there: read what is."""
        self._again = None
        self._read()

    def _page(self, portion: Portion) -> Empty:
        if portion.is_done:
            return portion_done(portion, self._go_on, lambda: self.session.wanted.emit("retrain"))
        if self.queue.put_off:
            return only_put_off(self.queue.put_off, self._take_up)
        return nothing_waits(lambda: review.propose(self.session))

    def _go_on(self) -> None:
        self._begun = self._decided
        self._show()
        self.setFocus()

    def _take_up(self) -> None:
        self._put_off = frozenset()
        self._read()
        self.setFocus()


def _waiting(project: Project) -> tuple[Sequence[int], int]:
    return queue(project), decided_today(project)


def _item(project: Project, *, negative: int) -> ReviewItem:
    return item(project, negative)
