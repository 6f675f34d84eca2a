"""What is known of a lexicon pack before it is used: its mistakes, and what it would add."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing that is wrong in a pack; `line` counts from 1."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """What one file is worth.

    Attributes:
        file: The file.
        name: The pack's name; empty if it could not be read.
        mistakes: What is wrong with it, by line.
        entries: Per kind of negative, how many sets or phrases it has.
        new: The words and phrases that no built-in pack has.
    """

    file: Path
    name: str = ""
    mistakes: tuple[Mistake, ...] = ()
    entries: tuple[tuple[str, int], ...] = ()
    new: tuple[str, ...] = ()
