"""Short memory is recognised on every device and answered with smaller pieces, so that a run goes on."""

import gc
from collections.abc import Callable, Sequence
from typing import TypeVar

import torch
from torch import Tensor

from miwake.domain.control import Control

Input = TypeVar("Input")

# What PyTorch says where it has no error class of its own for it: CPU, MPS, cuBLAS, cuDNN.
_SIGNS = ("can't allocate memory", "out of memory", "ALLOC_FAILED", "not enough memory")


def is_short(error: BaseException) -> bool:
    """Return whether an error says that memory, of the computer or of its accelerator, was not enough."""
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    return isinstance(error, RuntimeError) and any(sign in str(error) for sign in _SIGNS)


def release(device: torch.device) -> None:
    """Give back what the failed attempt had taken."""
    gc.collect()
    if device.type in {"cuda", "mps", "xpu"}:
        getattr(torch, device.type).empty_cache()


class Pieces:
    """Runs a computation on so many inputs at a time, and on half as many once memory was short.

    Args:
        size: Inputs at a time, at first.
        device: Where the computation runs.
        control: Is told when the pieces get smaller.
    """

    def __init__(self, size: int, *, device: torch.device, control: Control) -> None:
        self.size, self.device, self.control = size, device, control

    def over(self, inputs: Sequence[Input], compute: Callable[[Sequence[Input]], Tensor]) -> Tensor:
        """Return the rows that `compute` makes of all inputs, in their order.

        Args:
            inputs: N at least 1.
            compute: n inputs to (n, ...).

        Raises:
            MemoryError: Memory is not enough for a single input.
        """
        made: list[Tensor] = []
        start = 0
        while start < len(inputs):
            piece = inputs[start : start + self.size]
            try:
                made.append(compute(piece))
            except (MemoryError, RuntimeError) as error:
                if not is_short(error):
                    raise
                self._halve(len(piece))
                continue
            start += len(piece)
        return torch.cat(made)

    def _halve(self, tried: int) -> None:
        if tried == 1:
            raise MemoryError
        self.size = tried // 2
        release(self.device)
        self.control.note(smaller_pieces(self.size))


def smaller_pieces(size: int) -> str:
    """Return what a person is told when memory was short."""
    return f"Memory was short: photos now go through the model {size} at a time."
