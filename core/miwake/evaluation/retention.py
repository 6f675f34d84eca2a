"""Whether the earlier skill was kept: non-inferiority of recall@1 on the general set."""

import numpy as np

from miwake.domain.comparisons import Interval, Retention
from miwake.domain.scores import RetentionScores
from miwake.domain.terms import RetentionVerdict
from miwake.evaluation.paired import bootstrap_interval

LEAST_QUERIES = 2_000
ALLOWED_LOSS = 0.01


def recall_change(before: RetentionScores, after: RetentionScores, *, seed: int) -> Interval:
    """Return the 95 % interval of the change in recall@1, by a bootstrap over the groups of the queries.

    Raises:
        ValueError: The two were not measured on the same queries.
    """
    if before.groups != after.groups or len(before.hits) != len(after.hits):
        raise ValueError("retention was measured on different queries")
    _, place, sizes = np.unique(np.asarray(after.groups, dtype=np.int64), return_inverse=True, return_counts=True)
    gained = np.asarray(after.hits, dtype=np.float64) - np.asarray(before.hits, dtype=np.float64)
    return bootstrap_interval(np.bincount(place, weights=gained, minlength=len(sizes)), sizes, seed=seed)


def judge_retention(
    before: RetentionScores, after: RetentionScores, *, base: RetentionScores | None = None, seed: int
) -> Retention:
    """Return whether at most one point of recall@1 was lost, against the starting model and the base model.

    *Kept* needs the lower end of each interval above -1 point; whatever falls short of that is *lost*, and fewer than
    2,000 queries cannot tell. The interval returned is that against the starting model.

    Raises:
        ValueError: The models were not measured on the same queries.
    """
    interval = recall_change(before, after, seed=seed)
    lowest = min(interval[0], recall_change(base, after, seed=seed)[0]) if base else interval[0]
    queries = len(after.hits)
    if queries < LEAST_QUERIES:
        found = RetentionVerdict.CANNOT_TELL
    else:
        found = RetentionVerdict.KEPT if lowest > -ALLOWED_LOSS else RetentionVerdict.LOST
    return Retention(
        queries=queries,
        recall_at_1_before=_recall(before),
        recall_at_1_after=_recall(after),
        difference_ci95=interval,
        verdict=found,
    )


def _recall(scores: RetentionScores) -> float:
    return sum(scores.hits) / len(scores.hits) if scores.hits else 0.0
