"""The place Models: which models there are, which is in use, and going back."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHeaderView, QMessageBox, QTableView, QWidget

from miwake.domain.changes import Changes
from miwake.domain.comparisons import Comparison
from miwake.domain.errors import DamagedError
from miwake.domain.models import BUILTIN
from miwake.domain.wording import model_title
from miwake.services.models import list_models, model_before, model_comparison
from miwake.services.projects import Project
from miwake.services.runs import list_runs
from miwake_desktop.actions import models as actions
from miwake_desktop.models.model_rows import ModelRow, model_rows
from miwake_desktop.models.model_table import ModelTable
from miwake_desktop.session import Session
from miwake_desktop.style import SPACE
from miwake_desktop.texts import tr
from miwake_desktop.views.models_gate import use_or_ask
from miwake_desktop.views.parts import button, row, set_role, text
from miwake_desktop.views.place import Place
from miwake_desktop.views.report_rows import PlainRows

ROW_HEIGHT = 40


@dataclass(frozen=True, slots=True)
class _Found:
    """All that the place shows.

    Attributes:
        rows: The models, newest first.
        before: What going back leads to, as a person calls it; None where there is none.
    """

    rows: list[ModelRow]
    before: str | None


class ModelsPlace(Place):
    """All models of the project; the built-in one is always there."""

    title = "Models"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.rows = ModelTable(self)
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(tr("Models"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setItemDelegate(PlainRows(self.table))
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._offer())
        self.use = button(tr("Use this model"), self._use)
        self.export = button(tr("Export…"), self._export)
        self.delete = button(tr("Delete weights…"), self._delete)
        self.back = button(tr("Go back to the model before"), lambda: actions.go_back(session))
        self.hint = text(role="faint")
        self.about = text(wrap=True, select=True)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.about)
        self.to_retrain = button(tr("Go to Retrain"), lambda: session.wanted.emit("retrain"))
        self.content.addLayout(row(self.hint, self.to_retrain, None))
        self.content.addLayout(row(self.use, self.export, self.delete, None, self.back))
        self.content.setSpacing(SPACE * 2)

    @property
    def chosen(self) -> ModelRow | None:
        """The chosen model."""
        index: QModelIndex = self.table.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() and index.row() < len(self.rows.rows) else None

    def on_shown(self) -> None:
        """Read the models."""
        self._read()
        self.table.setFocus()

    def on_changed(self, changes: Changes) -> None:
        """Read them anew when one was added, used or deleted."""
        if changes.models or changes.settings or changes.runs:
            self._read()

    def choose(self, name: str) -> None:
        """Choose the model of that name, if there is one."""
        for number, each in enumerate(self.rows.rows):
            if each.name == name:
                self.table.setCurrentIndex(self.rows.index(number, 0))

    def _read(self) -> None:
        self.session.ask(_models, self._show)

    def _show(self, found: _Found) -> None:
        chosen = self.chosen
        rows = found.rows
        self.rows.show(rows)
        active = next((each.name for each in rows if each.active), BUILTIN)
        self.choose(chosen.name if chosen else active)
        only = len(rows) == 1
        self.hint.setText(
            tr("There is only the model that ships with Miwake. Retrain to get one that knows your photos.")
            if only
            else ""
        )
        self.hint.setVisible(only)
        self.to_retrain.setVisible(only)
        self.back.setVisible(found.before is not None)
        self.back.setToolTip(found.before or "")
        self._offer()

    def _offer(self) -> None:
        chosen = self.chosen
        self.about.setText(f"{chosen.title}: {chosen.note}" if chosen and chosen.note else "")
        self.about.setVisible(bool(self.about.text()))
        self.use.setEnabled(bool(chosen and chosen.usable))
        set_role(self.use, "primary" if chosen and chosen.usable and chosen.recommended else "")
        self.export.setEnabled(bool(chosen and chosen.name != BUILTIN and (chosen.usable or chosen.active)))
        self.delete.setEnabled(bool(chosen and chosen.deletable))

    def _use(self) -> None:
        if self.chosen:
            use_or_ask(self, self.session, self.chosen.name)

    def _export(self) -> None:
        chosen = self.chosen
        named, _ = QFileDialog.getSaveFileName(
            self, tr("Export the model into a new folder"), chosen.name if chosen else ""
        )
        if chosen and named:
            actions.export_model(self.session, chosen.name, Path(named))

    def _delete(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText(f"{tr('Delete the weights of')} {chosen.in_words}?")
        question.setInformativeText(tr("Its record and its report are kept. The weights cannot be brought back."))
        question.setStandardButtons(QMessageBox.StandardButton.Cancel)
        delete = question.addButton(tr("Delete weights"), QMessageBox.ButtonRole.DestructiveRole)
        delete.clicked.connect(lambda _checked=False: actions.delete_weights(self.session, chosen.name))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()


def _models(project: Project) -> _Found:
    models = list_models(project)
    proofs: dict[str, Comparison] = {}
    unread = set()
    for model in models:
        try:
            if proof := model_comparison(project, model):
                proofs[model.name] = proof
        except DamagedError:
            unread.add(model.name)
    before = model_before(project)
    return _Found(model_rows(models, list_runs(project), proofs, unread), model_title(before) if before else None)
