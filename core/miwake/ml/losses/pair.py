"""Marked look-alike pairs and counterfactual photos: two photos, two captions, each false of the other photo.

Source: the group score of Winoground (Thrush et al., arXiv 2204.03162), turned into a loss in both directions.
"""

import torch

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.terms import Terms


def pair(batch: LossBatch) -> Terms:
    """Return the four two-way cross-entropies of each pair: both photos over the captions, both captions over photos.

    How it relates to `contrastive`: the same softmax on a 2x2 block, whatever else the batch holds.

    Returns:
        Terms of shape (P, 4); (0, 4) where the batch has no pair.
    """
    if batch.pairs is None or batch.pairs.numel() == 0:
        nothing = batch.photos.new_zeros((0, 4))
        return Terms(nothing, nothing.bool())
    photos, captions = batch.photos[batch.pairs], batch.captions[batch.pairs]
    logits = batch.scale * torch.einsum("pid,pjd->pij", photos, captions)
    own = logits.diagonal(dim1=1, dim2=2)
    values = torch.cat((torch.logsumexp(logits, dim=2) - own, torch.logsumexp(logits, dim=1) - own), dim=1)
    return Terms(values, torch.ones_like(values, dtype=torch.bool))
