"""What could be proven before anything is trained, and how it is said."""

import pytest

from miwake.domain.provable import groups_needed, planned_change, proof_sentence, scenes_missing


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
    ("scenes", "provable", "missing"), [(0, None, 40), (9, None, 4), (10, 68, 42 * 4), (51, 16, 4), (52, 15, 0)]
)
def test_what_could_be_proven_and_how_many_more_scenes_would_do(
    scenes: int, provable: int | None, missing: int
) -> None:
    assert (planned_change(scenes, scenes), scenes_missing(scenes, scenes)) == (provable, missing)


def test_too_few_is_said_with_what_it_takes() -> None:
    assert proof_sentence(1, 8) == (
        "Too few to tell: the test photos come from 1 scene, 10 are needed. Photos of about 36 more places would do."
    )


def test_what_can_be_proven_is_said_with_what_it_takes_for_a_usual_change() -> None:
    assert proof_sentence(30, 30) == (
        "The test photos come from 30 scenes: at best a change of 26 points can be proven. "
        "Photos of about 88 more places would do for 15."
    )
    assert proof_sentence(83, 83) == (
        "The test photos come from 83 scenes: at best a change of 12 points can be proven."
    )
