"""Relations that may both be true: what is connected to a thing may lie next to it as well."""

from miwake.captions.packs import Phrase
from miwake.captions.reading import Reading
from miwake.captions.rules.kept_places import is_person
from miwake.captions.rules.sizes import placed_by
from miwake.captions.vocabulary import vocabulary

_STEEP = vocabulary(
    "hill slope mountain stair staircase stairs steps ladder ramp hillside pole tree wall escalator cliff mast tower",
    "dune",
)
_RIMS = vocabulary("bowl rim edge curb ledge kerb brink mirror")
_SERVED = frozenset({"table", "food", "meal", "dish", "computer", "computer part", "drink", "screen"})
_SOMEBODY = vocabulary("him her them me us")
_SITTING = frozenset({"animal", "figure", "toy"})
_FACING = frozenset({"in front of", "behind"})
_NEAR = vocabulary("next near beside between alongside by close")
_ON_THE_WAY = frozenset({("towards", "past"), ("toward", "past")})
_PART_OF_IT = frozenset({"at the foot of", "at the edge of"})
_OTHER_END = frozenset({"on the back of", "on the front of"})


def why_both(reading: Reading, phrase: Phrase, first: int, text: str, noun: int | None) -> str | None:
    """Return why a relation and what it becomes may both be true of a picture."""
    said = phrase.spellings[0]
    if text in phrase.also:
        return f"“{text}” may be true as well as “{said}”."
    if (reading.lowers[first] in _NEAR and text in _FACING) or (said, text) in _ON_THE_WAY:
        return f"“{text}” may be true as well as “{said}”, seen from where the photo is taken."
    if noun is None:
        return None
    if {reading.lowers[first], text} == {"up", "down"} and _STEEP.isdisjoint(reading.names(noun)):
        return "In a picture, up and down a level way may look the same."
    if _faces(reading, said, text, first, noun):
        return "Who sits in front of it is behind it from the other side."
    return _why_near(reading, first, text, noun)


def _why_near(reading: Reading, first: int, text: str, noun: int) -> str | None:
    """Return why what is somewhere on a thing may be told as elsewhere on it or by it."""
    if text == "next to" and not _RIMS.isdisjoint(reading.names(noun)):
        return "What is on an edge or in a mirror may be next to it as well."
    placed = placed_by(reading, first)
    at_table = "furniture" in reading.sorts(noun) and placed is not None and is_person(reading, placed)
    if text == "next to" and at_table and reading.lowers[first] in {"on", "at"}:
        return "Who sits at a table is next to it as well."
    if reading.lowers[first] == "on" and text in _PART_OF_IT:
        return f"“{text}” may be a part of it."
    if reading.lowers[first] == "in" and text == "on top of" and reading.lowers[noun] == "bed":
        return "What is in a bed is on top of it as well."
    return "The other end may have it as well." if text in _OTHER_END and "vehicle" in reading.sorts(noun) else None


def _faces(reading: Reading, said: str, text: str, first: int, noun: int) -> bool:
    """Whether somebody is told to be before or behind a meal or a screen, or these before somebody."""
    placed = placed_by(reading, first)
    if placed is None or said not in _FACING or text not in _FACING:
        return False
    one, other = reading.sorts(placed), reading.sorts(noun)
    if "seat" in other and one & _SERVED:
        return True
    sits = is_person(reading, placed) or bool(one & _SITTING) or reading.lowers[first - 1] in {"sits", "sitting"}
    return bool(sits and other & _SERVED) or bool(
        one & _SERVED and (is_person(reading, noun) or reading.lowers[noun] in _SOMEBODY)
    )
