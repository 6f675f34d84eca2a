"""What a test set can prove: the power of the exact paired test, and what would be needed for more."""

import math

import numpy as np
from scipy.stats import binom

from miwake.domain.provable import ASSUMED_CORRELATION, LEAST_GROUPS
from miwake.evaluation.paired import Paired

TARGET_CHANGE = 0.15
TARGET_POWER = 0.8
LEAST_DISCORDANCE = 0.15
LEVEL = 0.05

_ASSUMED_WEIGHT = 10.0  # counts like so many pairs of changed cases that were seen
_STEP = 0.01
_NEGLIGIBLE = 1e-12  # numbers of changed cases less likely than this cannot move the power and are most of the work


def exact_power(change: float, *, cases: float, discordance: float) -> float:
    """Return the chance that the exact McNemar test finds a true change at the 5 % level.

    Args:
        change: The true change of the rate, 0 to 1; its direction does not matter.
        cases: Independent cases; a fraction is rounded down.
        discordance: Share of cases on which the models differ; raised to `change` where it is smaller.
    """
    discordance = min(1.0, max(discordance, change))
    changed = np.arange(1, int(cases) + 1)
    if not len(changed) or discordance == 0.0:
        return 0.0
    weights = binom.pmf(changed, int(cases), discordance)
    likely = weights > _NEGLIGIBLE
    changed, weights = changed[likely], weights[likely]
    better = (1.0 + change / discordance) / 2.0
    limit = np.asarray(binom.ppf(LEVEL / 2.0, changed, 0.5))
    limit -= np.asarray(2.0 * binom.cdf(limit, changed, 0.5) >= LEVEL)
    found = binom.cdf(limit, changed, better) + binom.sf(changed - limit - 1, changed, better)
    return float(np.sum(weights * found))


def independent_cases(seen: Paired) -> float:
    """Return how many independent cases the clustered ones are worth.

    Cases of one group tend to change together. Their correlation is estimated from the pairs of changed cases seen
    within groups and pulled towards one half as long as few were seen; the usual design effect follows from it.
    """
    sizes = seen.sizes.astype(np.float64)
    within = float(np.sum(sizes * (sizes - 1.0)))
    changed = (seen.fixed + seen.broken).astype(np.float64)
    agreeing = float(np.sum(seen.changes.astype(np.float64) ** 2 - changed))
    expected = seen.discordance * within
    correlation = (agreeing + _ASSUMED_WEIGHT * ASSUMED_CORRELATION) / (expected + _ASSUMED_WEIGHT)
    return _worth(seen.cases, within=within, correlation=min(1.0, max(0.0, correlation)))


def can_prove_target(seen: Paired) -> bool:
    """Return whether a change of 15 points would be found in at least 80 % of such comparisons."""
    discordance = max(seen.discordance, LEAST_DISCORDANCE)
    return exact_power(TARGET_CHANGE, cases=independent_cases(seen), discordance=discordance) >= TARGET_POWER


def provable_change(seen: Paired) -> float | None:
    """Return the smallest change, in whole points of 0.01, that would be found in 80 % of such comparisons.

    None where no change could be proven: too few groups or cases.
    """
    if seen.groups < LEAST_GROUPS:
        return None
    return smallest_change(independent_cases(seen), discordance=max(seen.discordance, LEAST_DISCORDANCE))


def _worth(cases: int, *, within: float, correlation: float) -> float:
    return cases / (1.0 + correlation * within / cases) if cases else 0.0


def smallest_change(independent: float, *, discordance: float) -> float | None:
    """Return the smallest change, in whole points of 0.01, that so many cases prove in 80 % of comparisons."""
    steps = math.ceil(1.0 / _STEP)
    low, high = 1, steps + 1
    while low < high:
        middle = (low + high) // 2
        power = exact_power(middle * _STEP, cases=independent, discordance=discordance)
        low, high = (low, middle) if power >= TARGET_POWER else (middle + 1, high)
    return round(low * _STEP, 2) if low <= steps else None
