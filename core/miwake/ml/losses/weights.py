"""How much each negative counts: more the closer it is to being preferred. No gradient flows here.

Source: difficulty weights of AHNPL (Huang et al., arXiv 2505.15576), per case instead of per kind and batch, in the
shape of the focal loss (Lin et al., arXiv 1708.02002).
"""

import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch

GAMMA = 2.0
CAP = 4.0
FLOOR = 0.25
WARM_UP = 0.1
"""Share of the steps over which the weights grow from 1 to their full spread."""


def even_weights(batch: LossBatch) -> Tensor:
    """Return (B, K): 1 for what may be trained on, 0 for the rest."""
    return batch.mask.to(batch.photos.dtype)


def adaptive_weights(batch: LossBatch, progress: float) -> Tensor:
    """Return (B, K) weights: (2p)^gamma, p the two-way probability that the negative beats the caption.

    A tie weighs 1, a negative that wins clearly 4, one that is told apart clearly almost nothing. The weights are then
    divided by max(their mean, 0.25): hard batches do not shout, and easy ones are not blown up.

    Args:
        batch: B photos with K negatives.
        progress: Share of the run's steps that are done, 0 to 1.
    """
    mask = batch.mask
    difficulty = torch.sigmoid(-batch.scale * batch.gaps.detach())
    raw = (2 * difficulty).pow(GAMMA).clamp(max=CAP)
    warm = min(1.0, progress / WARM_UP)
    raw = torch.where(mask, 1 + warm * (raw - 1), torch.zeros_like(raw))
    mean = raw.sum() / mask.sum().clamp(min=1)
    return raw / mean.clamp(min=FLOOR)
