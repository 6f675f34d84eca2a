"""Swaps of how many: two monitors and a laptop, a monitor and two laptops."""

from collections.abc import Iterator

from miwake.captions.drafts import Change, Draft
from miwake.captions.inflection import article, plural, singular
from miwake.captions.reading import Reading
from miwake.captions.rules.count_sense import is_mutual, joined_without_article
from miwake.captions.rules.swap_sides import Side
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind, NegativeSource, Operation

_WEIGHT, _UNLIKELY = 0.6, 0.4
_ACTING = frozenset({"person", "animal"})  # what two do, one hardly does, and not with two
_OWN = vocabulary("his her its their him them he she they it himself herself itself themselves")
_RESTING = vocabulary("be sit stand lie lay rest lean ride gather live sleep")
_IN = frozenset({"in", "inside", "into", "through", "along"})
_FULL = vocabulary("cover fill top surround pack load")


def count_swap_drafts(reading: Reading, left: Side, right: Side) -> Iterator[Draft]:
    """Yield the exchange of a number of two or more with the article of the other noun, both put into number."""
    many, one = (left, right) if left.noun.is_plural else (right, left)
    number, single = _number(reading, many), reading.words[one.whole]
    if number is None or not one.whole < one.start or single.lower not in {"a", "an", "one"} or one.noun.is_plural:
        return
    fewer, more = singular(many.noun.lower), plural(one.noun.lower)
    if fewer is None or {many.sort, one.sort} & {"place", "unknown"} or joined_without_article(reading, one.noun):
        return
    if is_mutual(reading, many.noun) or not _OWN.isdisjoint(reading.lowers) or _is_full_of(reading, left, right):
        return
    if many is left and _takes_one(reading, left, right):
        return
    if right.noun.dep == "dobj" and left.sort == "person" and reading.subject(right.noun.head) == left.noun.place:
        return  # two men play a video game: one hardly plays two
    if any(reading.says_again(side.noun.place) for side in (left, right)):
        return
    following = fewer if number.place + 1 == many.noun.place else reading.lowers[number.place + 1]
    yield Draft(
        Kind.SWAP,
        (
            Change(number.place, number.place, "one" if single.lower == "one" else article(following)),
            Change(single.place, single.place, number.lower),
            Change(many.noun.place, many.noun.place, fewer),
            Change(one.noun.place, one.noun.place, more),
            *reading.agreeing(many.governor, many=False),
            *reading.agreeing(one.governor, many=True),
        ),
        _WEIGHT * (1.0 if {many.sort, one.sort}.isdisjoint(_ACTING) else _UNLIKELY),
        Operation.SWAP,
        NegativeSource.SWAP,
    )


def _number(reading: Reading, side: Side) -> Word | None:
    """Return the number word before a plural noun."""
    number = reading.sentence.child(side.noun.place, "nummod")
    counted = number is not None and side.noun.is_plural and number.place < side.noun.place and number.tag == "CD"
    if not counted or number is None or number.lower in {"1", "one"} or side.governor != side.noun.place:
        return None
    before = reading.lowers[number.place - 1] if number.place else ""
    return None if before in {"the", "all", "his", "her", "its", "their", "these", "those"} else number


def _is_full_of(reading: Reading, left: Side, right: Side) -> bool:
    """Whether one side is covered or filled with the other, for which it takes as many as there are."""
    return any(reading.verb(i) in _FULL for i in reading.sentence.path(left.noun.place, right.noun.place))


def _takes_one(reading: Reading, left: Side, right: Side) -> bool:
    """Whether many rest or ride on one, as one would not on many: three people on an elephant."""
    path = reading.sentence.path(left.noun.place, right.noun.place)
    verbs = {reading.verb(i) for i in path if reading.words[i].is_verb}
    links = {reading.lowers[i] for i in path}
    placed = bool(links & _IN) or (bool(links & {"on", "at"} or verbs & _RESTING) and verbs <= _RESTING)
    return right.noun.dep == "pobj" and placed
