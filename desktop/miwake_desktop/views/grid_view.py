"""An item view of equal cells: nothing that it does takes longer with more rows, unlike QListView's layout."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from miwake_desktop.views.cells import Cells

_Index = QModelIndex | QPersistentModelIndex
_HIT = QAbstractItemView.ScrollHint.EnsureVisible


class GridView(QAbstractItemView):
    """Shows the rows of a list model as cells, from the left and from the top.

    Args:
        cell: The least size of a cell; the columns share the width that is left over.
        parent: The widget that it lies in.
    """

    def __init__(self, cell: QSize, parent: QWidget | None = None) -> None:
        # Qt asks for the cells while it makes the view, long before there is a model.
        self._has_model = False
        self._cell = cell
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def cells(self) -> Cells:
        """Where the cells lie, counted from the top of the whole grid."""
        return Cells(self._rows(), self.viewport().width(), self._cell.width(), self._cell.height())

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows of a model."""
        self._has_model = model is not None
        super().setModel(model)

    def visualRect(self, index: _Index) -> QRect:
        """Where a cell lies in the viewport."""
        if not index.isValid():
            return QRect()
        cells = self.cells
        x, y = cells.place(index.row())
        return QRect(x, y - self.verticalOffset(), cells.cell_width, cells.height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The cell at a point of the viewport."""
        number = self.cells.at(point.x(), point.y() + self.verticalOffset())
        return QModelIndex() if number is None else self.model().index(number, 0)

    def scrollTo(self, index: _Index, hint: QAbstractItemView.ScrollHint = _HIT) -> None:  # noqa: ARG002 - always the least
        """Scroll as little as is needed to see a cell."""
        rect = self.visualRect(index)
        if not rect.isValid():
            return
        bar = self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + 1)

    def horizontalOffset(self) -> int:
        """Nothing is scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:
        """How far the grid is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:  # noqa: ARG002
        """No cell is hidden."""
        return False

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        """The cell that a key leads to."""
        cells = self.cells
        if not cells.count:
            return QModelIndex()
        page = max(1, self.viewport().height() // cells.height) * cells.columns
        move = QAbstractItemView.CursorAction
        steps = {
            move.MoveLeft: -1,
            move.MovePrevious: -1,
            move.MoveRight: 1,
            move.MoveNext: 1,
            move.MoveUp: -cells.columns,
            move.MoveDown: cells.columns,
            move.MovePageUp: -page,
            move.MovePageDown: page,
            move.MoveHome: -cells.count,
            move.MoveEnd: cells.count,
        }
        current = self.currentIndex()
        wanted = current.row() + steps[action] if current.isValid() else 0
        return self.model().index(min(max(wanted, 0), cells.count - 1), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose all cells from where the person began to where they are now, in the order of the grid."""
        cells, down = self.cells, self.verticalOffset()
        ends = [
            cells.nearest(corner.x(), corner.y() + down)
            for corner in (rect.topLeft(), QPoint(rect.x() + rect.width() - 1, rect.y() + rect.height() - 1))
        ]
        rows = sorted(end for end in ends if end is not None)
        if rows:
            chosen = QItemSelection(self.model().index(rows[0], 0), self.model().index(rows[-1], 0))
            self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What is to be painted anew: all, which is at most a screen full of cells."""
        return QRegion() if selection.isEmpty() else QRegion(self.viewport().rect())

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the number of rows."""
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.cells.total_height - height))
        bar.setPageStep(height)
        bar.setSingleStep(self._cell.height() // 3)
        super().updateGeometries()

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """Make room for new rows."""
        super().rowsInserted(parent, start, end)
        self.updateGeometries()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cell at the top where it is when the number of columns changes."""
        super().resizeEvent(event)
        self.updateGeometries()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that are seen."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        top = self.verticalOffset()
        dirty = event.rect()
        pointed = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        plain = option.state
        for number in self.cells.seen(top + dirty.top(), top + dirty.bottom()):
            index = self.model().index(number, 0)
            option.rect = self.visualRect(index)
            option.state = plain | self._state(index, pointed)
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def _rows(self) -> int:
        return self.model().rowCount() if self._has_model else 0

    def _state(self, index: QModelIndex, pointed: QModelIndex) -> QStyle.StateFlag:
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if index == self.currentIndex() and self.hasFocus():
            state |= QStyle.StateFlag.State_HasFocus
        if index == pointed and self.viewport().underMouse():
            state |= QStyle.StateFlag.State_MouseOver
        return state
