"""Room on the disk: asked for before it is needed, and a full disk told in words that a person can act on."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safetensors import SafetensorError

from miwake.domain.errors import DiskFullError

RESERVE = 100_000_000
"""Bytes that are left to everything else that writes to the disk meanwhile: the job's events, the database."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_SIGNS = ("No space left on device", "(os error 28)", "(os error 112)", "(os error 122)")


def free_bytes(folder: Path) -> int:
    """Return the room on the disk that a folder is on, or would be on."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def require_room(folder: Path, needed: int, *, purpose: str, kept: str = "Nothing was changed.") -> None:
    """Refuse what would fill the disk.

    Args:
        folder: Where it would be written.
        needed: Bytes.
        purpose: What the room is for ("this retraining"), for the person.
        kept: What was kept, for the person.

    Raises:
        DiskFullError: There is less room than that, with a reserve for everything else.
    """
    free = free_bytes(folder)
    if free < needed + RESERVE:
        raise DiskFullError(
            f"The disk has not enough room for {purpose}.",
            why=f"It needs about {megabytes(needed + RESERVE)}, and {megabytes(free)} are free where {folder} is.",
            kept=kept,
            todo=f"Make {megabytes(needed + RESERVE - free)} of room there, then start again.",
        )


@contextmanager
def told_if_full(folder: Path, *, kept: str) -> Iterator[None]:
    """Turn a disk that is full into an error of the person's world; let all other errors through.

    Raises:
        DiskFullError: The disk got full.
    """
    try:
        yield
    except (OSError, SafetensorError) as error:
        if not is_full(error):
            raise
        raise DiskFullError(
            "The disk is full.",
            why=f"No more could be written to {folder}.",
            kept=kept,
            todo="Make room on it, then start again.",
        ) from error


def is_full(error: BaseException) -> bool:
    """Return whether an error says that a disk, or a person's share of it, is full."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    # safetensors writes from Rust and gives the system's error as text.
    return isinstance(error, SafetensorError) and any(sign in str(error) for sign in _SIGNS)


def megabytes(count: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"  # noqa: PLR2004
