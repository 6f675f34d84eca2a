"""A margin between caption and negative, per kind of negative and wider where the two texts are close.

Source: the dynamic margin of AHNPL (Huang et al., arXiv 2505.15576) and of CE-CLIP (Zhang et al., arXiv 2306.08832);
here the closeness of the texts widens it, so that the hardest kinds do not get the smallest margin.
"""

import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.terms import Terms

DECAY = 0.95
SMALLEST = 1.0
LARGEST = 5.0
"""Bounds of the margin in logit units, before closeness widens it."""
REACH = 0.5
"""Largest share of the distance of the two texts that a margin may ask for: no photo has a gap above that distance."""


class KindGaps:
    """Running mean (decay 0.95) of the gap between caption and negative, one per kind; kept in the checkpoint."""

    def __init__(self, kinds: int) -> None:
        self.means = torch.zeros(kinds, dtype=torch.float64)
        self.seen = torch.zeros(kinds, dtype=torch.bool)

    def update(self, batch: LossBatch) -> None:
        """Take in the mean gap of each kind that the batch holds; the first one seen is taken as it is."""
        gaps, kinds = batch.gaps.detach()[batch.mask].cpu().double(), batch.kinds[batch.mask].cpu()
        for kind in sorted(set(kinds.tolist())):
            mean = gaps[kinds == kind].mean()
            self.means[kind] = DECAY * self.means[kind] + (1 - DECAY) * mean if self.seen[kind] else mean
            self.seen[kind] = True

    def margins(self, batch: LossBatch) -> Tensor:
        """Return (B, K) margins in cosine units: clip(mean gap of the kind, 1/s, 5/s) x (1 + closeness).

        A margin never asks for more than half of the distance of the two texts; without that bound, texts that are
        close can only reach theirs by being pushed apart for every photo.
        """
        means, closeness = self.means.to(batch.photos)[batch.kinds], batch.closeness
        wanted = means.clamp(SMALLEST / batch.scale, LARGEST / batch.scale) * (1 + closeness)
        return torch.minimum(wanted, REACH * (2 - 2 * closeness).clamp(min=0.0).sqrt())


def margin(batch: LossBatch, margins: Tensor, weights: Tensor) -> Terms:
    """Return w s relu(margin - gap), in logit units.

    How it relates to `text_negative`: it stops where the margin is reached, and judges each negative by itself.

    Args:
        batch: B photos with K negatives.
        margins: (B, K) without gradient, in cosine units.
        weights: (B, K) without gradient.

    Returns:
        Terms of shape (B, K).
    """
    return Terms(weights * batch.scale * torch.relu(margins - batch.gaps), batch.mask)
