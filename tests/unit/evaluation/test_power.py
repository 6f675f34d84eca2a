import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from miwake.domain.provable import FROM_CASES
from miwake.evaluation.paired import paired, sign_flip_p
from miwake.evaluation.power import (
    LEAST_DISCORDANCE,
    can_prove_target,
    exact_power,
    independent_cases,
    provable_change,
    smallest_change,
)


def slow_power(change: float, cases: int, discordance: float) -> float:
    """Sum over every number of fixed and broken cases, each judged by the test itself."""
    total = 0.0
    for fixed in range(cases + 1):
        for broken in range(cases + 1 - fixed):
            p = sign_flip_p(np.array([-1] * fixed + [1] * broken, dtype=np.int64))
            if p < 0.05:
                changed = fixed + broken
                total += binom.pmf(changed, cases, discordance) * binom.pmf(
                    fixed, changed, (1 + change / discordance) / 2
                )
    return total


@pytest.mark.parametrize(("change", "discordance"), [(0.15, 0.15), (0.15, 0.4), (0.3, 0.35), (0.0, 0.3)])
def test_power_equals_the_sum_over_all_outcomes(change: float, discordance: float) -> None:
    assert exact_power(change, cases=22, discordance=discordance) == pytest.approx(
        slow_power(change, 22, discordance), abs=1e-9
    )


def test_fifty_cases_cannot_prove_fifteen_points_but_sixty_can() -> None:
    assert exact_power(0.15, cases=50, discordance=0.15) < 0.8 < exact_power(0.15, cases=60, discordance=0.15)


def test_without_cases_or_change_to_see_there_is_no_power() -> None:
    assert exact_power(0.15, cases=0.9, discordance=0.15) == 0.0
    assert exact_power(0.0, cases=50, discordance=0.0) == 0.0


def test_a_change_raises_the_discordance_it_takes() -> None:
    assert exact_power(0.5, cases=20, discordance=0.15) == exact_power(0.5, cases=20, discordance=0.5)


def test_cases_of_groups_of_one_are_worth_themselves() -> None:
    assert independent_cases(paired(range(30), before=[True] * 30, after=[False] * 30)) == 30


def test_cases_that_change_together_are_worth_about_their_groups() -> None:
    groups = [index // 4 for index in range(400)]
    changed = [group % 2 == 0 for group in groups]
    worth = independent_cases(paired(groups, before=changed, after=[False] * 400))
    assert 100 <= worth < 110


def test_cases_that_change_alone_are_worth_nearly_themselves() -> None:
    groups = [index // 4 for index in range(400)]
    changed = [index % 4 == 0 for index in range(400)]
    worth = independent_cases(paired(groups, before=changed, after=[False] * 400))
    assert worth > 250


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 15), st.booleans(), st.booleans()), min_size=1, max_size=60))
def test_clustered_cases_are_worth_between_groups_and_all(
    cases: list[tuple[int, bool, bool]],
) -> None:
    groups, before, after = zip(*cases, strict=True)
    seen = paired(groups, before=before, after=after)
    effective = seen.cases**2 / float(np.sum(seen.sizes**2))
    assert effective - 1e-9 <= independent_cases(seen) <= seen.cases + 1e-9


def test_the_provable_change_is_just_provable() -> None:
    seen = paired(range(100), before=[index < 20 for index in range(100)], after=[False] * 100)
    change = provable_change(seen)
    assert change is not None
    assert (
        exact_power(change, cases=100, discordance=0.2) >= 0.8 > exact_power(change - 0.01, cases=100, discordance=0.2)
    )
    assert provable_change(paired([1, 2], before=[True] * 2, after=[False] * 2)) is None


def test_the_table_of_the_time_before_a_run_is_what_the_exact_test_gives() -> None:
    table = dict(FROM_CASES)
    expected = None
    for cases in range(1, FROM_CASES[-1][0] + 1):
        expected = table.get(cases, expected)
        found = smallest_change(cases, discordance=LEAST_DISCORDANCE)
        assert (None if found is None else round(100 * found)) == expected


def test_a_large_discordance_takes_more_cases() -> None:
    quiet = paired(range(60), before=[index < 6 for index in range(60)], after=[False] * 60)
    busy = paired(
        range(60), before=[index < 20 for index in range(60)], after=[20 <= index < 40 for index in range(60)]
    )
    assert can_prove_target(quiet)
    assert not can_prove_target(busy)
    assert math.isclose(busy.discordance, 2 / 3)
