"""Checkpoints that are whole or not there: written beside, synced, named by their content's hash, renamed."""

import hashlib
import os
from pathlib import Path
from typing import Any, BinaryIO

import torch
from torch import Tensor

from miwake.ml.room import require_room, told_if_full

KEPT = 2
SAFE = "The checkpoints before are kept, and the model as it was."


def save_checkpoint(folder: Path, step: int, state: dict[str, Any]) -> Path:
    """Write a checkpoint and drop all but the newest two.

    Args:
        folder: The run's checkpoints.
        step: Position in the run.
        state: Tensors, numbers, texts, lists and dictionaries only.

    Raises:
        DiskFullError: The disk is full, or would be; earlier checkpoints are untouched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / "unfinished"
    require_room(folder, bytes_of(state), purpose="the next checkpoint", kept=SAFE)
    try:
        with told_if_full(folder, kept=SAFE), unfinished.open("wb") as file:
            digest = _write(state, file)
            file.flush()
            os.fsync(file.fileno())
        path = unfinished.replace(folder / f"step-{step:07d}-{digest[:16]}.pt")
    finally:
        # A half written one would only hold the room that is missing.
        unfinished.unlink(missing_ok=True)
    for old in _newest_first(folder)[KEPT:]:
        old.unlink()
    return path


def newest_checkpoint(folder: Path) -> dict[str, Any] | None:
    """Return the newest checkpoint whose content is what its name says; None where there is none."""
    for path in _newest_first(folder):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest[:16] == path.stem.rpartition("-")[2]:
            state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
            return state
    return None


def bytes_of(state: Any) -> int:
    """Return the size of all tensors in a state."""
    if isinstance(state, Tensor):
        return state.numel() * state.element_size()
    if isinstance(state, dict):
        return sum(bytes_of(each) for each in state.values())
    return sum(bytes_of(each) for each in state) if isinstance(state, (list, tuple)) else 0


class _Hashed:
    """A file that is hashed while it is written: a large checkpoint is never held in memory a second time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.error: OSError | None = None

    def write(self, content: bytes) -> int:
        try:
            written = self._file.write(content)
        except OSError as error:
            self.error = error
            raise
        self.digest.update(content)
        return written

    def flush(self) -> None:
        self._file.flush()


def _write(state: dict[str, Any], file: BinaryIO) -> str:
    hashed = _Hashed(file)
    try:
        torch.save(state, hashed)  # type: ignore[arg-type]  # it only writes
    except RuntimeError:
        # What torch makes of an error while writing does not say which it was.
        if hashed.error is not None:
            raise hashed.error from None
        raise
    return hashed.digest.hexdigest()


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("step-*.pt"), reverse=True)
