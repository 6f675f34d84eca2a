"""What a careful reader asks next, and the details: earlier skill, comparison run, decisions, how alike, curves."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from miwake.domain.comparisons import Comparison
from miwake_desktop.session import Session
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import card, text
from miwake_desktop.views.report_fold import Fold
from miwake_desktop.views.report_table import PartTable
from miwake_desktop.views.retrain_curve import CurveView

if TYPE_CHECKING:
    from miwake.services.report_page import Fact, Page

_ROLES = {"good": "good", "bad": "bad", "warn": "warning"}
_CURVES = {"validation scr": "mix-up rate on validation", "loss": "loss"}


def trust_card(page: "Page") -> QWidget:
    """Return what speaks for and against the result."""
    frame, inside = card()
    inside.addWidget(text(tr("Can this be trusted?"), "heading"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(MARGIN)
    grid.setVerticalSpacing(SPACE)
    for line, fact in enumerate(page.facts):
        grid.addWidget(text(fact.title, "faint"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_fact(fact), line, 1)
    grid.setColumnStretch(1, 1)
    inside.addLayout(grid)
    for sentence in page.cost:
        inside.addWidget(text(sentence, wrap=True))
    return frame


def table_card(title: str, table: PartTable, lead: str = "") -> QWidget:
    """Return a table under its heading."""
    frame, inside = card()
    inside.addWidget(text(title, "heading"))
    if lead:
        inside.addWidget(text(lead, "faint", wrap=True))
    inside.addWidget(table)
    return frame


def details_fold(page: "Page", comparison: Comparison, session: Session) -> Fold:
    """Return what only a curious reader opens; the curves are drawn when it is opened."""
    fold = Fold(tr("Details"))
    if page.kinds.rows:
        fold.inside.addWidget(table_card(tr("By kind of difference"), PartTable(page.kinds, tr("Kind"))))
    frame, inside = card()
    inside.addWidget(text(tr("Numbers"), "heading"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(MARGIN)
    for line, number in enumerate(page.numbers):
        grid.addWidget(text(number.name, "faint"), line, 0)
        grid.addWidget(text(number.value, wrap=True, select=True), line, 1)
    grid.setColumnStretch(1, 1)
    inside.addLayout(grid)
    fold.inside.addWidget(frame)
    if page.found:
        fold.inside.addWidget(text(f"{page.found.title}: {page.found.text}", wrap=True))
    for curve in comparison.curves:
        if len(curve.points) > 1:
            percent = curve.name == "validation scr"
            view = CurveView(session, tr(_CURVES.get(curve.name, curve.name)), percent=percent)
            fold.opened.connect(lambda view=view, points=curve.points: view.show_points(points))
            fold.inside.addWidget(view)
    fold.inside.addWidget(text(tr("Notes and limits"), "heading"))
    for note in page.notes:
        fold.inside.addWidget(text(f"• {note}", "faint", wrap=True))
    return fold


def _fact(fact: "Fact") -> QWidget:
    held = QWidget()
    held.setProperty("role", "bare")
    layout = QVBoxLayout(held)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(text(fact.head, _ROLES.get(fact.css, ""), wrap=True))
    for sentence in fact.sentences:
        layout.addWidget(text(sentence, "faint", wrap=True))
    return held
