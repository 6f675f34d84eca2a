"""Checkpoints that are whole or not there: written beside, synced, named by their content's hash, renamed."""

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import torch

KEPT = 2


def save_checkpoint(folder: Path, step: int, state: dict[str, Any]) -> Path:
    """Write a checkpoint and drop all but the newest two.

    Args:
        folder: The run's checkpoints.
        step: Position in the run.
        state: Tensors, numbers, texts, lists and dictionaries only.

    Raises:
        OSError: The disk is full; earlier checkpoints are untouched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    torch.save(state, buffer)
    content = buffer.getvalue()
    path = folder / f"step-{step:07d}-{hashlib.sha256(content).hexdigest()[:16]}.pt"
    unfinished = folder / "unfinished"
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    for old in _newest_first(folder)[KEPT:]:
        old.unlink()
    return path


def newest_checkpoint(folder: Path) -> dict[str, Any] | None:
    """Return the newest checkpoint whose content is what its name says; None where there is none."""
    for path in _newest_first(folder):
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest()[:16] == path.stem.rpartition("-")[2]:
            state: dict[str, Any] = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
            return state
    return None


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("step-*.pt"), reverse=True)
