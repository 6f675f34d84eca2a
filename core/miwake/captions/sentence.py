"""A parsed description: words with exact character positions, tags and heads."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

LEFT_OF_NOUN = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "advmod", "quantmod", "case", "predet", "cc", "conj"}
)
_DETERMINERS = frozenset({"det", "poss", "predet", "case"})


class Word(NamedTuple):
    """One token: `place` counts words, `lower` is its text in lower case, `head` the place of its governor."""

    place: int
    text: str
    lower: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    sentence: int

    @property
    def is_noun(self) -> bool:
        """Whether the tagger takes it for a noun."""
        return self.tag.startswith("NN")

    @property
    def is_plural(self) -> bool:
        """Whether the tagger takes it for a plural noun."""
        return self.tag in ("NNS", "NNPS")

    @property
    def is_verb(self) -> bool:
        """Whether the tagger takes it for a verb."""
        return self.tag.startswith("VB")


@dataclass(frozen=True)
class Sentence:
    """All words of a description (which may be several sentences)."""

    text: str
    words: tuple[Word, ...]
    all_caps: bool

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Per word, the indices of the words that depend on it."""
        found: list[list[int]] = [[] for _ in self.words]
        for word in self.words:
            if word.head != word.place:
                found[word.head].append(word.place)
        return tuple(map(tuple, found))

    def child(self, index: int, *deps: str) -> Word | None:
        """Return the first word that depends on `index` in one of these ways."""
        for place in self.children[index]:
            if (word := self.words[place]).dep in deps:
                return word
        return None

    def phrase_start(self, noun: int) -> int:
        """Return the first word of the noun phrase that ends in `noun`, its determiner included."""
        start = noun
        while start and self._belongs_to(start - 1, noun):
            start -= 1
        return start

    def modifiers_start(self, noun: int) -> int:
        """Return the first word of the noun phrase after its determiner."""
        start = self.phrase_start(noun)
        while start < noun and self.words[start].dep in _DETERMINERS:
            start += 1
        return start

    def _belongs_to(self, index: int, noun: int) -> bool:
        word = self.words[index]
        if word.dep not in LEFT_OF_NOUN:
            return word.lower == "-"
        steps = 0
        while index != noun and steps < 4:  # noqa: PLR2004 -- deeper than "a very dark blue car" is a parse error
            index, steps = self.words[index].head, steps + 1
        return index == noun

    def path(self, left: int, right: int) -> list[int]:
        """Return the words on the way from one word to another in the parse, both left out."""
        if (left, right) not in self._paths:
            self._paths[left, right] = self._path(left, right)
        return self._paths[left, right]

    @cached_property
    def _paths(self) -> dict[tuple[int, int], list[int]]:
        return {}

    def _path(self, left: int, right: int) -> list[int]:
        up_left, up_right = self._way_up(left), self._way_up(right)
        common = next((index for index in up_left if index in up_right), None)
        if common is None:
            return []
        path = [*up_left[: up_left.index(common) + 1], *up_right[: up_right.index(common)]]
        return [index for index in path if index not in (left, right)]

    def _way_up(self, index: int) -> list[int]:
        found = [index]
        while self.words[index].head != index:
            index = self.words[index].head
            found.append(index)
        return found

    def determiner(self, noun: int) -> Word | None:
        """Return the article or other determiner of a noun."""
        return self.child(noun, "det")

    def between(self, first: int, last: int) -> str:
        """Return the text from word `first` to word `last`."""
        return self.text[self.words[first].start : self.words[last].end]
