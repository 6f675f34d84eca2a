"""Each photo's caption against its own negatives.

Source: the per-photo softmax over hard negative texts of NegCLIP's successors (Huang et al., arXiv 2505.15576).
There is no label smoothing: 0.02 of it would pin the gap at about 0.055 for a scale of 100 and four negatives.
"""

import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.terms import Terms, first_wins


def text_negative(batch: LossBatch, weights: Tensor) -> Terms:
    """Return the (1+K)-way cross-entropy of each photo over its caption and its negatives.

    How it relates to `contrastive`: the same softmax, over texts made to be confused with this photo's caption only.

    Args:
        batch: B photos with K negatives.
        weights: (B, K) without gradient; log w is added to the negative's logit, so that 0 removes it.

    Returns:
        Terms of shape (B,); photos without a negative are masked.
    """
    usable = batch.mask & (weights > 0)
    negative = (batch.scale * batch.false_cosines + log_weights(weights)).masked_fill(~usable, -torch.inf)
    logits = torch.cat((batch.scale * batch.true_cosines[:, None], negative), dim=1)
    return Terms(first_wins(logits), usable.any(dim=1))


def log_weights(weights: Tensor) -> Tensor:
    """Return log w where w > 0 and 0 elsewhere (such columns are masked by the caller)."""
    return torch.where(weights > 0, weights, torch.ones_like(weights)).log()
