"""How alike the descriptions of a case are, by numbers that no compared model has touched."""

from collections.abc import Mapping, Sequence

import numpy as np

BANDS = ("less alike", "alike", "very alike")
ENOUGH_FOR_THREE = 120


def cut_points(closeness: Mapping[str, Sequence[float]]) -> tuple[float, ...]:
    """Return where the bands begin: quantiles of the cases' closeness, two bands where cases are thin.

    They follow from the snapshot's texts and the fixed encoder alone, so they are frozen with the snapshot. Never use
    a compared model's own margins here: its hardest cases would seem to improve by regression to the mean.

    Args:
        closeness: For each case the cosines of its true description with each confusable one; the largest counts.
    """
    values = [max(each) for each in closeness.values() if each]
    bands = 3 if len(values) >= ENOUGH_FOR_THREE else 2
    if not values:
        return ()
    cuts = np.quantile(values, [step / bands for step in range(1, bands)], method="higher")
    return tuple(sorted({float(cut) for cut in cuts if min(values) < cut}))


def assign_bands(closeness: Mapping[str, Sequence[float]], *, cuts: Sequence[float] | None = None) -> dict[str, str]:
    """Return the band's name of each case; the names are in `BANDS`, from the least to the most alike.

    Args:
        closeness: As for `cut_points`.
        cuts: Frozen cut-points, ascending, at most two; by default those of `closeness` itself.
    """
    frozen = cut_points(closeness) if cuts is None else tuple(cuts)
    names = BANDS[1:] if len(frozen) < len(BANDS) - 1 else BANDS
    return {
        case: names[int(np.searchsorted(frozen, max(each), side="right"))]
        for case, each in closeness.items()
        if len(each)
    }
