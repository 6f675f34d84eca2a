"""The thin Qt model over the answers for new photos."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from miwake.domain.telling import NEITHER, NOT_SURE, Telling, Told
from miwake_desktop.models.new_photo_tiles import NewPhotoTiles
from miwake_desktop.models.told_rows import ToldFilter, answer_words
from miwake_desktop.style import theme
from miwake_desktop.texts import tr

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
COLUMNS = ("Photo", "Mix-up", "Answer", "Closest", "Margin")
PHOTO, MIXUP, ANSWER, CLOSEST, MARGIN = range(5)
TOLD_ROLE = Qt.ItemDataRole.UserRole


class ToldTable(QAbstractTableModel):
    """One row an answer.

    Args:
        tiles: Where the pictures come from.
        parent: The model's owner.
    """

    def __init__(self, tiles: NewPhotoTiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._telling: Telling | None = None
        self._rows: list[Told] = []
        self._filter = ToldFilter()
        tiles.arrived.connect(self._arrived)

    @property
    def rows(self) -> Sequence[Told]:
        """What is shown."""
        return self._rows

    def show(self, telling: Telling | None) -> None:
        """Show other answers."""
        self._telling = telling
        self.narrow(self._filter)

    def narrow(self, wanted: ToldFilter) -> None:
        """Show only those that fit."""
        self.beginResetModel()
        self._filter = wanted
        answers = self._telling.answers if self._telling else ()
        self._rows = [told for told in answers if wanted.fits(told)]
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many answers are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(COLUMNS[section]) if 0 <= section < len(COLUMNS) else None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == MARGIN:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        told, column = self._rows[index.row()], index.column()
        if role == TOLD_ROLE:
            return told
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(told, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return told.path if column == PHOTO else self._words(told, column)
        if role == Qt.ItemDataRole.DecorationRole and column == PHOTO:
            return self._tiles.tile(told.path)
        return self._look(told, column, role)

    def _look(self, told: Told, column: int, role: int) -> Any:
        unsure, unproven = told.answer == NOT_SURE, self._unproven(told)
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == ANSWER and (unsure or unproven):
                return QColor(theme().warning)
            return QColor(theme().faint) if column in (CLOSEST, MARGIN) else None
        if role == Qt.ItemDataRole.FontRole and column == ANSWER and told.answer != NEITHER:
            font = QFont()
            font.setBold(not (unsure or unproven))
            font.setItalic(unsure)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column == MARGIN:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _words(self, told: Told, column: int) -> str:
        if column == PHOTO:
            return PurePath(told.path).name
        if column == ANSWER:
            sign = "?  " if told.answer == NOT_SURE else ""
            return sign + answer_words(told, unproven=self._unproven(told))
        return (told.mixup, told.closest, f"{told.margin:.3f}")[(MIXUP, CLOSEST, MARGIN).index(column)]

    def _unproven(self, told: Told) -> bool:
        return self._telling is not None and self._telling.unproven(told)

    def _arrived(self, paths: Sequence[str]) -> None:
        wanted = set(paths)
        for row, told in enumerate(self._rows):
            if told.path in wanted:
                index = self.index(row, PHOTO)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])
