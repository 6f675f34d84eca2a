"""How often a model prefers a confusable description: the mix-up rate and its companions."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from miwake.domain.comparisons import Rates
from miwake.domain.scores import CaseScores, PairScores
from miwake.domain.snapshots import Confusable

MOST_CONFUSABLES = 4
NEAR_MISS = 0.01  # a cosine margin of one logit at the usual scale of 100


def mixed_up(scores: CaseScores) -> bool:
    """Return whether a confusable description scores at least as high as the true one.

    Ties are errors, and so is a score that is not a number.
    """
    return not all(negative < scores.positive for negative in scores.negatives)


def strongest(scores: CaseScores) -> int:
    """Return the index of the confusable description that scores highest (the first of equals)."""
    return max(
        range(len(scores.negatives)),
        key=lambda index: math.inf if math.isnan(scores.negatives[index]) else scores.negatives[index],
    )


def margin(scores: CaseScores) -> float:
    """Return the true description's cosine minus that of its strongest rival."""
    return scores.positive - scores.negatives[strongest(scores)]


def restricted(scores: CaseScores, keep: Callable[[Confusable], bool]) -> CaseScores | None:
    """Return the case with those confusable descriptions alone that `keep` wants; None if there are none."""
    kept = [index for index, each in enumerate(scores.case.confusables) if keep(each)]
    if not kept:
        return None
    case = replace(scores.case, confusables=tuple(scores.case.confusables[index] for index in kept))
    return replace(scores, case=case, negatives=tuple(scores.negatives[index] for index in kept))


def scr(cases: Sequence[CaseScores]) -> float:
    """Return the similar-confusion rate: the share of cases that are mixed up (0 without cases)."""
    return sum(mixed_up(each) for each in cases) / len(cases) if cases else 0.0


def scr_pair(cases: Sequence[CaseScores]) -> float:
    """Return the share of single comparisons, true against one confusable description, that are lost."""
    comparisons = [negative < each.positive for each in cases for negative in each.negatives]
    return comparisons.count(False) / len(comparisons) if comparisons else 0.0


def scr_mutual(pairs: Sequence[PairScores]) -> float | None:
    """Return the share of marked pairs that are not fully told apart; None without pairs.

    This is 1 minus the group score of Thrush et al., "Winoground" (CVPR 2022): each photo must prefer its own
    description and each description its own photo.
    """
    if not pairs:
        return None
    return sum(not _told_apart(each) for each in pairs) / len(pairs)


def chance(cases: Sequence[CaseScores]) -> float:
    """Return the expected SCR of random scores: K / (K + 1), averaged over cases with K confusable descriptions."""
    return sum(len(each.negatives) / (len(each.negatives) + 1) for each in cases) / len(cases) if cases else 0.0


def near_misses(cases: Sequence[CaseScores]) -> int:
    """Return how many cases are right by less than `NEAR_MISS`."""
    return sum(not mixed_up(each) and margin(each) < NEAR_MISS for each in cases)


def rates(cases: Sequence[CaseScores], pairs: Sequence[PairScores] = ()) -> Rates:
    """Return all rates of one model on these cases and marked pairs."""
    return Rates(
        scr=scr(cases),
        scr_pair=scr_pair(cases),
        scr_mutual=scr_mutual(pairs),
        chance=chance(cases),
        near_misses=near_misses(cases),
    )


def with_rivals(cases: Sequence[CaseScores]) -> list[CaseScores]:
    """Return the cases that have something to be confused with.

    Raises:
        ValueError: A case has more than four confusable descriptions, or another number of scores.
    """
    for each in cases:
        expected = len(each.case.confusables)
        if expected > MOST_CONFUSABLES or len(each.negatives) != expected:
            raise ValueError(f"case {each.case.id!r}: {expected} confusable descriptions, {len(each.negatives)} scores")
    return [each for each in cases if each.negatives]


def _told_apart(pair: PairScores) -> bool:
    (own_a, crossed_a), (crossed_b, own_b) = pair.scores
    return all(own > crossed for own in (own_a, own_b) for crossed in (crossed_a, crossed_b))
