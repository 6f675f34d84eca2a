"""Reads a misspelt word as the word of the packs that it can only be: "excavaotr" is an excavator."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from miwake.captions.inflection import plural, verb_forms
from miwake.captions.lexicon import Lexicon
from miwake.captions.parsing import parser_words
from miwake.captions.wordnet.words import Part, lemmas

_SHORTEST, _LONG = 5, 8
_CACHED = 20_000
_PARTS: tuple[Part, ...] = ("noun", "verb", "adjective")


class Speller:
    """Knows the words of the packs; a word that a dictionary knows is never taken for a misspelt one."""

    def __init__(self, words: Iterable[str], *, known: Iterable[str] = ()) -> None:
        """Take the words to correct to, and further words that are spelt as they should be."""
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted({word for word in words if word.isalpha() and len(word) >= _SHORTEST}):
            self._by_first[word[0]].append(word)
        self._known = frozenset(known).union(*self._by_first.values())
        self.corrected = lru_cache(_CACHED)(self._corrected)

    def _corrected(self, word: str) -> str | None:
        """Return the one word that a word in lower case is misspelt from; None if it is none, or could be several.

        One letter may be wrong, missing, too many or exchanged with its neighbour, in words of eight letters two; the
        first letter is right.
        """
        if len(word) < _SHORTEST or word in self._known or not word.isalpha():
            return None
        most = 2 if len(word) >= _LONG else 1
        near = self._by_first.get(word[0], ())
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=2)
        if not found or (len(found) > 1 and found[0][1] == found[1][1]):
            return None
        return None if _is_in_dictionary(word) else str(found[0][0])


@lru_cache(maxsize=4)
def speller_of(lexicon: Lexicon) -> Speller:
    """Return the speller of all words of the packs; a lexicon has one, which remembers what it was asked."""
    indexes = (lexicon.nouns, lexicon.modifiers, lexicon.verbs)
    words = {word for index in indexes for spelling in index.spellings() for word in spelling.split()}
    phrases = {word for first, all_of in lexicon.phrases.items() for parts, _ in all_of for word in (first, *parts)}
    return Speller(words | phrases, known=parser_words())


def _is_in_dictionary(word: str) -> bool:
    """Whether WordNet has the word or, spelt by the rules, a form of it; "triming" is no form of "trim"."""
    for part in _PARTS:
        for base in lemmas(word, part):
            forms = verb_forms(base, {}) if part == "verb" else (plural(base),)
            if part == "adjective" or word in (base, *forms):
                return True
    return False
