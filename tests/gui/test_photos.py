from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from miwake.services.descriptions import describe, descriptions
from miwake.services.mixups import mixup_named
from miwake.services.photos import list_photos
from miwake.services.projects import Project
from miwake.services.sorting import sort_photo
from miwake_desktop.actions.importing import ImportOutcome
from miwake_desktop.views.photos import PhotosPlace
from miwake_desktop.views.window import MainWindow

# Offscreen windows have no frame that could take a size hint; Qt says so each time.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def place_of(window: MainWindow) -> PhotosPlace:
    place = window._places["photos"]
    assert isinstance(place, PhotosPlace)
    return place


@pytest.fixture
def photos(qtbot: QtBot, window: MainWindow) -> PhotosPlace:
    place = place_of(window)
    qtbot.waitUntil(lambda: len(place.grid.photos.photos) == 8)
    return place


def ids(place: PhotosPlace) -> list[int]:
    return place.grid.photos.photos.ids


def test_the_search_looks_into_names_and_descriptions(qtbot: QtBot, photos: PhotosPlace) -> None:
    qtbot.keyClicks(photos.filters.search, "door")
    qtbot.waitUntil(lambda: ids(photos) == [2])
    assert photos.filters.count.text() == "1 fits"

    photos.filters.search.setText("img_3")
    qtbot.waitUntil(lambda: ids(photos) == [3])


def test_chips_and_answers_narrow_what_is_shown(qtbot: QtBot, photos: PhotosPlace) -> None:
    photos.filters.undescribed.click()
    qtbot.waitUntil(lambda: ids(photos) == [3, 4, 5, 6, 7, 8])

    photos.filters.all.click()
    row = photos.filters.answers.findText("valve: not sorted yet")
    photos.filters.answers.setCurrentIndex(row)
    photos.filters.answers.activated.emit(row)
    qtbot.waitUntil(lambda: len(ids(photos)) == 8)
    row = photos.filters.answers.findText("valve: open")
    photos.filters.answers.setCurrentIndex(row)
    photos.filters.answers.activated.emit(row)
    qtbot.waitUntil(lambda: ids(photos) == [])

    photos.filters.clear()
    qtbot.waitUntil(lambda: len(ids(photos)) == 8)


def test_the_panel_shows_the_chosen_photo_and_what_is_known_of_it(qtbot: QtBot, photos: PhotosPlace) -> None:
    photos.grid.choose([2])

    qtbot.waitUntil(lambda: photos.panel.name.text() == "IMG_2.png")
    qtbot.waitUntil(lambda: photos.panel.picture.is_loaded)
    assert [row.label.text() for row in photos.panel.descriptions.rows] == ["a blue wall beside a door"]
    assert "320 × 240" in photos.panel.facts.text()
    middle = photos.panel.picture.grab().toImage().pixelColor(photos.panel.picture.rect().center())
    assert middle.name() == "#2050c0"


def test_descriptions_are_added_changed_and_removed(qtbot: QtBot, photos: PhotosPlace, reopened: Project) -> None:
    photos.grid.choose([2])
    shown = photos.panel.descriptions
    qtbot.waitUntil(lambda: len(shown.rows) == 1)

    qtbot.keyClicks(shown.new, "a door")
    qtbot.keyClick(shown.new, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(shown.rows) == 2)

    row = shown.rows[0]
    row.edit.click()
    row.field.setText("a blue wall")
    qtbot.keyClick(row.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [each.text for each in descriptions(reopened, photo=2)] == ["a blue wall", "a door"])

    qtbot.waitUntil(lambda: [each.label.text() for each in shown.rows] == ["a blue wall", "a door"])
    shown.rows[1].remove.click()
    qtbot.waitUntil(lambda: [each.label.text() for each in shown.rows] == ["a blue wall"])


def test_escape_leaves_a_description_as_it_was(qtbot: QtBot, photos: PhotosPlace, reopened: Project) -> None:
    photos.grid.choose([2])
    qtbot.waitUntil(lambda: len(photos.panel.descriptions.rows) == 1)
    row = photos.panel.descriptions.rows[0]
    qtbot.waitUntil(row.isVisible)

    row.edit.click()
    row.field.setText("nonsense")
    qtbot.keyClick(row.field, Qt.Key.Key_Escape)

    assert row.label.isVisible()
    assert row.label.text() == "a blue wall beside a door"
    assert [each.text for each in descriptions(reopened, photo=2)] == ["a blue wall beside a door"]


def test_several_photos_are_described_at_once(qtbot: QtBot, photos: PhotosPlace, reopened: Project) -> None:
    photos.grid.choose([3, 4, 5])
    assert photos.panel.name.text() == "3 photos chosen"

    photos.panel.descriptions.new.setText("a plain wall")
    qtbot.keyClick(photos.panel.descriptions.new, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(descriptions(reopened)) == 5)
    assert photos.grid.chosen_photos == [3, 4, 5]


