"""The place Models: which is in use, and going back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gui.job_kit import MODEL, comparison_of, end_retraining, pretend_retraining, sort_everything
from gui.places import go_to
from miwake.domain.terms import Verdict
from miwake.domain.wording import model_title
from miwake.jobs import Command, JobFolder, request
from miwake.services.comparisons import COMPARISON_FILE
from miwake.services.difficulty import MEASURE
from miwake.services.models import WEIGHTS, active_model, list_models
from miwake.services.projects import Project
from miwake_desktop.actions import history
from miwake_desktop.views.models import ModelsPlace
from miwake_desktop.views.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def trained(reopened: Project) -> Project:
    """A project with one model beside the built-in one."""
    sort_everything(reopened)
    worker = pretend_retraining(reopened)
    end_retraining(reopened, worker, comparison_of(reopened, worker.folder.spec.id))
    return reopened


def _models_place(qtbot: QtBot, window: MainWindow) -> ModelsPlace:
    place = go_to(window, "models", ModelsPlace)
    qtbot.waitUntil(lambda: bool(place.rows.rows))
    return place


def test_the_built_in_model_is_there_from_the_start(qtbot: QtBot, window: MainWindow) -> None:
    place = _models_place(qtbot, window)
    assert [(row.name, row.active) for row in place.rows.rows] == [("builtin", True)]
    assert not place.hint.isHidden()
    assert place.back.isHidden()
    assert not any(each.isEnabled() for each in (place.use, place.export, place.delete))


def test_a_model_is_listed_with_its_proof_and_its_parent(qtbot: QtBot, trained: Project, window: MainWindow) -> None:
    place = _models_place(qtbot, window)
    newest = place.rows.rows[0]
    assert (newest.name, newest.parent, newest.verdict, newest.change) == (
        MODEL,
        "Built-in model",
        Verdict.IMPROVED,
        "3 → 2 of 6",
    )
    shown = [place.rows.index(0, column).data() for column in range(place.rows.columnCount())]
    assert shown[:5] == [model_title(MODEL), "", "Built-in model", "improved", "3 → 2 of 6"]


def test_what_speaks_against_the_chosen_model_is_said_in_full(
    qtbot: QtBot, reopened: Project, window: MainWindow
) -> None:
    sort_everything(reopened)
    worker = pretend_retraining(reopened)
    few = comparison_of(reopened, worker.folder.spec.id, verdict=Verdict.TOO_FEW, after=5)
    end_retraining(reopened, worker, few)
    place = _models_place(qtbot, window)
    place.choose(MODEL)
    assert place.about.text().endswith(": mixes up more test photos of valve (3 of 6 before, 5 after)")
    assert place.use.isEnabled()
    assert place.use.property("role") != "primary"


def test_a_model_is_used_and_gone_back_from(
    qtbot: QtBot, trained: Project, window: MainWindow, started: list[JobFolder]
) -> None:
    place = _models_place(qtbot, window)
    place.choose(MODEL)
    assert place.use.property("role") == "primary"
    place.use.click()
    qtbot.waitUntil(lambda: place.rows.rows[0].active)
    assert active_model(trained) == MODEL
    assert not place.use.isEnabled()
    assert not place.back.isHidden()
    assert place.back.toolTip() == "Built-in model"
    # Which look-alikes are hard for it is to be found out.
    qtbot.waitUntil(lambda: [each.spec.kind for each in started] == [MEASURE])
    request(started[0], Command.CANCEL)
    place.back.click()
    qtbot.waitUntil(lambda: place.rows.rows[1].active)
    assert active_model(trained) == "builtin"
    assert place.back.isHidden()
    qtbot.waitUntil(lambda: [each.spec.kind for each in started] == [MEASURE] * 2)
    request(started[1], Command.CANCEL)
    assert window.session is not None
    history.undo(window.session)
    qtbot.waitUntil(lambda: len(started) == 3)
    assert active_model(trained) == MODEL


def test_there_is_nothing_to_go_back_to_at_first(qtbot: QtBot, trained: Project, window: MainWindow) -> None:
    place = _models_place(qtbot, window)
    assert len(place.rows.rows) == 2
    assert place.back.isHidden()
    # Another process may have gone back meanwhile.
    place.back.click()
    qtbot.waitUntil(lambda: "no earlier model" in window.errors.words)


def test_a_damaged_report_is_said_of_its_model_and_the_others_can_be_used(
    qtbot: QtBot, trained: Project, window: MainWindow
) -> None:
    run = next(model.run for model in list_models(trained) if model.name == MODEL)
    (trained.folder.jobs / str(run) / COMPARISON_FILE).write_text("{}", encoding="utf-8")
    place = _models_place(qtbot, window)
    assert [row.name for row in place.rows.rows] == [MODEL, "builtin"]
    assert window.errors.words == ""
    place.choose(MODEL)
    assert place.about.text().endswith(": has a report that cannot be read")
    assert place.use.property("role") != "primary"
    place.use.click()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "gate") is not None)
    question = window.findChild(QMessageBox, "gate")
    assert COMPARISON_FILE in question.informativeText()
    next(each for each in question.buttons() if each.text() == "Use it all the same").click()
    qtbot.waitUntil(lambda: place.rows.rows[0].active)
    assert active_model(trained) == MODEL


def test_weights_are_deleted_after_a_question_and_the_record_stays(
    qtbot: QtBot, trained: Project, window: MainWindow
) -> None:
    place = _models_place(qtbot, window)
    place.choose(MODEL)
    place.delete.click()
    (question,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()
    ]
    assert (trained.folder.models / MODEL / WEIGHTS).is_file()
    next(each for each in question.buttons() if each.text() == "Delete weights").click()
    qtbot.waitUntil(lambda: "weights were deleted" in place.rows.rows[0].note)
    assert not (trained.folder.models / MODEL).exists()
    assert MODEL in [model.name for model in list_models(trained)]
    assert not place.use.isEnabled()


def test_a_model_is_exported_as_a_folder(
    qtbot: QtBot, trained: Project, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = _models_place(qtbot, window)
    place.choose(MODEL)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "given"), ""))
    assert window.session is not None
    with qtbot.waitSignal(window.session.said) as said:
        place.export.click()
    assert said.args == [f"Exported to {tmp_path / 'given'}"]
    assert (tmp_path / "given" / WEIGHTS).read_bytes() == b"weights"
