from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from miwake.domain.mixups import Mixup
from miwake_desktop.models.least_recent import LeastRecent
from miwake_desktop.models.marked import marked
from miwake_desktop.models.pair_choice import PairChoice
from miwake_desktop.models.photo_grid import ID_ROLE, TILE_ROLE, PhotoGridModel
from miwake_desktop.models.photo_list import PhotoList
from miwake_desktop.models.review_queue import ReviewQueue
from miwake_desktop.models.sort_queue import SortQueue
from miwake_desktop.models.thin import thin_choices, thin_sentence
from miwake_desktop.models.tiles import Tiles
from miwake_desktop.models.viewport import MOST_ZOOM, Viewport
from miwake_desktop.session import Session
from miwake_desktop.theme import LIGHT
from miwake_desktop.views.cells import Cells


def test_the_grid_model_keeps_qts_rules_while_rows_come_and_go(qtbot: QtBot, session: Session) -> None:
    model = PhotoGridModel(Tiles(session))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    for ids in ([1, 2, 3], [1, 2, 3, 4, 5], [5, 1], [], [2]):
        model.show(ids)
        assert [model.index(row).data(ID_ROLE) for row in range(model.rowCount())] == ids
    model.deleteLater()


def test_photos_added_at_the_end_leave_the_others_where_they_are(qtbot: QtBot, session: Session) -> None:
    model = PhotoGridModel(Tiles(session))
    model.show([1, 2])

    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted) as caught:
        model.show([1, 2, 3])

    assert caught.args[1:] == [2, 2]


def test_a_tile_comes_when_it_is_wanted_with_what_is_known_of_the_photo(qtbot: QtBot, session: Session) -> None:
    model = PhotoGridModel(Tiles(session))
    model.show([1, 2, 3])
    assert model.index(0).data(TILE_ROLE) is None

    qtbot.waitUntil(lambda: model.index(0).data(TILE_ROLE) is not None)
    qtbot.waitUntil(lambda: model.index(2).data(TILE_ROLE) is not None)

    first, third = (model.index(row).data(TILE_ROLE) for row in (0, 2))
    assert (first.name, first.described, third.described) == ("IMG_1.png", True, False)
    assert first.pixmap.width() == 150
    assert model.index(0).data(Qt.ItemDataRole.DisplayRole) == "IMG_1.png"


def test_a_photo_that_is_gone_asks_for_nothing_again_and_again(qtbot: QtBot, session: Session) -> None:
    tiles = Tiles(session)

    assert tiles.tile(999) is None

    with qtbot.waitSignal(tiles.arrived) as caught:
        tiles.tile(999)
    assert caught.args == [[]]


@given(st.integers(0, 60), st.integers(1, 400), st.integers(1, 120), st.integers(1, 90))
def test_cells_are_found_where_they_were_placed(count: int, width: int, least: int, height: int) -> None:
    cells = Cells(count, width, least, height)
    places = [cells.place(number) for number in range(count)]

    assert len(set(places)) == count
    for number, (x, y) in enumerate(places):
        assert cells.at(x, y) == number
        assert cells.at(x + cells.cell_width - 1, y + height - 1) == number
        assert y + height <= cells.total_height
    assert cells.at(-1, 0) is None
    assert cells.at(0, cells.total_height) is None


@given(st.integers(0, 60), st.integers(1, 400), st.integers(0, 900), st.integers(0, 900))
def test_the_cells_that_are_seen_are_those_that_overlap(count: int, width: int, top: int, more: int) -> None:
    cells = Cells(count, width, 50, 40)
    bottom = top + more
    slow = [n for n in range(count) if cells.place(n)[1] <= bottom and cells.place(n)[1] + 40 > top]

    assert list(cells.seen(top, bottom)) == slow


def test_a_list_of_photos_knows_where_each_is() -> None:
    photos = PhotoList([7, 3, 9])

    assert [photos.row_of(each) for each in (7, 3, 9, 1)] == [0, 1, 2, None]
    assert (photos.nearest(1), photos.nearest(8), photos.nearest(-2)) == (3, 9, 7)
    assert PhotoList().nearest(0) is None


