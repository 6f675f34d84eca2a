"""Watches a run for collapse and divergence; goes back to the best step once, then stops there."""

from dataclasses import dataclass

import torch
from torch import Tensor

RANK_KEPT = 0.6
SPREAD_KEPT = 0.5
TIMES_WORSE = 3


@dataclass(frozen=True, slots=True)
class Spread:
    """How much room the embeddings of general photos take: effective rank, and 1 - mean cosine between photos."""

    rank: float
    distance: float


def spread_of(vectors: Tensor) -> Spread:
    """Return the spread of (N, D) unit vectors, N at least 2.

    Source of the effective rank: Roy & Vetterli, EUSIPCO 2007; of the centred vectors.
    """
    vectors = vectors.double()
    size = len(vectors)
    values = torch.linalg.svdvals(vectors - vectors.mean(dim=0))
    shares = values / values.sum().clamp(min=1e-12)
    entropy = -(shares * shares.clamp(min=1e-12).log()).sum()
    cosines = vectors @ vectors.T
    mean = (cosines.sum() - cosines.diagonal().sum()) / (size * (size - 1))
    return Spread(float(entropy.exp()), float(1 - mean))


class Guard:
    """Decides whether a run has gone wrong.

    Args:
        start: The spread of the replay photos under the starting model; None where there are none.
    """

    def __init__(self, start: Spread | None) -> None:
        self.start = start
        self.times_worse = 0
        self.went_back = False

    def alarm(self, now: Spread | None, *, worse: bool, loss: float) -> str | None:
        """Return what is wrong, in words, or None.

        Args:
            now: The spread of the replay photos now.
            worse: Whether validation is worse than the best by more than chance explains.
            loss: The last step's loss.
        """
        if not torch.isfinite(torch.tensor(loss)):
            return "the loss was not a number any more"
        if self.start is not None and now is not None:
            if now.rank < RANK_KEPT * self.start.rank:
                return "photos were becoming alike (their vectors lost dimensions)"
            if now.distance < SPREAD_KEPT * self.start.distance:
                return "photos were becoming alike (their vectors drew together)"
        # In a row: the best of twenty looks at thirty photos was lucky, and one look may be unlucky.
        self.times_worse = self.times_worse + 1 if worse else 0
        if self.times_worse >= TIMES_WORSE:
            return "validation got worse"
        return None

    def go_back(self) -> bool:
        """Return whether the run may go back and try again (once); otherwise it has to stop with its best."""
        first = not self.went_back
        self.went_back, self.times_worse = True, 0
        return first
