"""What a run takes of the memory: measured on one photo and one text before it starts, and kept within what is free."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
import torch
from torch import Tensor

from miwake.domain.control import Control
from miwake.ml.room import megabytes
from miwake.ml.student import Student

SHARE = 0.8
"""Share of the free memory that a run may take: with the built-in model it took up to 28 % more than is said here."""
OF_TRAINED = 8
"""Copies of a trained weight: gradient, two moments, weights and moments of the best step, start, a mixture."""
OF_ALL = 3
"""Copies of the model: the starting one, the student, and the result while it is made."""
_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Footprint:
    """Bytes that a student takes: by itself, and for each photo and text of a piece while it is trained."""

    fixed: int
    photo: int
    text: int

    def of(self, *, photos: int, texts: int, micro_batch: int | None) -> int:
        """Return the bytes of a step."""
        if micro_batch is None:
            return self.fixed + photos * self.photo + texts * self.text
        # In pieces, photos and texts are computed one after the other.
        return self.fixed + max(min(photos, micro_batch) * self.photo, min(texts, micro_batch) * self.text)


def keep_within_memory(student: Student, *, photos: int, texts: int, control: Control) -> None:
    """Say what a run takes of the memory, and make its pieces so small that it fits.

    Args:
        student: Gets the size of the pieces.
        photos: Distinct photo views of a step.
        texts: Distinct texts of a step.
        control: Is told.
    """
    free, footprint = free_memory(student.model.device), footprint_of(student)
    student.micro_batch = fitting_pieces(footprint, photos=photos, texts=texts, free=free)
    control.note(told(footprint, photos=photos, texts=texts, free=free, pieces=student.micro_batch))


def footprint_of(student: Student) -> Footprint:
    """Measure a student, in fp32: other precisions take less."""
    photo, text = student.probes()
    trained = sum(each.nbytes for each in student.parameters.values())
    whole = sum(each.nbytes for each in student.model.module.state_dict().values())
    weights = frozenset(each.untyped_storage().data_ptr() for each in student.module.parameters())
    return Footprint(
        OF_ALL * whole + OF_TRAINED * trained, _saved(photo, weights=weights), _saved(text, weights=weights)
    )


def fitting_pieces(footprint: Footprint, *, photos: int, texts: int, free: int) -> int | None:
    """Return how many photos (or texts) may be computed at once; None for all of a step, at least 1.

    Args:
        footprint: Of the student.
        photos: Distinct photo views of a step.
        texts: Distinct texts of a step.
        free: Bytes that are free.
    """
    room, size = int(SHARE * free), max(photos, texts)
    if footprint.of(photos=photos, texts=texts, micro_batch=None) <= room:
        return None
    while size > 1 and footprint.of(photos=photos, texts=texts, micro_batch=size) > room:
        size = (size + 1) // 2
    return size


def told(footprint: Footprint, *, photos: int, texts: int, free: int, pieces: int | None) -> str:
    """Return what a person is told before the start."""
    needed = footprint.of(photos=photos, texts=texts, micro_batch=pieces)
    said = f"Training takes about {megabytes(needed)} of memory; {megabytes(free)} are free."
    if pieces is not None:
        said += f" So that it fits, photos go through the model {pieces} at a time."
    if needed > free:
        said += " That may not be enough: close other programs, or start from a smaller model."
    return said


def free_memory(device: torch.device) -> int:
    """Return the bytes that are free where the model computes."""
    if device.type in {"cuda", "xpu"}:
        return int(getattr(torch, device.type).mem_get_info(device)[0])
    if device.type == "mps":
        return int(torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory())
    return min(psutil.virtual_memory().available, _left_to_the_container())


def _left_to_the_container(folder: Path = _CGROUP) -> int:
    try:
        most, used = ((folder / name).read_text().strip() for name in ("memory.max", "memory.current"))
        return max(0, int(most) - int(used))
    except (OSError, ValueError):  # no container, or one without a limit
        return torch.iinfo(torch.int64).max


def _saved(encode: Callable[[], Tensor], *, weights: frozenset[int]) -> int:
    """Return the bytes that autograd keeps of a computation for its way back, weights left out."""
    kept: dict[int, int] = {}

    def keep(value: Tensor) -> Tensor:
        storage = value.untyped_storage()
        if storage.data_ptr() not in weights:
            kept[storage.data_ptr()] = storage.nbytes()
        return value

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda value: value), torch.enable_grad():
        encode()
    return sum(kept.values())
