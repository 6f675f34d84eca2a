"""How well a relation goes with its two sides: nothing is under a road, and hardly anything inside a face."""

from miwake.captions.reading import Reading
from miwake.captions.rules.directions import sense_of_way
from miwake.captions.rules.families import WORN
from miwake.captions.rules.kept_places import is_kept
from miwake.captions.rules.sizes import has_room, placed_by, size_of
from miwake.captions.vocabulary import vocabulary

_BENEATH = vocabulary("under underneath beneath below")
_ATOP = frozenset({"atop", "on top of"})
_INSIDE = vocabulary("inside in into")
_GROUND = frozenset(
    {"way", "slope", "ground cover", "court", "sports ground", "grassy place", "outdoor place", "floor", "settlement"}
    | {"body of water", "water", "sky", "place", "room"}
)
_SOLID = frozenset({"person", "animal", "part of the body", "part of the face", "handheld", "sign", "tower", "post"})
_STANDING = frozenset({"post", "tower", "sign", "person", "excavation"})
_UPRIGHT = frozenset({"opening", "person", "animal", "handheld", "part of the face", "wall furniture"})
_HOLLOW = frozenset({"container", "room", "building", "vehicle", "vessel", "appliance", "fixture", "luggage", "place"})
_AT_REST = vocabulary(
    "sit stand lie lay rest park lean hang place put set seat locate position mount stack store walk run drive kneel",
    "crouch squat jump fly sleep wait move stop be leave pile perch float swim graze display attach fix install paint",
    "travel build grow dig stay remain gather pose have",
)
_MOVING = vocabulary(
    "walk run jump climb crawl drive ride fall step march swim fly move come go enter back reverse pull"
)
_SELECTED = vocabulary("on at from to into for of off onto over with against through around out")
_AIMED = vocabulary("from to into for of onto with out")
_ON_THE_SURFACE = vocabulary("on along across near under below beside around over by at left right")
_AFLOAT = vocabulary("swim float wade bathe dive")
_LIGHT = vocabulary("light lighting sunlight sunshine lamplight daylight shade rain sky sun moonlight conditions")
_OUTSIDE = vocabulary("next beside alongside adjacent near close nearby by in behind")
_SEEN_IN = vocabulary("reflection view shadow image photo picture video")
_FLAWS = frozenset({"defect", "damage", "corrosion", "growth and dirt", "deposit"})
_BODY_OF_WATER = frozenset({"body of water"})
_BODY = frozenset({"part of the body", "part of the face"})
_FLYING = frozenset({"aircraft", "bird", "animal", "lifting machine"})
_HEAVY = 3
_WAYS_IN_AND_OUT = frozenset({"into", "out of", "onto", "off"})
_NARROW = vocabulary("car van truck pickup lorry taxi excavator digger")
_STANDS = frozenset({"food", "dish", "furniture", "container", "appliance", "fixture", "way", "person"})
_OVER = vocabulary("jump leap fly hop step climb go drive ride skate cross hurdle")
_PUT = vocabulary("put place insert keep get take load unload")
_NEVER_OVERHEAD = frozenset({"part of the body", "part of the face", "appliance"})
_AT_A_CORNER = frozenset({"behind", "in front of", "in the corner of"})
_CREATURES = frozenset({"animal", "toy"})
_INTO = vocabulary("look peer gaze stare reach check")
_NEVER_LEFT = frozenset({"ground cover", "appliance", "fixture", "computer", "luggage", "container"})
_FLAT = frozenset({"body of water", "water", "way", "ground cover", "sports ground", "court", "grassy place"})
_HARDLY, _UNLIKELY, _ROOMY = 0.3, 0.3, 0.75


def sense_of_relation(reading: Reading, text: str, first: int, noun: int | None) -> float:
    """Return how well a new relation reads, 0 to 1, before a noun whose last word is `noun`."""
    if " " in text and f" {text} " in f" {' '.join(reading.lowers)} ":
        return _HARDLY  # what is on the left is told from what is on the right
    if noun is None:
        return _sense_of_verb(reading, text, first, frozenset())
    is_body_of = reading.lowers[noun : noun + 2] == ["body", "of"]
    classes = _BODY_OF_WATER if is_body_of else reading.sorts(noun)
    sense = _sense_of_verb(reading, text, first, classes) * sense_of_way(reading, text, first)
    parts = frozenset(text.split())
    if reading.lowers[first] == "across" and reading.lowers[noun + 1 : noun + 2] == ["from"]:
        return sense * _HARDLY  # "across the street from"
    coming_in = text == "inside" and reading.lowers[first] in _OUTSIDE and not classes & _HOLLOW
    if (
        reading.lowers[noun] in _LIGHT
        or _is_on_the_body(reading, first, classes)
        or _is_odd(text, classes)
        or coming_in
        or is_kept(reading, text, first, noun)
    ):
        return sense * _HARDLY
    if text == "next to" and "room" in classes and reading.lowers[first] in _INSIDE:
        return sense * _HARDLY
    unfit = reading.lexicon.unfit.get(text, ())
    sense *= _UNLIKELY if any(name in unfit for name in reading.names(noun)) else 1.0
    return sense * _sense_of_placed(reading, parts, first, noun)


