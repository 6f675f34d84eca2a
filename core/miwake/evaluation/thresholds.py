"""From which margin on an answer may be given without a person: the "not sure" threshold."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import beta

CONFIDENCE = 0.9
_COVERAGES = (1.0, 0.9, 0.75, 0.6, 0.45)


@dataclass(frozen=True, slots=True)
class Answer:
    """One validation case: how sure the model was (any increasing number), and whether it was right."""

    margin: float
    right: bool
    group: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """The rule found.

    Attributes:
        margin: Answers below it are "not sure"; None if nothing can be promised.
        promised: The error rate among given answers that it keeps.
        bound: Upper confidence bound of that error rate on validation; None without a margin.
        coverage: Share of validation cases that get an answer.
        groups: Groups of validation it rests on.
        groups_needed: Groups without a single error that this promise takes at least.
    """

    margin: float | None
    promised: float
    bound: float | None
    coverage: float
    groups: int
    groups_needed: int


def threshold(answers: Sequence[Answer], *, promised: float, confidence: float = CONFIDENCE) -> Threshold:
    """Return the threshold that answers most and still keeps the promise with the given confidence.

    Risk control after "Learn then Test" (Angelopoulos et al., arXiv 2110.01052): few thresholds, chosen by the share
    of cases they answer and not by their errors, are each tested with an exact binomial bound; their number is
    paid for (Bonferroni). The unit is the group, wrong if any given answer of it is wrong. With too few groups for
    the promise no threshold is returned, rather than one that cannot be trusted.

    Raises:
        ValueError: `promised` or `confidence` is not between 0 and 1.
    """
    if not (0.0 < promised < 1.0 and 0.0 < confidence < 1.0):
        raise ValueError("promised and confidence are shares between 0 and 1")
    ordered = sorted(answers, key=lambda each: -each.margin)
    risk = 1.0 - confidence
    groups = len({each.group for each in answers})
    tried = _affordable(ordered, promised=promised, risk=risk)
    for coverage in _COVERAGES[:tried]:
        limit = ordered[math.ceil(coverage * len(ordered)) - 1].margin
        given = [each for each in ordered if each.margin >= limit]
        bound = _bound(given, risk=risk / tried)
        if bound <= promised:
            return Threshold(limit, promised, bound, len(given) / len(ordered), groups, _least(promised, risk))
    return Threshold(None, promised, None, 0.0, groups, _least(promised, risk))


def _affordable(ordered: Sequence[Answer], *, promised: float, risk: float) -> int:
    """Return how many coverages can be tested so that each could still pass without an error."""
    for tried in range(len(_COVERAGES), 0, -1):
        given = ordered[: math.ceil(_COVERAGES[tried - 1] * len(ordered))]
        if len({each.group for each in given}) >= _least(promised, risk / tried):
            return tried
    return 0


def _least(promised: float, risk: float) -> int:
    return math.ceil(math.log(risk) / math.log1p(-promised))


def _bound(given: Sequence[Answer], *, risk: float) -> float:
    groups = len({each.group for each in given})
    wrong = len({each.group for each in given if not each.right})
    return 1.0 if wrong >= groups else float(beta.ppf(1.0 - risk, wrong + 1, groups - wrong))
