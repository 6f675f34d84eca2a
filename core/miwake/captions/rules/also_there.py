"""Things beside which a photo may well show what the negative names: what is by the crane, what the cake comes with."""

from miwake.captions.reading import Noun, Reading
from miwake.captions.rules.action_sense import is_living
from miwake.captions.vocabulary import vocabulary

_BESIDE = vocabulary("near by nearby around below above from")
_BESIDE_TO = vocabulary("next close adjacent connected")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "ROOT"})
_COUNTING = frozenset({"det", "nummod", "poss"})


def may_be_there_too(reading: Reading, noun: Noun) -> bool:
    """Whether a description that names another thing instead may be true of the same photo.

    So it is of what a thing comes with, of what is near something, and of things that are just told to be there; who
    lives is told of, and what somebody has, wears or uses.
    """
    if is_living(reading, noun.last):
        return False
    word = reading.words[noun.last]
    first = word
    while first.dep == "conj" and reading.words[first.head].is_noun:
        first = reading.words[first.head]
    if first.dep == "pobj":
        return _is_beside(reading, first.head)
    return word.dep in _SUBJECTS and _is_just_told(reading, noun)


def _is_beside(reading: Reading, link: int) -> bool:
    lower = reading.lowers[link]
    if lower == "with":
        return not _is_of_someone(reading, reading.words[link].head)
    return lower in _BESIDE or (lower == "to" and reading.lowers[link - 1] in _BESIDE_TO)


def _is_of_someone(reading: Reading, head: int) -> bool:
    who = reading.subject(head) if reading.words[head].is_verb else head
    return who is not None and is_living(reading, who)


def _is_just_told(reading: Reading, noun: Noun) -> bool:
    """Whether it is one of things without a number ("cones around the hole"), or listed with such ("a bus, cars")."""
    children = reading.sentence.children[noun.last]
    plural = reading.words[noun.last].is_plural and all(reading.words[each].dep not in _COUNTING for each in children)
    return plural or any(reading.words[each].dep == "conj" and reading.words[each].is_plural for each in children)
