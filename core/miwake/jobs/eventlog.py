"""The lines of `events.jsonl`: appended by one writer, read by anyone at the same moment."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from miwake.jobs.messages import AnyEvent, StateEvent, parse_event

TAIL_BYTES = 65_536


class EventWriter:
    """Appends events, each call in one write; the process that owns the job holds the only one.

    A line that was torn (the disk was full, or the writer before this one was killed) is closed by a line break before
    the next event, so that it costs no other event.

    Raises:
        OSError: The file cannot be opened (here) or written (`append`).
    """

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        self._torn = _ends_torn(self._fd)

    def append(self, *events: AnyEvent, durable: bool = False) -> None:
        """Write events; `durable` ones have reached the disk when this returns.

        Raises:
            OSError: They were not, or only in part, written. Later ones can still be.
        """
        data = b"".join(event.model_dump_json().encode() + b"\n" for event in events)
        if self._torn:
            data = b"\n" + data
        self._torn = True
        written = os.write(self._fd, data)
        if written < len(data):
            raise OSError(f"only {written} of {len(data)} bytes of an event were written")
        self._torn = False
        if durable:
            os.fsync(self._fd)

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _ends_torn(fd: int) -> bool:
    size = os.lseek(fd, 0, os.SEEK_END)
    if size == 0:
        return False
    os.lseek(fd, size - 1, os.SEEK_SET)
    return os.read(fd, 1) != b"\n"


def read_events(path: Path, *, offset: int = 0) -> tuple[tuple[AnyEvent, ...], int]:
    """Read what was written since `offset` (bytes).

    A last line without its end is left for the next call; a torn line and an event of an unknown kind are left out.

    Returns:
        The events, and the offset to go on from.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read()
    except FileNotFoundError:
        return (), offset
    end = data.rfind(b"\n") + 1
    events = (parse_event(line) for line in data[:end].split(b"\n") if line)
    return tuple(event for event in events if event is not None), offset + end


def last_state(path: Path) -> StateEvent | None:
    """Find the newest state without reading the whole file; None where there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            for window in (min(size, TAIL_BYTES), size):
                file.seek(size - window)
                found = _last_state_in(file.read(window))
                if found is not None:
                    return found
    except FileNotFoundError:
        return None
    return None


def _last_state_in(data: bytes) -> StateEvent | None:
    # The cut may fall within a line: what is left of it is no event, or the event itself where the cut fell well.
    for line in reversed(data[: data.rfind(b"\n") + 1].split(b"\n")):
        if b'"state"' in line and isinstance(event := parse_event(line), StateEvent):
            return event
    return None
