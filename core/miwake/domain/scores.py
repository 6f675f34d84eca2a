"""What a model said of the cases: plain numbers, from `ml` to `evaluation`."""

from dataclasses import dataclass

from miwake.domain.snapshots import Example


@dataclass(frozen=True, slots=True)
class CaseScores:
    """Cosines of one case under one model (fp32).

    Attributes:
        case: The example of validation or test that was scored.
        group: The group of its photo, the unit of every test.
        positive: Cosine of the photo and the true description.
        negatives: Cosines of the photo and each of `case.confusables`, in their order.
    """

    case: Example
    group: int
    positive: float
    negatives: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PairScores:
    """The 2x2 cosines of a marked pair: `scores[i][j]` is photo i with caption j."""

    pair: str
    groups: tuple[int, int]
    scores: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class RetentionScores:
    """For each query of the general set: was a fitting photo ranked first?"""

    hits: tuple[bool, ...]
    groups: tuple[int, ...]
