"""Per-case terms and their reduction: every mean divides by the sum of its mask."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Loss terms before reduction: `values` and `mask` have the same shape; masked values are finite."""

    values: Tensor
    mask: Tensor

    def reduced(self) -> Tensor:
        """Return the mean of what the mask keeps; 0, with finite gradients, where it keeps nothing."""
        kept = torch.where(self.mask, self.values, torch.zeros_like(self.values))
        return kept.sum() / self.mask.sum().clamp(min=1)


def first_wins(logits: Tensor) -> Tensor:
    """Return the cross-entropy of column 0 against the others.

    Args:
        logits: (..., 1+K); masked columns are -inf, column 0 is finite.

    Returns:
        (...) non-negative.
    """
    return torch.logsumexp(logits, dim=-1) - logits[..., 0]
