"""What people hardly do, or not while they do something else: lie by a machine, take a vest off on a ladder."""

from collections.abc import Set as AbstractSet

from miwake.captions.reading import Reading
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_WATCHING = vocabulary("inspect check examine watch photograph")
_BEARING = vocabulary("carry hold")
_USING = vocabulary("lay serve eat drink feed swing use show read play fly cut open")
_LYING = vocabulary("lie lay")
_LAIN_ON = frozenset({"furniture", "bed", "ground cover", "grassy place", "floor", "soft furnishing", "outdoor place"})
_ON = vocabulary("on in under")
_GARMENTS = frozenset({"upper clothing", "lower clothing", "lower garment", "protective equipment on the body"})
_HELD = vocabulary("jacket coat hoodie sweater cardigan raincoat apron harness gloves glove")
_HANDLING_CLOTHES = vocabulary("hold carry fold wash")
_TAKING_OFF = frozenset({"take off"})


def can_both(said: str, verb: str) -> bool:
    """Whether one does both at once: who opens a valve may inspect it as well, and who serves a ball carries it."""
    if said in _WATCHING:
        return False
    return verb in _WATCHING or (verb in _BEARING and said in _USING) or (said in _BEARING and verb in _TAKING_OFF)


def unfit_for_people(reading: Reading, word: Word, said: AbstractSet[str]) -> AbstractSet[str]:
    """Return the verbs that hardly fit in place of a person's deed, beside the others that are said in the sentence."""
    unfit = frozenset[str]() if _is_on_what_one_lies_on(reading, word) else _LYING
    if reading.verb(word.place) != "wear":
        return unfit
    worn = reading.sentence.child(word.place, "dobj")
    bulky = worn is not None and reading.sorts(worn.place) & _GARMENTS and _HELD.isdisjoint(reading.names(worn.place))
    return unfit | (_HANDLING_CLOTHES if bulky else frozenset()) | (_TAKING_OFF if said or bulky else frozenset())


def _is_on_what_one_lies_on(reading: Reading, word: Word) -> bool:
    links = [i for i in reading.sentence.children[word.place] if reading.lowers[i] in _ON]
    places = (reading.sentence.child(i, "pobj") for i in links)
    return any(found is not None and reading.sorts(found.place) & _LAIN_ON for found in places)
