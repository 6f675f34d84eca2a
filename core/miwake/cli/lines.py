"""Reads standard input in batches of lines: full ones where lines come fast, small ones at once where not."""

import io
import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator

MOST = 128
PATIENCE = 0.05  # seconds from the first line of a batch; a person does not notice them, a fast writer fills the batch
_CHUNK = 1 << 16
_LONGEST = 1_000_000  # bytes of one line; the rest of a longer one is dropped, so that memory stays bounded
_CHUNKS_AHEAD = 8


def stdin_batches(*, most: int = MOST, patience: float = PATIENCE) -> Iterator[list[str]]:
    """Yield the lines of standard input, in order and without their ends, as soon as a batch is full or time is up.

    Lines are UTF-8 whatever the system's own encoding; bytes that are none become U+FFFD. A byte order mark at the
    beginning of a line and a carriage return at its end are left out.
    """
    chunks: queue.Queue[bytes] = queue.Queue(_CHUNKS_AHEAD)
    # A thread, as not every system can wait for a pipe with a time limit; it ends with the input, or with the program.
    threading.Thread(target=_read, args=(_reader(), chunks), name="stdin", daemon=True).start()
    lines = _Lines()
    while True:
        while not lines.complete and not lines.ended:
            lines.feed(chunks.get())
        until = time.monotonic() + patience
        while len(lines.complete) < most and not lines.ended and (left := until - time.monotonic()) > 0:
            try:
                lines.feed(chunks.get(timeout=left))
            except queue.Empty:
                break
        if not lines.complete:
            return
        yield [_text(lines.complete.popleft()) for _ in range(min(most, len(lines.complete)))]


def _reader() -> Callable[[], bytes]:
    """Return what reads the next bytes; the descriptor itself, as a lock on `sys.stdin` would be held at the end."""
    try:
        number = sys.stdin.fileno()
    except (OSError, ValueError, io.UnsupportedOperation):
        return lambda: sys.stdin.buffer.read(_CHUNK)
    return lambda: os.read(number, _CHUNK)


def _read(read: Callable[[], bytes], chunks: queue.Queue[bytes]) -> None:
    try:
        while chunk := read():
            chunks.put(chunk)
    finally:
        chunks.put(b"")


class _Lines:
    """Lines cut out of chunks of bytes; an empty chunk is the end of the input."""

    def __init__(self) -> None:
        self.complete: deque[bytes] = deque()
        self.ended = False
        self._begun = bytearray()

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk; a last line without an end is complete where the input ends."""
        *complete, rest = chunk.split(b"\n")
        for part in complete:
            self._begin(part)
            self._end()
        self._begin(rest)
        if not chunk:
            self.ended = True
            if self._begun:
                self._end()

    def _begin(self, part: bytes) -> None:
        self._begun += part[: max(0, _LONGEST - len(self._begun))]

    def _end(self) -> None:
        self.complete.append(bytes(self._begun))
        self._begun.clear()


def _text(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").removeprefix("\ufeff").removesuffix("\r")
