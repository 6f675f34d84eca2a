"""Places that the rest of a sentence keeps: who does tricks on a skateboard is not next to it while doing them."""

from miwake.captions.reading import Reading
from miwake.captions.rules.sizes import placed_by, size_of
from miwake.captions.vocabulary import vocabulary

_OF_ITS_PLACE = vocabulary("in on at into inside onto from")
_WIDE = frozenset({"slope", "sky", "settlement", "body of water", "tower", "building", "outdoor place"})
_SCENERY = vocabulary(
    "mountain mountains skyline skyscraper skyscrapers sunset hills clouds ocean city trees buildings"
)
_USED = frozenset({"vehicle", "sport board", "animal", "access equipment", "machine"})
_AT_REST = vocabulary("be sit stand lie rest wait pose park kneel have smile wear")
_GOING_ABOUT = frozenset({"person", "animal", "vehicle", "furniture", "street furniture", "machine"})
_PEOPLE = vocabulary("people group crowd couple team family")
_ON_A_WALL = frozenset({"wall furniture", "sign", "opening", "picture"})
_INSIDE = frozenset({"in", "inside"})
_BUILDINGS = frozenset({"building", "site building"})
_FAR_SMALLER = 3


def is_kept(reading: Reading, text: str, first: int, noun: int) -> bool:
    """Whether the rest of a sentence keeps a thing where it is: a rider, a bathroom inside, mountains far off."""
    old = reading.lowers[first]
    if old in _OF_ITS_PLACE and reading.says_again(noun):
        return True
    out = text.startswith("outside")
    if (out or text == "next to") and old in _OF_ITS_PLACE and _has_more(reading, noun):
        return True
    if (out and "indoor" in reading.lowers) or (text.startswith("inside") and "outdoors" in reading.lowers):
        return True
    placed = placed_by(reading, first)
    return placed is not None and _keeps(reading, text, placed, noun, old=old)


def is_person(reading: Reading, noun: int) -> bool:
    """Whether a noun is a person, or several."""
    return "person" in reading.sorts(noun) or reading.lowers[noun] in _PEOPLE


def _keeps(reading: Reading, text: str, placed: int, noun: int, *, old: str) -> bool:
    sorts = reading.sorts(placed)
    if text == "in the foreground":
        return bool(sorts & _WIDE) or reading.lowers[placed] in _SCENERY
    if "room" in sorts and text.split(maxsplit=1)[0] in {"inside", "outside"}:
        return True
    if text in {"below", "under", "beneath"} and sorts & _ON_A_WALL and "furniture" in reading.sorts(noun):
        return True  # pictures hang above tables
    size, room = size_of(sorts), size_of(reading.sorts(noun))
    if text == "next to" and not (sorts & _GOING_ABOUT or is_person(reading, placed)):
        smaller = size is not None and room is not None and room - size >= _FAR_SMALLER
        if smaller or (old in _INSIDE and reading.sorts(noun) & _BUILDINGS):
            return True  # nobody tells of a bucket that it is next to a warehouse
    if old not in _OF_ITS_PLACE or not reading.sorts(noun) & _USED or not is_person(reading, placed):
        return False
    return _is_busy(reading, placed) or [each.tag for each in reading.words[noun + 1 : noun + 2]] == ["VBG"]


def _has_more(reading: Reading, noun: int) -> bool:
    """Whether it is told what a place has: who tells of the desk in an office is not outside of it."""
    return any(i > noun and reading.lowers[i] == "with" for i in reading.sentence.children[noun])


def _is_busy(reading: Reading, person: int) -> bool:
    """Whether somebody does more than being there."""
    return any(
        word.is_verb and reading.verb(word.place) not in _AT_REST and reading.subject(word.place) == person
        for word in reading.words
    )
