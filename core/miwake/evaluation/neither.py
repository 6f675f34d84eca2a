"""From which score on a photo shows none of a mix-up's choices: the "neither" limit."""

import statistics
from collections.abc import Sequence
from itertools import pairwise

LEAST_EXAMPLES = 5


def neither_limit(true: Sequence[float], neither: Sequence[float]) -> float | None:
    """Return the cosine with the best choice below which the answer is "neither"; None where nothing speaks for one.

    With at least five photos that a person sorted to "neither" it is the cut that separates them best from the
    sorted ones (balanced error, in the middle of the gap). Without them only what lies far below every photo that was
    sorted is called "neither": half as far again below the lowest as that lies below the median.

    Args:
        true: Cosine of each sorted photo with its own choice.
        neither: Best cosine of each photo that was sorted to "neither".
    """
    if len(true) < LEAST_EXAMPLES:
        return None
    if len(neither) < LEAST_EXAMPLES:
        lowest, median = min(true), statistics.median(true)
        return lowest - (median - lowest) / 2
    edges = sorted({*true, *neither})
    cuts = [edges[0] - 1e-6, *((low + high) / 2 for low, high in pairwise(edges))]
    return min(cuts, key=lambda cut: (_balanced_error(true, neither, cut), cut))


def _balanced_error(true: Sequence[float], neither: Sequence[float], cut: float) -> float:
    lost = sum(score < cut for score in true) / len(true)
    taken = sum(score >= cut for score in neither) / len(neither)
    return lost + taken
