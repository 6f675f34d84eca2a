"""Where a model computes, in which precision it trains, and what makes two runs on one device equal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

from miwake.domain.errors import RefusedError

KINDS = ("cuda", "mps", "xpu", "cpu")


class Precision(StrEnum):
    """Arithmetic of a training run; weights and losses are fp32 in all of them."""

    FP32 = "fp32"
    BF16 = "bf16"
    FP16 = "fp16"


_HALVES = {Precision.BF16: torch.bfloat16, Precision.FP16: torch.float16}


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
        return _settled(torch.device(next(kind for kind in KINDS if available(kind))))
    kind, colon, number = wanted.partition(":")
    if kind not in KINDS or not available(kind) or (colon and not _numbered(kind, number)):
        there = ", ".join(each for each in KINDS if available(each))
        raise RefusedError(
            f"This computer cannot compute on {wanted!r}.",
            why="It has no such device, or the installed PyTorch does not support it.",
            todo=f"Devices here: auto, {there}.",
        )
    return _settled(torch.device(wanted))


def _settled(device: torch.device) -> torch.device:
    if device.type == "cuda":
        # Read by cuBLAS when it is first used; without it matrix products may differ between runs.
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        # Convolutions would be computed with ten bits of precision; scores are fp32.
        torch.backends.cudnn.allow_tf32 = False
    return device


def _numbered(kind: str, number: str) -> bool:
    count = getattr(torch, kind).device_count() if kind != "cpu" else 1
    return number.isdecimal() and int(number) < count


def precisions(device: torch.device) -> tuple[Precision, ...]:
    """Return what is worth measuring on this device, safest first; a probe of the real step decides between them.

    bf16 where the hardware has it; fp16, whose small range needs a gradient scaler, on GPUs that are too old for bf16;
    fp32 everywhere else.
    """
    if device.type == "cuda":
        # Emulated bf16 is slower than fp32.
        fast = torch.cuda.is_bf16_supported(including_emulation=False)
        return Precision.FP32, Precision.BF16 if fast else Precision.FP16
    if device.type == "xpu":
        return Precision.FP32, Precision.BF16
    if device.type == "cpu" and "bf16" in _cpu_flags():
        return Precision.FP32, Precision.BF16
    return (Precision.FP32,)


@contextmanager
def arithmetic(device: torch.device, precision: Precision) -> Iterator[None]:
    """Make the context in which towers run forward.

    Attention that gradients will flow through is computed by plain products on a CPU: backwards, PyTorch's fused form
    is many times slower for texts of a dozen tokens.
    """
    halves = nullcontext() if precision is Precision.FP32 else torch.autocast(device.type, dtype=_HALVES[precision])
    plain = device.type == "cpu" and torch.is_grad_enabled()
    with halves, sdpa_kernel(SDPBackend.MATH) if plain else nullcontext():
        yield


def gradient_scaler(device: torch.device, precision: Precision) -> torch.amp.GradScaler:
    """Return what keeps small gradients above zero in fp16; in the other precisions it changes nothing."""
    # PyTorch starts at 65536 and grows after 2,000 steps; a run of a few hundred would leave its first ones out.
    return torch.amp.GradScaler(
        device.type, init_scale=1024.0, growth_interval=100, enabled=precision is Precision.FP16
    )


@contextmanager
def repeatable(device: torch.device) -> Iterator[None]:
    """Make two runs on the same device and machine equal, as far as its kernels allow.

    On the CPU all operations used here are repeatable for a number of threads. On CUDA they are made so. MPS and XPU
    have no such promise; what PyTorch can choose there, it chooses.
    """
    if device.type == "cpu":
        yield
        return
    before = torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()
    fastest = torch.backends.cudnn.benchmark
    # Where a kernel has no repeatable form it runs all the same: the result is right, but may differ in the last bits.
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    torch.backends.cudnn.benchmark = False
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(mode=before[0], warn_only=before[1])
        torch.backends.cudnn.benchmark = fastest


def _cpu_flags() -> frozenset[str]:
    # There is no public question for it in torch; a version without this one trains in fp32.
    asked = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return frozenset({"bf16"}) if asked is not None and asked() else frozenset()
