"""The thin Qt model over a list of photos: rows are identifiers, pictures come when they are wanted."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from miwake_desktop.models.photo_list import PhotoList
from miwake_desktop.models.tiles import Tiles
from miwake_desktop.texts import tr

ID_ROLE = Qt.ItemDataRole.UserRole
TILE_ROLE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()


class PhotoGridModel(QAbstractListModel):
    """Photos in a grid.

    Args:
        tiles: Where the pictures come from.
        parent: The model's owner.
    """

    def __init__(self, tiles: Tiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._list = PhotoList()
        tiles.arrived.connect(self._arrived)

    @property
    def photos(self) -> PhotoList:
        """What is shown."""
        return self._list

    def show(self, ids: Sequence[int]) -> None:
        """Show these photos; if photos were only added at the end, what is chosen and scrolled to stays."""
        before = self._list.ids
        if list(ids) == before:
            return
        if before and list(ids[: len(before)]) == before:
            self.beginInsertRows(QModelIndex(), len(before), len(ids) - 1)
            self._list = PhotoList(ids)
            self.endInsertRows()
            return
        self.beginResetModel()
        self._list = PhotoList(ids)
        self.endResetModel()

    def renew(self, photos: Iterable[int] | None = None) -> None:
        """Read the tiles of some photos anew, or all."""
        wanted = None if photos is None else list(photos)
        self._tiles.renew(wanted)
        if self._list:
            self.dataChanged.emit(self.index(0), self.index(len(self._list) - 1), [TILE_ROLE])

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many photos are shown."""
        return 0 if parent.isValid() else len(self._list)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is known of the photo in a row."""
        if not index.isValid() or not 0 <= index.row() < len(self._list):
            return None
        photo = self._list[index.row()]
        if role == ID_ROLE:
            return photo
        if role == TILE_ROLE:
            return self._tiles.tile(photo)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            tile = self._tiles.tile(photo)
            if tile is None:
                return tr("photo")
            return f"{tile.name} ({tr('edited copy')})" if tile.made else tile.name
        return None

    def _arrived(self, photos: Sequence[int]) -> None:
        for photo in photos:
            row = self._list.row_of(photo)
            if row is not None:
                self.dataChanged.emit(self.index(row), self.index(row), [TILE_ROLE, Qt.ItemDataRole.DisplayRole])
