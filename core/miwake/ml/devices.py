"""Where a model computes, and in which precision it trains."""

from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Any

import torch

from miwake.domain.errors import RefusedError

KINDS = ("cuda", "mps", "xpu", "cpu")


class Precision(StrEnum):
    """Arithmetic of a training run; weights and losses are fp32 in all of them."""

    FP32 = "fp32"
    BF16 = "bf16"


def available(kind: str) -> bool:
    """Return whether this machine has a device of that kind (cuda, mps, xpu, cpu)."""
    if kind == "cuda":
        return torch.cuda.is_available()
    if kind == "mps":
        return torch.backends.mps.is_available()
    if kind == "xpu":
        return torch.xpu.is_available()
    return kind == "cpu"


def choose_device(wanted: str = "auto") -> torch.device:
    """Return the device to compute on.

    Args:
        wanted: "auto" for the fastest kind there is, or a kind, with a number where there are several ("cuda:1").

    Raises:
        RefusedError: This machine has no such device.
    """
    if wanted == "auto":
        return torch.device(next(kind for kind in KINDS if available(kind)))
    kind = wanted.partition(":")[0]
    if kind not in KINDS or not available(kind):
        there = ", ".join(each for each in KINDS if available(each))
        raise RefusedError(f"This computer cannot compute on {wanted!r}.", todo=f"Devices here: auto, {there}.")
    return torch.device(wanted)


def precisions(device: torch.device) -> tuple[Precision, ...]:
    """Return what is worth measuring on this device, safest first; a probe of the real step decides between them."""
    if device.type == "cuda":
        return (Precision.FP32, Precision.BF16) if torch.cuda.is_bf16_supported() else (Precision.FP32,)
    if device.type == "xpu":
        return Precision.FP32, Precision.BF16
    if device.type == "cpu" and "bf16" in _cpu_flags():
        return Precision.FP32, Precision.BF16
    return (Precision.FP32,)


def arithmetic(device: torch.device, precision: Precision) -> AbstractContextManager[Any]:
    """Return the context in which towers run forward."""
    if precision is Precision.FP32:
        return nullcontext()
    return torch.autocast(device.type, dtype=torch.bfloat16)


def _cpu_flags() -> frozenset[str]:
    # There is no public question for it in torch; a version without this one trains in fp32.
    asked = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return frozenset({"bf16"}) if asked is not None and asked() else frozenset()
