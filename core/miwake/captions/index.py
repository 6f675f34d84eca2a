"""Looking up words and expressions of the lexicon in a sentence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from miwake.captions.packs import Contrast


@dataclass(frozen=True, slots=True)
class Use:
    """One reading of a spelling: term number `term` of a contrast set, plural or not."""

    contrast: Contrast
    term: int
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A noun against which another can be exchanged; `nearness` is 1 for the likeliest, `suspect` as for drafts."""

    word: str
    plural: str
    nearness: float
    suspect: str | None


class Index:
    """Looks up expressions of one or more words; the longest that fits wins."""

    def __init__(self) -> None:
        self._uses: dict[str, list[Use]] = defaultdict(list)
        self._longest: dict[str, int] = {}

    def add(self, spelling: str, use: Use) -> None:
        """Add a reading of a spelling in lower case; hyphens count as words, as the parser has it."""
        key = spelling.replace("-", " - ")
        if use not in self._uses[key]:
            self._uses[key].append(use)
        first, size = key.split(" ", 1)[0], key.count(" ") + 1
        self._longest[first] = max(size, self._longest.get(first, 0))

    def find(self, lowers: Sequence[str], start: int) -> tuple[int, list[Use]] | None:
        """Return the last word and the readings of the longest expression that starts at `start`."""
        if lowers[start] not in self._longest:  # most words are in no pack
            return None
        return next(self.find_all(lowers, start), None)

    def find_all(self, lowers: Sequence[str], start: int) -> Iterator[tuple[int, list[Use]]]:
        """Yield last word and readings of each expression that starts at `start`, the longest first."""
        for size in range(min(self._longest.get(lowers[start], 0), len(lowers) - start), 0, -1):
            uses = self._uses.get(" ".join(lowers[start : start + size]))
            if uses:
                yield start + size - 1, uses

    def spellings(self) -> Iterator[str]:
        """Yield all expressions, with spaces around hyphens."""
        yield from self._uses
