"""The grid of photos."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from miwake_desktop.models.photo_grid import PhotoGridModel
from miwake_desktop.models.tiles import Tiles
from miwake_desktop.session import Session
from miwake_desktop.texts import tr
from miwake_desktop.views.grid_view import GridView
from miwake_desktop.views.tile_delegate import CELL, TileDelegate


class PhotoGrid(GridView):
    """Photos to choose from.

    Signals:
        chosen: Identifiers of the chosen photos.
        removal_wanted: The key that removes was pressed.
        opened: Identifier of the photo that was double-clicked, or on which Enter was pressed.
    """

    chosen = Signal(object)
    removal_wanted = Signal()
    opened = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None, *, several: bool = True) -> None:
        super().__init__(CELL, parent)
        self.photos = PhotoGridModel(Tiles(session, self, scale=self.devicePixelRatioF()), self)
        self.setModel(self.photos)
        self.setItemDelegate(TileDelegate(self))
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setAccessibleName(tr("Photos"))
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.chosen.emit(self.chosen_photos))
        self.photos.modelReset.connect(lambda: self.chosen.emit([]))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.photos.photos[index.row()]))

    @property
    def chosen_photos(self) -> list[int]:
        """Identifiers of the chosen photos, in the order of the grid."""
        selection = self.selectionModel().selection()
        ranges = sorted((each.top(), each.bottom()) for each in map(selection.at, range(selection.size())))
        return [photo for top, bottom in ranges for photo in self.photos.photos.ids[top : bottom + 1]]

    def choose(self, photos: Sequence[int]) -> None:
        """Choose these photos, those that are shown, and bring the first into view."""
        rows = [row for row in (self.photos.photos.row_of(photo) for photo in photos) if row is not None]
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.photos.index(row), self.photos.index(row))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            first = self.photos.index(rows[0])
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks for removal, Enter opens; all other keys move and choose."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selectionModel().hasSelection():
            self.removal_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.photos.photos[self.currentIndex().row()])
        else:
            super().keyPressEvent(event)
