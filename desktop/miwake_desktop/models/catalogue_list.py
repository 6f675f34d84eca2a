"""The thin Qt model over the catalogue of ready mix-ups; several can be ticked, whatever is searched for meanwhile."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from miwake_desktop.models.catalogue_rows import CatalogueRow
from miwake_desktop.texts import tr

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Flag = Qt.ItemFlag
ROW_ROLE = Qt.ItemDataRole.UserRole


class CatalogueList(QAbstractListModel):
    """One row a heading or a ready mix-up.

    Signals:
        ticked_changed: Another number of mix-ups is ticked.
    """

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CatalogueRow] = []
        self._ticked: dict[str, None] = {}

    @property
    def rows(self) -> list[CatalogueRow]:
        """What is shown."""
        return self._rows

    @property
    def ticked(self) -> list[str]:
        """The ids of the ticked mix-ups in the order in which they were ticked, also of those not shown now."""
        return list(self._ticked)

    def show(self, rows: Sequence[CatalogueRow]) -> None:
        """Show these rows; what the project has meanwhile is ticked no more."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
        for row in rows:
            if row.here and row.id in self._ticked:
                del self._ticked[row.id]
                self.ticked_changed.emit()

    def row_at(self, index: _Index) -> CatalogueRow | None:
        """Return the row of an index, None where there is none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen; what the project has can be looked at, not ticked."""
        row = self.row_at(index)
        if row is None or row.ready is None:
            return _Flag.NoItemFlags
        flags = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable | _Flag.ItemNeverHasChildren
        return flags | _Flag.ItemIsUserCheckable if row.can_be_added else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row shows."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _words(row).replace("\n", ", ")
        if role == Qt.ItemDataRole.CheckStateRole and row.can_be_added:
            return Qt.CheckState.Checked if row.id in self._ticked else Qt.CheckState.Unchecked
        return row if role == ROW_ROLE else None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a mix-up, or take its tick away."""
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.CheckStateRole or not row.can_be_added:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._ticked[row.id] = None
        else:
            self._ticked.pop(row.id, None)
        self.dataChanged.emit(index, index, [role])
        self.ticked_changed.emit()
        return True


def _words(row: CatalogueRow) -> str:
    if row.ready is None:
        return row.heading
    mark = f", {tr('in the project')}" if row.here else ""
    return f"{row.ready.name.en}{mark}\n{row.ready.name.ja}"
