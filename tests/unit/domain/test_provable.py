"""What could be proven before anything is trained, and how it is said."""

import pytest

from miwake.domain.provable import groups_needed, planned_change, proof_sentence


def test_what_can_be_proven_shrinks_with_more_cases_and_needs_ten_groups() -> None:
    assert planned_change(9, 90) is None
    assert [planned_change(count, count) for count in (20, 60, 200, 1000)] == [37, 14, 8, 4]


def test_more_cases_of_the_same_scenes_help_less_than_more_scenes() -> None:
    few, many = planned_change(20, 80), planned_change(80, 80)
    assert few is not None
    assert many is not None
    assert few > many


def test_the_scenes_that_are_needed_prove_it_and_one_less_does_not() -> None:
    needed = groups_needed(15)
    assert needed is not None
    assert planned_change(needed, needed) == 15
    assert planned_change(needed - 1, needed - 1) == 16
    assert groups_needed(90) == 10
    assert groups_needed(1) is None


@pytest.mark.parametrize(
    ("groups", "cases", "said"),
    [
        (1, 8, "The test photos come from 1 scene: too few to tell, 10 are needed."),
        (
            30,
            30,
            "The test photos come from 30 scenes: only a change of 26 points can be proven; 22 more test scenes (every "
            "fourth new scene is one) would do for 15.",
        ),
        (83, 83, "The test photos come from 83 scenes: a change of 12 points can be proven."),
    ],
)
def test_it_is_said_in_a_sentence(groups: int, cases: int, said: str) -> None:
    assert proof_sentence(groups, cases) == said
