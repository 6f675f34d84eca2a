"""The place Report: what a retraining proved, and what can be done with it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QTextDocumentFragment
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.job_kit import MODEL, comparison_of, end_retraining, pretend_retraining, sort_everything
from gui.places import go_to
from miwake.domain.terms import Verdict
from miwake.services.comparisons import COMPARISON_FILE
from miwake.services.models import active_model
from miwake.services.projects import Project
from miwake.services.reports import report_file
from miwake_desktop.style import choose_theme
from miwake_desktop.views.report import ReportPlace
from miwake_desktop.views.report_fold import Fold
from miwake_desktop.views.report_table import PartTable
from miwake_desktop.views.retrain_curve import CurveView
from miwake_desktop.views.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _ran(project: Project, **fields: object) -> str:
    worker = pretend_retraining(project)
    run = worker.folder.spec.id
    end_retraining(project, worker, comparison_of(project, run, **fields))  # type: ignore[arg-type]
    return run


@pytest.fixture
def reported(reopened: Project) -> Project:
    """A project with one retraining that improved."""
    sort_everything(reopened)
    _ran(reopened)
    return reopened


def _shown(qtbot: QtBot, window: MainWindow) -> ReportPlace:
    place = go_to(window, "report", ReportPlace)
    qtbot.waitUntil(lambda: place.report is not None)
    return place


def _words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def test_a_damaged_report_is_said_and_the_one_before_it_can_be_read(
    qtbot: QtBot, reported: Project, window: MainWindow
) -> None:
    worker = pretend_retraining(reported)
    run = worker.folder.spec.id
    end_retraining(reported, worker, comparison_of(reported, run, model=None))
    (worker.folder.path / COMPARISON_FILE).write_text('{"run": ', encoding="utf-8")
    place = go_to(window, "report", ReportPlace)
    qtbot.waitUntil(lambda: f"What the retraining {run} proved cannot be read." in window.errors.words)
    place.runs.setCurrentRow(1)
    qtbot.waitUntil(lambda: place.report is not None)
    assert place.report is not None
    assert place.report.job != run
    assert place._scroll.isVisible()
    place.runs.setCurrentRow(0)
    qtbot.waitUntil(lambda: place.report is None)
    assert place._scroll.isHidden()


def test_without_a_report_it_leads_to_retrain(
    qtbot: QtBot, open_window: Callable[[Path], MainWindow], empty_project: Path
) -> None:
    window = open_window(empty_project)
    place = go_to(window, "report", ReportPlace)
    qtbot.waitUntil(lambda: place._stack.currentIndex() == 1)
    assert "No report yet" in _words(place._stack.currentWidget())


def test_the_verdict_and_both_directions_are_said(qtbot: QtBot, reported: Project, window: MainWindow) -> None:
    place = _shown(qtbot, window)
    said = _words(place)
    assert "Miwake mixed up 3 of 6 test photos before, 2 after. That is an improvement." in said
    assert "Mix-up rate 50% before, 33% after." in said
    assert "open taken for closed" in said
    assert "Earlier skill" in said
    assert place.runs.item(0).text().endswith("\nimproved")


def test_few_cases_are_not_shown_as_shares(qtbot: QtBot, reopened: Project, window: MainWindow) -> None:
    sort_everything(reopened)
    _ran(reopened, verdict=Verdict.TOO_FEW, model=None)
    place = _shown(qtbot, window)
    said = _words(place.head)
    assert "Too few to tell" in said
    assert "%" not in said
    assert place.head.use.isHidden()


def test_a_rise_is_counted_out_and_the_model_not_recommended_where_all_is_too_few(
    qtbot: QtBot, reopened: Project, window: MainWindow
) -> None:
    sort_everything(reopened)
    _ran(reopened, verdict=Verdict.TOO_FEW, after=5)
    place = _shown(qtbot, window)
    assert "More often mixed up than before: valve (3 of 6 before, 5 after)." in _words(place.head)
    assert not place.head.use.isHidden()
    assert place.head.use.property("role") != "primary"
    (table,) = [each for each in place.findChildren(PartTable) if "Mix-up" in _words(each)]
    assert [each.text() for each in table.findChildren(QLabel) if each.property("role") == "bad"] == ["5"]
    assert "%" not in _words(table)


def test_the_photos_behind_each_number_can_be_seen(qtbot: QtBot, reported: Project, window: MainWindow) -> None:
    place = _shown(qtbot, window)
    assert [chip.text() for chip in place.photos._group.buttons()] == [
        "Fixed  2",
        "Newly broken  1",
        "Still mixed up  1",
    ]
    assert len(place.photos.cards) == 2
    place.photos.choose(1)
    (card,) = place.photos.cards
    assert "a closed valve" in _plain(card)
    assert "IMG_4.png" in _words(card)
    qtbot.waitUntil(lambda: not card.picture.pixmap().isNull())


def test_the_model_is_used_from_the_report(qtbot: QtBot, reported: Project, window: MainWindow) -> None:
    place = _shown(qtbot, window)
    assert place.head.use.property("role") == "primary"
    place.head.use.click()
    qtbot.waitUntil(lambda: not place.head.in_use.isHidden())
    assert active_model(reported) == MODEL
    assert place.head.use.isHidden()


def test_an_older_report_stays_chosen_until_a_new_one_comes(
    qtbot: QtBot, reported: Project, window: MainWindow
) -> None:
    newer = _ran(reported, verdict=Verdict.NO_EVIDENCE, model=None)
    place = _shown(qtbot, window)
    assert place.report is not None
    assert place.report.job == newer
    place.runs.setCurrentRow(1)
    qtbot.waitUntil(lambda: place.report is not None and place.report.job != newer)
    window.show_place("photos")
    window.show_place("report")
    qtbot.waitUntil(lambda: place.runs.currentRow() == 1)
    newest = _ran(reported, verdict=Verdict.WORSE, model=None)
    qtbot.waitUntil(lambda: place.report is not None and place.report.job == newest)


def test_the_full_report_is_written_if_it_is_gone_and_opened(
    qtbot: QtBot, reported: Project, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    place = _shown(qtbot, window)
    place.head.open.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert place.report is not None
    file = report_file(reported, place.report.job)
    assert opened == [str(file)]
    assert "That is an improvement." in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["html", "csv", "xlsx", "json"])
def test_a_report_is_exported(
    qtbot: QtBot, reported: Project, window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str
) -> None:
    target = tmp_path / f"meeting.{form}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    place = _shown(qtbot, window)
    assert window.session is not None
    with qtbot.waitSignal(window.session.said) as said:
        place._ask_target(form, with_photos=False)
    assert said.args == [f"Written: {target}"]
    assert target.stat().st_size > 0


def test_the_curves_are_drawn_when_the_details_are_opened(qtbot: QtBot, reported: Project, window: MainWindow) -> None:
    place = _shown(qtbot, window)
    fold = next(each for each in place.findChildren(Fold) if each.head.text() == "Details")
    curve = fold.findChild(CurveView)
    assert isinstance(curve, CurveView)
    assert curve.points == []
    fold.open()
    assert curve.points == [(0.0, 50.0), (10.0, 30.0)]
    qtbot.waitUntil(lambda: curve.is_drawn, timeout=20_000)


def test_another_theme_is_taken_up(qtbot: QtBot, reported: Project, window: MainWindow) -> None:
    place = _shown(qtbot, window)
    before = place.head.sentence
    choose_theme("dark")
    try:
        qtbot.waitUntil(lambda: place.head.sentence is not before)
    finally:
        choose_theme("system")
    assert len(place.photos.cards) == 2


def _plain(card: QWidget) -> str:
    return "\n".join(QTextDocumentFragment.fromHtml(each.text()).toPlainText() for each in card.findChildren(QLabel))
