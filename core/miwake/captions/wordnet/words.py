"""The words of the shipped part of WordNet: looked up by any inflected form, with the meanings they usually have."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Literal

Part = Literal["noun", "verb", "adjective"]

# Endings that inflection adds and what they replace (morphy(7WN)); the base form must be a word.
_ENDINGS: dict[Part, tuple[tuple[str, str], ...]] = {
    "noun": (
        ("ies", "y"),
        ("ves", "f"),
        ("ses", "s"),
        ("xes", "x"),
        ("zes", "z"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("men", "man"),
        ("oes", "o"),
        ("s", ""),
    ),
    "verb": (
        ("ies", "y"),
        ("ied", "y"),
        ("es", "e"),
        ("es", ""),
        ("ed", "e"),
        ("ed", ""),
        ("ing", "e"),
        ("ing", ""),
        ("s", ""),
    ),
    "adjective": (("ier", "y"), ("iest", "y"), ("er", "e"), ("est", "e"), ("er", ""), ("est", "")),
}
_SHORTEST = 2
_OPPOSITES = 2


class Words:
    """Words and meanings of one part of speech, as `packaging/build_wordnet.py` writes them."""

    def __init__(self, content: str) -> None:
        lines = content.splitlines()
        size = _size(lines[1])
        self._wider = lines[2 : 2 + size]
        first = 3 + size
        size = _size(lines[first - 1])
        self._lines = lines[first : first + size]  # sorted, searched as they stand: reading them all takes long
        rows = (line.split("\t") for line in lines[first + size + 1 :])
        self.irregular = {row[0]: tuple(row[1].split(",")) for row in rows}

    def __contains__(self, word: str) -> bool:
        return bool(self._row(word))

    def meanings(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the usual meanings of a base form, the commonest first."""
        row = self._row(word)
        return tuple(map(int, row[1].split())) if row else ()

    def opposites(self, word: str) -> tuple[str, ...]:
        """Return the antonyms of a base form."""
        row = self._row(word)
        return tuple(row[2].split(",")) if len(row) > _OPPOSITES else ()

    def _row(self, word: str) -> list[str]:
        at = bisect_left(self._lines, word + "\t")
        found = self._lines[at].split("\t") if at < len(self._lines) else []
        return found if found and found[0] == word else []

    def wider(self, meaning: int) -> tuple[int, ...]:
        """Return the meanings right above one; for adjectives those that it is similar to."""
        return tuple(map(int, self._wider[meaning].split()))

    def words_of(self, meaning: int) -> tuple[str, ...]:
        """Return the words that usually have a meaning."""
        return tuple(self._words_of_meanings.get(meaning, ()))

    def narrower(self, meaning: int) -> tuple[int, ...]:
        """Return the meanings right below one."""
        return tuple(self._narrower.get(meaning, ()))

    @cached_property
    def _words_of_meanings(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for word, meanings, *_ in (line.split("\t") for line in self._lines):
            for meaning in meanings.split():
                found[int(meaning)].append(word)
        return dict(found)

    @cached_property
    def _narrower(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for meaning in range(len(self._wider)):
            for wider in self.wider(meaning):
                found[wider].append(meaning)
        return dict(found)


@cache
def words(part: Part) -> Words:
    """Return the words of a part of speech; the first call reads them (some hundredths of a second)."""
    return Words((files("miwake_resources") / "wordnet" / f"{part}s.txt").read_text("utf-8"))


@lru_cache(maxsize=20_000)
def lemmas(word: str, part: Part) -> tuple[str, ...]:
    """Return the base forms of a word in any inflection and case, with spaces or hyphens; none if it is unknown."""
    spelled = word.casefold().strip()
    spellings = (spelled, spelled.replace("-", " "), spelled.replace("-", ""), spelled.replace(" ", "-"))
    for spelling in dict.fromkeys(spellings):
        found = tuple(dict.fromkeys(_base_forms(spelling, part)))
        if found:
            return found
    return ()


def _base_forms(word: str, part: Part) -> Iterator[str]:
    known = words(part)
    if word in known.irregular:
        yield from known.irregular[word]
        return
    if word in known:
        yield word
    head, _, last = word.rpartition(" ")
    if head and part == "noun" and last in known.irregular:
        yield from (base for base in (f"{head} {each}" for each in known.irregular[last]) if base in known)
    for ending, replacement in _ENDINGS[part]:
        if word.endswith(ending) and len(word) >= len(ending) + _SHORTEST:
            base = word.removesuffix(ending) + replacement
            if base in known and not (ending == "s" and word.endswith("ss")):
                yield base


def _size(header: str) -> int:
    return int(header.rsplit(" ", 1)[1])
