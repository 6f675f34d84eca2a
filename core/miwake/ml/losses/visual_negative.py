"""Negatives in the space of photo embeddings: the photo, shifted as its caption would have to change to be false.

Source: the idea of AHNPL (Huang et al., arXiv 2505.15576), with the targets and the gradient that its text describes.
The shifted photo is *not* normalised: normalising reverses the sign of its gradient once the gap exceeds the squared
length of the shift.
"""

import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.terms import Terms, first_wins
from miwake.ml.losses.text_negative import log_weights

SHIFT = 1.0


def shifted_photos(batch: LossBatch, shift: float = SHIFT) -> Tensor:
    """Return (B, K, D): each photo plus `shift` times the difference of negative and caption, taken as constant."""
    change = (batch.negatives - batch.captions[:, None]).detach()
    return batch.photos[:, None] + shift * change


def visual_negative(batch: LossBatch, weights: Tensor) -> Terms:
    """Return the cross-entropies of the photo anchor and of the caption anchor.

    Anchored on the photo (against another view of it) v.v~ = 1 - (v.t - v.t-): a ranking signal for the photo encoder
    alone. Anchored on the caption t.v - t.v~ = 1 - t.t-: it pushes caption and negative apart.

    Args:
        batch: B photos with K negatives.
        weights: (B, K) without gradient; log w is added to the negative's logit.

    Returns:
        Terms of shape (2, B); photos without a negative are masked.
    """
    views = batch.photos if batch.views is None else batch.views
    shifted = shifted_photos(batch)
    usable = batch.mask & (weights > 0)
    terms = []
    for anchor, positive in ((batch.photos, views), (batch.captions, batch.photos)):
        negative = batch.scale * torch.einsum("bd,bkd->bk", anchor, shifted) + log_weights(weights)
        logits = torch.cat(
            (batch.scale * (anchor * positive).sum(-1, keepdim=True), negative.masked_fill(~usable, -torch.inf)), dim=1
        )
        terms.append(first_wins(logits))
    return Terms(torch.stack(terms), usable.any(dim=1).expand(2, -1))
