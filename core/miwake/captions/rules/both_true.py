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
_SERVED = frozenset({"table", "food", "meal", "dish", "computer", "drink", "screen"})
_FACING = frozenset({"in front of", "behind"})
_OTHER_END = frozenset({"on the back of", "on the front of"})


def why_both(reading: Reading, phrase: Phrase, first: int, text: str, noun: int | None) -> str | None:
    """Return why a relation and what it becomes may both be true of a picture."""
    said = phrase.spellings[0]
    if text in phrase.also:
        return f"“{text}” may be true as well as “{said}”."
    if noun is None:
        return None
    classes = reading.sorts(noun)
    if {reading.lowers[first], text} == {"up", "down"} and _STEEP.isdisjoint(reading.names(noun)):
        return "In a picture, up and down a level way may look the same."
    if text == "next to" and not _RIMS.isdisjoint(reading.names(noun)):
        return "What is on an edge or in a mirror may be next to it as well."
    if text in _OTHER_END and "vehicle" in classes:
        return "The other end may have it as well."
    placed = placed_by(reading, first)
    faces = said in _FACING and text in _FACING and placed is not None and is_person(reading, placed)
    return "Who sits in front of it is behind it from the other side." if faces and classes & _SERVED else None
