from collections.abc import Callable

import pytest

from miwake.domain.scores import CaseScores
from miwake.domain.snapshots import Confusable, SnapshotMixup
from miwake.domain.terms import Kind, Verdict
from miwake.evaluation.parts import Twice, directions, of_bands, of_kinds, of_mixups, parts, said

VALVE = SnapshotMixup("valve", ("an open valve", "a closed valve"))
HELMET = SnapshotMixup("helmet", ("wearing a helmet", "holding a helmet", "no helmet in sight"))


def test_each_direction_counts_the_photos_of_its_true_choice(twice: Callable[..., list[Twice]]) -> None:
    cases = twice("FFWR", choice=0) + twice("BRR", choice=1)
    found = directions(cases, VALVE)
    assert list(found) == ["open>closed", "closed>open"]
    assert (found["open>closed"].n, found["open>closed"].before, found["open>closed"].after) == (4, 0.75, 0.25)
    assert (found["closed>open"].n, found["closed>open"].before) == (3, 0.0)
    assert found["closed>open"].after == pytest.approx(1 / 3)


def test_of_several_winning_choices_the_strongest_was_said(scored: Callable[..., CaseScores]) -> None:
    case = scored("a", positive=0.1, negatives=(0.2, 0.3), choice=0)
    found = directions([Twice(case, scored("a", positive=0.4, negatives=(0.2, 0.3), choice=0))], HELMET)
    assert {name: each.before for name, each in found.items()} == {
        "wearing a helmet>holding a helmet": 0.0,
        "wearing a helmet>no helmet in sight": 1.0,
    }
    assert all(each.after == 0.0 for each in found.values())


def test_what_the_model_says(scored: Callable[..., CaseScores]) -> None:
    assert said(scored(positive=0.3, negatives=(0.1, 0.2), choice=1)) == 1
    assert said(scored(positive=0.3, negatives=(0.4, 0.2), choice=1)) == 0
    assert said(scored(positive=0.3, negatives=(0.1, 0.4), choice=1)) == 2


def test_a_mixup_counts_its_own_choices_alone(scored: Callable[..., CaseScores]) -> None:
    confusables = (Confusable("a closed valve", choice=1), Confusable("a red valve", Kind.ATTRIBUTE))
    case = scored("a", positive=0.3, negatives=(0.1, 0.5), confusables=confusables)
    found = of_mixups([Twice(case, case)], mixups=[VALVE, HELMET], seed=0)
    assert list(found) == ["valve"]
    assert found["valve"].before == 0.0
    kinds = of_kinds([Twice(case, case)], seed=0)
    assert {name: part.before for name, part in kinds.items()} == {"attribute": 1.0}


def test_fixed_and_broken_come_together_and_small_parts_get_no_numbers_they_cannot_support(
    twice: Callable[..., list[Twice]],
) -> None:
    found = parts({"small": twice("FFFFFFFFF"), "large": twice("FFFFFFFFFB")}, seed=0)
    assert (found["small"].ci95, found["small"].p_holm, found["small"].verdict) == (None, None, Verdict.TOO_FEW)
    assert (found["large"].fixed, found["large"].broken, found["large"].groups) == (9, 1, 10)
    assert found["large"].p_holm == pytest.approx(22 / 1024)  # alone in its family: the small one was not tested
    assert found["large"].verdict is Verdict.IMPROVED


def test_holm_is_paid_for_every_part_that_was_tested(twice: Callable[..., list[Twice]]) -> None:
    found = parts({"a": twice("FFFFFFFFFB"), "b": twice("R" * 10), "c": twice("R" * 10)}, seed=0)
    assert found["a"].p_holm == pytest.approx(3 * 22 / 1024)
    assert found["a"].verdict is Verdict.TOO_FEW


def test_bands_are_listed_from_the_least_alike(twice: Callable[..., list[Twice]]) -> None:
    cases = twice("FR")
    found = of_bands(cases, bands={"0": "very alike", "1": "alike"}, seed=0)
    assert [(name, part.n, part.fixed) for name, part in found.items()] == [("alike", 1, 0), ("very alike", 1, 1)]
