import math
from collections.abc import Callable

import pytest

from miwake.domain.scores import CaseScores, PairScores
from miwake.domain.snapshots import Confusable
from miwake.domain.terms import Kind
from miwake.evaluation.confusion import (
    chance,
    margin,
    mixed_up,
    near_misses,
    rates,
    restricted,
    scr,
    scr_mutual,
    scr_pair,
    strongest,
    with_rivals,
)


def test_a_tie_is_an_error(scored: Callable[..., CaseScores]) -> None:
    assert mixed_up(scored(positive=0.25, negatives=(0.1, 0.25)))
    assert not mixed_up(scored(positive=0.25, negatives=(0.1, 0.2499)))


@pytest.mark.parametrize(("positive", "negative"), [(math.nan, 0.1), (0.1, math.nan), (math.nan, math.nan)])
def test_a_score_that_is_no_number_is_an_error(
    scored: Callable[..., CaseScores], positive: float, negative: float
) -> None:
    assert mixed_up(scored(positive=positive, negatives=(negative,)))


def test_the_strongest_rival_gives_the_margin(scored: Callable[..., CaseScores]) -> None:
    case = scored(positive=0.3, negatives=(0.1, 0.28, 0.2))
    assert strongest(case) == 1
    assert margin(case) == pytest.approx(0.02)


def test_a_rival_that_is_no_number_is_the_strongest(scored: Callable[..., CaseScores]) -> None:
    assert strongest(scored(negatives=(0.1, math.nan, 0.9))) == 1


def test_rates_by_hand(scored: Callable[..., CaseScores]) -> None:
    cases = [
        scored("a", positive=0.3, negatives=(0.1,)),  # right
        scored("b", positive=0.3, negatives=(0.4, 0.1, 0.35)),  # two of three comparisons lost
        scored("c", positive=0.3, negatives=(0.295,)),  # right, but by less than a hundredth
        scored("d", positive=0.3, negatives=(0.3,)),  # tie
    ]
    assert scr(cases) == 0.5
    assert scr_pair(cases) == 3 / 6
    assert chance(cases) == pytest.approx((0.5 + 0.75 + 0.5 + 0.5) / 4)
    assert near_misses(cases) == 1
    assert rates(cases).scr_mutual is None


def test_nothing_to_rate_is_zero_and_not_an_error() -> None:
    assert (scr([]), scr_pair([]), chance([]), near_misses([])) == (0.0, 0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("scores", "mutual"),
    [
        (((0.4, 0.1), (0.2, 0.3)), 0.0),
        (((0.4, 0.4), (0.2, 0.5)), 1.0),  # photo a: tie of its two descriptions
        (((0.4, 0.1), (0.4, 0.5)), 1.0),  # description a: tie of the two photos
        (((0.4, 0.1), (0.35, 0.3)), 1.0),  # photo b prefers description a
        (((0.4, 0.35), (0.2, 0.3)), 1.0),  # description b prefers photo a
        (((math.nan, 0.1), (0.2, 0.3)), 1.0),
    ],
)
def test_a_pair_is_told_apart_only_if_all_four_comparisons_are_won(
    scores: tuple[tuple[float, float], tuple[float, float]], mutual: float
) -> None:
    assert scr_mutual([PairScores("p", (1, 2), scores)]) == mutual


def test_restricting_keeps_scores_beside_their_descriptions(scored: Callable[..., CaseScores]) -> None:
    confusables = (Confusable("x", Kind.STATE), Confusable("y", Kind.COUNT), Confusable("z", Kind.STATE))
    case = scored(negatives=(0.1, 0.2, 0.3), confusables=confusables)
    kept = restricted(case, lambda each: each.kind is Kind.STATE)
    assert kept is not None
    assert kept.negatives == (0.1, 0.3)
    assert [each.text for each in kept.case.confusables] == ["x", "z"]
    assert restricted(case, lambda each: each.kind is Kind.SWAP) is None


def test_cases_with_nothing_to_be_confused_with_are_left_out(scored: Callable[..., CaseScores]) -> None:
    cases = [scored("a"), scored("b", negatives=(), confusables=())]
    assert [each.case.id for each in with_rivals(cases)] == ["a"]


def test_more_than_four_confusable_descriptions_are_refused(scored: Callable[..., CaseScores]) -> None:
    with pytest.raises(ValueError, match="'c': 5 confusable"):
        with_rivals([scored(negatives=(0.1,) * 5, confusables=[Confusable(f"{n}") for n in range(5)])])


def test_scores_that_do_not_match_their_descriptions_are_refused(scored: Callable[..., CaseScores]) -> None:
    with pytest.raises(ValueError, match="1 confusable descriptions, 2 scores"):
        with_rivals([scored(negatives=(0.1, 0.2), confusables=[Confusable("one")])])
