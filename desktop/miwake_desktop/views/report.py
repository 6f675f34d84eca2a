"""The place Report: what a retraining proved, honestly, with the photos behind each number."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError
from miwake_desktop.actions import reports as actions
from miwake_desktop.actions.reports import Report
from miwake_desktop.models.run_rows import RunRow
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN
from miwake_desktop.texts import tr
from miwake_desktop.views.column import Column
from miwake_desktop.views.models_gate import use_or_ask
from miwake_desktop.views.parts import card, clear, text
from miwake_desktop.views.place import READING_WIDTH, Empty, Place
from miwake_desktop.views.report_head import ReportHead
from miwake_desktop.views.report_photos import ReportPhotos
from miwake_desktop.views.report_rows import PlainRows
from miwake_desktop.views.report_table import PartTable
from miwake_desktop.views.report_trust import details_fold, table_card, trust_card

LIST_WIDTH = 210
ROW_HEIGHT = 56


class ReportPlace(Place):
    """The reports of all retrainings, the newest in front."""

    title = "Report"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.report: Report | None = None
        self._rows: list[RunRow] = []
        self.runs = QListWidget()
        self.runs.setFixedWidth(LIST_WIDTH)
        self.runs.setAccessibleName(tr("Retrainings"))
        self.runs.currentRowChanged.connect(self._chosen)
        self.head = ReportHead()
        self.head.use_wanted.connect(self._use)
        self.head.open_wanted.connect(self._open)
        self.head.export_wanted.connect(self._ask_target)
        self.photos = ReportPhotos(session)
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        self._scroll = self._column()
        # Qt goes through all widgets while it tells them of another theme: none may be deleted before it is done.
        self._repaint = QTimer(self, interval=0, singleShot=True)
        self._repaint.timeout.connect(self._rebuild)
        self.runs.setItemDelegate(PlainRows(self.runs))
        self.runs.hide()
        self._scroll.hide()
        across = QHBoxLayout()
        across.setSpacing(MARGIN)
        across.addWidget(self.runs)
        across.addWidget(self._scroll, 1)
        self.fit(LIST_WIDTH + MARGIN + READING_WIDTH, scrolls=True)
        self.content.addLayout(across, 1)

    def on_shown(self) -> None:
        """Read which reports there are."""
        actions.list_reports(self.session, self._show_runs)

    def on_changed(self, changes: Changes) -> None:
        """A new report may be there, or another model in use."""
        if self.isVisible() and (changes.runs or changes.models or changes.settings):
            actions.list_reports(self.session, self._show_runs)

    def show_report(self, report: Report) -> None:
        """Show one report."""
        same = self.report is not None and self.report.job == report.job
        self.report = report
        self.head.show_model(usable=report.usable, in_use=report.in_use, recommended=report.recommended)
        if not same:
            self._build(report)
            self._scroll.show()
            self._scroll.verticalScrollBar().setValue(0)

    def changeEvent(self, event: QEvent) -> None:
        """Build what is shown anew in the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._repaint.start()

    def _rebuild(self) -> None:
        if self.report is not None:
            self._build(self.report)

    def _build(self, report: Report) -> None:
        page = report.page
        self.head.show_page(page)
        clear(self._above)
        clear(self._below)
        if page.mixups.rows:
            self._above.addWidget(table_card(tr("By mix-up"), PartTable(page.mixups, tr("Mix-up"))))
        self.photos.show_sections(page.sections)
        self._photo_card.setVisible(bool(page.sections))
        self._below.addWidget(trust_card(page))
        if page.bands.rows:
            lead = tr("Grouped by how close the wording is, measured by a model that is neither of the two compared.")
            self._below.addWidget(
                table_card(tr("How alike the descriptions are"), PartTable(page.bands, tr("How alike")), lead)
            )
        self._below.addWidget(details_fold(page, report.comparison, self.session))

    def _column(self) -> Column:
        self._photo_card, inside = card()
        inside.addWidget(text(tr("The photos behind the numbers"), "heading"))
        inside.addWidget(self.photos)
        column = Column(spacing=MARGIN)
        column.inside.addWidget(self.head)
        column.inside.addLayout(self._above)
        column.inside.addWidget(self._photo_card)
        column.inside.addLayout(self._below)
        self._below.setSpacing(MARGIN)
        column.inside.addStretch(1)
        return column

    def _show_runs(self, rows: list[RunRow]) -> None:
        if not rows:
            self._rows, self.report = [], None
            self.show_empty(_nothing(self.session))
            return
        self.show_empty(None)
        self.runs.show()
        newest_before = self._rows[0].job if self._rows else ""
        place = self.runs.currentRow()
        stays = rows[0].job == newest_before and 0 <= place < len(self._rows)
        chosen = self._rows[place].job if stays else rows[0].job
        self._rows = rows
        self.runs.blockSignals(True)  # noqa: FBT003 - Qt's own switch
        self.runs.clear()
        for each in rows:
            item = QListWidgetItem(each.words)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setToolTip(each.recipe)
            self.runs.addItem(item)
        place = next((number for number, each in enumerate(rows) if each.job == chosen), 0)
        self.runs.setCurrentRow(place)
        self.runs.blockSignals(False)  # noqa: FBT003 - Qt's own switch
        self._chosen(place)

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            job = self._rows[place].job
            actions.read_report(self.session, job, lambda report: self._read(job, report), failed=self._not_read)

    def _read(self, job: str, report: Report) -> None:
        place = self.runs.currentRow()
        if 0 <= place < len(self._rows) and self._rows[place].job == job:
            self.show_report(report)

    def _not_read(self, error: MiwakeError) -> None:
        # What another retraining proved must not stand beside this one's name.
        self.report = None
        self._scroll.hide()
        self.session.failed.emit(error)

    def _use(self) -> None:
        if self.report and self.report.comparison.model_after:
            use_or_ask(self, self.session, self.report.comparison.model_after)

    def _open(self) -> None:
        if self.report:
            actions.open_report(self.session, self.report)

    def _ask_target(self, form: str, with_photos: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        report = self.report
        if report is None:
            return
        named, _ = QFileDialog.getSaveFileName(self, tr("Export the report"), f"report.{form}", f"*.{form}")
        if named:
            target = Path(named) if Path(named).suffix else Path(named).with_suffix(f".{form}")
            actions.export_report(self.session, report, target, form=form, with_photos=with_photos)


def _nothing(session: Session) -> Empty:
    return Empty(
        tr("No report yet"),
        tr("After a retraining, what was mixed up before and after stands here, photo by photo."),
        tr("Go to Retrain"),
        lambda: session.wanted.emit("retrain"),
    )
