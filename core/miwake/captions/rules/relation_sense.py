"""How well a relation goes with its two sides: nothing is under a road, and hardly anything inside a face."""

from miwake.captions.reading import Reading
from miwake.captions.vocabulary import vocabulary

_BENEATH = vocabulary("under underneath beneath below")
_ATOP = vocabulary("atop")
_INSIDE = vocabulary("inside in into")
_GROUND = frozenset(
    {"way", "slope", "ground cover", "court", "sports ground", "grassy place", "outdoor place", "floor", "settlement"}
    | {"body of water", "water", "sky", "place", "room"}
)
_SOLID = frozenset({"person", "animal", "part of the body", "part of the face", "handheld", "sign", "tower", "post"})
_STANDING = frozenset({"post", "tower", "sign"})
_UPRIGHT = frozenset({"opening", "person", "animal", "handheld", "part of the face", "wall furniture"})
_HOLLOW = frozenset({"container", "room", "building", "vehicle", "vessel", "appliance", "fixture", "luggage", "place"})
_AT_REST = vocabulary(
    "sit stand lie lay rest park lean hang place put set seat locate position mount stack store walk run drive kneel",
    "crouch squat jump fly sleep wait move stop be leave pile perch float swim graze display attach fix install paint",
    "travel build grow dig stay remain gather pose",
)
_SELECTED = vocabulary("on at from to into for of off onto over with")
_UNLIKELY, _SELECTIVE = 0.35, 0.5
_WAYS = frozenset({"way"})


def sense_of_relation(reading: Reading, text: str, first: int, noun: int | None) -> float:
    """Return how well a new relation reads, 0 to 1, before a noun whose last word is `noun`."""
    sense = _SELECTIVE if _is_selected(reading, first) else 1.0
    if noun is None:
        return sense
    classes = reading.sorts(noun)
    parts = frozenset(text.split())
    if parts & _BENEATH and classes & (_GROUND | _STANDING):
        return sense * _UNLIKELY
    if (parts & _ATOP or text == "on top of") and classes & (_GROUND | _UPRIGHT):
        return sense * _UNLIKELY
    if text.split(" ", maxsplit=1)[0] in _INSIDE and not classes & _HOLLOW and classes & (_SOLID | _GROUND):
        return sense * _UNLIKELY
    if text == "next to" and "room" in classes and reading.lowers[first] in _INSIDE:
        return sense * _SELECTIVE
    unfit = reading.lexicon.unfit.get(text, ())
    return sense * _UNLIKELY if any(name in unfit for name in reading.names(noun)) else sense


def why_both(reading: Reading, first: int, text: str, noun: int | None) -> str | None:
    """Return why a relation and its opposite may both be true of a picture."""
    if noun is None or {reading.lowers[first], text} != {"up", "down"}:
        return None
    classes = reading.sorts(noun)
    if classes & _WAYS and "slope" not in classes:
        return "In a picture, up and down a level way may look the same."
    return None


def _is_selected(reading: Reading, first: int) -> bool:
    """Whether a verb asks for just this preposition: one types on a keyboard, not under it."""
    word = reading.words[first]
    head = reading.words[word.head]
    return word.lower in _SELECTED and head.is_verb and word.head != first and reading.verb(head.place) not in _AT_REST
