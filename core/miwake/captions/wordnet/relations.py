"""How two words are related in the meanings that a description of a photo usually gives them.

Source: WordNet 3.0 (Fellbaum, ed., "WordNet: An Electronic Lexical Database", 1998). Only usual meanings count, so that
"bat" is an animal or a racket, never a furnace's layer; those of a word that a site uses differently are set by hand.
"""

from functools import lru_cache
from typing import Literal

from miwake.captions.wordnet.words import Part, lemmas, words

Relation = Literal["synonym", "hypernym", "hyponym", "similar"]

_COLOURED = frozenset({"chromatic", "achromatic"})  # that red is not achromatic does not make grey its opposite
_SEXES = (("male", "female"), ("man", "woman"), ("boy", "girl"))


@lru_cache(maxsize=50_000)
def relation(a: str, b: str, *, part: Part) -> Relation | None:
    """Return what `a` is to `b`, in any inflection: a vehicle is the hypernym of a car.

    A compound that WordNet does not know is a hyponym of its last word ("delivery truck" of "truck"). Verbs may be
    hyponyms by way of doing one thing or of entailing it. Adjectives are synonyms or similar ("soaked", "wet").
    """
    ours, theirs = _meanings(a, part), _meanings(b, part)
    if a == b or not ours.isdisjoint(theirs) or not set(lemmas(a, part)).isdisjoint(lemmas(b, part)):
        return "synonym"
    if part == "adjective":
        return "similar" if _next_to(ours, theirs) or _next_to(theirs, ours) else None
    if not _above(b, part).isdisjoint(ours) or _is_head(a, b, part):
        return "hypernym"
    if not _above(a, part).isdisjoint(theirs) or _is_head(b, a, part):
        return "hyponym"
    return None


@lru_cache(maxsize=20_000)
def says_quality(a: str, b: str) -> bool:
    """Return whether what is `a` is also `b`: what is soaked is wet, but what is wet need not be soaked."""
    ours, theirs = _meanings(a, "adjective"), _meanings(b, "adjective")
    return relation(a, b, part="adjective") == "synonym" or _next_to(ours, theirs)


def is_known(word: str, part: Part) -> bool:
    """Return whether a word, in any inflection, is one of this part of speech."""
    return bool(lemmas(word, part))


@lru_cache(maxsize=20_000)
def antonyms(word: str, part: Part) -> frozenset[str]:
    """Return the opposites of a word as base forms; an adjective also has those of what it is similar to."""
    known = words(part)
    found = {opposite for lemma in lemmas(word, part) for opposite in known.opposites(lemma)}
    if part == "adjective" and not found:
        heads = {head for meaning in _meanings(word, part) for head in known.wider(meaning)}
        names = {name for head in heads for name in known.words_of(head)} - _COLOURED
        found = {opposite for name in names for opposite in known.opposites(name)}
    return frozenset(found)


@lru_cache(maxsize=5_000)
def cohyponyms(word: str, part: Part = "noun") -> frozenset[str]:
    """Return the base forms of what is of the same sort as a word: a direct kind of the same wider meaning."""
    known = words(part)
    found = {
        other
        for meaning in _meanings(word, part)
        for wider in known.wider(meaning)
        for sibling in known.narrower(wider)
        for other in known.words_of(sibling)
    }
    return frozenset(other for other in found if relation(other, word, part=part) is None)


@lru_cache(maxsize=20_000)
def common_ancestor_depth(a: str, b: str, part: Part = "noun") -> int:
    """Return how specific the narrowest meaning above both words is: its steps from the top, 0 if there is none."""
    return max((_depth(each, part) for each in _common(a, b, part)), default=0)


@lru_cache(maxsize=20_000)
def exclusive(a: str, b: str) -> bool:
    """Return whether nothing can be what both nouns say: a dog is no cat, but a worker may be a man or a driver.

    Two sorts of person exclude each other only by their sex; else two known nouns do unless they are related.
    """
    if relation(a, b, part="noun") is not None or not (is_known(a, "noun") and is_known(b, "noun")):
        return False
    person = _meanings("person", "noun")
    if not person.isdisjoint(_common(a, b, "noun")):
        return any(_is_a(a, one) and _is_a(b, other) for pair in _SEXES for one, other in (pair, pair[::-1]))
    return True


def _is_a(noun: str, wider: str) -> bool:
    return relation(noun, wider, part="noun") in {"synonym", "hyponym"}


@lru_cache(maxsize=20_000)
def _meanings(word: str, part: Part) -> frozenset[int]:
    known = words(part)
    return frozenset(meaning for lemma in lemmas(word, part) for meaning in known.meanings(lemma))


@lru_cache(maxsize=20_000)
def _above(word: str, part: Part) -> frozenset[int]:
    """Return the meanings above those of a word; an unknown compound is below its last word."""
    meanings = _meanings(word, part)
    if part == "noun" and " " in word and not meanings:
        head = word.rsplit(" ", 1)[1]
        return _meanings(head, part) | _above(head, part)
    return frozenset[int]().union(*(_above_meaning(each, part) for each in meanings)) - meanings


@lru_cache(maxsize=20_000)
def _above_meaning(meaning: int, part: Part) -> frozenset[int]:
    known = words(part)
    found: set[int] = set()
    todo = list(known.wider(meaning))
    while todo:
        each = todo.pop()
        if each not in found:
            found.add(each)
            todo += known.wider(each)
    return frozenset(found)


def _common(a: str, b: str, part: Part) -> frozenset[int]:
    ours, theirs = (_above(word, part) | _meanings(word, part) for word in (a, b))
    return ours & theirs


@lru_cache(maxsize=20_000)
def _depth(meaning: int, part: Part) -> int:
    """Return how many meanings there are from the top down to one, by the shortest way."""
    known, level, seen, steps = words(part), {meaning}, {meaning}, 1
    while level and all(known.wider(each) for each in level):
        level = {wider for each in level for wider in known.wider(each)} - seen  # to breathe entails to inhale and back
        seen |= level
        steps += 1
    return steps


def _next_to(ours: frozenset[int], theirs: frozenset[int]) -> bool:
    known = words("adjective")
    return any(not theirs.isdisjoint(known.wider(each)) for each in ours)


def _is_head(a: str, b: str, part: Part) -> bool:
    """Whether a noun is the last word of an unknown compound, itself perhaps unknown too."""
    return part == "noun" and b.endswith(" " + a) and not lemmas(b, part)
