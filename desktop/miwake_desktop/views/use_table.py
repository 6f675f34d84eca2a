"""The table of answers."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from miwake.domain.telling import Told
from miwake_desktop.models.new_photo_tiles import EDGE, NewPhotoTiles
from miwake_desktop.models.told_table import ANSWER, CLOSEST, MARGIN, MIXUP, PHOTO, TOLD_ROLE, ToldTable
from miwake_desktop.session import Session
from miwake_desktop.texts import tr
from miwake_desktop.views.report_rows import PlainRows

_WIDTHS = {PHOTO: 180, MIXUP: 80, CLOSEST: 140, MARGIN: 75}


class AnswerTable(QTableView):
    """One row an answer.

    Signals:
        chosen: The `Told` of the row that was chosen.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers = ToldTable(NewPhotoTiles(session, self), self)
        self.setModel(self.answers)
        self.setAccessibleName(tr("Answers"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(PlainRows(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(EDGE, EDGE))
        # Every row is of one height, so that a table of any length is laid out at once.
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(EDGE + 8)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(ANSWER, QHeaderView.ResizeMode.Stretch)
        self.setWordWrap(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(self._row_chosen)

    def _row_chosen(self, new: QModelIndex, _old: QModelIndex) -> None:
        told = new.data(TOLD_ROLE) if new.isValid() else None
        if isinstance(told, Told):
            self.chosen.emit(told)
