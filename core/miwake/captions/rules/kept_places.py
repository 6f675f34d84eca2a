"""Places that the rest of a sentence keeps: who does tricks on a skateboard is not next to it while doing them."""

from collections.abc import Set as AbstractSet

from miwake.captions.reading import Reading
from miwake.captions.rules.sizes import placed_by, size_of
from miwake.captions.vocabulary import vocabulary

_OF_ITS_PLACE = vocabulary("in on at into inside onto from atop")
_WIDE = frozenset({"slope", "sky", "settlement", "body of water", "tower", "building", "outdoor place"})
_SCENERY = vocabulary(
    "mountain mountains skyline skyscraper skyscrapers sunset hills clouds ocean city trees buildings"
)
_USED = frozenset({"vehicle", "sport board", "animal", "access equipment", "machine", "boat"})
_AT_REST = vocabulary("be sit stand lie rest wait pose park kneel have smile wear")
_GOING_ABOUT = frozenset({"person", "animal", "vehicle", "furniture", "street furniture", "machine"})
_PEOPLE = vocabulary("people group crowd couple team family")
_ON_A_WALL = frozenset({"wall furniture", "sign", "opening", "picture"})
# What does not go with a new place, by how that begins.
_CONTRADICTING: dict[str, AbstractSet[str]] = {
    "outside": {"indoor", "indoors"},
    "inside": {"outdoor", "outdoors"},
    "in the foreground": {"distance", "distant", "far"},
    "on the ground": vocabulary(
        "trick tricks riding rides fly jumping jumps jump flying flies floating skiing",
        "snowboarding skateboarding hanging catch catches catching swing swings swinging",
    ),
    "next to": {"lap", "laps"},
    "": {"0", "zero"},  # where there are none, there are none elsewhere
}
_LOWER = frozenset({"below", "under", "beneath", "underneath"})
_BESIDE = frozenset({"next to", "beside"})
_BY = _BESIDE | {"behind", "in front of"}
_FLYING = frozenset({"aircraft", "bird"})
_HEAVENLY = vocabulary("sun moon sunset sunrise rainbow cloud clouds")
_OVERHEAD = vocabulary("bridge clouds cloud roof ceiling table bench tree trees umbrella")
_MOVING = vocabulary("speeding moving racing flying rushing")
_RIDES = vocabulary("ride rides riding rode")
_PRONOUNS = vocabulary("it them him her itself")
_ON_TABLES = frozenset({"food", "meal", "drink", "dish", "drinking vessel"})
_FITTED = frozenset({"fixture", "appliance"})
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
    before = reading.lowers[first - 1] if first else ""
    if _contradicts(reading, text) or before == "from" or (before in _RIDES and old in _OF_ITS_PLACE):
        return True
    if (out and reading.lowers[noun] in _PRONOUNS) or reading.lowers[first : noun + 1] == ["in", "bed"]:
        return True
    placed = placed_by(reading, first)
    return placed is not None and (_is_fitted(reading, text, placed) or _keeps(reading, text, placed, noun, old=old))


def _contradicts(reading: Reading, text: str) -> bool:
    """Whether a word elsewhere does not go with the new place: indoor light outside, a far thing in the foreground."""
    return any(
        text.startswith(place) and not words.isdisjoint(reading.lowers) for place, words in _CONTRADICTING.items()
    )


def is_person(reading: Reading, noun: int) -> bool:
    """Whether a noun is a person, or several."""
    return "person" in reading.sorts(noun) or reading.lowers[noun] in _PEOPLE


def _is_fitted(reading: Reading, text: str, placed: int) -> bool:
    """Whether such things are hardly elsewhere: mountains in the foreground, a toilet outside of a room."""
    sorts = reading.sorts(placed)
    if text == "in the foreground":
        return bool(sorts & _WIDE) or reading.lowers[placed] in _SCENERY
    if reading.lowers[placed] in _HEAVENLY:
        return True  # the sun is behind the houses
    if text == "in front of" and "opening" in sorts:
        return True  # a door is behind what stands before it
    return (text.startswith("outside") and bool(sorts & _FITTED)) or (
        "room" in sorts and text.startswith(("inside", "outside"))
    )


def _keeps(reading: Reading, text: str, placed: int, noun: int, *, old: str) -> bool:
    sorts, place = reading.sorts(placed), reading.sorts(noun)
    if _hangs(text, sorts, place, reading.lowers[noun]):
        return True
    if place & _BUILDINGS and "indoor" in reading.lowers and text in _BY:
        return True
    if not is_person(reading, placed):
        return text in _BESIDE and _is_far_smaller(sorts, place, old=old)
    held = old in _OF_ITS_PLACE and bool(place & _USED)
    if text == "behind" and (held or place & _FITTED):
        return True
    if old == "in" and ("seat" in place or (place & _BUILDINGS and text in _BESIDE and _is_busy(reading, placed))):
        return True  # whoever slouches in a chair, or teaches in a school
    return held and (_is_busy(reading, placed) or _goes_on(reading, noun))


def _hangs(text: str, sorts: frozenset[str], place: frozenset[str], noun: str) -> bool:
    """Whether a thing is hardly lower than another: pictures hang above tables, and planes fly above fields."""
    if text not in _LOWER:
        return False
    return bool(sorts & _ON_A_WALL and "furniture" in place) or bool(sorts & _FLYING and noun not in _OVERHEAD)


def _is_far_smaller(sorts: frozenset[str], place: frozenset[str], *, old: str) -> bool:
    """Whether nobody tells that a thing is next to one so large: a bucket to a warehouse, a cup to a table."""
    if sorts & _GOING_ABOUT:
        return False
    size, room = size_of(sorts), size_of(place)
    if "furniture" in place and (size == 1 or sorts & _ON_TABLES):
        return True
    if size is not None and room is not None and room - size >= _FAR_SMALLER:
        return True
    return old in _INSIDE and bool(place & _BUILDINGS)


def _has_more(reading: Reading, noun: int) -> bool:
    """Whether it is told what a place has: who tells of the desk in an office is not outside of it."""
    return any(i > noun and reading.lowers[i] == "with" for i in reading.sentence.children[noun])


def _goes_on(reading: Reading, noun: int) -> bool:
    """Whether a deed follows what somebody uses ("on surfboards who ride a wave"), or the thing itself is moving."""
    after = reading.words[noun + 1 : noun + 2]
    moving = any(reading.lowers[i] in _MOVING for i in reading.sentence.children[noun])
    return moving or any(word.tag == "VBG" or word.lower in {"who", "that", "while"} for word in after)


def _is_busy(reading: Reading, person: int) -> bool:
    """Whether somebody does more than being there."""
    return any(
        word.is_verb and reading.verb(word.place) not in _AT_REST and reading.subject(word.place) == person
        for word in reading.words
    )
