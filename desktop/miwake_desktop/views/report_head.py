"""The head of a report: the verdict in one sentence, what was mixed up before and after, what can be done now."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QPushButton, QVBoxLayout

from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import button, clear, row, set_role, text
from miwake_desktop.views.report_waffle import Waffle

if TYPE_CHECKING:
    from miwake.services.report_page import Page

ROLES = {"improved": "good", "worse": "bad", "few": "warning", "even": ""}
FORMS = (("html", "HTML…"), ("xlsx", "Workbook (.xlsx)…"), ("csv", "Table (.csv)…"), ("json", "JSON…"))


class ReportHead(QFrame):
    """Says first what matters most.

    Signals:
        use_wanted: The new model is to be used.
        open_wanted: The full report is to be opened.
        export_wanted: Form ("html", "xlsx", "csv", "json") and whether the photos come along.
    """

    use_wanted = Signal()
    open_wanted = Signal()
    export_wanted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(tr("Result"))
        self.use = button(tr("Use this model"), self.use_wanted.emit)
        self.in_use = text(role="good")
        self.open = button(tr("Open the full report"), self.open_wanted.emit)
        self.export = self._export_button()
        self._shown = QVBoxLayout()
        self._shown.setSpacing(SPACE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        layout.setSpacing(SPACE * 2)
        layout.addLayout(self._shown)
        layout.addLayout(row(self.use, self.in_use, self.open, self.export, None))

    def show_page(self, page: "Page") -> None:
        """Show the head of a report."""
        clear(self._shown)
        self.verdict = text(page.verdict, ROLES[page.css] or "heading")
        self.sentence = text(page.sentence, "large", wrap=True, select=True)
        self._shown.addWidget(self.verdict)
        self._shown.addWidget(self.sentence)
        if page.risen:
            self._shown.addWidget(text(page.risen, "bad", wrap=True, select=True))
        if page.compared:
            self._shown.addWidget(text(page.compared, "faint", wrap=True))
        if page.counts[2]:
            self._shown.addSpacing(SPACE)
            self._shown.addLayout(_figures(page))
            self._shown.addWidget(_rate(page))
        if page.waffle.squares:
            shown = page.waffle
            legend = tuple((fate, words, number) for fate, words, number in page.legend if number)
            self._shown.addSpacing(SPACE)
            self._shown.addWidget(
                Waffle(shown.squares, (shown.columns, shown.rows), legend=legend, label=page.waffle_label)
            )

    def show_model(self, *, usable: bool, in_use: bool, recommended: bool) -> None:
        """Offer the model that came out, in the accent colour only where it is proven to be better."""
        set_role(self.use, "primary" if recommended else "")
        self.use.setVisible(usable and not in_use)
        self.in_use.setText(tr("✓ This model is in use"))
        self.in_use.setVisible(in_use)

    def _export_button(self) -> QPushButton:
        made = button(tr("Export"))
        menu = QMenu(made)
        for with_photos, title in ((True, tr("With photos")), (False, tr("Without photos"))):
            inner = menu.addMenu(title)
            for form, words in FORMS:
                inner.addAction(tr(words), partial(self.export_wanted.emit, form, with_photos))
        made.setMenu(menu)
        return made


def _figures(page: "Page") -> QGridLayout:
    before, after, tested = page.counts
    role = "good" if after < before and page.css == "improved" else "bad" if page.css == "worse" else ""
    figures = QGridLayout()
    figures.setHorizontalSpacing(MARGIN * 2)
    figures.setVerticalSpacing(0)
    cells = (
        (f"{before}", tr("of {n} mixed up before").format(n=tested), ""),
        (f"{after}", tr("of {n} mixed up after").format(n=tested), role),
        (f"{page.fixed}", tr("fixed"), ""),
        (f"{page.broken}", tr("newly broken"), ""),
    )
    for column, (figure, words, _role) in enumerate(cells):
        figures.addWidget(text(figure, "figure"), 0, column)
        figures.addWidget(text(words, "faint"), 1, column)
    figures.setColumnStretch(len(cells), 1)
    return figures


def _rate(page: "Page") -> QFrame:
    if page.rate is None:
        return text(page.rate_withheld, "faint", wrap=True)
    words = tr("Mix-up rate {before} before, {after} after. {change}")
    shown = words.format(before=page.rate.before, after=page.rate.after, change=page.rate.change)
    return text(shown, "faint", wrap=True)
