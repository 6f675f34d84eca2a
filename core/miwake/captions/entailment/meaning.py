"""Whether a word says what another says: from the packs first, from WordNet for what they do not know."""

from functools import lru_cache

from miwake.captions.index import Index
from miwake.captions.lexicon import Lexicon
from miwake.captions.wordnet import Part, antonyms, exclusive, lemmas, relation, says_quality

_CACHED = 20_000
_MADE_OF = {"wooden": "wood", "metallic": "metal", "woolen": "wool", "woollen": "wool", "golden": "gold"}
_SAID = ("synonym", "hyponym")


class Meaning:
    """Compares words under one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._noun_says = lru_cache(_CACHED)(self._says_noun)
        self._quality_says = lru_cache(_CACHED)(self._says_quality)
        self._verb_says = lru_cache(_CACHED)(self._says_verb)

    def noun_says(self, said: tuple[str, ...], claimed: tuple[str, ...]) -> bool:
        """Whether whatever is `said` (all its names) is a `claimed` (its most exact name, the first).

        Only from the most exact name more is concluded: a motor bike is a bike, but no bicycle.
        """
        return claimed[0] in said or self._noun_says(said[0], claimed[0])

    def may_be_one(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether two descriptions may well speak of the same thing by these names."""
        if self.noun_says(one[:1], other) or self.noun_says(other[:1], one):
            return True
        return self.is_person(one[0]) and self.is_person(other[0]) and not exclusive(one[0], other[0])

    def is_person(self, noun: str) -> bool:
        """Whether a noun stands for a person."""
        return self._noun_says(noun, "person")

    def quality_says(self, said: str, claimed: str) -> bool:
        """Whether what is so is also that: "crimson" is red, "shut" is closed."""
        return self._quality_says(said, claimed)

    def opposite(self, one: str, other: str) -> bool:
        """Whether two qualities are such that what is not one is the other: open and closed."""
        return any(
            other in antonyms(one, part) or set(lemmas(other, part)) & antonyms(one, part) for part in _QUALITY_PARTS
        )

    def verb_says(self, said: str, claimed: str) -> bool:
        """Whether who does one thing does the other: who strolls walks."""
        return self._verb_says(said, claimed)

    def _says_noun(self, said: str, claimed: str) -> bool:
        if said == claimed or claimed in self._lexicon.synonyms(said) or claimed in self._lexicon.wider(said):
            return True
        return relation(said, claimed, part="noun") in _SAID

    def _says_quality(self, said: str, claimed: str) -> bool:
        if said == claimed or claimed in self._lexicon.synonyms(said):
            return True
        if _MADE_OF.get(said, said) == _MADE_OF.get(claimed, claimed):
            return True
        return says_quality(said, claimed) and not self._set_apart(said, claimed, self._lexicon.modifiers)

    def _says_verb(self, said: str, claimed: str) -> bool:
        if said == claimed or claimed in self._lexicon.synonyms(said):
            return True
        wider = relation(said, claimed, part="verb") in _SAID
        return wider and not self._set_apart(said, claimed, self._lexicon.verbs)

    def _set_apart(self, one: str, other: str, index: Index) -> bool:
        """Whether a pack sets two words against each other; WordNet's many senses of verbs and adjectives do not."""
        uses, others = ((index.find([word], 0) or (0, []))[1] for word in (one, other))
        return any(
            use.contrast is its.contrast
            and use.term != its.term
            and frozenset(use.contrast.terms[term].word for term in (use.term, its.term)) not in use.contrast.alike
            for use in uses
            for its in others
        )


_QUALITY_PARTS: tuple[Part, ...] = ("adjective", "verb")


@lru_cache(maxsize=4)
def meaning_under(lexicon: Lexicon) -> Meaning:
    """Return what compares words under a lexicon; it remembers what it was asked."""
    return Meaning(lexicon)
