"""Captions that fit their own photo worse than most do are pulled closer.

Source: the positive part of AHNPL (Huang et al., arXiv 2505.15576), in cosine units and with a bound that follows the
batch; in its released code this part is never active.
"""

import torch

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.terms import Terms

QUANTILE = 0.2
DECAY = 0.95


class LowQuantile:
    """Running mean (decay 0.95) of the batch's 0.2 quantile of v.t; kept in the checkpoint."""

    def __init__(self) -> None:
        self.value: float | None = None

    def update(self, batch: LossBatch) -> None:
        """Take in one batch; the first one is taken as it is."""
        seen = float(torch.quantile(batch.true_cosines.detach().float(), QUANTILE))
        self.value = seen if self.value is None else DECAY * self.value + (1 - DECAY) * seen


def positive(batch: LossBatch, bound: float) -> Terms:
    """Return s relu(bound - v.t), in logit units.

    Returns:
        Terms of shape (B,).
    """
    values = batch.scale * torch.relu(bound - batch.true_cosines)
    return Terms(values, torch.ones_like(values, dtype=torch.bool))
