"""The verdict on a paired comparison, in the one order that keeps false claims rare (method.md, Evidence)."""

from miwake.domain.comparisons import Interval
from miwake.domain.provable import LEAST_GROUPS
from miwake.domain.terms import Verdict
from miwake.evaluation.paired import Paired, bootstrap_interval, sign_flip_p
from miwake.evaluation.power import LEVEL, can_prove_target


def verdict(seen: Paired, *, p: float, ci95: Interval) -> Verdict:
    """Return what the cases prove.

    In this order: fewer than ten groups are too few; a significant change whose interval lies on the same side of 0
    is an improvement or a loss; a test set that would miss a change of 15 points too often is too small; else there is
    no evidence of a change.

    Args:
        seen: The counts of each group.
        p: Of the sign-flip test, adjusted where several parts are tested.
        ci95: Bootstrap interval of the difference.
    """
    if seen.groups < LEAST_GROUPS:
        return Verdict.TOO_FEW
    if p < LEVEL and seen.difference < 0.0 and ci95[1] < 0.0:
        return Verdict.IMPROVED
    if p < LEVEL and seen.difference > 0.0 and ci95[0] > 0.0:
        return Verdict.WORSE
    return Verdict.NO_EVIDENCE if can_prove_target(seen) else Verdict.TOO_FEW


def judge(seen: Paired, *, seed: int) -> tuple[float, Interval, Verdict]:
    """Return p, interval and verdict of one comparison that stands alone."""
    p = sign_flip_p(seen.changes)
    ci95 = bootstrap_interval(seen.changes, seen.sizes, seed=seed)
    return p, ci95, verdict(seen, p=p, ci95=ci95)
