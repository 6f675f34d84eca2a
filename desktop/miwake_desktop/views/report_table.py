"""Mix-ups, kinds and bands as a table, each mix-up with both directions; no number that the data cannot support."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import text
from miwake_desktop.views.report_head import ROLES

if TYPE_CHECKING:
    from miwake.services.report_page import DirectionRow, Row, Table

VERDICT_WIDTH = 120


class PartTable(QWidget):
    """One line a part; below it one line a direction."""

    def __init__(self, table: "Table", heading: str) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._line = 0
        self._add(
            text(heading, "faint"),
            *(text(words, "faint") for words in (tr("Photos"), tr("Mixed up before"), tr("After"), tr("Verdict"))),
        )
        for each in table.rows:
            self._add_row(each)
        self._grid.setColumnStretch(4, 1)

    def _add_row(self, part: "Row") -> None:
        name = text(part.name, "heading")
        before, after = (f"{number}" for number in (part.before, part.after))
        if part.rates:
            before, after = f"{before}  ({part.rates[0]})", f"{after}  ({part.rates[1]})"
        verdict = text(part.verdict, ROLES[part.css], wrap=True)
        verdict.setMinimumWidth(VERDICT_WIDTH)
        if part.interval:
            verdict.setToolTip(tr("95% interval of the change: {interval} points").format(interval=part.interval))
        self._grid.setRowMinimumHeight(self._line, 6)
        self._line += 1
        self._add(
            name, text(f"{part.n}, {part.scenes}"), text(before), text(after, _role(part.before, part.after)), verdict
        )
        for direction in part.directions:
            self._add_direction(direction)
        if part.interval:
            words = tr("change {interval} points (95% interval)").format(interval=part.interval)
            lines = max(1, len(part.directions))
            held = text(words, "faint", wrap=True)
            held.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(held, self._line - len(part.directions), 4, lines, 1)
            self._line += not part.directions

    def _add_direction(self, direction: "DirectionRow") -> None:
        words = tr("{true} taken for {said}").format(true=direction.true, said=direction.said)
        name = text(words, "faint")
        name.setContentsMargins(SPACE * 2, 0, 0, 0)
        after = text(f"{direction.after}", _role(direction.before, direction.after) or "faint")
        self._add(name, *(text(f"{number}", "faint") for number in (direction.n, direction.before)), after)

    def _add(self, *cells: QLabel) -> None:
        for column, cell in enumerate(cells):
            cell.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(cell, self._line, column)
        self._line += 1


def _role(before: int, after: int) -> str:
    """Mark a count that went up, whatever the verdict is."""
    return "bad" if after > before else ""
