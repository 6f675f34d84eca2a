"""Things beside which a photo may well show what the negative names: what is by the crane, what the cake comes with."""

from miwake.captions.reading import Noun, Reading
from miwake.captions.rules.action_sense import is_living
from miwake.captions.vocabulary import vocabulary

_BESIDE = vocabulary("near by nearby around below above from")
_BESIDE_TO = vocabulary("next close adjacent connected")
# Things that hardly stand alone: what is on one desk, in one kitchen, on one pipe or around one site.
_TOGETHER = frozenset(
    {"appliance", "fixture", "computer", "computer part", "dish", "drinking vessel", "cutlery", "soft furnishing"}
    | {"street furniture", "wall furniture", "lamp", "barrier", "barrier on site", "site sign", "fitting", "valve"}
    | {"measuring instrument", "field device", "light on a panel", "electrical device", "heap", "bulk material"}
    | {"bulk material of a site", "machine part", "pipe support", "fire safety", "storage equipment", "table"}
    | {"label", "part of a rack", "fastener", "operating part", "safety device"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "ROOT"})
_ANY_WORKER = vocabulary("worker workers employee employees operator operators labourer labourers")
_ROLES = frozenset({"worker", "site role", "plant role", "warehouse role"})
_COUNTING = frozenset({"det", "nummod", "poss"})


def may_be_there_too(reading: Reading, noun: Noun) -> bool:
    """Whether a description that names another thing instead may be true of the same photo.

    So it is of what a thing comes with, of what is near something, of things that hardly stand alone, and of those that
    are just told to be there; who lives is told of, and what somebody has, wears or uses.
    """
    if is_living(reading, noun.last):
        return False
    word = reading.words[noun.last]
    first = word
    while first.dep == "conj" and reading.words[first.head].is_noun:
        first = reading.words[first.head]
    used = word.dep == "dobj" and _is_of_someone(reading, word.head)
    if not used and reading.sorts(noun.last) & _TOGETHER:
        return True
    if first.dep == "pobj":
        return _is_beside(reading, first.head)
    return word.dep in _SUBJECTS and _is_just_told(reading, noun)


def may_be_called(reading: Reading, noun: Noun, word: str) -> bool:
    """Whether somebody of whom only the work is told may be of that trade: a worker may be a driver."""
    classes = reading.lexicon.classes
    named = reading.lowers[noun.last] in _ANY_WORKER
    return named and any(not _ROLES.isdisjoint(classes(each)) for each in (word, word.rsplit(maxsplit=1)[-1]))


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
