"""The noun phrases of a sentence that can change places."""

from collections.abc import Iterator
from dataclasses import dataclass

from miwake.captions.reading import Reading
from miwake.captions.rules.units import UNITS
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_HEADS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "ROOT", "conj", "attr", "appos", "dative", "oprd", "dep"})
_PLACES = (
    "way",
    "room",
    "building",
    "place",
    "water",
    "slope",
    "ground cover",
    "structure",
    "tower",
    "part of a house",
    "stage",
    "barrier",
    "floor",
    "access equipment",
    "structural part",
    "inspected surface",
)
_SORTS = ("person", "animal", "vehicle", "defect", *_PLACES)
_VEHICLES = frozenset({"vehicle", "machine", "vessel", "aircraft"})
_STAND_INS = vocabulary(
    "one ones other others another third second first fourth rest same something someone anything thing things each",
    "side sides top bottom front back edge middle center centre end view scene photo picture image part parts",
)


@dataclass(frozen=True, slots=True)
class Side:
    """A noun phrase: words `whole` to `noun`, of which `start` is the first after the determiner.

    Attributes:
        noun: The last word, its head.
        whole: First word, the determiner.
        start: First word after the determiner.
        first: First word of the noun itself ("fire" of "fire hydrant").
        name: The noun in lower case.
        sort: person, animal, vehicle, place, defect or thing as far as the lexicon knows; unknown for other nouns.
        counted: It has an article, number or owner.
        governor: The word that a verb agrees with: "group" in "a group of people".
    """

    noun: Word
    whole: int
    start: int
    first: int
    name: str
    sort: str
    counted: bool
    governor: int

    def modifiers(self, reading: Reading) -> str:
        """Return the words between determiner and noun."""
        return " ".join(reading.lowers[self.start : self.first])


def sides(reading: Reading) -> Iterator[Side]:
    """Yield the noun phrases of things that can be seen."""
    for word in reading.words:
        if not word.is_noun or word.dep not in _HEADS or not word.text[:1].isalpha() or word.lower in UNITS:
            continue
        if _is_no_thing(reading, word):
            continue
        whole = reading.sentence.phrase_start(word.place)
        start = reading.sentence.modifiers_start(word.place)
        known = reading.nouns.get(word.place)
        first = max(known.first if known else word.place, start)
        while first > start and _is_part_of_noun(reading, first - 1):
            first -= 1
        name = known.spelling if known else word.lower
        governor = _measure_of(reading, word)
        if governor != word.place:
            whole = start = reading.sentence.phrase_start(governor)
        counted = whole < start or word.is_plural or governor != word.place
        yield Side(word, whole, start, first, name, _sort(reading, word.place), counted, governor)


def _is_no_thing(reading: Reading, word: Word) -> bool:
    """Whether a noun stands for nothing that could be elsewhere in the picture, or for something said before."""
    known = reading.nouns.get(word.place)
    alone = known is None or known.first == known.last
    if alone and (word.lower in reading.lexicon.abstract or word.lower in _STAND_INS):
        return True
    if reading.is_verb_after_noun(word.place):
        return True
    if known is None and not reading.free(word.place, word.place):
        return True
    if reading.negated(word.place):
        return True
    following = reading.lowers[word.place + 1 : word.place + 2]
    return following in (["'s"], ["'"], ["-"], ["/"])


def _measure_of(reading: Reading, word: Word) -> int:
    """Return the "group" of "a group of people", else the word itself."""
    link = reading.words[word.head]
    if word.dep != "pobj" or link.lower != "of":
        return word.place
    is_measure = (reading.lowers[link.head], "of") in reading.lexicon.group_endings
    return link.head if is_measure and link.head < word.place else word.place


def _is_part_of_noun(reading: Reading, index: int) -> bool:
    """Whether a noun before a noun makes it another thing ("park bench"), rather than say what it is of ("stone")."""
    word = reading.words[index]
    return word.dep == "compound" and word.is_noun and reading.lexicon.modifiers.find(reading.lowers, index) is None


def _sort(reading: Reading, noun: int) -> str:
    known = noun in reading.nouns
    for name in reading.names(noun):
        if name in {"people", "person", "someone"}:
            return "person"
        classes = reading.lexicon.classes(name)
        known = known or len(classes) > 1
        for sort in _SORTS:
            if sort in classes:
                return "place" if sort in _PLACES else sort
        if not _VEHICLES.isdisjoint(classes):
            return "vehicle"
    return "thing" if known else "unknown"
