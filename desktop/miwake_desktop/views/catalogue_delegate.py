"""Draws the rows of the catalogue: headings, and ready mix-ups with a box to tick and their names in two languages."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from miwake_desktop.models.catalogue_list import ROW_ROLE
from miwake_desktop.models.catalogue_rows import CatalogueRow
from miwake_desktop.style import SPACE, theme
from miwake_desktop.texts import tr

ROW_HEIGHT, HEADING_HEIGHT = 52, 38
BOX, BOX_ROOM = 20, 44
_Index = QModelIndex | QPersistentModelIndex
_Align = Qt.AlignmentFlag


class CatalogueDelegate(QStyledItemDelegate):
    """Paints rows; the box and what is left and right of it is ticked by a press, a row by the space bar."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A heading is lower than a mix-up."""
        row: CatalogueRow = index.data(ROW_ROLE)
        return QSize(200, ROW_HEIGHT if row.ready else HEADING_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row: CatalogueRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme().chosen))
        if row.ready is None:
            _words(painter, option.rect.adjusted(SPACE, 0, 0, 0), row.heading, theme().faint, bold=True)
        else:
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            _mixup(painter, option.rect, row, ticked=ticked)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Tick, or take the tick away."""
        if not model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable or not _ticks(event, option.rect):
            return False
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return bool(model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole))


def _ticks(event: QEvent, rect: QRect) -> bool:
    if isinstance(event, QKeyEvent):
        return event.type() is QEvent.Type.KeyPress and Qt.Key(event.key()) is Qt.Key.Key_Space
    if isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
        in_box = event.position().x() < rect.left() + BOX_ROOM
        return in_box and event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
    return False


def _mixup(painter: QPainter, rect: QRect, row: CatalogueRow, *, ticked: bool) -> None:
    ready = row.ready
    if ready is None:
        return
    if row.can_be_added:
        _box(painter, rect, ticked=ticked)
    lines = rect.adjusted(BOX_ROOM, SPACE // 2, -SPACE, -SPACE // 2)
    upper = QRect(lines.left(), lines.top(), lines.width(), lines.height() // 2)
    lower = upper.translated(0, upper.height())
    _words(painter, upper, ready.name.en, theme().faint if row.here else theme().text)
    _words(painter, lower, ready.name.ja, theme().faint)
    if row.here:
        _words(painter, upper, tr("✓ in the project"), theme().good, right=True)


def _box(painter: QPainter, rect: QRect, *, ticked: bool) -> None:
    colours = theme()
    box = QRect(rect.left() + (BOX_ROOM - BOX) // 2, rect.center().y() - BOX // 2, BOX, BOX)
    painter.setPen(QPen(QColor(colours.accent if ticked else colours.faint), 1.5))
    painter.setBrush(QColor(colours.accent if ticked else colours.surface))
    painter.drawRoundedRect(box, 4, 4)
    if ticked:
        painter.setPen(QPen(QColor(colours.on_accent), 2.2))
        corner = QPointF(box.topLeft())
        painter.drawPolyline(QPolygonF([corner + QPointF(x, y) for x, y in ((4.5, 10.5), (8.5, 14.5), (15.5, 6))]))


def _words(painter: QPainter, rect: QRect, words: str, colour: str, *, bold: bool = False, right: bool = False) -> None:
    font = QFont(painter.font())
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    side = _Align.AlignRight if right else _Align.AlignLeft
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | _Align.AlignVCenter, shown)
