import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.evaluation.bands import BANDS, assign_bands, cut_points


def closeness(count: int) -> dict[str, tuple[float, ...]]:
    return {f"{index}": (0.0, index / count) for index in range(count)}


def test_thin_data_gets_two_bands_and_more_gets_three() -> None:
    thin, thick = assign_bands(closeness(100)), assign_bands(closeness(150))
    assert [list(thin.values()).count(name) for name in BANDS] == [0, 50, 50]
    assert [list(thick.values()).count(name) for name in BANDS] == [50, 50, 50]


def test_the_most_alike_description_decides() -> None:
    found = assign_bands({"a": (0.1, 0.9), "b": (0.2, 0.2), "c": (0.3,), "d": (0.95,)})
    assert found == {"a": "very alike", "b": "alike", "c": "alike", "d": "very alike"}


def test_cases_that_are_all_equally_alike_are_one_band() -> None:
    assert set(assign_bands({f"{index}": (0.7,) for index in range(30)}).values()) == {"alike"}


def test_frozen_cut_points_are_used_as_they_are() -> None:
    assert assign_bands({"a": (0.1,), "b": (0.5,), "c": (0.9,)}, cuts=(0.5, 0.8)) == {
        "a": "less alike",
        "b": "alike",
        "c": "very alike",
    }


def test_nothing_gives_nothing() -> None:
    assert cut_points({}) == ()
    assert assign_bands({"a": ()}) == {}


@given(st.dictionaries(st.text(max_size=4), st.lists(st.floats(-1, 1), min_size=1, max_size=4), max_size=200))
def test_every_case_has_a_band_and_closer_is_never_less_alike(numbers: dict[str, list[float]]) -> None:
    found = assign_bands(numbers)
    assert set(found) == set(numbers)
    ranked = sorted(numbers, key=lambda case: max(numbers[case]))
    places = [BANDS.index(found[case]) for case in ranked]
    assert places == sorted(places)


def test_bands_by_a_fixed_encoder_do_not_fake_an_improvement_where_margins_do() -> None:
    """Two models that differ by noise alone: only bands chosen by the first one's margins seem to improve."""
    random = np.random.default_rng(2)
    count = 4_000
    difficulty = random.normal(0.5, 1.0, count)
    before, after = (difficulty + random.normal(0.0, 1.0, count) for _ in range(2))
    alike = {f"{index}": (float(-difficulty[index] + random.normal(0.0, 1.0)),) for index in range(count)}
    fixed = np.array([name == "very alike" for name in assign_bands(alike).values()])
    hardest = before <= np.quantile(before, 0.25)
    fall_fixed = float((before[fixed] <= 0).mean() - (after[fixed] <= 0).mean())
    fall_hardest = float((before[hardest] <= 0).mean() - (after[hardest] <= 0).mean())
    assert fall_fixed == pytest.approx(0.0, abs=0.05)  # three standard errors
    assert fall_hardest > 0.2
