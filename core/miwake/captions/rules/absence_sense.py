"""How well it reads that something is not there: only what is expected, and of which no more is told."""

from collections.abc import Iterator

from miwake.captions.reading import Reading
from miwake.captions.rules.families import WORN
from miwake.captions.vocabulary import vocabulary

_LACKING = vocabulary("missing absent lacking lost broken damaged torn")
_BARE = frozenset({"upper clothing"})
_OVER_ANOTHER = vocabulary("vest jacket coat hoodie apron sweater cardigan raincoat")
_NEVER_MISSING = frozenset({"lower clothing", "lower garment", "inspected surface"})
_DENYING = vocabulary("without no not free")
_ANYONE = vocabulary("someone somebody anyone something anything everything people person")
_IN_HAND = vocabulary("hand hands")
_PRONOUNS = vocabulary("he she it they his her its their him them")
_SORTS = vocabulary("protective safety reflective hard hi vis visibility")
_JOINED = frozenset({"conj", "appos"})
_SAID_MORE = frozenset({"acl", "relcl"})
_LIVING = frozenset({"person", "animal"})
_BESIDE = vocabulary("left right next beside behind front between under above below by near adjacent surrounded")
_ENDS = frozenset({".", "?", "!", ";"})
_ON_SNOW = vocabulary("ski skis skier skiers skiing snowboard snowboarder snowboarders snowboarding sled")
_COLOUR = "colour"
_HARDLY = 0.25  # below the floor under which hardly anyone would say it
_MOST_JOINED = 4


def denies(text: str) -> bool:
    """Whether a phrase says that something is not there."""
    return not _DENYING.isdisjoint(text.split())


def sense_of_absence(reading: Reading, text: str, first: int, noun: int) -> float:
    """Return how well it reads that a noun is not there: not if more is said of it, or of the place that it has."""
    if reading.lowers[first] == "there":
        return _HARDLY if _is_told_around(reading, first, noun) else 1.0
    if text == "free of" and not _ON_SNOW.isdisjoint(reading.lowers):
        return _HARDLY
    each = reading.lowers[first - 1 : first] == ["each"]
    denied = not _DENYING.isdisjoint(reading.lowers[noun + 1 : noun + 4])  # "without a vest without a helmet"
    others = list(listed(reading, noun))
    # Nobody lists all that is missing, or says "without the lights on".
    several = len(others) > 1 or reading.lowers[first + 1 : first + 2] == ["the"]
    coloured = any(_has_looks(reading, i) for i in others) or _goes_on_in_colour(reading, noun)
    if _is_told_of(reading, noun) or coloured or each or denied or several or reading.lowers[noun] in _ANYONE:
        return _HARDLY
    worn = reading.sorts(noun).union(*(reading.sorts(i) for i in others))
    bare = worn & _BARE and _OVER_ANOTHER.isdisjoint(reading.names(noun))
    return _HARDLY if bare or worn & _NEVER_MISSING else 1.0


def _is_told_around(reading: Reading, first: int, noun: int) -> bool:
    """Whether "there is no" tells what nobody misses: a thing with a look, or beside another one."""
    before, after = reading.lowers[:first][-1:], reading.lowers[noun + 1 :]
    placed = (before and before[0] not in _ENDS) or not _BESIDE.isdisjoint(after)
    goes_on = not _PRONOUNS.isdisjoint(after)  # "no woman is there. is she wearing a hat?"
    return placed or goes_on or _has_looks(reading, noun) or is_joined(reading, noun) or reading.says_again(noun)


def _is_told_of(reading: Reading, noun: int) -> bool:
    """Whether more is said of a noun than that it is there, which one would not say of what is missing."""
    children, after = reading.sentence.children[noun], reading.words[noun + 1 : noun + 2]
    if bool(after) and after[0].tag in {"VBN", "VBD"}:
        return True  # "with its forks raised"
    if "ready" in reading.lowers[noun:] or not _IN_HAND.isdisjoint(reading.lowers[noun + 2 : noun + 7]):
        return True  # who gets ready to hit the ball has a racket; "with a helmet in hand"
    if any(reading.words[i].dep in _SAID_MORE and i > noun for i in children):
        return True
    if "background" in reading.lowers[noun + 1 :]:
        return True
    return reading.says_again(noun) or any(is_quality(reading, place, noun) for place in children)


def _goes_on_in_colour(reading: Reading, noun: int) -> bool:
    """Whether "and an orange helmet" follows, which nobody misses together with a vest."""
    after = range(noun + 2, min(noun + 5, len(reading.words)))
    return reading.lowers[noun + 1 : noun + 2] == ["and"] and any(is_colour(reading, i) for i in after)


def _has_looks(reading: Reading, noun: int) -> bool:
    """Whether a colour or another quality of a noun is told that is no sort of it."""
    start = reading.nouns[noun].first if noun in reading.nouns else noun
    return any(
        reading.words[i].dep == "amod" and i < start and reading.lowers[i] not in _SORTS
        for i in reading.sentence.children[noun]
    )


def is_double_denial(reading: Reading, text: str, noun: int | None) -> bool:
    """Whether a phrase would deny what is itself a lack: nobody writes "without a missing bolt"."""
    if noun is None or not text.startswith("without"):
        return False
    children = reading.sentence.children
    nouns = [noun, *(place for place in children[noun] if reading.words[place].dep == "conj")]
    around = {*nouns, noun + 1, reading.words[noun].head}.union(*(children[each] for each in nouns))
    return any(reading.lowers[place] in _LACKING for place in around if place < len(reading.lowers))


def is_quality(reading: Reading, place: int, noun: int) -> bool:
    """Whether an adjective says more than a thing's sort, or the colour of what is worn: nobody misses a fancy hat."""
    within = noun in reading.nouns and place >= reading.nouns[noun].first
    if reading.words[place].dep != "amod" or place > noun or within:
        return False
    coloured = bool(reading.sorts(noun) & WORN) and is_colour(reading, place)
    return reading.lowers[place] not in _SORTS and not coloured


def is_colour(reading: Reading, place: int) -> bool:
    """Whether a word tells a colour."""
    found = reading.lexicon.modifiers.find(reading.lowers, place)
    return found is not None and found[0] == place and any(use.contrast.name == _COLOUR for use in found[1])


def listed(reading: Reading, noun: int) -> Iterator[int]:
    """Yield the things that are listed with a noun, in order; who lives and what is worn only with their like."""
    sort, last = _sort(reading, noun), noun
    for _ in range(_MOST_JOINED):
        found = [
            word.place
            for word in reading.words[last + 1 : last + 8]
            if word.dep in _JOINED
            and word.head <= last
            and word.head < word.place
            and reading.words[word.head].tag[:2] != "VB"
            and word.is_noun
        ]
        if not found or _sort(reading, found[0]) != sort:
            return
        last = found[0]
        yield last


def _sort(reading: Reading, noun: int) -> tuple[bool, bool]:
    sorts = reading.sorts(noun)
    return bool(sorts & _LIVING), bool(sorts & WORN)


def is_joined(reading: Reading, noun: int) -> bool:
    """Whether other things are listed with a noun."""
    return next(listed(reading, noun), None) is not None
