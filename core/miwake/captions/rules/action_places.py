"""How well verbs go with where and with how large something is: nothing hangs on a desk, nobody throws a building."""

from collections.abc import Set as AbstractSet

from miwake.captions.reading import Reading
from miwake.captions.rules.sizes import size_of
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_WATER = frozenset({"water", "body of water", "sea animal", "boat", "water feature"})
_IN_WATER = vocabulary("float sink swim wade drown sail snorkel kayak fish")
_HUNG_ON = frozenset(
    {"part of a house", "structural part", "wall furniture", "post", "tower", "barrier", "rope", "plant"}
)
_HUNG_FROM = vocabulary("from over above")
_STANDING = vocabulary("sit stand lie lean rest float")
_LIFTING, _HANDLING = vocabulary("carry lift hold"), vocabulary("throw drop hide kick catch fold")
_LARGE = 3  # a person, a table


def unfit_at_place(reading: Reading, word: Word) -> AbstractSet[str]:
    """Return the verbs that do not go with the place where something is: nothing hangs on a desk or floats there."""
    links = [i for i in reading.sentence.children[word.place] if reading.words[i].dep in {"prep", "prt"}]
    where = [found.place for i in links if (found := reading.sentence.child(i, "pobj")) is not None]
    said = {reading.lowers[i] for i in links}
    verbs = {"lean"} if said and "against" not in said else set()
    if said.isdisjoint(_HUNG_FROM) and not any(reading.sorts(noun) & _HUNG_ON for noun in where):
        verbs.add("hang")
    verbs |= _STANDING if "from" in said else set()
    return verbs if any(reading.sorts(noun) & _WATER for noun in reading.nouns) else verbs | _IN_WATER


def unfit_for_size(reading: Reading, word: Word) -> AbstractSet[str]:
    """Return the verbs that do not go with the size of what they are done to: nobody throws or hides a building."""
    target = reading.sentence.child(word.place, "dobj")
    size = size_of(reading.sorts(target.place)) if target is not None else None
    if size is None or size < _LARGE:
        return frozenset()
    return _LIFTING | _HANDLING if size > _LARGE else _HANDLING