def test_keys_and_clicks_choose(qtbot: QtBot, photos: PhotosPlace) -> None:
    grid = photos.grid
    grid.choose([1])
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.chosen_photos == [2]
    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert grid.chosen_photos == [2, 3]
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.chosen_photos == [8]
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert grid.chosen_photos == [1, 2, 3, 4, 5, 6, 7, 8]

    fourth = grid.visualRect(grid.photos.index(3)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=fourth)
    assert grid.chosen_photos == [4]
    second = grid.visualRect(grid.photos.index(1)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, pos=second)
    assert grid.chosen_photos == [2, 4]
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, grid.viewport().height() - 2))
    assert grid.chosen_photos == []


def test_photos_are_removed_after_a_question_and_come_back_with_undo(
    qtbot: QtBot, window: MainWindow, photos: PhotosPlace, reopened: Project, drawn_photos: list[Path]
) -> None:
    photos.grid.choose([1, 2])
    qtbot.keyClick(photos.grid, Qt.Key.Key_Delete)
    question = photos.findChild(QMessageBox)
    assert question is not None
    assert len(list_photos(reopened)) == 8

    next(each for each in question.buttons() if each.text() == "Remove").click()

    qtbot.waitUntil(lambda: ids(photos) == [3, 4, 5, 6, 7, 8])
    assert not photos.panel.isVisible()
    assert all(path.exists() for path in drawn_photos)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sorted(ids(photos)) == [1, 2, 3, 4, 5, 6, 7, 8])


def test_a_photo_whose_file_is_gone_says_so(qtbot: QtBot, photos: PhotosPlace, reopened: Project) -> None:
    gone = list_photos(reopened)[2].path
    aside = gone.with_suffix(".aside")
    gone.rename(aside)
    try:
        photos.grid.choose([3])
        qtbot.waitUntil(lambda: photos.panel.picture.is_loaded)
        assert "is not where it was" in str(photos.panel.picture._shown)
    finally:
        aside.rename(gone)


def test_a_hundred_thousand_photos_are_laid_out_at_once(qtbot: QtBot, photos: PhotosPlace) -> None:
    grid = photos.grid
    grid.photos.show(range(1, 100_001))
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    seen = grid.cells.seen(grid.verticalOffset(), grid.verticalOffset() + grid.viewport().height())

    assert seen[-1] == 99_999
    assert len(seen) < 100
    qtbot.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.chosen_photos) == 100_000


@pytest.mark.slow
def test_dropped_files_are_looked_at_then_imported_by_jobs(
    qtbot: QtBot, open_window: object, empty_project: Path, drawn_photos: list[Path], tmp_path: Path
) -> None:
    window: MainWindow = open_window(empty_project)  # type: ignore[operator]
    photos = place_of(window)
    qtbot.waitUntil(lambda: photos._stack.currentIndex() == 1)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (*drawn_photos[:3], broken)])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    photos.dropEvent(drop)
    dialog = photos.imports.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.heading.text() == "This is what an import would do:", timeout=30_000)
    assert "broken.jpg" in dialog.reasons.toPlainText()
    assert dialog._yes.text() == "Import 3 photos"
    assert ids(photos) == []

    dialog._yes.click()

    qtbot.waitUntil(lambda: len(ids(photos)) == 3, timeout=30_000)
    qtbot.waitUntil(lambda: "Imported 3 photos." in photos.imports.banner.words.text(), timeout=10_000)
    assert "1 file was refused." in photos.imports.banner.words.text()
    assert photos._stack.currentIndex() == 0


def test_an_import_is_told_in_one_sentence() -> None:
    outcome = ImportOutcome(2, 1, 0, 3, (("a.jpg", "empty"),), ())

    assert outcome.sentence() == "Imported 2 photos and 3 descriptions. 1 was here already. 1 file was refused."


def test_an_answer_is_seen_and_changed_beside_the_photo(qtbot: QtBot, photos: PhotosPlace, reopened: Project) -> None:
    sort_photo(reopened, 1, 2, 1)
    photos.grid.choose([2])
    qtbot.waitUntil(lambda: photos.panel.name.text() == "IMG_2.png")
    field = photos.panel.answers.fields[1]
    qtbot.waitUntil(lambda: field.currentText() == "open")

    field.setCurrentIndex(field.findText("closed"))
    field.activated.emit(field.currentIndex())

    qtbot.waitUntil(lambda: mixup_named(reopened, "valve").counts == (0, 1))
    qtbot.waitUntil(lambda: "a closed valve" in [row.label.text() for row in photos.panel.descriptions.rows])


def test_what_another_process_does_leaves_the_field_that_is_written_in_open(
    qtbot: QtBot, window: MainWindow, photos: PhotosPlace, reopened: Project
) -> None:
    photos.grid.choose([2])
    qtbot.waitUntil(lambda: len(photos.panel.descriptions.rows) == 1)
    row = photos.panel.descriptions.rows[0]
    row.edit.click()
    row.field.setText("half of a sen")
    assert window.session is not None

    with qtbot.waitSignal(window.session.changed, timeout=5000):
        describe(reopened, {7: "a brown wall"})
    photos.filters.undescribed.click()
    qtbot.waitUntil(lambda: ids(photos) == [3, 4, 5, 6, 8])
    photos.filters.all.click()
    qtbot.waitUntil(lambda: len(ids(photos)) == 8)

    assert photos.panel.descriptions.rows == [row]
    assert row.field.text() == "half of a sen"
