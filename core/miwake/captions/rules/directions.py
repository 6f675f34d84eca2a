"""Directions: who looks up looks not down."""

from collections.abc import Iterator

from miwake.captions.drafts import Change, Draft
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
_WEIGHT = 0.7


def direction_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield the opposite directions of looking, pointing and reaching."""
    for word in reading.words:
        if not word.is_verb or reading.verb(word.place) not in _DIRECTED or reading.negated(word.place):
            continue
        place = word.place + 1
        to = _OPPOSITE.get(reading.lowers[place]) if place < len(reading.words) else None
        if to is None or reading.words[place].is_noun or reading.sentence.child(word.place, "dobj") is not None:
            continue
        yield Draft(Kind.RELATION, (Change(place, place, to),), _WEIGHT, claim=(to,))
