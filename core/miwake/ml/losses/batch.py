"""What every loss term is computed from: the unit embeddings of one batch, and who may be compared with whom."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class LossBatch:
    """Embeddings of B photos with K negatives each; all vectors are unit vectors of width D.

    Attributes:
        photos: (B, D) photos.
        captions: (B, D) the true description of each photo.
        negatives: (B, K, D) descriptions false of each photo; rows that `mask` leaves out may hold anything finite.
        mask: (B, K) bool, which negatives exist and may be trained on.
        kinds: (B, K) long, index of each negative's kind.
        excluded: (B, B) bool, `excluded[i, j]`: caption j may be true of photo i, so it is not its negative.
        scale: exp(logit scale), frozen during a run.
        views: (B, D) another view of each photo; None takes the photo itself.
        pairs: (P, 2) long, rows of the two photos of each marked pair.
        bias: What is added to the logits of a model in SigLIP's form; None for a model in CLIP's.
    """

    photos: Tensor
    captions: Tensor
    negatives: Tensor
    mask: Tensor
    kinds: Tensor
    excluded: Tensor
    scale: float
    views: Tensor | None = None
    pairs: Tensor | None = None
    bias: float | None = None

    @property
    def true_cosines(self) -> Tensor:
        """(B,) cosine of each photo and its caption."""
        return (self.photos * self.captions).sum(-1)

    @property
    def false_cosines(self) -> Tensor:
        """(B, K) cosine of each photo and each of its negatives."""
        return torch.einsum("bd,bkd->bk", self.photos, self.negatives)

    @property
    def gaps(self) -> Tensor:
        """(B, K) by how much the caption beats each negative."""
        return self.true_cosines[:, None] - self.false_cosines

    @property
    def closeness(self) -> Tensor:
        """(B, K) cosine of the two texts, at least 0, without gradient."""
        return torch.einsum("bd,bkd->bk", self.captions, self.negatives).detach().clamp(min=0.0)
