"""Two models on the same cases, compared over groups: exact test, bootstrap interval, Holm's adjustment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

from miwake.domain.comparisons import Interval

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

RESAMPLES = 10_000
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Paired:
    """Counts of each group, shape (groups,): its cases, those that were fixed and those that broke."""

    sizes: IntArray
    fixed: IntArray
    broken: IntArray

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return int(self.sizes.sum())

    @property
    def groups(self) -> int:
        """How many groups they come from."""
        return len(self.sizes)

    @property
    def changes(self) -> IntArray:
        """Broken minus fixed of each group; negative is better."""
        return self.broken - self.fixed

    @property
    def difference(self) -> float:
        """Mix-up rate after minus before (0 without cases)."""
        return int(self.changes.sum()) / self.cases if self.cases else 0.0

    @property
    def discordance(self) -> float:
        """Share of cases on which the two models differ."""
        return int(self.fixed.sum() + self.broken.sum()) / self.cases if self.cases else 0.0


def paired(groups: Sequence[int], *, before: Sequence[bool], after: Sequence[bool]) -> Paired:
    """Count per group what became of each case.

    Args:
        groups: The group of each case, shape (cases,).
        before: Whether the first model mixed it up.
        after: Whether the second one did.
    """
    was, became = np.asarray(before, dtype=bool), np.asarray(after, dtype=bool)
    _, place, sizes = np.unique(np.asarray(groups, dtype=np.int64), return_inverse=True, return_counts=True)
    return Paired(
        sizes=sizes.astype(np.int64),
        fixed=np.bincount(place[was & ~became], minlength=len(sizes)).astype(np.int64),
        broken=np.bincount(place[~was & became], minlength=len(sizes)).astype(np.int64),
    )


def sign_flip_p(changes: IntArray) -> float:
    """Return the exact two-sided p of the sign-flip test over groups.

    If nothing changed, a group's change is as likely to be +d as -d. The distribution of the sum over all 2^groups
    sign patterns is built by convolution, one binomial lattice for each distinct |d|: nothing is sampled. With one
    case in each group this is the exact McNemar test.

    Args:
        changes: Whole numbers, shape (groups,).
    """
    observed = abs(int(changes.sum()))
    if observed == 0:
        return 1.0
    sizes, counts = np.unique(np.abs(changes[changes != 0]), return_counts=True)
    distribution = np.ones(1)
    for size, count in zip(sizes.tolist(), counts.tolist(), strict=True):
        lattice = np.zeros(2 * size * count + 1)
        lattice[:: 2 * size] = binom.pmf(np.arange(count + 1), count, 0.5)
        distribution = np.convolve(distribution, lattice)
    total = len(distribution) // 2
    reached = np.abs(np.arange(len(distribution)) - total) >= observed
    return min(1.0, float(distribution[reached].sum()))


def bootstrap_interval(changes: ArrayLike, sizes: ArrayLike, *, seed: int, resamples: int = RESAMPLES) -> Interval:
    """Return the 95 % percentile interval of sum(changes) / sum(sizes) over resampled groups.

    Groups that are alike in both numbers are drawn together, as one cell of a multinomial: the same distribution as
    drawing them one by one, at a fraction of the work.

    Args:
        changes: What each group adds to the numerator, shape (groups,).
        sizes: What it adds to the denominator, positive, shape (groups,).
        seed: Of the random numbers; equal seeds give equal intervals.
        resamples: How many times the groups are drawn.
    """
    table = np.stack([np.asarray(changes, dtype=np.float64), np.asarray(sizes, dtype=np.float64)], axis=1)
    if not len(table):
        return 0.0, 0.0
    cells, counts = np.unique(table, axis=0, return_counts=True)
    random = np.random.default_rng(seed)
    found: list[FloatArray] = []
    for start in range(0, resamples, _CHUNK):
        drawn = random.multinomial(len(table), counts / len(table), size=min(_CHUNK, resamples - start))
        found.append((drawn @ cells[:, 0]) / (drawn @ cells[:, 1]))
    low, high = np.quantile(np.concatenate(found), [0.025, 0.975])
    return float(low), float(high)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Return the p values adjusted for their number (Holm 1979), in the order given."""
    adjusted: dict[str, float] = {}
    reached = 0.0
    for rank, name in enumerate(sorted(p_values, key=lambda each: p_values[each])):
        reached = max(reached, min(1.0, (len(p_values) - rank) * p_values[name]))
        adjusted[name] = reached
    return {name: adjusted[name] for name in p_values}
