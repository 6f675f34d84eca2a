"""Rows of lists and tables: chosen as a whole, with room around the words, and no frame around a single cell."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from miwake_desktop.style import SPACE, theme


class PlainRows(QStyledItemDelegate):
    """Paints the background of a chosen row itself, the words as always."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The room that the words take, and that around them."""
        size: QSize = super().sizeHint(option, index)
        return QSize(size.width() + 3 * SPACE, size.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        shown = QStyleOptionViewItem(option)
        if shown.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(shown.rect, QColor(theme().chosen))
        shown.state &= ~(
            QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        )
        shown.palette.setColor(QPalette.ColorRole.Highlight, QColor(theme().chosen))
        # The style sheet's colour of cells would hide the model's own, such as that of doubt.
        unstyled: Any = shown  # Qt's type information forgets that there may be no widget.
        unstyled.widget = None
        shown.rect = shown.rect.adjusted(SPACE, 0, -SPACE // 2, 0)
        super().paint(painter, shown, index)
