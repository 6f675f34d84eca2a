"""The job strip: what runs, how it ended, and what can be done then."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.job_kit import PretendWorker, pretend
from miwake.domain.changes import Changes
from miwake.jobs import Command, JobFolder, JobState, new_spec, note_launch, this_process
from miwake_desktop import jobs as watching
from miwake_desktop.jobs import Jobs
from miwake_desktop.session import Session
from miwake_desktop.views.job_strip import JobStrip


@pytest.fixture
def show_strip(qtbot: QtBot, session: Session) -> Iterator[Callable[[], JobStrip]]:
    """Make the strip inside of something, as the window does."""
    hosts: list[QWidget] = []

    def show() -> JobStrip:
        host = QWidget()
        hosts.append(host)
        strip = JobStrip(session, host)
        strip.resize(1100, strip.height())
        qtbot.addWidget(host)
        return strip

    yield show
    Jobs.of(session).deleteLater()


@pytest.fixture
def strip(show_strip: Callable[[], JobStrip]) -> JobStrip:
    return show_strip()


def _wait_for(qtbot: QtBot, strip: JobStrip, part: str) -> None:
    qtbot.waitUntil(lambda: not strip.isHidden() and part in strip.words.toolTip())


def _runs(qtbot: QtBot, strip: JobStrip, project: Path, kind: str = "retrain") -> PretendWorker:
    worker = pretend(project, kind, title="Retraining from builtin")
    worker.reach("retraining", 30, 120)
    Jobs.of(strip._session).search()
    _wait_for(qtbot, strip, "Training 30 / 120")
    return worker


def test_nothing_is_shown_while_nothing_runs(qtbot: QtBot, session: Session, strip: JobStrip) -> None:
    qtbot.waitUntil(lambda: Jobs.of(session).are_known)
    assert strip.isHidden()


def test_there_is_one_watcher_for_all_views(session: Session, strip: JobStrip) -> None:
    assert Jobs.of(session) is strip._jobs


def test_a_job_that_others_started_is_shown_with_its_progress(
    qtbot: QtBot, project_path: Path, strip: JobStrip
) -> None:
    worker = _runs(qtbot, strip, project_path)
    assert (strip.bar.value(), strip.bar.maximum()) == (30, 120)
    assert not strip.pause.isHidden()
    assert not strip.stop.isHidden()
    assert strip.resume.isHidden()
    worker.reach("retraining", 60, 120)
    _wait_for(qtbot, strip, "60 / 120 · less than a minute left")


def test_a_job_is_found_by_its_folder_alone(qtbot: QtBot, project_path: Path, strip: JobStrip) -> None:
    qtbot.waitUntil(lambda: strip._jobs.are_known)
    pretend(project_path, "tell", title="Telling apart new")
    _wait_for(qtbot, strip, "Telling apart new")


@pytest.mark.parametrize(
    ("button", "command"), [("pause", Command.PAUSE), ("stop", Command.STOP), ("cancel", Command.CANCEL)]
)
def test_the_buttons_command_the_job(
    qtbot: QtBot, project_path: Path, strip: JobStrip, button: str, command: Command
) -> None:
    worker = _runs(qtbot, strip, project_path)
    getattr(strip, button).click()
    qtbot.waitUntil(lambda: worker.folder.waiting_commands() == (command,))


def test_a_paused_job_can_go_on(qtbot: QtBot, project_path: Path, strip: JobStrip) -> None:
    worker = _runs(qtbot, strip, project_path)
    worker.become(JobState.PAUSING)
    worker.become(JobState.PAUSED)
    _wait_for(qtbot, strip, "Paused")
    assert strip.pause.isHidden()
    strip.resume.click()
    qtbot.waitUntil(lambda: worker.folder.waiting_commands() == (Command.RESUME,))


def test_only_a_retraining_can_be_stopped_and_kept(qtbot: QtBot, project_path: Path, strip: JobStrip) -> None:
    _runs(qtbot, strip, project_path, kind="tell")
    assert strip.stop.isHidden()
    assert not strip.cancel.isHidden()


def test_the_end_of_a_retraining_leads_to_its_report(
    qtbot: QtBot, session: Session, project_path: Path, strip: JobStrip
) -> None:
    worker = _runs(qtbot, strip, project_path)
    told: list[Changes] = []
    session.changed.connect(told.append)
    worker.finish(verdict="improved", model_after="m")
    _wait_for(qtbot, strip, "The retraining is done: improved.")
    assert Changes.everything() in told
    with qtbot.waitSignal(session.wanted) as wanted:
        strip.see.click()
    assert wanted.args == ["report"]
    assert strip.isHidden()


def test_a_failure_says_what_why_and_what_to_do(qtbot: QtBot, project_path: Path, strip: JobStrip) -> None:
    worker = _runs(qtbot, strip, project_path)
    worker.fail()
    _wait_for(qtbot, strip, "The disk is full. No space left. What was saved before is kept. Make room on it.")
    strip.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "The disk is full." in copied
    assert "Traceback: somewhere" in copied
    strip.close_button.click()
    assert strip.isHidden()


def test_a_cancelled_job_leaves_nothing_to_read(qtbot: QtBot, project_path: Path, strip: JobStrip) -> None:
    worker = _runs(qtbot, strip, project_path)
    with qtbot.waitSignal(strip._jobs.ended):
        worker.become(JobState.CANCELLING)
        worker.become(JobState.CANCELLED)
    assert strip.isHidden()


def test_an_interrupted_job_from_before_is_offered_to_go_on(
    qtbot: QtBot, show_strip: Callable[[], JobStrip], project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(project_path, "retrain", title="Retraining from builtin").die()
    started: list[JobFolder] = []
    monkeypatch.setattr(watching, "start_detached", started.append)
    strip = show_strip()
    _wait_for(qtbot, strip, "it was interrupted")
    strip.resume.click()
    qtbot.waitUntil(lambda: len(started) == 1)
    assert started[0].path.parent == project_path / "runs"


def test_an_interrupted_job_can_be_given_up(
    qtbot: QtBot, show_strip: Callable[[], JobStrip], project_path: Path
) -> None:
    worker = pretend(project_path, "retrain", title="Retraining from builtin")
    worker.die()
    strip = show_strip()
    _wait_for(qtbot, strip, "it was interrupted")
    strip.cancel.click()
    qtbot.waitUntil(strip.isHidden)
    assert worker.folder.last_state().state is JobState.CANCELLED


def test_a_look_before_an_import_is_not_shown(
    qtbot: QtBot, session: Session, show_strip: Callable[[], JobStrip], project_path: Path
) -> None:
    worker = pretend(project_path, "import", title="Looking at photos", dry_run=True)
    strip = show_strip()
    jobs = Jobs.of(session)
    qtbot.waitUntil(lambda: len(jobs.running) == 1)
    told: list[Changes] = []
    session.changed.connect(told.append)
    with qtbot.waitSignal(jobs.ended):
        worker.finish(photos_new=3)
    assert strip.isHidden()
    assert told == []


def test_a_job_that_is_queued_here_is_started(
    qtbot: QtBot, session: Session, project_path: Path, strip: JobStrip, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[JobFolder] = []
    monkeypatch.setattr(watching, "start_detached", started.append)
    folders: list[JobFolder] = []
    Jobs.of(session).start(lambda _project: pretend(project_path, "tell").folder, started=folders.append)
    qtbot.waitUntil(lambda: bool(folders))
    assert [each.path for each in started] == [each.path for each in folders]
    qtbot.waitUntil(lambda: strip.job is not None)


def test_a_job_that_waits_is_said_to_wait_and_can_be_started(
    qtbot: QtBot, show_strip: Callable[[], JobStrip], project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = new_spec("retrain", project=str(project_path), title="Retraining from builtin")
    folder = JobFolder(project_path / "runs" / spec.id).create(spec)
    monkeypatch.setattr(watching, "start_detached", lambda job: note_launch(job, this_process()))
    strip = show_strip()
    _wait_for(qtbot, strip, "Waits to be started")
    assert (strip.resume.text(), strip.resume.isHidden(), strip.cancel.isHidden()) == ("Start", False, False)
    assert strip.bar.isHidden()
    strip.resume.click()
    _wait_for(qtbot, strip, "Starting…")
    assert (strip.resume.isHidden(), strip.bar.isHidden()) == (True, False)
    assert folder.read_job().launched == this_process()


def test_a_job_that_runs_is_shown_before_one_that_waits(
    qtbot: QtBot, show_strip: Callable[[], JobStrip], project_path: Path
) -> None:
    pretend(project_path, "import", title="Importing").reach("looking at photos", 1, 2)
    spec = new_spec("retrain", project=str(project_path), title="Retraining from builtin")
    JobFolder(project_path / "runs" / spec.id).create(spec)
    strip = show_strip()
    _wait_for(qtbot, strip, "(+1)")
    assert "Importing · Looking at photos 1 / 2" in strip.words.toolTip()
    assert strip.resume.isHidden()


def test_a_waiting_retraining_is_not_started_beside_another(
    qtbot: QtBot, session: Session, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = new_spec("retrain", project=str(project_path), title="Retraining from builtin")
    folder = JobFolder(project_path / "runs" / spec.id).create(spec)
    pretend(project_path, "retrain", title="Retraining from builtin")
    started: list[JobFolder] = []
    monkeypatch.setattr(watching, "start_detached", started.append)
    jobs = Jobs.of(session)
    qtbot.waitUntil(lambda: len(jobs.running) == 2)
    waiting = jobs.running[1]
    assert waiting.folder.path == folder.path
    with qtbot.waitSignal(session.failed) as failed:
        jobs.command(waiting, Command.RESUME)
    assert "at work already" in str(failed.args)
    assert started == []
    jobs.deleteLater()
