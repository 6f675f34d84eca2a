import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.places import go_to
from miwake.domain.changes import Changes
from miwake.services.descriptions import describe, descriptions
from miwake.services.mixups import mixup_named
from miwake.services.projects import Project
from miwake.services.sorting import sort_photo, sorted_to_neither
from miwake_desktop.views.mixups import MixupsPlace
from miwake_desktop.views.pressed import pressed
from miwake_desktop.views.sort import SortView
from miwake_desktop.views.window import MainWindow


@pytest.fixture
def mixups(qtbot: QtBot, window: MainWindow) -> MixupsPlace:
    place = go_to(window, "mixups", MixupsPlace)
    qtbot.waitUntil(lambda: len(place.list.cards) == 1)
    return place


@pytest.fixture
def sort(qtbot: QtBot, mixups: MixupsPlace) -> SortView:
    mixups.list.cards[0].sort.click()
    view = mixups.front
    assert isinstance(view, SortView)
    qtbot.waitUntil(lambda: view.queue.current == 1)
    return view


def counts(project: Project) -> tuple[tuple[int, ...], int, int]:
    mixup = mixup_named(project, "valve")
    return mixup.counts, mixup.neither, mixup.unsorted


def test_one_key_answers_and_the_next_photo_is_there_at_once(qtbot: QtBot, sort: SortView, reopened: Project) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_Question):
        qtbot.keyClick(sort, key)

    assert sort.queue.current == 6
    assert sort.picture.photo == 6
    assert sort.progress.text() == "6 / 8 photos"
    qtbot.waitUntil(lambda: counts(reopened) == ((1, 2), 1, 3))
    assert [photo.id for photo in sorted_to_neither(reopened, 1)] == [4]


def test_a_key_without_a_choice_does_nothing(qtbot: QtBot, sort: SortView, reopened: Project) -> None:
    for key in (Qt.Key.Key_3, Qt.Key.Key_9, Qt.Key.Key_X):
        qtbot.keyClick(sort, key)

    assert sort.queue.current == 1
    assert counts(reopened) == ((0, 0), 0, 8)


def test_what_an_answer_sets_aside_is_said(qtbot: QtBot, sort: SortView, reopened: Project, window: MainWindow) -> None:
    describe(reopened, {1: "a closed valve by a wall"})
    said: list[str] = []
    assert window.session is not None
    window.session.said.connect(said.append)

    qtbot.keyClick(sort, Qt.Key.Key_1)

    qtbot.waitUntil(lambda: said == ["Set aside, as the answer says otherwise: “a closed valve by a wall”"])
    assert "a closed valve by a wall" not in {each.text for each in descriptions(reopened, photo=1)}


def test_backspace_takes_answers_back_one_by_one(qtbot: QtBot, sort: SortView, reopened: Project) -> None:
    qtbot.keyClick(sort, Qt.Key.Key_1)
    qtbot.keyClick(sort, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: counts(reopened) == ((1, 1), 0, 6))

    qtbot.keyClick(sort, Qt.Key.Key_Backspace)
    assert sort.queue.current == 2
    qtbot.keyClick(sort, Qt.Key.Key_Backspace)
    assert sort.queue.current == 1
    qtbot.keyClick(sort, Qt.Key.Key_Backspace)

    qtbot.waitUntil(lambda: counts(reopened) == ((0, 0), 0, 8))
    qtbot.keyClick(sort, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: counts(reopened) == ((0, 1), 0, 7))


def test_the_end_says_so_and_backspace_still_goes_back(qtbot: QtBot, sort: SortView, reopened: Project) -> None:
    for _ in range(8):
        qtbot.keyClick(sort, Qt.Key.Key_1)
    assert sort.queue.current is None
    assert sort._pages.currentIndex() == 1

    qtbot.keyClick(sort, Qt.Key.Key_Backspace)

    assert sort.picture.photo == 8
    assert sort._pages.currentIndex() == 0
    qtbot.waitUntil(lambda: counts(reopened) == ((7, 0), 0, 1))


