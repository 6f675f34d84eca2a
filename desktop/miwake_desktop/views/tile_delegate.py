"""Paints one tile of the grid: the picture, its name, and a mark where something is missing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from miwake_desktop.models.photo_grid import TILE_ROLE
from miwake_desktop.models.tiles import EDGE, ShownTile
from miwake_desktop.style import SPACE, theme
from miwake_desktop.texts import tr

NAME_HEIGHT = 22
CELL = QSize(EDGE + 2 * SPACE, EDGE + NAME_HEIGHT + 2 * SPACE)
DOT = 10


class TileDelegate(QStyledItemDelegate):
    """Every tile is of one size, so that a grid of any length is laid out at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """The size of every cell."""
        return CELL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one tile; while its picture is on its way, an empty frame."""
        colours = theme()
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = rect.adjusted(2, 2, -2, -2)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(QColor(colours.chosen))
            painter.drawRoundedRect(cell, 8, 8)
        elif state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(cell, 8, 8)
        frame = QRect(rect.x() + (rect.width() - EDGE) // 2, rect.y() + SPACE, EDGE, EDGE)
        self._paint_tile(painter, frame, index.data(TILE_ROLE))
        painter.restore()

    def _paint_tile(self, painter: QPainter, frame: QRect, tile: ShownTile | None) -> None:
        colours = theme()
        picture = frame
        name = QRect(frame.x(), frame.bottom() + 3, frame.width(), NAME_HEIGHT)
        if tile is None or tile.pixmap is None:
            painter.setPen(QColor(colours.faint))
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(frame.adjusted(0, EDGE // 6, 0, -EDGE // 6), 6, 6)
            if tile:
                painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, tr("no picture"))
        else:
            picture = QRect(QPoint(), tile.pixmap.deviceIndependentSize().toSize())
            picture.moveCenter(frame.center())
            painter.drawPixmap(picture.topLeft(), tile.pixmap)
        if tile is None:
            return
        if tile.made:
            self._mark(painter, picture)
        left = 0
        if not tile.described:
            left = self._dot(painter, name, colours.warning)
        painter.setPen(QColor(colours.text if tile.described else colours.faint))
        words = painter.fontMetrics().elidedText(tile.name, Qt.TextElideMode.ElideMiddle, name.width() - left)
        painter.drawText(name.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, words)

    def _mark(self, painter: QPainter, picture: QRect) -> None:
        """Say on the picture itself that no camera took it."""
        words, colours = tr("edited copy"), theme()
        wide = painter.fontMetrics().horizontalAdvance(words) + SPACE
        mark = QRect(picture.left(), picture.bottom() - NAME_HEIGHT + 1, wide, NAME_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        painter.drawRect(mark)
        painter.setPen(QColor(colours.text))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, words)

    def _dot(self, painter: QPainter, name: QRect, colour: str) -> int:
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(name.x() + 2, name.center().y() - DOT // 2 + 1, DOT - 2, DOT - 2)
        return DOT + 4
