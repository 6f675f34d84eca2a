"""SigLIP's form of the contrastive loss: whether a photo and a caption belong together is a question of its own.

Source: SigLIP (Zhai et al., arXiv 2303.15343); the exclusions are those of `contrastive`.
"""

import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.terms import Terms


def sigmoid_contrastive(batch: LossBatch) -> Terms:
    """Return each photo's loss over the captions: the sum of -log sigmoid(±(s v·t + b)), + for its own caption.

    How it relates to `contrastive`: what a model that was trained in this form is to be trained on with. Its scale and
    bias are made for single answers; a softmax over them would start far from where the model is. With nothing
    excluded, the reduction is SigLIP's loss.

    Args:
        batch: B photos; its bias must be set.

    Returns:
        Terms of shape (B,). None is masked: a photo alone still is to say yes to its caption.
    """
    assert batch.bias is not None
    own = torch.eye(batch.photos.shape[0], dtype=torch.bool, device=batch.photos.device)
    logits: Tensor = batch.scale * batch.photos @ batch.captions.T + batch.bias
    values = -torch.nn.functional.logsigmoid(torch.where(own, logits, -logits))
    kept = values.masked_fill(batch.excluded & ~own, 0.0).sum(dim=1)
    return Terms(kept, torch.ones_like(kept, dtype=torch.bool))
