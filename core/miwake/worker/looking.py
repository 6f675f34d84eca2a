"""Look at many files at once: read, hash, decode and thumbnail each, off the caller's thread."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.errors import PhotoRefusedError
from miwake.photos.facts import PhotoFacts, look_at
from miwake.photos.reading import read_photo
from miwake.photos.texts import reason_of
from miwake.photos.thumbnails import thumbnail_bytes

THREADS = 2
AHEAD = 8


@dataclass(frozen=True, slots=True)
class File:
    """A file to look at: where it lies, what it is called in its source, and what to call it to a person."""

    path: Path
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that is a photo."""

    file: File
    facts: PhotoFacts
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is no photo that can be imported, and why; the names are those of the command line's JSON."""

    path: str
    reason: str


def look_at_files(files: Iterable[File]) -> Iterator[Seen | Refused]:
    """Yield what each file is, in their order; a few are decoded ahead, never all."""
    with ThreadPoolExecutor(THREADS, thread_name_prefix="look") as pool:
        waiting: deque[Future[Seen | Refused]] = deque()
        for file in files:
            waiting.append(pool.submit(_look, file))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _look(file: File) -> Seen | Refused:
    try:
        inspected = look_at(read_photo(file.path))
        return Seen(file, inspected.facts, thumbnail_bytes(inspected.image))
    except PhotoRefusedError as error:
        return Refused(file.shown, reason_of(error))
