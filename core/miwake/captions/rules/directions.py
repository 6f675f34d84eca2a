"""Directions: who looks up looks not down, and what goes down a slope on skis hardly goes up."""

from collections.abc import Iterator

from miwake.captions.drafts import DOUBTED, Change, Draft
from miwake.captions.reading import Reading
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind

_OPPOSITE = {
    "up": "down",
    "down": "up",
    "left": "right",
    "right": "left",
    "upwards": "downwards",
    "forward": "backward",
}
_DIRECTED = vocabulary("look point face stare gaze peer reach turn lean bend glance aim")
_HIGH = vocabulary("air sky ceiling kite kites airplane plane bird birds tower moon clouds cloud roof tree trees sun")
_IN_THE_AIR = vocabulary("air sky flying flies midair")
_LOW = vocabulary("ground floor phone book paper plate water feet shoes street grass sand keyboard table stairs")
_WHOSE_WAY_IS_DOWN = vocabulary(
    "ski skis skier skiers skiing skied snowboard snowboards snowboarder snowboarders snowboarding sled sledding",
    "slide slides sliding drift drifting float floats floating raft rafting surf surfing surfer flow flows flowing",
    "fall falls falling pour pours pouring drip drips dripping roll rolls rolling skateboard skateboarder",
    "skateboarding descend descends descending",
)
_THROWN = vocabulary("throw toss pitch hit kick hold serve swing")
_ASIDE = vocabulary("towards toward away")
_WEIGHT, _HARDLY = 0.7, 0.3
_NEAR = 5


def direction_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield the opposite directions of looking, pointing and reaching."""
    for word in reading.words:
        if not word.is_verb or reading.verb(word.place) not in _DIRECTED or reading.negated(word.place):
            continue
        place = word.place + 1
        to = _OPPOSITE.get(reading.lowers[place]) if place < len(reading.words) else None
        if to is None or reading.words[place].is_noun or reading.sentence.child(word.place, "dobj") is not None:
            continue
        weight = _WEIGHT * (DOUBTED if _is_held(reading, place, to) else 1)
        yield Draft(Kind.RELATION, (Change(place, place, to),), weight, claim=(to,))


def _is_held(reading: Reading, place: int, to: str) -> bool:
    """Whether what follows keeps to a direction: nobody looks down in the air, or leans down against a rail."""
    after = reading.lowers[place + 1 : place + 1 + _NEAR]
    if after[:1] == ["against"]:
        return True
    if to == "down":
        return not _HIGH.isdisjoint(after) or not _IN_THE_AIR.isdisjoint(reading.lowers)
    return to == "up" and (after[:1] == ["on"] or not _LOW.isdisjoint(after))


def sense_of_way(reading: Reading, text: str, first: int) -> float:
    """Return how well the opposite of a way reads, 0 to 1: not of skis, nor of what is thrown or held to somebody."""
    if text == "up" and not _WHOSE_WAY_IS_DOWN.isdisjoint(reading.lowers):
        return _HARDLY
    head = reading.words[reading.words[first].head]
    thrown = head.is_verb and reading.verb(head.place) in _THROWN
    return _HARDLY if thrown and not _ASIDE.isdisjoint((*text.split(), reading.lowers[first])) else 1.0
