"""The thin Qt model over the rows of models."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from miwake.domain.terms import Verdict
from miwake_desktop.models.model_rows import ModelRow
from miwake_desktop.models.run_words import verdict_words
from miwake_desktop.style import theme
from miwake_desktop.texts import tr

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
COLUMNS = ("Model", "In use", "Made from", "Verdict", "Mixed up", "Made", "Note")


class ModelTable(QAbstractTableModel):
    """One row a model."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ModelRow] = []

    @property
    def rows(self) -> list[ModelRow]:
        """What is shown."""
        return self._rows

    def show(self, rows: Sequence[ModelRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many models there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(COLUMNS[section]) if 0 <= section < len(COLUMNS) else None
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return row.name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.FontRole and row.active:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 3:
            return _colour(row.verdict)
        return None

    def _words(self, row: ModelRow, column: int) -> str:
        mark = tr("✓ in use") if row.active else ""
        return (
            row.title,
            mark,
            row.parent,
            verdict_words(row.verdict) if row.verdict else "",
            row.change,
            row.made,
            row.note,
        )[column]


def _colour(verdict: Verdict | None) -> QColor | None:
    colours = theme()
    name = {Verdict.IMPROVED: colours.good, Verdict.WORSE: colours.bad, Verdict.TOO_FEW: colours.warning}
    return QColor(name[verdict]) if verdict in name else None
