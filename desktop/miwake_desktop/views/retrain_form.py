"""Before a retraining: what there is to learn from, what could be proven, how long, and the one button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from miwake.domain.provable import LEAST_GROUPS
from miwake.domain.wording import model_words
from miwake.services.runs import RetrainRequest
from miwake_desktop.models.readiness import Amount, Readiness
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.texts import counted, tr
from miwake_desktop.views.parts import button, card, row, set_role, text
from miwake_desktop.views.report_fold import Fold

MINUTES = (3, 5, 10, 20)
BOX_WIDTH = 160


class RetrainForm(QWidget):
    """Asks for a retraining.

    Signals:
        wanted: A `RetrainRequest`.
        sort_wanted: The person wants to sort more photos.
    """

    wanted = Signal(object)
    sort_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self._amounts())
        layout.addWidget(self._wish())

    @property
    def request(self) -> RetrainRequest:
        """What is asked for now."""
        return RetrainRequest(budget=float(self.budget.currentData()), control=self.control.isChecked())

    def show_readiness(self, ready: Readiness, model: str) -> None:
        """Show what there is, and what a retraining would do with it."""
        self.trained.setText(f"{ready.trained.photos:,}")
        self.tested.setText(f"{ready.tested.photos:,}")
        self._trained_words.setText(_places(tr("photos to learn from"), ready.trained))
        self._tested_words.setText(_places(tr("test photos"), ready.tested))
        self._show_proof(ready)
        self._show_mixups(ready)
        self.sentence.setText(self._sentence(ready, model))
        self.start.setEnabled(ready.can_start)

    def show_busy(self, *, busy: bool) -> None:
        """Take no second wish while one is being started."""
        self.start.setEnabled(not busy)

    def _amounts(self) -> QWidget:
        frame, inside = card()
        self.trained, self.tested = text(role="figure"), text(role="figure")
        self._trained_words, self._tested_words = text(role="faint", wrap=True), text(role="faint", wrap=True)
        figures = QGridLayout()
        figures.setHorizontalSpacing(MARGIN * 2)
        figures.setVerticalSpacing(0)
        for column, (figure, words) in enumerate(
            ((self.trained, self._trained_words), (self.tested, self._tested_words))
        ):
            figures.addWidget(figure, 0, column)
            figures.addWidget(words, 1, column)
            figures.setColumnStretch(column, 1)
        self.proof = text(wrap=True)
        self.more = button(tr("Sort more photos"), self.sort_wanted.emit)
        self._mixups = QGridLayout()
        self._mixups.setHorizontalSpacing(MARGIN)
        self._mixups.setVerticalSpacing(SPACE)
        fold = Fold(tr("By mix-up"))
        fold.inside.addLayout(self._mixups)
        inside.addLayout(figures)
        inside.addSpacing(SPACE)
        inside.addLayout(row(self.proof))
        inside.addLayout(row(self.more, None))
        inside.addWidget(fold)
        return frame

    def _wish(self) -> QWidget:
        frame, inside = card()
        self.sentence = text(role="large", wrap=True)
        self.budget = QComboBox()
        self.budget.setAccessibleName(tr("Time for training"))
        self.budget.setFixedWidth(BOX_WIDTH)
        for minutes in MINUTES:
            self.budget.addItem(f"{minutes} {tr('minutes')}", minutes * 60.0)
        self.control = QCheckBox(tr("Comparison run: train once more without look-alikes, on the same time"))
        self.start = button(tr("Retrain"), lambda: self.wanted.emit(self.request), primary=True)
        self.start.setMinimumWidth(BOX_WIDTH)
        self.start.setEnabled(False)
        label = text(tr("Time for training"))
        label.setBuddy(self.budget)
        fold = Fold(tr("Details"))
        fold.inside.addWidget(self.control)
        fold.inside.addWidget(
            text(
                tr(
                    "The comparison run shows how much of a gain is due to your look-alikes, and not to training as "
                    "such. It takes as long again."
                ),
                "faint",
                wrap=True,
            )
        )
        inside.addWidget(self.sentence)
        inside.addSpacing(SPACE)
        inside.addLayout(row(label, self.budget, None))
        inside.addWidget(fold)
        inside.addSpacing(SPACE)
        inside.addLayout(row(self.start, None))
        return frame

    def _show_proof(self, ready: Readiness) -> None:
        nothing = tr(
            "There is nothing to test on yet: every fourth scene is kept for that. Sort photos of more places."
        )
        set_role(self.proof, "" if ready.can_prove else "warning")
        self.proof.setText(tr(ready.proof) if ready.tested.photos else nothing)
        self.more.setVisible(not ready.can_prove)

    def _show_mixups(self, ready: Readiness) -> None:
        while item := self._mixups.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for column, words in enumerate((tr("Mix-up"), tr("to learn from"), tr("to test"), tr("test scenes"))):
            self._mixups.addWidget(text(words, "faint"), 0, column)
        for line, each in enumerate(ready.by_mixup, start=1):
            thin = each.tested.scenes < LEAST_GROUPS
            cells: tuple[QLabel, ...] = (
                text(each.name or tr("free descriptions")),
                text(f"{each.trained.photos:,}"),
                text(f"{each.tested.photos:,}"),
                text(
                    f"{each.tested.scenes:,}" + (f"  ({tr('too few to tell')})" if thin else ""),
                    "warning" if thin else "",
                ),
            )
            for column, cell in enumerate(cells):
                self._mixups.addWidget(cell, line, column)
        self._mixups.setColumnStretch(4, 1)

    def _sentence(self, ready: Readiness, model: str) -> str:
        if not ready.trained.photos:
            return tr("There is nothing to learn from yet. Sort some photos first.")
        if not ready.tested.photos:
            return tr("There is nothing to test on yet. Sort photos of more places first.")
        learned = counted(ready.trained.photos, "photo", "photos")
        tested = counted(ready.tested.photos, "test photo", "test photos")
        pairs = f" {tr('and')} {counted(ready.pairs, 'look-alike pair', 'look-alike pairs')}" if ready.pairs else ""
        return tr(
            "Retraining starts from {model}, learns from {learned} on this computer, and then compares before and "
            "after on {tested} that it has not learned from."
        ).format(model=tr(model_words(model)), learned=learned + pairs, tested=tested)


def _places(words: str, amount: Amount) -> str:
    return tr("{what}, from {scenes}").format(what=words, scenes=counted(amount.scenes, "scene", "scenes"))
