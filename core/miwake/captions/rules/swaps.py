"""Swaps from the parse: two noun phrases, or what is said of two nouns, exchange places."""

from collections.abc import Iterator
from itertools import combinations

from miwake.captions.drafts import Change, Draft
from miwake.captions.reading import Reading
from miwake.captions.rules.swap_sides import Side, path_between, same_either_way, sense_of_exchange, sides
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind, NegativeSource, Operation

_NEVER_MOVED = vocabulary(
    "other another same own several many various multiple few more most some such different next last first second",
    "top bottom left right front back whole entire single double main only certain",
)
_ROLE_WEIGHT, _NOUN_WEIGHT, _ATTRIBUTE_WEIGHT, _MOVED_WEIGHT = 0.6, 0.5, 0.7, 0.3
_FARTHEST = 14


def swap_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield swap drafts."""
    for left, right in combinations(sides(reading), 2):
        if right.noun.place - left.noun.place > _FARTHEST or left.noun.sentence != right.noun.sentence:
            continue
        yield from _attributes(reading, left, right)
        if not (_same_thing(reading, left, right) or _of_link(reading, left, right)):
            yield from _phrases(reading, left, right)


def _same_thing(reading: Reading, left: Side, right: Side) -> bool:
    """Whether both nouns say the same."""
    synonyms = reading.lexicon.synonyms
    ours, theirs = reading.names(left.noun.place), reading.names(right.noun.place)
    return any(not synonyms(one).isdisjoint(synonyms(other)) for one in ours for other in theirs)


def _of_link(reading: Reading, left: Side, right: Side) -> bool:
    """Whether one noun is "of" the other: a bowl of fruit has no fruit of bowl. "In front of" does not count."""
    path = path_between(reading, left.noun.place, right.noun.place)
    return any(
        reading.lowers[index] == "of" and reading.lowers[reading.words[index].head] not in reading.lexicon.abstract
        for index in path
    )


def _phrases(reading: Reading, left: Side, right: Side) -> Iterator[Draft]:
    sense = sense_of_exchange(reading, left, right)
    if not same_either_way(reading, left, right):
        yield from _exchange(reading, left, right, left.start, right.start, _ROLE_WEIGHT * sense)
    modified = left.start < left.first or right.start < right.first
    if modified and left.modifiers(reading) != right.modifiers(reading):
        yield from _exchange(reading, left, right, left.first, right.first, _NOUN_WEIGHT * sense)


def _exchange(
    reading: Reading, left: Side, right: Side, left_start: int, right_start: int, weight: float
) -> Iterator[Draft]:
    """Exchange the words from these starts to the nouns; with the determiners where these would not fit."""
    if left.noun.is_plural != right.noun.is_plural or left.counted != right.counted:
        if left_start != left.start or right_start != right.start:
            return
        left_start, right_start = left.whole, right.whole
    if not (reading.free(left_start, left.noun.place) and reading.free(right_start, right.noun.place)):
        return
    changes = (
        Change(left_start, left.noun.place, _moved(reading, right_start, right.noun.place), verbatim=True),
        Change(right_start, right.noun.place, _moved(reading, left_start, left.noun.place), verbatim=True),
        *_agreement(reading, left, right),
    )
    yield Draft(Kind.SWAP, changes, weight, Operation.SWAP, NegativeSource.SWAP)


def _agreement(reading: Reading, left: Side, right: Side) -> list[Change]:
    if left.noun.is_plural == right.noun.is_plural:
        return []
    return [
        *reading.agreeing(left.governor, many=right.noun.is_plural),
        *reading.agreeing(right.governor, many=left.noun.is_plural),
    ]


def _moved(reading: Reading, first: int, last: int) -> str:
    """Return words as they read elsewhere in the sentence: without the capital that began it."""
    text = reading.sentence.between(first, last)
    word = reading.words[first]
    begins = first == 0 or reading.lowers[first - 1] in {".", "!", "?"}
    if begins and word.text[:1].isupper() and word.text[1:].islower() | (len(word.text) == 1) and word.tag != "NNP":
        return text[:1].lower() + text[1:]
    return text


def _attributes(reading: Reading, left: Side, right: Side) -> Iterator[Draft]:
    mine, theirs = _movable(reading, left), _movable(reading, right)
    found = False
    for one in mine:
        for other in theirs:
            if _exchangeable(reading, one, other):
                found = True
                yield Draft(
                    Kind.SWAP,
                    (
                        Change(one.place, one.place, _moved(reading, other.place, other.place), verbatim=True),
                        Change(other.place, other.place, _moved(reading, one.place, one.place), verbatim=True),
                    ),
                    _ATTRIBUTE_WEIGHT,
                    Operation.SWAP,
                    NegativeSource.SWAP,
                )
    if not found and bool(mine) != bool(theirs) and not _same_thing(reading, left, right):
        yield from _relocated(reading, mine or theirs, right if mine else left)


def _movable(reading: Reading, side: Side) -> list[Word]:
    """Return the adjectives (and colour or material nouns) right before a noun."""
    return [
        word
        for word in reading.words[side.start : side.first]
        if word.head == side.noun.place
        and word.lower not in _NEVER_MOVED
        and reading.free(word.place, word.place)
        and (
            word.tag in {"JJ", "VBN"}
            or (word.dep == "nummod" and word.lower not in {"one", "1"})
            or _known(reading, word)
        )
        and (word.place == 0 or reading.lowers[word.place - 1] not in {"-", "very", "and"})
        and reading.lowers[word.place + 1] not in {"-", "and"}
    ]


def _known(reading: Reading, word: Word) -> bool:
    match = reading.lexicon.modifiers.find(reading.lowers, word.place)
    return match is not None and match[0] == word.place and word.dep in {"compound", "amod", "nmod"}


def _exchangeable(reading: Reading, one: Word, other: Word) -> bool:
    if reading.lexicon.synonyms(one.lower) & reading.lexicon.synonyms(other.lower):
        return False
    return (one.dep == "nummod") == (other.dep == "nummod")


def _relocated(reading: Reading, words: list[Word], to: Side) -> Iterator[Draft]:
    """One noun's adjective goes over to the other; the description does not say that this one lacks it."""
    for word in words:
        if word.dep == "nummod":
            continue
        yield Draft(
            Kind.SWAP,
            (
                Change(word.place, word.place, ""),
                Change(to.start, to.start - 1, _moved(reading, word.place, word.place), verbatim=True),
            ),
            _MOVED_WEIGHT,
            Operation.SWAP,
            NegativeSource.SWAP,
            suspect=f"The description does not say whether this is also true of “{to.name}”.",
        )
