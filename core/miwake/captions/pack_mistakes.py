"""What is wrong in a lexicon pack, by line, collected so that a person can mend all of it at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from miwake.domain.errors import RefusedError
from miwake.domain.lexicons import Mistake


class PackError(RefusedError):
    """A pack is wrong and was not loaded.

    Args:
        origin: The file, as the person knows it.
        mistakes: What is wrong with it, at least one.
    """

    def __init__(self, origin: str, mistakes: Sequence[Mistake]) -> None:
        self.origin = origin
        self.mistakes = tuple(sorted(mistakes))
        first, *others = self.mistakes
        super().__init__(
            f"{origin}, line {first.line}: {first.what}",
            why="\n".join(f"Also in line {each.line}: {each.what}" for each in others),
            kept="No pack was loaded.",
            todo="Correct the file; README.md beside the built-in packs describes the format.",
        )


class MistakeFound(Exception):  # noqa: N818 - never leaves the reader of packs; PackError is what others see
    """Ends the reading of the part of a pack that is wrong."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.mistake = Mistake(line, what)


@dataclass(slots=True)
class Source:
    """The file that is being read: its name, its mistakes so far and the families that it speaks of.

    Attributes:
        origin: The file, as the person knows it.
        mistakes: What was wrong so far.
        families: The families named by `@family`, each with its line.
    """

    origin: str
    mistakes: list[Mistake] = field(default_factory=list)
    families: list[tuple[str, int]] = field(default_factory=list)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Keep a mistake that is found inside, and go on after it."""
        try:
            yield
        except MistakeFound as found:
            self.mistakes.append(found.mistake)


def mistake_at(node: Any, what: str) -> MistakeFound:
    """Return the exception that says what is wrong at a YAML node."""
    return MistakeFound(node.start_mark.line + 1, what)


def meant(word: str, known: Sequence[str]) -> str:
    """Return " Did you mean …?" where something known is spelled nearly like the word."""
    close = get_close_matches(word, known, n=1)
    return f" Did you mean {close[0]!r}?" if close else ""
