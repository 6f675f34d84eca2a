"""The place Use: answers for new photos, and what can be promised of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from gui.job_kit import pretend, pretend_telling
from gui.places import go_to
from miwake.domain.telling import NOT_SURE
from miwake.jobs import JobFolder
from miwake_desktop import jobs as watching
from miwake_desktop.models.told_rows import SURE, ToldFilter
from miwake_desktop.models.told_table import ANSWER, PHOTO
from miwake_desktop.views.use import UsePlace
from miwake_desktop.views.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _use_place(window: MainWindow) -> UsePlace:
    return go_to(window, "use", UsePlace)


@pytest.fixture
def told(qtbot: QtBot, window: MainWindow, project_path: Path, drawn_photos: list[Path]) -> UsePlace:
    """Answers for three photos, the first of them not sure."""
    pretend_telling(project_path, drawn_photos[0].parent, drawn_photos[:3])
    place = _use_place(window)
    qtbot.waitUntil(lambda: place.telling is not None)
    return place


def test_without_a_mixup_it_leads_to_the_mixups(
    qtbot: QtBot, open_window: Callable[[Path], MainWindow], empty_project: Path
) -> None:
    place = _use_place(open_window(empty_project))
    qtbot.waitUntil(lambda: place._stack.currentIndex() == 1)
    assert any(each.text() == "Nothing to tell apart yet" for each in place.findChildren(QLabel))


def test_a_folder_is_told_apart_by_the_model_in_use(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[JobFolder] = []
    monkeypatch.setattr(watching, "start_detached", started.append)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    place = _use_place(window)
    qtbot.waitUntil(lambda: place._stack.currentIndex() == 1 and place.choose.isEnabled())
    place.ask_folder()
    qtbot.waitUntil(lambda: f"There is no photo in {tmp_path}." in window.errors.words)
    assert started == []
    (tmp_path / "new.jpg").touch()
    place.ask_folder()
    qtbot.waitUntil(lambda: len(started) == 1 and not place.bar.isHidden())
    assert started[0].spec.params == {"folder": str(tmp_path), "model": "builtin"}


def test_while_it_runs_the_progress_is_shown(qtbot: QtBot, window: MainWindow, project_path: Path) -> None:
    place = _use_place(window)
    worker = pretend(project_path, "tell", title="Telling apart new")
    worker.reach("looking at photos", 3, 12)
    qtbot.waitUntil(lambda: "Looking at photos 3 / 12" in place.progress.text())
    assert place._stack.currentIndex() == 0


def test_the_answers_are_listed_and_doubt_is_marked(qtbot: QtBot, told: UsePlace) -> None:
    table = told.table.answers
    cell = table.index(0, ANSWER)
    assert cell.data() == "?  not sure, look yourself"
    given = table.index(1, ANSWER)
    assert given.data() == "an open valve · no promise"
    assert given.data(Qt.ItemDataRole.ForegroundRole) == cell.data(Qt.ItemDataRole.ForegroundRole)
    assert not given.data(Qt.ItemDataRole.FontRole).bold()
    assert cell.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert table.index(0, PHOTO).data() == "IMG_1.png"
    qtbot.waitUntil(lambda: table.index(0, PHOTO).data(Qt.ItemDataRole.DecorationRole) is not None)


def test_what_can_be_promised_is_said(told: UsePlace) -> None:
    said = "\n".join(each.text() for each in told.promises.findChildren(QLabel))
    assert "3 photos were told apart by the built-in model. 1 answer is marked “not sure, look yourself”. " in said
    assert "2 answers are given without a promise of how many are wrong." in said
    assert "valve: no promise yet; it takes 19 validation scenes, there are 3." in said
    assert "1 file was refused: notes.txt: no photo" in said


def test_answers_can_be_filtered(told: UsePlace) -> None:
    told.filters.choose(ToldFilter("valve", NOT_SURE))
    assert [row.answer for row in told.table.answers.rows] == [NOT_SURE]
    assert told.filters.count.text() == "1 answer"
    told.filters.choose(ToldFilter(None, SURE))
    assert [row.answer for row in told.table.answers.rows] == ["an open valve"] * 2
    told.filters.choose(ToldFilter())
    assert told.filters.count.text() == "3 answers"


def test_the_chosen_photo_is_shown_large_with_its_answers(
    qtbot: QtBot, told: UsePlace, drawn_photos: list[Path]
) -> None:
    told.table.selectRow(0)
    words = "\n".join(each.text() for each in told.preview.findChildren(QLabel) if not each.isHidden())
    assert "valve: not sure, look yourself (closest: an open valve)" in words
    assert told.preview.photo.accessibleDescription() == str(drawn_photos[0])
    told.table.selectRow(1)
    shown = "valve: an open valve · no promise"
    qtbot.waitUntil(lambda: shown in [each.text() for each in told.preview.findChildren(QLabel) if not each.isHidden()])


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
def test_answers_are_exported(
    qtbot: QtBot,
    window: MainWindow,
    told: UsePlace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    target = tmp_path / f"answers{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert window.session is not None
    with qtbot.waitSignal(window.session.said) as said:
        told._ask_target(ending)
    assert said.args == [f"Written: {target}"]
    assert target.stat().st_size > 0


def test_sidecars_are_written_beside_the_photos_and_never_over_others(
    qtbot: QtBot, window: MainWindow, project_path: Path, tmp_path: Path, drawn_photos: list[Path]
) -> None:
    copies = []
    for photo in drawn_photos[:2]:
        copies.append(tmp_path / photo.name)
        copies[-1].write_bytes(photo.read_bytes())
    (tmp_path / "IMG_1.png.xmp").write_text("mine", encoding="utf-8")
    pretend_telling(project_path, tmp_path, copies)
    place = _use_place(window)
    qtbot.waitUntil(lambda: place.telling is not None)
    assert window.session is not None
    with qtbot.waitSignal(window.session.said) as said:
        place._write_sidecars()
    assert said.args == ["1 sidecar was written. 1 was there already and left as it was."]
    assert (tmp_path / "IMG_1.png.xmp").read_text(encoding="utf-8") == "mine"
    assert copies[0].read_bytes() == drawn_photos[0].read_bytes()


def test_the_newest_answers_come_to_the_front(
    qtbot: QtBot, told: UsePlace, project_path: Path, drawn_photos: list[Path]
) -> None:
    assert told.earlier.isHidden()
    pretend_telling(project_path, drawn_photos[0].parent, drawn_photos[:5])
    qtbot.waitUntil(lambda: told.telling is not None and told.telling.photos == 5)
    assert told.earlier.count() == 2
    told.earlier.setCurrentIndex(1)
    told.earlier.activated.emit(1)
    qtbot.waitUntil(lambda: told.telling is not None and told.telling.photos == 3)
