from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from miwake.evaluation.paired import bootstrap_interval, holm, paired, sign_flip_p


def brute_force_p(changes: list[int]) -> float:
    """All 2^groups sign patterns, written out."""
    observed = abs(sum(changes))
    patterns = list(product((-1, 1), repeat=len(changes)))
    reached = sum(
        abs(sum(sign * change for sign, change in zip(signs, changes, strict=True))) >= observed for signs in patterns
    )
    return reached / len(patterns)


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=10))
def test_sign_flip_equals_brute_force(changes: list[int]) -> None:
    assert sign_flip_p(np.array(changes)) == pytest.approx(brute_force_p(changes), abs=1e-12)


@given(fixed=st.integers(0, 60), broken=st.integers(0, 60), same=st.integers(0, 20))
def test_with_one_case_a_group_it_is_the_exact_mcnemar_test(fixed: int, broken: int, same: int) -> None:
    changes = np.array([-1] * fixed + [1] * broken + [0] * same, dtype=np.int64)
    expected = binomtest(fixed, fixed + broken).pvalue if fixed + broken else 1.0
    assert sign_flip_p(changes) == pytest.approx(expected, abs=1e-12)


def test_sign_flip_by_hand() -> None:
    # Groups of 3, 1 and 1: sums of 5, 3, 3, 1, -1, -3, -3, -5 are equally likely; |sum| >= 3 in six of eight.
    assert sign_flip_p(np.array([-3, -1, 1])) == pytest.approx(6 / 8)
    assert sign_flip_p(np.array([-3, -1, -1])) == pytest.approx(2 / 8)


def test_sign_flip_stays_exact_where_its_tail_is_tiny() -> None:
    assert sign_flip_p(np.full(400, -1)) == pytest.approx(2.0**-399, rel=1e-9)


@given(st.lists(st.integers(-4, 4), max_size=30))
def test_p_is_a_probability_and_blind_to_direction(changes: list[int]) -> None:
    p = sign_flip_p(np.array(changes, dtype=np.int64))
    assert 0.0 < p <= 1.0
    assert p == sign_flip_p(-np.array(changes, dtype=np.int64))


def test_counts_of_each_group() -> None:
    counts = paired([7, 3, 7, 3, 9], before=[True, True, False, False, True], after=[False, True, True, False, True])
    assert counts.sizes.tolist() == [2, 2, 1]  # groups 3, 7, 9
    assert counts.fixed.tolist() == [0, 1, 0]
    assert counts.broken.tolist() == [0, 1, 0]
    assert (counts.cases, counts.groups, counts.difference, counts.discordance) == (5, 3, 0.0, 0.4)


def test_no_cases_at_all() -> None:
    counts = paired([], before=[], after=[])
    assert (counts.cases, counts.groups, counts.difference, counts.discordance) == (0, 0, 0.0, 0.0)
    assert bootstrap_interval(counts.changes, counts.sizes, seed=0) == (0.0, 0.0)


def test_the_interval_agrees_with_resampling_group_by_group() -> None:
    random = np.random.default_rng(5)
    sizes = random.integers(1, 5, 60)
    changes = np.array([random.integers(-size, size + 1) for size in sizes])
    drawn = random.integers(0, 60, (20_000, 60))
    slow = np.quantile(changes[drawn].sum(1) / sizes[drawn].sum(1), [0.025, 0.975])
    assert bootstrap_interval(changes, sizes, seed=1) == pytest.approx(slow, abs=0.012)


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(11)
    covered = 0
    for trial in range(300):
        changes = random.choice([-1, 0, 1], p=[0.2, 0.75, 0.05], size=150)
        low, high = bootstrap_interval(changes, np.ones(150), seed=trial, resamples=1_000)
        covered += low <= -0.15 <= high
    assert 0.91 <= covered / 300 <= 0.985


def test_equal_seeds_give_equal_intervals() -> None:
    changes, sizes = [1, -2, 0, -1, -1] * 5, [2, 3, 1, 1, 2] * 5
    assert bootstrap_interval(changes, sizes, seed=3) == bootstrap_interval(changes, sizes, seed=3)
    assert bootstrap_interval(changes, sizes, seed=3) != bootstrap_interval(changes, sizes, seed=4)


def test_holm_by_hand() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})
    assert holm({}) == {}


@settings(max_examples=50)
@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1), max_size=6))
def test_holm_never_lowers_a_p_and_keeps_the_order(p_values: dict[str, float]) -> None:
    adjusted = holm(p_values)
    assert list(adjusted) == list(p_values)
    ranked = sorted(p_values, key=lambda name: p_values[name])
    assert all(p_values[name] <= adjusted[name] <= 1.0 for name in p_values)
    assert all(adjusted[a] <= adjusted[b] for a, b in pairwise(ranked))
