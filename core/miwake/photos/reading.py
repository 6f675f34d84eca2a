"""Reads a photo's bytes once, and hashes them on the way."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from miwake.domain.errors import PhotoRefusedError

CHUNK = 1 << 20
MAX_BYTES = 512 << 20


@dataclass(frozen=True, slots=True)
class PhotoBytes:
    """The whole content of a file; `sha256` is the photo's identity."""

    data: bytes = field(repr=False)
    sha256: str


def read_photo(path: Path, *, max_bytes: int = MAX_BYTES) -> PhotoBytes:
    """Return the bytes of a file and their hash, from one pass over the file.

    Raises:
        PhotoRefusedError: The file is missing, unreadable, no plain file, empty or over `max_bytes`.
    """
    try:
        return _read(path, max_bytes)
    except FileNotFoundError:
        raise PhotoRefusedError("The file is not there.", todo="Was it moved, or its drive unplugged?") from None
    except PermissionError:
        raise PhotoRefusedError("The file may not be read.", todo="Ask for the right to read it.") from None
    except OSError as error:
        raise PhotoRefusedError("The file cannot be read.", why=str(error.strerror or error)) from error


def _read(path: Path, max_bytes: int) -> PhotoBytes:
    # Opening a named pipe would wait for ever.
    if path.exists() and not path.is_file():
        raise PhotoRefusedError("This is not a file.")
    digest = hashlib.sha256()
    content = bytearray()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            content += chunk
            if len(content) > max_bytes:
                raise PhotoRefusedError(f"The file is larger than {max_bytes >> 20} MB.")
    if not content:
        raise PhotoRefusedError("The file is empty.", todo="Copy it again from the camera.")
    return PhotoBytes(bytes(content), digest.hexdigest())
