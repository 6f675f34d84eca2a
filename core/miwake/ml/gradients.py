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

Scale = Callable[[Tensor], Tensor]
"""A loss to the loss whose gradients are computed: a gradient scaler's, or the loss itself."""


def unscaled(loss: Tensor) -> Tensor:
    """Return the loss as it is."""
    return loss


def backward(
    encoders: Sequence[tuple[Encode, Sequence[Any]]],
    loss_of: Callable[..., Tensor],
    *,
    micro_batch: int | None,
    scale: Scale = unscaled,
) -> Tensor:
    """Add the loss's gradients to the weights behind the encoders.

    Args:
        encoders: Each with its inputs; the loss is given their embeddings in this order.
        loss_of: Embeddings to a scalar loss.
        micro_batch: Inputs that an encoder is given at once; None for all.
        scale: Applied to the loss before its gradients are computed.

    Returns:
        The loss, detached and not scaled.
    """
    most = max(len(inputs) for _, inputs in encoders)
    if micro_batch is None or micro_batch >= most:
        loss = loss_of(*(encode(inputs) for encode, inputs in encoders))
        torch.autograd.backward(scale(loss))
        return loss.detach()
    vectors = [encoded(encode, inputs, micro_batch) for encode, inputs in encoders]
    loss, gradients = embedding_gradients(vectors, loss_of, scale=scale)
    for (encode, inputs), gradient in zip(encoders, gradients, strict=True):
        carry(encode, inputs, gradient, micro_batch)
    return loss


def encoded(encode: Encode, inputs: Sequence[Any], micro_batch: int) -> Tensor:
    """Return (N, D) embeddings without gradient, computed piece by piece."""
    with torch.no_grad():
        return torch.cat([encode(each) for each in _pieces(inputs, micro_batch)])


def embedding_gradients(
    vectors: Sequence[Tensor], loss_of: Callable[..., Tensor], *, scale: Scale
) -> tuple[Tensor, tuple[Tensor, ...]]:
    """Return the loss, not scaled, and its (scaled) gradient with respect to each tensor of embeddings."""
    leaves = [each.detach().requires_grad_() for each in vectors]
    loss = loss_of(*leaves)
    gradients = torch.autograd.grad(scale(loss), leaves, allow_unused=True, materialize_grads=True)
    return loss.detach(), gradients


def carry(encode: Encode, inputs: Sequence[Any], gradient: Tensor, micro_batch: int) -> None:
    """Carry the gradient (N, D) of N inputs' embeddings on to the weights behind the encoder, piece by piece."""
    start = 0
    for each in _pieces(inputs, micro_batch):
        torch.autograd.backward(encode(each), gradient[start : start + len(each)])
        start += len(each)


def _pieces(inputs: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [inputs[start : start + size] for start in range(0, len(inputs), size)]
