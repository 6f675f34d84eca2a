"""Reads text files in the encodings that spreadsheets write, and cleans descriptions."""

import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError

LONGEST_CAPTION = 2000
_MAX_BYTES = 256 << 20
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class TextLines:
    """The lines of a text file with their line ends, and the encoding that they were read in."""

    lines: tuple[str, ...]
    encoding: str


def read_lines(path: Path) -> TextLines:
    """Return the lines of a file in UTF-8, UTF-16 with its mark, or CP932; what cannot be read becomes U+FFFD.

    Raises:
        NotFoundError: There is no such file.
        RefusedError: It cannot be read, or is far too large for a list.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= _MAX_BYTES else None
    except FileNotFoundError:
        raise NotFoundError(f"There is no file {path}.") from None
    except OSError as error:
        raise RefusedError(f"{path} cannot be read.", why=str(error.strerror or error)) from error
    if data is None:
        raise RefusedError(f"{path} is larger than {_MAX_BYTES >> 20} MB.", todo="Split it into several files.")
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None) or _guess(data)
    return TextLines(tuple(io.StringIO(data.decode(encoding, "replace"), newline="")), encoding)


def _guess(data: bytes) -> str:
    """Return the one of UTF-8 and CP932 that more lines are valid in: one broken line must not decide."""
    telling = [line for line in data.split(b"\n") if not line.isascii()]
    return "cp932" if _valid(telling, "cp932") > 2 * _valid(telling, "utf-8") else "utf-8"


def _valid(lines: list[bytes], encoding: str) -> int:
    count = 0
    for line in lines:
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            continue
        count += 1
    return count


def clean_caption(text: str) -> str:
    """Return a description on one line, without control characters and repeated white space, in NFC.

    Raises:
        RefusedError: Nothing is left, it is longer than 2,000 characters, or holds unreadable characters.
    """
    visible = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    cleaned = " ".join(unicodedata.normalize("NFC", visible).replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split())
    if not any(letter.isalnum() for letter in cleaned):
        raise RefusedError("The description is empty.")
    if len(cleaned) > LONGEST_CAPTION:
        raise RefusedError(f"The description is longer than {LONGEST_CAPTION} characters.")
    if _UNREADABLE in cleaned:
        raise RefusedError("The description has characters that cannot be read.", todo="Save the file as UTF-8.")
    return cleaned


def reason_of(error: MiwakeError) -> str:
    """Return an error as the reason beside a line."""
    return str(error)