def test_what_was_not_used_for_the_longest_time_is_forgotten_first() -> None:
    held: LeastRecent[str, int] = LeastRecent(2)
    held.put("a", 1)
    held.put("b", 2)
    assert held.get("a") == 1
    held.put("c", 3)

    assert (held.get("b"), held.get("a"), held.get("c"), len(held)) == (None, 1, 3, 2)


@given(
    st.floats(0.2, 8),
    st.floats(0, 1),
    st.floats(0, 1),
    st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), max_size=4),
)
def test_a_viewport_never_leaves_the_photo(factor: float, x: float, y: float, moves: list[tuple[float, float]]) -> None:
    view = Viewport().zoomed(4, at_x=x, at_y=y).zoomed(factor, at_x=1 - x, at_y=y)
    for across, down in moves:
        view = view.moved(across, down)

    half = 0.5 / view.zoom
    assert 1 <= view.zoom <= MOST_ZOOM
    assert half - 1e-9 <= view.x <= 1 - half + 1e-9
    assert half - 1e-9 <= view.y <= 1 - half + 1e-9


def test_zooming_keeps_the_point_under_the_pointer() -> None:
    view = Viewport().zoomed(2, at_x=0.6, at_y=0.4)

    # The point's place on the screen, from its middle, in shares of the unzoomed photo.
    assert (0.6 - view.x) * view.zoom == pytest.approx(0.1)
    assert (0.4 - view.y) * view.zoom == pytest.approx(-0.1)


def test_marked_words_are_escaped_and_only_the_spans_are_marked() -> None:
    shown = marked("a <b> & c", [(2, 5)], LIGHT)

    assert "&lt;b&gt;</span> &amp; c" in shown
    assert shown.count("<span") == 1
    assert shown.startswith("a <span")


@pytest.mark.parametrize(
    ("chosen", "photos", "next_side"),
    [([1], (1, None), 1), ([1, 2], (1, 2), 0), ([1, 2, 3], (3, 2), 1), ([1, 1], (1, None), 1), ([1, 2, 2], (1, 2), 0)],
)
def test_photos_go_to_either_side_in_turn(
    chosen: Sequence[int], photos: tuple[int | None, int | None], next_side: int
) -> None:
    choice = PairChoice()
    for photo in chosen:
        choice = choice.with_photo(photo)

    assert (choice.photos, choice.next_side) == (photos, next_side)


def test_sorting_goes_forward_and_back() -> None:
    queue = SortQueue([4, 5])
    assert (queue.current, queue.upcoming(3), queue.back()) == (4, [5], False)
    queue.answered()
    queue.answered()
    queue.answered()
    assert (queue.current, queue.done, queue.total) == (None, 2, 2)
    assert queue.back()
    assert queue.current == 5


def test_review_asks_in_order_brings_back_and_leaves_out_what_was_put_off() -> None:
    queue = ReviewQueue([1, 2, 3, 4], frozenset({2}))
    assert (queue.current, queue.left, queue.put_off) == (1, 3, 1)
    queue.decided()
    assert queue.current == 3
    queue.bring(4)
    assert (queue.current, queue.upcoming(5)) == (4, [3])
    assert queue.back()
    assert queue.current == 1


def test_review_keeps_the_way_back_when_what_waits_is_read_again() -> None:
    queue = ReviewQueue([1, 2, 3, 4])
    queue.decided()
    queue.decided()
    # What was read before the last decision was written still holds it; what was put off is counted all the same.
    again = ReviewQueue([2, 3, 5, 4], frozenset({5}), decided=queue.decided_before)
    assert (again.current, again.left, again.put_off) == (3, 2, 1)
    assert again.back()
    assert again.current == 2
    assert again.decided_before == (1,)


def test_thin_choices_say_how_many_scenes_are_missing() -> None:
    mixup = Mixup(1, "valve", ("an open valve", "a closed valve"), counts=(20, 3), scenes=(12, 2))

    assert thin_choices(mixup) == [("closed", 10)]
    assert "10 more scenes" in thin_sentence(mixup)
    assert not thin_sentence(Mixup(1, "valve", ("an open valve", "a closed valve"), scenes=(12, 30)))
