"""Which words cannot both be true of one thing: what a likely word must pass before it may stand for another."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from miwake.captions.index import Index, Use
from miwake.captions.inflection import singular
from miwake.captions.lexicon import Lexicon
from miwake.captions.vocabulary import vocabulary
from miwake.captions.wordnet import antonyms, cohyponyms, common_ancestor_depth, exclusive, lemmas, relation
from miwake.domain.terms import Kind

# Steps from the top of WordNet to the narrowest meaning above both: 8 is a table and a chair (furniture), 12 a cat and
# a dog; at 7 stand pairs that have no more in common than being devices, as an alarm and an anchor.
_SAME_SORT = 8
_THINGS = ("artifact", "organism", "food", "body part", "geological formation")
# What shows something: a photo may be a portrait and a view as well.
_SHOWING = "representation"
_QUALITIES = ("color", "material")
_NO_QUALITIES = vocabulary("other same own such only first last next several various different certain single")


def nouns_exclude(old: str, new: str, lexicon: Lexicon) -> bool:
    """Whether what is one noun cannot be the other although both are things of one sort."""
    one, other = singular(old) or old, singular(new) or new
    if lexicon.related(one, other) or any(_alike(lexicon.nouns, each, (one, other)) for each in (one, other)):
        return False
    if _are("person", one) != _are("person", other):
        return False  # who stands in the place of a person is not just anything that lives
    if not exclusive(one, other) or common_ancestor_depth(one, other) < _SAME_SORT:
        return False
    return any(_are(sort, one, other) for sort in _THINGS) and not _are(_SHOWING, one)


def adjectives_exclude(old: str, new: str, lexicon: Lexicon, *, of: Sequence[str] = ()) -> Kind | None:
    """Return what a thing that is `new` instead of `old` gets wrong; None if it may be both.

    Args:
        old: An adjective.
        new: Another one.
        lexicon: The packs, whose sets are believed where they hold.
        of: The thing, under the names by which frames may know it; empty: any.
    """
    if old in _NO_QUALITIES or new in _NO_QUALITIES:
        return None
    for use, rank in _contrasts(lexicon.modifiers, old, new):
        said, other = use.contrast.terms[use.term].word, use.contrast.terms[rank].word
        holds = not of or lexicon.holds(use.contrast.frame, of)
        return use.contrast.kind if holds and frozenset((said, other)) not in use.contrast.alike else None
    if relation(old, new, part="adjective") is not None or relation(old, new, part="noun") is not None:
        return None
    if new in antonyms(old, "adjective"):
        return Kind.ATTRIBUTE
    return Kind.ATTRIBUTE if any(_are(sort, old, new) for sort in _QUALITIES) else None


def verbs_exclude(old: str, new: str, lexicon: Lexicon) -> bool | None:
    """Return whether nobody does both at once: True, or None if that is likely only; False if they may well.

    Verbs exclude each other if a contrast set holds both or WordNet calls them opposites. Ways of doing the same (two
    direct kinds of one action) are likely to.
    """
    for use, rank in _contrasts(lexicon.verbs, old, new):
        said, other = use.contrast.terms[use.term].word, use.contrast.terms[rank].word
        return frozenset((said, other)) not in use.contrast.alike
    if relation(old, new, part="verb") is not None:
        return False
    bases = lemmas(new, "verb")
    if any(base in antonyms(old, "verb") for base in bases):
        return True
    return None if any(base in cohyponyms(old, "verb") for base in bases) else False


def _are(sort: str, *nouns: str) -> bool:
    """Whether all of them are kinds of one sort of thing."""
    return all(relation(noun, sort, part="noun") == "hyponym" for noun in nouns)


def _contrasts(index: Index, old: str, new: str) -> Iterator[tuple[Use, int]]:
    """Yield the readings of `old` in sets that hold `new` as well, with the number of its term there."""
    theirs = {(id(use.contrast), use.term) for use in _uses(index, new)}
    for use in _uses(index, old):
        for contrast, rank in theirs:
            if contrast == id(use.contrast) and rank != use.term:
                yield use, rank


def _alike(index: Index, word: str, pair: tuple[str, str]) -> bool:
    return any(frozenset(pair) in use.contrast.alike for use in _uses(index, word))


@lru_cache(maxsize=20_000)
def _uses(index: Index, word: str) -> tuple[Use, ...]:
    found = index.find([word], 0)
    return tuple(found[1]) if found else ()
