"""One step's loss and gradients, in pieces where memory is short and still with the whole batch's contrast.

Source: GradCache (Gao et al., arXiv 2101.06983): the loss's gradient with respect to the embeddings is kept, and the
towers run a second time, piece by piece, to carry it on to their weights.
"""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

Encode = Callable[[Sequence[Any]], Tensor]
"""N inputs to (N, D) embeddings, with gradient."""


def backward(
    encoders: Sequence[tuple[Encode, Sequence[Any]]], loss_of: Callable[..., Tensor], *, micro_batch: int | None
) -> Tensor:
    """Add the loss's gradients to the weights behind the encoders.

    Args:
        encoders: Each with its inputs; the loss is given their embeddings in this order.
        loss_of: Embeddings to a scalar loss.
        micro_batch: Inputs that an encoder is given at once; None for all.

    Returns:
        The loss, detached.
    """
    most = max(len(inputs) for _, inputs in encoders)
    if micro_batch is None or micro_batch >= most:
        loss = loss_of(*(encode(inputs) for encode, inputs in encoders))
        torch.autograd.backward(loss)
        return loss.detach()
    with torch.no_grad():
        vectors = [torch.cat([encode(each) for each in _pieces(inputs, micro_batch)]) for encode, inputs in encoders]
    leaves = [each.requires_grad_() for each in vectors]
    loss = loss_of(*leaves)
    gradients = torch.autograd.grad(loss, leaves, allow_unused=True, materialize_grads=True)
    for (encode, inputs), gradient in zip(encoders, gradients, strict=True):
        start = 0
        for each in _pieces(inputs, micro_batch):
            made = encode(each)
            torch.autograd.backward(made, gradient[start : start + len(each)])
            start += len(each)
    return loss.detach()


def _pieces(inputs: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [inputs[start : start + size] for start in range(0, len(inputs), size)]
