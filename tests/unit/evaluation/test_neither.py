import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.evaluation.neither import LEAST_EXAMPLES, neither_limit

SORTED = (0.30, 0.32, 0.34, 0.36, 0.38, 0.40)
cosines = st.lists(st.floats(-1, 1), min_size=LEAST_EXAMPLES, max_size=20)


@pytest.mark.parametrize("known", [(), SORTED[:4]])
def test_without_sorted_photos_nothing_speaks_for_a_limit(known: tuple[float, ...]) -> None:
    assert neither_limit(known, (0.1,) * 20) is None


@pytest.mark.parametrize("neither", [(), (0.1,) * 4])
def test_without_photos_of_neither_only_what_lies_far_below_is_neither(neither: tuple[float, ...]) -> None:
    # The lowest lies 0.05 below the median; half of that again below it.
    assert neither_limit(SORTED, neither) == pytest.approx(0.275)


def test_the_limit_lies_in_the_middle_of_the_gap() -> None:
    assert neither_limit(SORTED, (0.05, 0.08, 0.1, 0.12, 0.2)) == pytest.approx(0.25)


def test_a_stray_photo_on_either_side_moves_the_limit_less_than_it_would_cost() -> None:
    # One sorted photo among those of neither is given up: the cut that keeps it would take five for sorted.
    assert neither_limit((*SORTED, 0.05), (0.1, 0.12, 0.14, 0.16, 0.2)) == pytest.approx(0.25)
    assert neither_limit(SORTED, (0.1, 0.12, 0.14, 0.16, 0.5)) == pytest.approx(0.23)


def test_where_both_are_alike_the_lowest_limit_loses_nothing_that_was_sorted() -> None:
    limit = neither_limit((0.3,) * 5, (0.3,) * 5)
    assert limit is not None
    assert limit < 0.3


@given(true=cosines, neither=cosines)
def test_no_other_limit_separates_better(true: list[float], neither: list[float]) -> None:
    def error(cut: float) -> float:
        lost = sum(score < cut for score in true) / len(true)
        return lost + sum(score >= cut for score in neither) / len(neither)

    limit = neither_limit(true, neither)
    assert limit is not None
    assert error(limit) <= min(error(cut) for cut in (*true, *neither, -2.0)) + 1e-12
