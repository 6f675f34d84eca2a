"""The catalogue of ready mix-ups in the window: search, choose, add, undo; with the keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.places import go_to
from miwake.domain.catalogue import Domain
from miwake.domain.mixups import Mixup
from miwake.services.catalogue import catalogue, ready_mixup, take
from miwake.services.mixups import list_mixups
from miwake.services.projects import Project, open_project
from miwake_desktop.models.catalogue_list import CatalogueList
from miwake_desktop.models.catalogue_rows import catalogue_rows
from miwake_desktop.views.catalogue_delegate import BOX_ROOM
from miwake_desktop.views.catalogue_dialog import CatalogueDialog
from miwake_desktop.views.mixups import MixupsPlace
from miwake_desktop.views.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

HELMET = ready_mixup("helmet-worn")
IN_PROJECT = [Mixup(1, "ヘルメットの着用", ("on", "off"))]


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> CatalogueDialog:
    place = go_to(window, "mixups", MixupsPlace)
    place.ask_catalogue()
    assert place.catalogue is not None
    opened = place.catalogue
    qtbot.waitUntil(lambda: opened.rows.rowCount() > 0)
    return opened


def shown(dialog: CatalogueDialog) -> list[str]:
    return [row.id for row in dialog.rows.rows if row.ready]


def test_rows_are_headed_by_the_sort_of_site_and_marked() -> None:
    rows = catalogue_rows(catalogue(), IN_PROJECT)

    assert len(rows) == 45
    assert next(row.heading for row in rows if not row.ready) == "Construction · 建設"
    assert [(row.id, row.here) for row in rows if row.here] == [("helmet-worn", "ヘルメットの着用")]
    assert sum(row.can_be_added for row in rows) == 39


def test_rows_are_narrowed_by_sort_of_site_and_by_words_of_both_languages() -> None:
    assert {row.ready.domain for row in catalogue_rows(catalogue(), (), domain=Domain.SAFETY) if row.ready} == {
        Domain.SAFETY
    }
    for wanted in ("ヘルメット 手に持った", "HELMET holding"):
        assert [row.id for row in catalogue_rows(catalogue(), (), wanted=wanted)] == ["", "helmet-worn"]
    assert catalogue_rows(catalogue(), (), domain=Domain.PLANT, wanted="helmet") == []


def test_the_model_keeps_its_ticks_while_other_rows_are_shown(qtmodeltester: ModelTester) -> None:
    model = CatalogueList()
    model.show(catalogue_rows(catalogue(), IN_PROJECT))
    qtmodeltester.check(model)
    by_id = {row.id: number for number, row in enumerate(model.rows) if row.ready}
    checked, state = Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole

    assert model.setData(model.index(by_id["crane-boom"]), checked.value, state)
    assert model.setData(model.index(by_id["gloved-hands"]), checked.value, state)
    assert not model.setData(model.index(by_id["helmet-worn"]), checked.value, state)
    assert not model.setData(model.index(0), checked.value, state)
    model.show(catalogue_rows(catalogue(), IN_PROJECT, wanted="valve"))
    assert model.ticked == ["crane-boom", "gloved-hands"]
    model.show(catalogue_rows(catalogue(), [*IN_PROJECT, Mixup(2, "gloves", ("a", "b"))]))
    assert model.ticked == ["crane-boom"]
    assert model.setData(model.index(by_id["crane-boom"]), Qt.CheckState.Unchecked.value, state)
    assert model.ticked == []


def test_several_are_chosen_and_added_with_the_keyboard_and_undone_as_one(
    qtbot: QtBot, window: MainWindow, dialog: CatalogueDialog, reopened: Project
) -> None:
    place = go_to(window, "mixups", MixupsPlace)
    qtbot.keyClicks(dialog.search, "helmet")
    assert shown(dialog) == ["helmet-worn"]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.search.setText("バルブ")
    assert shown(dialog) == ["valve-position", "ball-valve-lever"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.add.text() == "Add 2 mix-ups"
    assert dialog.chosen.text() == "2 chosen"

    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(place.list.cards) == 3)
    assert [mixup.name for mixup in list_mixups(reopened)][1:] == ["helmet on or in hand", "lever of a ball valve"]
    assert place.catalogue is None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(place.list.cards) == 1)


def test_without_a_tick_the_current_one_is_added(qtbot: QtBot, dialog: CatalogueDialog) -> None:
    dialog.search.setText("はしご 上部")
    assert dialog.wanted == ["ladder-secured"]

    with qtbot.waitSignal(dialog.given) as given:
        dialog.add.click()
    assert given.args == [["ladder-secured"]]


def test_the_chosen_one_is_shown_in_full_in_both_languages(dialog: CatalogueDialog) -> None:
    dialog.search.setText("ヘルメット")

    words = dialog.card.words
    for choice in HELMET.choices:
        assert choice.en in words
        assert choice.ja in words
    assert HELMET.photos.en in words
    assert HELMET.photos.ja in words
    dialog.search.setText("no such thing")
    assert dialog.card.words == ""
    assert dialog.nothing.isVisible()
    assert not dialog.add.isEnabled()


def test_chips_narrow_to_one_sort_of_site(dialog: CatalogueDialog) -> None:
    assert [chip.text() for chip in dialog.chips.values()] == [
        *("All", "Construction", "Plant", "Inspection", "Warehouse", "Safety"),
    ]

    dialog.chips[Domain.WAREHOUSE].click()

    assert shown(dialog) == [ready.id for ready in catalogue() if ready.domain is Domain.WAREHOUSE]


def test_what_the_project_has_by_now_is_marked_and_cannot_be_added_again(
    qtbot: QtBot, window: MainWindow, dialog: CatalogueDialog, reopened: Project
) -> None:
    dialog.search.setText("helmet")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.rows.ticked == ["helmet-worn"]

    take(reopened, ["helmet-worn"])

    qtbot.waitUntil(lambda: bool(dialog.current and dialog.current.here), timeout=10_000)
    assert dialog.rows.ticked == []
    assert "The project has it as “helmet on or in hand”." in dialog.card.words
    assert not dialog.add.isEnabled()


def test_headings_are_passed_over_by_the_keyboard(qtbot: QtBot, dialog: CatalogueDialog) -> None:
    seen = []
    for _ in range(12):
        assert dialog.current is not None
        seen.append(dialog.current.id)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)

    assert seen == [ready.id for ready in catalogue()[:12]]


def test_an_empty_place_offers_the_catalogue(
    qtbot: QtBot, open_window: Callable[[Path], MainWindow], empty_project: Path
) -> None:
    place = go_to(open_window(empty_project), "mixups", MixupsPlace)
    qtbot.waitUntil(lambda: place._stack.currentIndex() == 1)
    page = place._stack.currentWidget()
    assert page is not None
    (offer,) = [each for each in page.findChildren(QPushButton) if each.text() == "From the catalogue…"]

    offer.click()

    assert place.catalogue is not None
    dialog = place.catalogue
    qtbot.waitUntil(lambda: dialog.rows.rowCount() > 0)
    dialog.add.click()
    qtbot.waitUntil(lambda: len(place.list.cards) == 1)
    with open_project(empty_project) as project:
        assert [mixup.name for mixup in list_mixups(project)] == [catalogue()[0].name.en]


def test_a_press_on_the_box_ticks_and_one_on_the_name_only_shows(qtbot: QtBot, dialog: CatalogueDialog) -> None:
    dialog.chips[Domain.INSPECTION].click()
    row = dialog.list.visualRect(dialog.rows.index(2))
    name, box = row.center(), QPoint(row.left() + BOX_ROOM // 2, row.center().y())

    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert (dialog.current and dialog.current.id, dialog.rows.ticked) == ("crack-direction", [])
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert dialog.rows.ticked == ["crack-direction"]
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert dialog.rows.ticked == []