def _is_odd(text: str, classes: frozenset[str]) -> bool:
    """Whether hardly anything is there: under a road, on top of a field, inside a face."""
    on_the_ground = classes & (_GROUND | _STANDING) and "furniture" not in classes  # a table stands for a floor
    if not _BENEATH.isdisjoint(text.split()):
        return bool(on_the_ground or classes & _NEVER_OVERHEAD)
    if text in _ATOP and classes & (_GROUND | _UPRIGHT):
        return True
    if text.startswith("outside"):
        return bool(classes & _NEVER_LEFT)
    if text in _AT_A_CORNER:
        return bool(classes & _FLAT) and "furniture" not in classes
    inside = text.split(" ", maxsplit=1)[0] in _INSIDE
    return inside and not classes & _HOLLOW and bool(classes & (_SOLID | _GROUND))


def _verb_before(reading: Reading, first: int) -> int | None:
    """Return the verb that a preposition goes with: its head, or the one right before it."""
    head = reading.words[reading.words[first].head]
    if head.is_verb and head.place != first:
        return head.place
    return first - 1 if first and reading.words[first - 1].tag in {"VBG", "VBN"} else None


def _sense_of_verb(reading: Reading, text: str, first: int, classes: frozenset[str]) -> float:
    """Return how freely a preposition may be exchanged after its verb: one types on a keyboard, not under it."""
    lower, place = reading.lowers[first], _verb_before(reading, first)
    if place is None:
        return 1.0
    if _has_one_place(reading, text, first, place, classes):
        return _HARDLY
    usual = _MOVING if lower in _AIMED else _AT_REST
    if lower not in _SELECTED or text in _WAYS_IN_AND_OUT or reading.verb(place) in usual:
        return 1.0
    roomy = classes & _GROUND and lower not in _AIMED and reading.sentence.child(place, "dobj") is None
    return _ROOMY if roomy else _HARDLY  # whatever is done on a street is done there


def _has_one_place(reading: Reading, text: str, first: int, place: int, classes: frozenset[str]) -> bool:
    """Whether what is done is hardly done elsewhere: one leans on and against, and nobody stands inside a car."""
    lower, verb = reading.lowers[first], reading.verb(place)
    if (lower == "in" and verb in _AFLOAT) or (lower in _INSIDE and verb in _INTO):
        return True
    if (lower == "over" and verb in _OVER) or (verb in _PUT and text.startswith(("outside", "inside"))):
        return True
    if verb == "hang" and text in {"below", "under", "beneath"} and classes & _STANDS:
        return True
    if verb == "stand" and text.startswith("inside") and not _NARROW.isdisjoint(classes):
        return True
    on_a_seat = verb == "sit" and "seat" in classes and _sits(reading, place)
    return lower in _SELECTED | {"in"} and (verb == "lean" or on_a_seat)


def _sits(reading: Reading, verb: int) -> bool:
    subject = reading.subject(verb)
    return subject is None or not reading.sorts(subject) & _CREATURES


def _is_on_the_body(reading: Reading, first: int, classes: frozenset[str]) -> bool:
    return reading.lowers[first] in {"on", "in", "around", "over"} and bool(classes & (_BODY | WORN))


def _sense_of_placed(reading: Reading, parts: frozenset[str], first: int, noun: int) -> float:
    """Return how well what is placed goes there: a rust stain is not behind its girder, nor a van inside a car."""
    placed = placed_by(reading, first)
    if placed is None:
        return 1.0
    if (reading.lowers[placed] in _SEEN_IN and reading.lowers[first] == "in") or reading.lowers[noun] == "reflection":
        return _HARDLY
    sorts = reading.sorts(placed)
    if sorts & _FLAWS and parts.isdisjoint(_ON_THE_SURFACE):
        return _HARDLY
    size = size_of(sorts)
    if "above" in parts and size is not None and size >= _HEAVY and not sorts & _FLYING:
        return _HARDLY
    fits = has_room(parts, size, size if reading.lowers[noun] == "other" else size_of(reading.sorts(noun)))
    return 1.0 if fits else _HARDLY
