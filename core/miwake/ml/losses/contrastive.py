"""Symmetric InfoNCE over a batch in which some captions may be true of some other photos.

Source: CLIP (Radford et al., arXiv 2103.00020); the exclusions are Miwake's: sorted photos share their captions, and
without them training pulls all photos of a site together.
"""

import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.terms import Terms


def contrastive(batch: LossBatch) -> Terms:
    """Return each photo's loss over the captions, and each caption's over the photos.

    With nothing excluded, the reduction is CLIP's loss.

    Returns:
        Terms of shape (2, B); a row that has nothing to be told from is masked.
    """
    size = batch.photos.shape[0]
    own = torch.eye(size, dtype=torch.bool, device=batch.photos.device)
    excluded = batch.excluded & ~own
    logits = (batch.scale * batch.photos @ batch.captions.T).masked_fill(excluded, -torch.inf)
    by_photo = torch.logsumexp(logits, dim=1) - logits.diagonal()
    by_caption = torch.logsumexp(logits, dim=0) - logits.diagonal()
    rivals: Tensor = ~(excluded | own)
    return Terms(torch.stack((by_photo, by_caption)), torch.stack((rivals.any(dim=1), rivals.any(dim=0))))
