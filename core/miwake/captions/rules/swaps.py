"""Swaps from the parse: two noun phrases, or what is said of two nouns, exchange places."""

from collections.abc import Iterator
from itertools import combinations

from miwake.captions.drafts import Change, Draft, moved
from miwake.captions.reading import Reading
from miwake.captions.rules.count_sense import is_mutual
from miwake.captions.rules.swap_attributes import attribute_drafts, fit_of_modifiers
from miwake.captions.rules.swap_counts import count_swap_drafts
from miwake.captions.rules.swap_links import is_of_link, same_either_way, sense_of_exchange
from miwake.captions.rules.swap_sides import Side, sides
from miwake.captions.rules.units import UNITS
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind, NegativeSource, Operation

_ROLE_WEIGHT, _NOUN_WEIGHT = 0.62, 0.6
_COMPARING = vocabulary("other another same such")
_SEXES = frozenset({"male", "female"})
_LEAST, _UNDETERMINED = 0.15, 0.35
_FARTHEST, _MOST_SIDES = 14, 24


def swap_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield swap drafts."""
    for left, right in _pairs(reading):
        if _holds_many(reading, left) or _holds_many(reading, right):
            continue
        if right.noun.place - left.noun.place > _FARTHEST or left.noun.sentence != right.noun.sentence:
            continue
        same = _same_thing(reading, left, right)
        yield from attribute_drafts(reading, left, right, same_thing=same)
        of_link = is_of_link(reading, left, right)
        if not (same or of_link) and left.noun.is_plural != right.noun.is_plural:
            yield from count_swap_drafts(reading, left, right)
        if not (same or of_link):
            yield from _phrases(reading, left, right)


def _holds_many(reading: Reading, side: Side) -> bool:
    """Whether a noun stands where only several can ("between two cars"), or has measures ("a 3 m long ladder")."""
    if reading.lowers[reading.words[side.governor].head] in {"between", "among", "amongst"}:
        return True
    before = reading.words[side.start : side.noun.place]
    return any(word.tag == "CD" for word in before) and any(word.lower in UNITS for word in before)


def _pairs(reading: Reading) -> Iterator[tuple[Side, Side]]:
    """Yield the pairs of noun phrases; of a very long text only of its beginning."""
    found = []
    for side in sides(reading):
        found.append(side)
        if len(found) == _MOST_SIDES:
            break
    yield from combinations(found, 2)


def _same_thing(reading: Reading, left: Side, right: Side) -> bool:
    """Whether both nouns say the same."""
    synonyms = reading.lexicon.synonyms
    ours, theirs = reading.names(left.noun.place), reading.names(right.noun.place)
    return any(not synonyms(one).isdisjoint(synonyms(other)) for one in ours for other in theirs)


def _phrases(reading: Reading, left: Side, right: Side) -> Iterator[Draft]:
    sense = sense_of_exchange(reading, left, right)
    if not same_either_way(reading, left, right):
        yield from _exchange(reading, left, right, left.start, right.start, _ROLE_WEIGHT * sense)
    modified = left.start < left.first or right.start < right.first
    if any(not _SEXES.isdisjoint(reading.lowers[side.start : side.first]) for side in (left, right)):
        return
    if modified and left.modifiers(reading) != right.modifiers(reading):
        fit = fit_of_modifiers(reading, left, right)
        yield from _exchange(reading, left, right, left.first, right.first, _NOUN_WEIGHT * max(_LEAST, min(sense, fit)))


def _exchange(
    reading: Reading, left: Side, right: Side, left_start: int, right_start: int, weight: float
) -> Iterator[Draft]:
    """Exchange the words from these starts to the nouns; with the determiners where these would not fit."""
    measured = left.governor != left.noun.place or right.governor != right.noun.place
    measured = measured or _is_counted(reading, left) != _is_counted(reading, right)
    if measured or left.noun.is_plural != right.noun.is_plural or left.counted != right.counted:
        if left_start != left.start or right_start != right.start:
            return
        if any(side.noun.is_plural and is_mutual(reading, side.noun) for side in (left, right)):
            return
        left_start, right_start = left.whole, right.whole
        weight *= _UNDETERMINED if any(_lacks_article(reading, side) for side in (left, right)) else 1.0
    if any(not _COMPARING.isdisjoint(reading.lowers[side.whole : side.first]) for side in (left, right)):
        weight *= _UNDETERMINED  # what is "other" was told of after the one
    if not (reading.free(left_start, left.noun.place) and reading.free(right_start, right.noun.place)):
        return
    changes = (
        Change(left_start, left.noun.place, moved(reading.sentence, right_start, right.noun.place), verbatim=True),
        Change(right_start, right.noun.place, moved(reading.sentence, left_start, left.noun.place), verbatim=True),
        *_agreement(reading, left, right),
    )
    yield Draft(Kind.SWAP, changes, weight, Operation.SWAP, NegativeSource.SWAP)


def _lacks_article(reading: Reading, side: Side) -> bool:
    """Whether a counted noun stands without an article, in telegraphic style, and would stand so elsewhere."""
    known = reading.nouns.get(side.noun.place)
    return not side.counted and known is not None and not all(use.contrast.mass for use in known.uses)


def _is_counted(reading: Reading, side: Side) -> bool:
    """Whether a number stands before the noun, which "some" or "the" of the other one would not go with."""
    return any(word.tag == "CD" for word in reading.words[side.start : side.first])


def _agreement(reading: Reading, left: Side, right: Side) -> list[Change]:
    if left.noun.is_plural == right.noun.is_plural:
        return []
    return [
        *reading.agreeing(left.governor, many=right.noun.is_plural),
        *reading.agreeing(right.governor, many=left.noun.is_plural),
    ]
