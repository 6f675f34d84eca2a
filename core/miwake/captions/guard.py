"""The suspect guard: what speaks for a negative being true after all, in words for the person."""

import re
from collections.abc import Iterable
from functools import lru_cache

from miwake.captions.drafts import Draft
from miwake.captions.inflection import plural, singular
from miwake.captions.lexicon import Lexicon
from miwake.captions.rules.mixups import holds
from miwake.domain.terms import Kind

_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)?")
_NEAR = 4
FLOOR = 0.1


class Guard:
    """Judges drafts of one caption against the photo's other descriptions."""

    def __init__(self, caption: str, others: Iterable[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._said = set(_words(caption))
        self._others = [(other, _words(other)) for other in others if other.strip()]

    def suspicion(self, draft: Draft) -> str | None:
        """Return why the negative may be true, or None."""
        if draft.suspect is not None:
            return draft.suspect[:1].upper() + draft.suspect[1:]
        if draft.weight < FLOOR:
            return "Hardly anyone would say this."
        for text, words in self._others:
            for claim in draft.claim:
                said = self._found(claim, words, draft)
                if said is not None:
                    return _reason(said, text)
        return None

    def said(self, phrase: str) -> str | None:
        """Return why a whole phrase may be true: another description holds it."""
        for text, _ in self._others:
            if holds(text, phrase):
                return _reason(phrase, text)
        return None

    def _found(self, claim: str, words: list[str], draft: Draft) -> str | None:
        """Return the spelling under which another description says what is claimed."""
        for spelling in self._spellings(claim, draft.kind):
            parts = _words(spelling)
            for index in range(len(words) - len(parts) + 1):
                if words[index : index + len(parts)] == parts and self._same_thing(words, index, draft):
                    return spelling
        return None

    def _spellings(self, claim: str, kind: Kind) -> set[str]:
        found = set(self._lexicon.synonyms(claim))
        if kind == Kind.OBJECT:
            found |= self._lexicon.narrower(claim)
            found |= {plural(each) for each in found}
        return found

    def _same_thing(self, words: list[str], index: int, draft: Draft) -> bool:
        """Whether the other description says it of the same thing: "blue helmet", "the helmet is blue"."""
        if not draft.about or draft.kind in (Kind.OBJECT, Kind.ACTION):
            return True
        about = {_single(name.split()[-1]) for name in draft.about}
        before = {_single(word) for word in words[max(0, index - 3) : index]}
        if about & before and {"is", "are"} & set(words[max(0, index - 3) : index]):
            return True
        return self._next_noun(words, index) in about

    def _next_noun(self, words: list[str], index: int) -> str | None:
        """Return the noun that a word is most likely said of: the next one of the lexicon."""
        for place in range(index + 1, min(index + _NEAR + 1, len(words))):
            match = self._lexicon.nouns.find(words, place)
            if match:
                return _single(words[match[0]])
        return None


def _reason(said: str, text: str) -> str:
    return f"Another description of this photo says “{said}”: {_shortened(text)}"


def _words(text: str) -> list[str]:
    return [match.group().casefold() for match in _WORD.finditer(text)]


@lru_cache(maxsize=10_000)
def _single(word: str) -> str:
    return singular(word) or word


def _shortened(text: str, limit: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
