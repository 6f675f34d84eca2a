"""Where relations and absences are commonly told of: dogs lie under tables, and hardly anything under a road."""

from miwake.captions.drafts import DOUBTED
from miwake.captions.packs import Phrase
from miwake.captions.reading import Reading
from miwake.captions.rules.sizes import placed_by

_PICTURES = frozenset({"photo", "photograph", "picture", "image", "view"})


def doubt_of(reading: Reading, phrase: Phrase, text: str, first: int, noun: int | None) -> float:
    """Return by how much to weigh down a phrase that becomes `text`: 1 if that is its opposite, or commonly seen."""
    seen = text in phrase.opposite or (not phrase.seldom and is_seen(reading, text, first, noun))
    return 1.0 if seen else DOUBTED


def is_seen(reading: Reading, text: str, first: int, noun: int | None) -> bool:
    """Whether a phrase from word `first` on is commonly told before a noun; True if no pack says where it is told."""
    places = reading.lexicon.seen.get(text)
    if places is None:
        return True
    if noun is None:
        return False
    side = _told_of(reading, first)
    if side is not None and reading.lowers[side] in _PICTURES:
        return False  # what the picture shows is there, not the picture
    names, fits = reading.names(noun), reading.lexicon.fits
    told = reading.names(side) if side is not None else ()
    return any(fits(names, each.of) and (not each.what or fits(told, each.what)) for each in places)


def _told_of(reading: Reading, first: int) -> int | None:
    """Return the noun that a phrase tells something of: what it places, or who wears, holds or has something."""
    if reading.words[first].is_verb:
        return reading.subject(first)
    side = placed_by(reading, first)
    verb = reading.words[side].head if side is not None else 0
    worn = side is not None and reading.words[side].dep == "dobj" and reading.verb(verb) == "wear"
    return reading.subject(verb) if worn else side  # "a man wearing a helmet standing next to a bicycle"
