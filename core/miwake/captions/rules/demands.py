"""What the rest of a sentence demands of a noun: what flies has wings, what is half open is a door or the like."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from miwake.captions.index import Use
from miwake.captions.packs import Frame
from miwake.captions.reading import Noun, Reading
from miwake.captions.rules.sizes import has_room, placed_by, size_of
from miwake.captions.vocabulary import vocabulary

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_YOUNG = vocabulary("child baby toddler")
_SHOWING = vocabulary(
    "photo photograph picture image drawing painting poster cartoon portrait map statue sculpture sketch"
)
_ROOM = vocabulary("in inside into under underneath beneath atop")
_RESTING = _ROOM | {"on"}
_DOING = frozenset({"acl", "relcl"})


class _Place(NamedTuple):
    """Where a noun's thing is, or what is where it is: the relation and the size of the other thing."""

    relation: frozenset[str]
    other: int | None
    is_placed: bool

    def has_room(self, size: int | None) -> bool:
        """Whether a thing of this size fits."""
        pair = (size, self.other) if self.is_placed else (self.other, size)
        return has_room(self.relation, *pair)


def what_fits(reading: Reading, noun: Noun) -> Callable[[str], bool]:
    """Return what tells whether another noun goes with the words that speak of this one.

    Only what the noun itself meets is demanded, and only by words that the packs let speak of some nouns alone; what is
    placed in, under or on top of it must have room there.
    """
    names, lexicon = reading.names(noun.last), reading.lexicon
    demands = [frames for uses in _speaking(reading, noun) if (frames := _allowing(reading, uses, names))]
    places = list(_places(reading, noun.last))
    unfit = _YOUNG if _is_busy(reading, noun.last) and names[0] not in _YOUNG else frozenset[str]()
    of_something = reading.lowers[noun.last + 1 : noun.last + 2] == ["of"] and not _SHOWING.isdisjoint(names)

    def fits(word: str) -> bool:
        if of_something and word not in _SHOWING:
            return False
        size = size_of(lexicon.classes(word)) if places else None
        if word in unfit or not all(place.has_room(size) for place in places):
            return False
        return all(any(lexicon.holds(frame, (word,)) for frame in frames) for frames in demands)

    return fits


def _places(reading: Reading, noun: int) -> Iterator[_Place]:
    """Yield what a noun is said to be in, under or on, if it fits there itself, and what is said to be there."""
    for place in reading.sentence.children[noun]:
        room = reading.sentence.child(place, "pobj") if reading.lowers[place] in _RESTING else None
        if room is not None:
            relation = "top" if reading.lowers[place] == "on" else reading.lowers[place]
            found = _Place(frozenset({relation}), size_of(reading.sorts(room.place)), is_placed=True)
            if found.has_room(size_of(reading.sorts(noun))):
                yield found
    link = reading.words[reading.words[noun].head]
    placed = placed_by(reading, link.place) if link.lower in _ROOM and reading.words[noun].dep == "pobj" else None
    if placed is not None:
        yield _Place(frozenset({link.lower}), size_of(reading.sorts(placed)), is_placed=False)


def _is_busy(reading: Reading, noun: int) -> bool:
    """Whether somebody does something to something, as children at work hardly would."""
    word = reading.words[noun]
    doing = [i for i in reading.sentence.children[noun] if reading.words[i].dep in _DOING]
    doing += [word.head] if word.dep in _SUBJECTS else []
    return "worker" in reading.sorts(noun) and any(reading.sentence.child(i, "dobj") is not None for i in doing)


def _speaking(reading: Reading, noun: Noun) -> Iterator[list[Frame]]:
    """Yield the frames of each adjective and verb that is said of a noun, in all their readings."""
    word = reading.words[noun.last]
    for place in reading.sentence.children[noun.last]:
        if place < noun.first:
            yield _frames(reading.lexicon.modifiers.find(reading.lowers, place))
        elif reading.words[place].dep in _DOING:
            yield _frames(reading.lexicon.verbs.find(reading.lowers, place))
    if word.dep in _SUBJECTS:
        yield _frames(reading.lexicon.verbs.find(reading.lowers, word.head))
        for place in reading.sentence.children[word.head]:
            if reading.words[place].dep == "acomp":
                yield _frames(reading.lexicon.modifiers.find(reading.lowers, place))
        if word.dep == "nsubjpass":
            yield _frames(reading.lexicon.modifiers.find(reading.lowers, word.head))
    elif word.dep == "dobj":
        done = _frames(reading.lexicon.verbs.find(reading.lowers, word.head))
        yield [Frame(of=frame.of_object) for frame in done if frame.of_object]


def _frames(found: tuple[int, list[Use]] | None) -> list[Frame]:
    return [use.contrast.frame for use in found[1]] if found is not None else []


def _allowing(reading: Reading, frames: list[Frame], names: tuple[str, ...]) -> tuple[Frame, ...]:
    """Return the frames that name what they hold for and hold for these names."""
    return tuple(frame for frame in frames if frame.of and reading.lexicon.holds(frame, names))
