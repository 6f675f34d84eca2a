"""The commands to a job: small files that appear whole in its folder `commands/` and are consumed in order."""

import time
import uuid
from pathlib import Path

from pydantic import ValidationError

from miwake.jobs.messages import Command, CommandFile


def put_command(box: Path, command: Command) -> None:
    """Leave a command; it is complete at the moment it can be seen.

    Raises:
        OSError: The folder cannot be written.
    """
    box.mkdir(exist_ok=True)
    # The time orders them, also between processes; the token keeps two of the same nanosecond apart.
    name = f"{time.time_ns():020d}-{uuid.uuid4().hex[:8]}"
    hidden = box / f".{name}"
    hidden.write_text(CommandFile(command=command, at=time.time()).model_dump_json(), encoding="utf-8")
    hidden.replace(box / f"{name}.json")


def waiting_commands(box: Path) -> tuple[Command, ...]:
    """The commands that nobody has consumed yet, oldest first; those of a newer version are left out."""
    return tuple(command for path in _files(box) if (command := _read(path)) is not None)


def take_commands(box: Path) -> tuple[Command, ...]:
    """Consume the commands, oldest first."""
    taken = []
    for path in _files(box):
        command = _read(path)
        path.unlink(missing_ok=True)
        if command is not None:
            taken.append(command)
    return tuple(taken)


def _files(box: Path) -> list[Path]:
    try:
        return sorted(path for path in box.iterdir() if path.suffix == ".json" and not path.name.startswith("."))
    except FileNotFoundError:
        return []


def _read(path: Path) -> Command | None:
    try:
        return CommandFile.model_validate_json(path.read_bytes()).command
    except (ValidationError, FileNotFoundError):
        return None
