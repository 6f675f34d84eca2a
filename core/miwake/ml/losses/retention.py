"""What the model knew is kept: embeddings of general photos and captions stay where the starting model had them.

Source: feature distillation (Li & Hoiem, arXiv 1606.09282, Learning without Forgetting), on both towers of the model.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from miwake.ml.losses.terms import Terms


@dataclass(frozen=True, slots=True, eq=False)
class ReplayBatch:
    """R general photos and captions: (R, D) unit embeddings now, and under the starting model."""

    photos: Tensor
    captions: Tensor
    photos_before: Tensor
    captions_before: Tensor


def retention(replay: ReplayBatch) -> Terms:
    """Return the squared distances from the starting model's embeddings.

    Returns:
        Terms of shape (2, R): photos, captions.
    """
    values = torch.stack(
        (
            (replay.photos - replay.photos_before).square().sum(-1),
            (replay.captions - replay.captions_before).square().sum(-1),
        )
    )
    return Terms(values, torch.ones_like(values, dtype=torch.bool))
