"""What the mistakes of each model cost a month, where the person said what one costs and how often it comes up."""

from collections.abc import Sequence

import numpy as np

from miwake.domain.comparisons import MonthlyCost
from miwake.domain.provable import LEAST_GROUPS
from miwake.domain.snapshots import SnapshotMixup
from miwake.evaluation.paired import bootstrap_interval
from miwake.evaluation.parts import Twice, said


def monthly_cost(cases: Sequence[Twice], *, mixups: Sequence[SnapshotMixup], seed: int) -> MonthlyCost | None:
    """Return cost before and after with the interval of the change; None where nothing was given or can be said.

    Over mix-ups and directions: cost of one mistake x times a month x rate of that direction, where a mix-up's times
    a month are divided over its true choices as the test photos are. Mix-ups with fewer than ten test scenes make the
    sum unsayable. Mix-ups are resampled apart, each over its own groups, so their intervals add as if independent;
    the ends are added, which is the wider and safer way.
    """
    priced = [mixup for mixup in mixups if mixup.costs and mixup.per_month]
    found = [
        _of_mixup([each for each in cases if each.before.case.mixup == mixup.name], mixup, seed) for mixup in priced
    ]
    known = [each for each in found if each]
    if not known or len(known) < len(priced):
        return None
    return MonthlyCost(
        before=sum(each.before for each in known),
        after=sum(each.after for each in known),
        change_ci95=(sum(each.change_ci95[0] for each in known), sum(each.change_ci95[1] for each in known)),
    )


def _of_mixup(cases: Sequence[Twice], mixup: SnapshotMixup, seed: int) -> MonthlyCost | None:
    _, place, sizes = np.unique([each.before.group for each in cases], return_inverse=True, return_counts=True)
    if len(sizes) < LEAST_GROUPS or mixup.per_month is None:
        return None
    amounts = {(true, other): amount for true, other, amount in mixup.costs}
    before, after = (
        np.array([amounts.get((_index(one.case.choice), _index(said(one))), 0.0) for one in model], dtype=np.float64)
        for model in ([each.before for each in cases], [each.after for each in cases])
    )
    changes = np.bincount(place, weights=after - before)
    low, high = bootstrap_interval(changes, sizes, seed=seed)
    times = mixup.per_month
    return MonthlyCost(
        before=times * float(before.mean()), after=times * float(after.mean()), change_ci95=(times * low, times * high)
    )


def _index(choice: int | None) -> int:
    return -1 if choice is None else choice
