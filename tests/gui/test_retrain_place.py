"""The place Retrain: before, during and after."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from gui.job_kit import (
    MODEL,
    PretendWorker,
    comparison_of,
    end_retraining,
    pretend_retraining,
    sort_everything,
)
from gui.places import go_to
from miwake.domain.terms import Verdict
from miwake.jobs import Command, JobFolder, JobState, note_launch, this_process
from miwake.services.models import active_model
from miwake.services.projects import Project
from miwake.services.runs import RetrainRequest, queue_retraining
from miwake_desktop import jobs as watching
from miwake_desktop.actions import history, photos
from miwake_desktop.views.retrain import RetrainPlace
from miwake_desktop.views.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _retrain_place(window: MainWindow) -> RetrainPlace:
    return go_to(window, "retrain", RetrainPlace)


@pytest.fixture
def sorted_project(reopened: Project) -> Project:
    sort_everything(reopened)
    return reopened


def test_without_photos_it_leads_to_photos(
    qtbot: QtBot, open_window: Callable[[Path], MainWindow], empty_project: Path
) -> None:
    window = open_window(empty_project)
    place = _retrain_place(window)
    qtbot.waitUntil(lambda: place._stack.currentIndex() == 1)
    _press(place, "Go to Photos")
    assert window.place == "photos"


def test_without_sorted_photos_it_leads_to_the_mixups(qtbot: QtBot, window: MainWindow) -> None:
    place = _retrain_place(window)
    qtbot.waitUntil(lambda: place._stack.currentIndex() == 1)
    _press(place, "Go to Mix-ups")
    assert window.place == "mixups"


def test_before_it_says_what_it_learns_from_and_that_the_test_is_too_small(
    qtbot: QtBot, sorted_project: Project, window: MainWindow
) -> None:
    place = _retrain_place(window)
    qtbot.waitUntil(place.form.start.isEnabled)
    learned, tested = int(place.form.trained.text()), int(place.form.tested.text())
    assert learned + tested <= 8
    assert f"learns from {learned} photos" in place.form.sentence.text()
    assert f"on {tested} test photo" in place.form.sentence.text()
    assert place.form.proof.text().startswith("Too few to tell: the test photos come from")
    place.form.more.click()
    assert window.place == "mixups"


def test_the_one_button_starts_a_retraining_as_it_was_asked_for(
    qtbot: QtBot, sorted_project: Project, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[JobFolder] = []
    monkeypatch.setattr(watching, "start_detached", started.append)
    place = _retrain_place(window)
    qtbot.waitUntil(place.form.start.isEnabled)
    place.form.budget.setCurrentIndex(1)
    place.form.control.setChecked(True)
    place.form.start.click()
    assert not place.form.start.isEnabled()
    qtbot.waitUntil(lambda: place.is_running)
    params = started[0].spec.params
    assert (params["budget"], params["control"], params["model"]) == (300.0, True, "builtin")


def test_what_cannot_be_started_is_said_and_the_button_comes_back(
    qtbot: QtBot, sorted_project: Project, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[JobFolder] = []

    def refuse(folder: JobFolder) -> None:
        refused.append(folder)
        raise watching.MiwakeError("The job could not be started.", why="No memory.")

    monkeypatch.setattr(watching, "start_detached", refuse)
    place = _retrain_place(window)
    qtbot.waitUntil(place.form.start.isEnabled)
    place.form.start.click()
    qtbot.waitUntil(lambda: "could not be started" in window.errors.words)
    assert "It was withdrawn" in window.errors.words
    assert refused[0].last_state().state is JobState.CANCELLED
    qtbot.waitUntil(place.form.start.isEnabled)
    place.form.start.click()
    qtbot.waitUntil(lambda: len(refused) == 2)


def test_while_it_runs_the_curve_grows(qtbot: QtBot, sorted_project: Project, window: MainWindow) -> None:
    worker, place = _running(qtbot, sorted_project, window)
    assert place.running.rate.isHidden()
    worker.curve(0.5, 0.4, 0.25)
    qtbot.waitUntil(lambda: len(place.running.curve.points) == 3)
    assert place.running.curve.points[-1] == (2.0, 25.0)
    assert place.running.rate.text() == "Mix-up rate on validation: 25%  (at the start 50%)"
    qtbot.waitUntil(lambda: place.running.curve.is_drawn, timeout=20_000)
    assert "800 MB" in place.running.figures.text()


def test_pause_resume_and_stop_reach_the_worker(qtbot: QtBot, sorted_project: Project, window: MainWindow) -> None:
    worker, place = _running(qtbot, sorted_project, window)
    place.running.pause.click()
    qtbot.waitUntil(lambda: worker.folder.waiting_commands() == (Command.PAUSE,))
    worker.folder.take_commands()
    worker.become(JobState.PAUSING)
    worker.become(JobState.PAUSED)
    qtbot.waitUntil(lambda: not place.running.resume.isHidden())
    assert place.running.pause.isHidden()
    place.running.resume.click()
    place.running.stop.click()
    qtbot.waitUntil(lambda: worker.folder.waiting_commands() == (Command.RESUME, Command.STOP))


def test_an_undo_meanwhile_says_what_the_retraining_goes_on_with(
    qtbot: QtBot, sorted_project: Project, window: MainWindow
) -> None:
    _running(qtbot, sorted_project, window)
    assert window.session is not None
    history.undo(window.session)
    said = "The retraining that runs goes on with what it was given when it began."
    qtbot.waitUntil(lambda: window.toast.text() == f"Undone: Sorted 8 photos: valve. {said}")
    assert window.toast.height() > 2 * window.toast.fontMetrics().height()
    photos.remove_photos(window.session, [1])
    qtbot.waitUntil(lambda: window.toast.text() == said)


def test_cancelling_asks_first(qtbot: QtBot, sorted_project: Project, window: MainWindow) -> None:
    worker, place = _running(qtbot, sorted_project, window)
    place.running.cancel.click()
    question = _question("cancel")
    assert worker.folder.waiting_commands() == ()
    destructive = next(
        each for each in question.buttons() if question.buttonRole(each) is QMessageBox.ButtonRole.DestructiveRole
    )
    destructive.click()
    qtbot.waitUntil(lambda: worker.folder.waiting_commands() == (Command.CANCEL,))


def test_after_it_says_the_verdict_and_leads_on(qtbot: QtBot, sorted_project: Project, window: MainWindow) -> None:
    worker, place = _running(qtbot, sorted_project, window)
    end_retraining(sorted_project, worker, comparison_of(sorted_project, worker.folder.spec.id))
    qtbot.waitUntil(lambda: not place.is_running and not place.result.use.isHidden())
    assert place.result.verdict.text() == (
        "Miwake mixed up 3 of 6 test photos before, 2 after. That is an improvement."
    )
    place.result.use.click()
    qtbot.waitUntil(lambda: "is in use" in place.result.model.text())
    assert active_model(sorted_project) == MODEL
    assert place.result.use.isHidden()
    place.result.see.click()
    assert window.place == "report"


def _ended(
    qtbot: QtBot, project: Project, window: MainWindow, *, verdict: Verdict, after: int, **metrics: object
) -> RetrainPlace:
    worker, place = _running(qtbot, project, window)
    end_retraining(
        project, worker, comparison_of(project, worker.folder.spec.id, verdict=verdict, after=after), **metrics
    )
    qtbot.waitUntil(lambda: not place.result.use.isHidden())
    return place


def _asked_at_use(qtbot: QtBot, window: MainWindow) -> QMessageBox:
    _retrain_place(window).result.use.click()
    qtbot.waitUntil(lambda: bool(_questions("gate")))
    return _question("gate")


def test_a_model_that_got_worse_is_used_only_after_a_question(
    qtbot: QtBot, sorted_project: Project, window: MainWindow
) -> None:
    _ended(qtbot, sorted_project, window, verdict=Verdict.WORSE, after=5)
    question = _asked_at_use(qtbot, window)
    assert "worse at valve (3 of 6 before, 5 after)" in question.text()
    assert active_model(sorted_project) == "builtin"
    next(each for each in question.buttons() if each.text() == "Use it all the same").click()
    qtbot.waitUntil(lambda: active_model(sorted_project) == MODEL)


def test_a_rise_is_said_and_asked_about_where_all_is_too_few(
    qtbot: QtBot, sorted_project: Project, window: MainWindow
) -> None:
    place = _ended(qtbot, sorted_project, window, verdict=Verdict.TOO_FEW, after=4)
    assert place.result.risen.text() == "More often mixed up than before: valve (3 of 6 before, 4 after)."
    assert place.result.counts.text() == "valve: 3 of 6 mixed up before, 4 after"
    question = _asked_at_use(qtbot, window)
    assert "mixes up more test photos of valve (3 of 6 before, 4 after)." in question.text()
    assert active_model(sorted_project) == "builtin"
    question.close()


def test_what_must_never_get_worse_cannot_be_overruled(
    qtbot: QtBot, sorted_project: Project, window: MainWindow
) -> None:
    _ended(qtbot, sorted_project, window, verdict=Verdict.WORSE, after=5, critical_worse=["valve"])
    question = _asked_at_use(qtbot, window)
    assert "which must never get worse" in question.text()
    assert [each.text() for each in question.buttons()] == ["Cancel"]
    question.close()


def test_a_failed_retraining_says_why(qtbot: QtBot, sorted_project: Project, window: MainWindow) -> None:
    worker, place = _running(qtbot, sorted_project, window)
    worker.fail()
    qtbot.waitUntil(lambda: "The disk is full." in place.result.verdict.text())
    assert place.result.go_on.isHidden()
    assert place.form.start.isEnabled()


def test_an_interrupted_retraining_can_go_on(
    qtbot: QtBot, sorted_project: Project, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, place = _running(qtbot, sorted_project, window)
    worker.die()
    qtbot.waitUntil(lambda: not place.result.go_on.isHidden())
    started: list[JobFolder] = []
    monkeypatch.setattr(watching, "start_detached", started.append)
    place.result.go_on.click()
    qtbot.waitUntil(lambda: [each.path for each in started] == [worker.folder.path])


def test_a_retraining_that_waits_can_be_started(
    qtbot: QtBot, sorted_project: Project, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = queue_retraining(sorted_project, RetrainRequest())
    monkeypatch.setattr(watching, "start_detached", lambda job: note_launch(job, this_process()))
    place = _retrain_place(window)
    qtbot.waitUntil(lambda: place.is_running and place.running.stage.text() == "Waits to be started")
    assert (place.running.resume.text(), place.running.meanwhile.isHidden()) == ("Start", True)
    place.running.resume.click()
    qtbot.waitUntil(lambda: place.running.stage.text() == "Starting…")
    assert (place.running.resume.isHidden(), place.running.meanwhile.isHidden()) == (True, False)
    assert folder.read_job().launched == this_process()


def _running(qtbot: QtBot, project: Project, window: MainWindow) -> tuple[PretendWorker, RetrainPlace]:
    place = _retrain_place(window)
    worker = pretend_retraining(project)
    worker.reach("retraining", 30, 120)
    qtbot.waitUntil(lambda: place.is_running and place.running.stage.text() == "Training")
    assert (place.running.bar.value(), place.running.bar.maximum()) == (30, 120)
    return worker, place


def _press(place: RetrainPlace, words: str) -> None:

    next(each for each in place.findChildren(QPushButton) if each.text() == words).click()


def _questions(name: str) -> list[QMessageBox]:
    return [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QMessageBox) and each.objectName() == name and each.isVisible()
    ]


def _question(name: str) -> QMessageBox:
    (found,) = _questions(name)
    return found