def test_the_list_counts_what_was_sorted(qtbot: QtBot, mixups: MixupsPlace, sort: SortView) -> None:
    for _ in range(3):
        qtbot.keyClick(sort, Qt.Key.Key_1)
    qtbot.keyClick(sort, Qt.Key.Key_Escape)

    assert mixups.front is mixups.list
    qtbot.waitUntil(lambda: mixups.list.cards[0].mixup.counts == (3, 0))


def test_what_is_sorted_elsewhere_is_not_asked_again(qtbot: QtBot, sort: SortView, reopened: Project) -> None:
    sort_photo(reopened, 1, 1, 2)

    qtbot.waitUntil(lambda: sort.queue.current == 2, timeout=5000)


def test_what_is_written_elsewhere_and_is_no_answer_does_not_block_the_way_back(
    qtbot: QtBot, window: MainWindow, sort: SortView, reopened: Project
) -> None:
    qtbot.keyClick(sort, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: counts(reopened) == ((1, 0), 0, 7))
    assert window.session is not None
    window.session.changed.emit(Changes.everything())
    qtbot.waitUntil(lambda: sort.queue.current == 2)
    done: list[bool] = []
    window.session.ask(lambda _project: True, done.append)
    qtbot.waitUntil(lambda: bool(done))

    qtbot.keyClick(sort, Qt.Key.Key_Backspace)

    qtbot.waitUntil(lambda: counts(reopened) == ((0, 0), 0, 8))
    assert sort.queue.current == 1


def test_what_was_read_before_an_answer_does_not_ask_it_again(
    qtbot: QtBot, window: MainWindow, sort: SortView, reopened: Project
) -> None:
    assert window.session is not None
    shown: list[int | None] = []
    sort._read()
    qtbot.keyClick(sort, Qt.Key.Key_1)
    window.session.ask(lambda _project: True, lambda _done: shown.append(sort.queue.current))
    qtbot.waitUntil(lambda: len(shown) == 1)
    sort._read()
    qtbot.keyClick(sort, Qt.Key.Key_Backspace)
    window.session.ask(lambda _project: True, lambda _done: shown.append(sort.queue.current))
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown == [2, 1]


def test_the_input_method_is_off_and_full_width_digits_are_digits(qtbot: QtBot, sort: SortView) -> None:
    assert not sort.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    QApplication.sendEvent(sort, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "２"))

    assert sort.queue.current == 2


@pytest.mark.parametrize(
    ("code", "text", "modifiers", "name"),
    [
        (Qt.Key.Key_1, "1", Qt.KeyboardModifier.KeypadModifier, "1"),
        (Qt.Key.Key_A, "ち", Qt.KeyboardModifier.NoModifier, "a"),
        (0, "Ａ", Qt.KeyboardModifier.NoModifier, "a"),
        (Qt.Key.Key_Question, "?", Qt.KeyboardModifier.ShiftModifier, "?"),
        (0, "？", Qt.KeyboardModifier.NoModifier, "?"),
        (Qt.Key.Key_Space, "　", Qt.KeyboardModifier.NoModifier, "space"),
        (Qt.Key.Key_A, "a", Qt.KeyboardModifier.ControlModifier, ""),
        (Qt.Key.Key_F5, "", Qt.KeyboardModifier.NoModifier, ""),
    ],
)
def test_keys_are_named_by_their_code_whatever_the_input_method_makes_of_them(
    code: int, text: str, modifiers: Qt.KeyboardModifier, name: str
) -> None:
    assert pressed(QKeyEvent(QEvent.Type.KeyPress, code, modifiers, text)) == name


def test_backspace_takes_nothing_back_that_was_done_elsewhere_meanwhile(
    qtbot: QtBot, window: MainWindow, sort: SortView, reopened: Project
) -> None:
    qtbot.keyClick(sort, Qt.Key.Key_1)
    window.show_place("photos")
    assert window.session is not None
    window.session.act(lambda project: describe(project, {5: "a mauve wall"}))
    qtbot.waitUntil(lambda: len(descriptions(reopened, photo=5)) == 1)
    window.show_place("mixups")
    qtbot.waitUntil(lambda: sort.queue.done == 0 and sort.queue.current == 2)

    qtbot.keyClick(sort, Qt.Key.Key_Backspace)

    assert sort.queue.current == 2
    assert len(descriptions(reopened, photo=5)) == 1
    assert counts(reopened) == ((1, 0), 0, 7)
