"""Look-alike pairs: choose two photos, look at them side by side, say that they get confused."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from miwake.domain.changes import Changes
from miwake.domain.pairs import Pair
from miwake.services.browsing import Browse, browse
from miwake_desktop.actions import mixups
from miwake_desktop.actions.pairs import read_pairs
from miwake_desktop.models.pair_choice import PairChoice
from miwake_desktop.pictures import Pictures
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.filter_bar import REST_MILLISECONDS, SEARCH_WIDTH
from miwake_desktop.views.pair_list import PairList
from miwake_desktop.views.pair_viewer import PairViewer
from miwake_desktop.views.parts import button, row, text
from miwake_desktop.views.photo_grid import PhotoGrid
from miwake_desktop.views.pressed import act_on_key, take_keys
from miwake_desktop.views.tile_delegate import CELL

LIST_WIDTH = 290


class PairsView(QWidget):
    """Marks pairs.

    Signals:
        left: The person wants to go back to the mix-ups.
    """

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        take_keys(self)
        self.session = session
        self.choice = PairChoice()
        self.viewer = PairViewer(Pictures(session, self))
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Which words tell them apart?"))
        self.note.setAccessibleName(tr("Which words tell them apart?"))
        self.note.returnPressed.connect(self.mark)
        self.confused = button(tr("These get confused (C)"), self.mark, primary=True)
        self.flick = button(tr("Flick (Space)"), self.viewer.flick)
        self.both = button(tr("Side by side (S)"), self.viewer.side_by_side)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search names and descriptions"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(SEARCH_WIDTH)
        self._rest = QTimer(self, interval=REST_MILLISECONDS, singleShot=True)
        self._rest.timeout.connect(self._read_photos)
        self.search.textChanged.connect(lambda _text: self._rest.start())
        self.grid = PhotoGrid(session, several=False)
        self.grid.setFixedHeight(CELL.height() + 4)
        self.grid.chosen.connect(self._photo_chosen)
        self.pairs = PairList()
        self.pairs.setFixedWidth(LIST_WIDTH)
        self.pairs.chosen.connect(self._pair_chosen)
        self.pairs.removal_wanted.connect(lambda pair: mixups.remove_pair(session, pair))
        self._where = text(role="faint")
        self._lay_out()
        self._show()

    def start(self) -> None:
        """Read the photos and the pairs."""
        self._read_photos()
        self._read_pairs()
        self.setFocus()

    def on_changed(self, changes: Changes) -> None:
        """Read anew what was touched."""
        if changes.pairs or changes.photos:
            self._read_pairs()
        if changes.photos:
            self._read_photos()

    def mark(self) -> None:
        """Mark the two photos as a pair."""
        both = self.choice.both
        if both:
            mixups.mark_pair(self.session, *both, self.note.text().strip())
            self.note.clear()
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space flicks, S shows both, C marks, + and - zoom, Escape leaves."""
        keys = {
            "space": self.viewer.flick,
            "s": self.viewer.side_by_side,
            "c": self.mark,
            "+": self.viewer.zoom_in,
            "-": self.viewer.zoom_out,
            "escape": self.left.emit,
        }
        if not act_on_key(event, keys):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        work = QVBoxLayout()
        work.setSpacing(SPACE)
        work.addWidget(self.viewer, 1)
        work.addLayout(row(self.note, self.confused, self.flick, self.both))
        work.addLayout(row(self._where, None, self.search))
        work.addWidget(self.grid)
        beside = QVBoxLayout()
        beside.setSpacing(SPACE)
        beside.addWidget(text(tr("Marked pairs"), "heading"))
        beside.addWidget(self.pairs, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(work, 1)
        layout.addLayout(beside)

    def _show(self) -> None:
        self.viewer.show_photos(*self.choice.photos)
        ready = self.choice.both is not None
        for each in (self.confused, self.flick, self.both, self.note):
            each.setEnabled(ready)
        left = self.choice.next_side == 0
        if ready:
            words = tr("The next photo goes to the left.") if left else tr("The next photo goes to the right.")
        else:
            words = tr("Choose the photo for the left.") if left else tr("Choose the photo for the right.")
        self._where.setText(words)

    def _photo_chosen(self, photos: Sequence[int]) -> None:
        if photos:
            self.choice = self.choice.with_photo(photos[0])
            self._show()

    def _pair_chosen(self, pair: Pair) -> None:
        self.choice = PairChoice((pair.photo_a, pair.photo_b))
        self._show()
        self.setFocus()

    def _read_photos(self) -> None:
        wanted = Browse(search=self.search.text())
        self.session.ask(lambda project: browse(project, wanted), self.grid.photos.show)

    def _read_pairs(self) -> None:
        read_pairs(self.session, self._show_pairs)

    def _show_pairs(self, pairs: Sequence[Pair], names: Mapping[int, str]) -> None:
        self.pairs.show_pairs(pairs, names)
