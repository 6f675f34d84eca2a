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
_FLAT = frozenset(
    {"furniture", "ground cover", "way", "slope", "grassy place", "outdoor place", "court", "sports ground", "floor"}
    | {"soft furnishing", "place", "vehicle", "sport board", "building", "room", "part of a building on site"}
)
_ON_THE_WAY = vocabulary("travel drive pass")
_AT = frozenset({"on", "at", "atop"})
_FURNITURE = frozenset({"furniture", "bed"})
_SPREAD, _MOVING = vocabulary("lie kneel sleep"), vocabulary("walk run dance ride climb swim crawl march")
_UPRIGHT = vocabulary("stand kneel crouch lie sleep jump")
_LIFTING, _HANDLING = vocabulary("carry lift hold"), vocabulary("throw drop hide kick catch fold")
_LARGE = 3  # a person, a table


def unfit_at_place(reading: Reading, word: Word, *, acting: bool) -> AbstractSet[str]:
    """Return the verbs that do not go with the place where something is: nothing hangs on a desk or floats there.

    Args:
        reading: The description.
        word: The verb that says what is done there.
        acting: Whether it is a person who does it.
    """
    links = [i for i in reading.sentence.children[word.place] if reading.words[i].dep in {"prep", "prt"}]
    where = [found.place for i in links if (found := reading.sentence.child(i, "pobj")) is not None]
    said = {reading.lowers[i] for i in links}
    verbs = {"lean"} if said and "against" not in said else set()
    if said.isdisjoint(_HUNG_FROM) and not any(reading.sorts(noun) & _HUNG_ON for noun in where):
        verbs.add("hang")
    verbs |= _STANDING if "from" in said else set()
    verbs |= _ON_THE_WAY if "at" in said else set()
    under = [found.place for i in links if reading.lowers[i] in _AT and (found := reading.sentence.child(i, "pobj"))]
    if under:
        verbs |= _unfit_on(frozenset().union(*(reading.sorts(noun) for noun in under)), acting=acting)
    return verbs if any(reading.sorts(noun) & _WATER for noun in reading.nouns) else verbs | _IN_WATER


def _unfit_on(sorts: AbstractSet[str], *, acting: bool) -> AbstractSet[str]:
    """Return the verbs for which a support has no room, or that nobody does on it: standing on a table, say."""
    if not sorts & _FLAT:
        return _SPREAD | _MOVING
    if acting and sorts & _FURNITURE:
        return _MOVING | (_UPRIGHT if "table" in sorts else set())
    return frozenset()


def unfit_for_size(reading: Reading, word: Word) -> AbstractSet[str]:
    """Return the verbs that do not go with the size of what they are done to: nobody throws or hides a building."""
    target = reading.sentence.child(word.place, "dobj")
    size = size_of(reading.sorts(target.place)) if target is not None else None
    if size is None or size < _LARGE:
        return frozenset()
    return _LIFTING | _HANDLING if size > _LARGE else _HANDLING
