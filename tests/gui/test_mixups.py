from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QMessageBox, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from gui.places import go_to
from miwake.services.mixups import list_mixups
from miwake.services.pairs import list_pairs
from miwake.services.projects import Project
from miwake.services.sorting import sort_photos
from miwake_desktop.models.viewport import Viewport
from miwake_desktop.views.mixups import MixupsPlace
from miwake_desktop.views.pairs import PairsView
from miwake_desktop.views.place import READING_WIDTH
from miwake_desktop.views.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def pairs(qtbot: QtBot, window: MainWindow) -> PairsView:
    place = go_to(window, "mixups", MixupsPlace)
    place.show_pairs()
    view = place.front
    assert isinstance(view, PairsView)
    qtbot.waitUntil(lambda: len(view.grid.photos.photos) == 8)
    return view


def test_without_mix_ups_the_place_says_what_to_do(
    qtbot: QtBot, open_window: Callable[[Path], MainWindow], empty_project: Path
) -> None:
    place = go_to(open_window(empty_project), "mixups", MixupsPlace)

    qtbot.waitUntil(lambda: place._stack.currentIndex() == 1)


def test_the_bars_show_the_share_of_what_is_sorted(qtbot: QtBot, window: MainWindow, reopened: Project) -> None:
    sort_photos(reopened, 1, {1: 1, 2: 1, 3: 2, 4: 0})
    place = go_to(window, "mixups", MixupsPlace)
    qtbot.waitUntil(lambda: bool(place.list.cards) and place.list.cards[0].mixup.neither == 1)
    bars = place.list.cards[0].findChildren(QProgressBar)
    assert [(bar.value(), bar.maximum()) for bar in bars] == [(2, 4), (1, 4), (1, 4)]


def test_cards_end_where_the_buttons_above_end_and_lie_in_the_middle_of_a_wide_window(
    qtbot: QtBot, window: MainWindow
) -> None:
    place = go_to(window, "mixups", MixupsPlace)
    qtbot.waitUntil(lambda: bool(place.list.cards))

    def edges(widget: QWidget) -> tuple[int, int]:
        left = widget.mapTo(place, QPoint(0, 0)).x()
        return left, left + widget.width()

    for size in ((1280, 800), (1280, 640), (1920, 1080)):
        window.resize(*size)
        # One time without a bar, one time with it.
        for height in (0, 3000):
            place.list.widget().setMinimumHeight(height)
            card = place.list.cards[0]
            qtbot.waitUntil(lambda height=height: place.list.verticalScrollBar().isVisible() == bool(height))
            qtbot.waitUntil(lambda card=card: edges(card)[1] == edges(place._add)[1])
            left, right = edges(card)
            assert abs(left - (place.width() - right)) <= 1
            assert right - left <= READING_WIDTH


def test_a_template_becomes_choices(qtbot: QtBot, window: MainWindow, reopened: Project) -> None:
    place = go_to(window, "mixups", MixupsPlace)
    place.ask_mixup()
    dialog = place.dialog
    assert dialog is not None
    assert not dialog.add.isEnabled()
    dialog.name.setText("gate")
    dialog.choices.setPlainText("a gate that is {open|closed|half open}")
    assert dialog.reading.text().splitlines()[2] == "3  a gate that is half open"

    dialog.add.click()

    qtbot.waitUntil(lambda: len(place.list.cards) == 2)
    assert list_mixups(reopened)[1].choices[1] == "a gate that is closed"


def test_choices_that_do_not_exclude_each_other_are_refused_in_the_dialog(window: MainWindow) -> None:
    place = go_to(window, "mixups", MixupsPlace)
    place.ask_mixup()
    dialog = place.dialog
    assert dialog is not None
    dialog.name.setText("gate")
    dialog.choices.setPlainText("an open gate\nAn  open gate.")

    dialog.add.click()

    assert "Two choices are the same." in dialog.reading.text()
    dialog.reject()


def test_a_name_that_is_taken_is_refused_with_a_reason(qtbot: QtBot, window: MainWindow) -> None:
    place = go_to(window, "mixups", MixupsPlace)
    place.ask_mixup()
    dialog = place.dialog
    assert dialog is not None
    dialog.name.setText("valve")
    dialog.choices.setPlainText("open\nclosed")

    dialog.add.click()

    qtbot.waitUntil(lambda: "There is a mix-up 'valve' already." in window.errors.words)


def test_a_mix_up_is_removed_after_a_question(qtbot: QtBot, window: MainWindow, reopened: Project) -> None:
    place = go_to(window, "mixups", MixupsPlace)
    qtbot.waitUntil(lambda: len(place.list.cards) == 1)
    place.ask_removal(place.list.cards[0].mixup)
    question = place.findChild(QMessageBox)
    assert question is not None

    next(each for each in question.buttons() if each.text() == "Remove").click()

    qtbot.waitUntil(lambda: list_mixups(reopened) == [])


def test_two_chosen_photos_are_marked_with_the_words_that_tell_them_apart(
    qtbot: QtBot, pairs: PairsView, reopened: Project
) -> None:
    assert not pairs.confused.isEnabled()
    pairs.grid.choose([2])
    pairs.grid.choose([5])
    assert (pairs.viewer.sides[0].photo, pairs.viewer.sides[1].photo) == (2, 5)
    pairs.note.setText("blue, purple")

    pairs.confused.click()

    qtbot.waitUntil(lambda: len(list_pairs(reopened)) == 1)
    (pair,) = list_pairs(reopened)
    assert (pair.photo_a, pair.photo_b, pair.note) == (2, 5, "blue, purple")


def test_a_marked_pair_is_shown_again_and_its_mark_taken_away(
    qtbot: QtBot, pairs: PairsView, reopened: Project
) -> None:
    pairs.grid.choose([2])
    pairs.grid.choose([5])
    qtbot.keyClick(pairs, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: len(list_pairs(reopened)) == 1)
    pairs.grid.choose([7])

    pairs.pairs.chosen.emit(list_pairs(reopened)[0])
    assert pairs.choice.photos == (2, 5)
    pairs.pairs.removal_wanted.emit(list_pairs(reopened)[0].id)

    qtbot.waitUntil(lambda: list_pairs(reopened) == [])


def test_space_flicks_between_the_photos_and_s_shows_both(qtbot: QtBot, pairs: PairsView) -> None:
    pairs.grid.choose([2])
    pairs.grid.choose([5])
    left, right = pairs.viewer.sides

    seen = []
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_S):
        qtbot.keyClick(pairs, key)
        seen.append((left.isVisible(), right.isVisible()))

    assert seen == [(True, False), (False, True), (True, False), (True, True)]


def test_zoom_and_place_are_locked_until_other_photos_come(qtbot: QtBot, pairs: PairsView) -> None:
    pairs.grid.choose([2])
    pairs.grid.choose([5])
    left, right = pairs.viewer.sides
    qtbot.waitUntil(lambda: left.is_loaded and right.is_loaded)

    left.zoom_by(3, QPointF(left.width() * 0.8, left.height() * 0.5))

    assert left._view == right._view
    assert left._view.zoom == 3
    assert left._view.x > 0.5
    pairs.grid.choose([6])
    assert right._view == Viewport()
