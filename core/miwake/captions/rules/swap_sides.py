"""The noun phrases of a sentence that can change places, and whether doing so says anything new."""

from collections.abc import Iterator
from dataclasses import dataclass

from miwake.captions.reading import Reading
from miwake.captions.rules.units import UNITS
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_HEADS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "ROOT", "conj", "attr", "appos", "dative", "oprd", "dep"})
_NEUTRAL = vocabulary(
    "is are was were be being been sit sits sitting sat stand stands standing stood lie lies lying lay lays laying",
    "rest rests resting parked park located positioned placed seated situated hang hanging hangs set there",
)
_MEETING = vocabulary(
    "meet meets meeting hug hugs hugging kiss kisses kissing fight fights fighting marry marries marrying touch",
    "touches touching resemble resembles match matches matching",
)
_HOLDING = frozenset({"in", "with", "without", "inside"})
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
_SORTS = ("person", "animal", "defect", *_PLACES)
_JOINING = frozenset(
    {"and", "or", "with", "plus", "&", "beside", "besides", "alongside", "near", "by", "nearby", "versus"}
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
        sort: person, animal, place, defect or thing, as far as the lexicon knows.
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
        if word.lower in reading.lexicon.abstract or (
            not reading.free(word.place, word.place) and word.place not in reading.nouns
        ):
            continue
        if reading.is_verb_after_noun(word.place):
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
    for name in reading.names(noun):
        if name in {"people", "person", "someone"}:
            return "person"
        classes = reading.lexicon.classes(name)
        for sort in _SORTS:
            if sort in classes:
                return "place" if sort in _PLACES else sort
    return "thing"


def sense_of_exchange(reading: Reading, left: Side, right: Side) -> float:
    """Return 1 where the two can well change places, less where the outcome is hardly imaginable."""
    path = path_between(reading, left.noun.place, right.noun.place)
    direct = left.noun.place in _ancestors(reading, right.noun.place) or left.noun.dep in {"nsubj", "nsubjpass"}
    sense = 1.0 if direct else 0.6
    if left.sort == right.sort:
        return sense
    if "place" in (left.sort, right.sort) or "defect" in (left.sort, right.sort):
        return sense * 0.35
    acting = any(reading.words[i].is_verb and reading.lowers[i] not in _NEUTRAL for i in path)
    holding = any(reading.lowers[i] in _HOLDING for i in path)
    if (acting or holding) and "thing" in (left.sort, right.sort):
        return sense * 0.35
    return sense * 0.8


def path_between(reading: Reading, left: int, right: int) -> list[int]:
    """Return the words on the way from one noun to the other in the parse, both left out."""
    up_left, up_right = _ancestors(reading, left), _ancestors(reading, right)
    common = next((index for index in up_left if index in up_right), None)
    if common is None:
        return []
    path = [*up_left[: up_left.index(common) + 1], *up_right[: up_right.index(common)]]
    return [index for index in path if index not in (left, right)]


def _ancestors(reading: Reading, index: int) -> list[int]:
    found = [index]
    while reading.words[index].head != index:
        index = reading.words[index].head
        found.append(index)
    return found


def same_either_way(reading: Reading, left: Side, right: Side) -> bool:
    """Whether exchanging the two says the same: "a cup and a plate", "a cat next to a dog"."""
    path = path_between(reading, left.noun.place, right.noun.place)
    lowers = [reading.lowers[index] for index in path]
    if right.noun.dep == "conj" and all(reading.words[i].dep == "conj" for i in path):
        return not any(
            left.noun.place < i < right.whole and reading.words[i].dep not in {"cc", "punct", "conj"}
            for i in reading.sentence.children[left.noun.place]
        )
    verbs = [lower for lower, index in zip(lowers, path, strict=True) if reading.words[index].is_verb]
    if any(verb in _MEETING for verb in verbs):
        return True
    if any(verb not in _NEUTRAL for verb in verbs):
        return False
    if "front" in lowers and left.sort == right.sort == "place":  # two buildings stand in front of each other
        return True
    links = [lower for lower in lowers if lower not in verbs]
    joined = _linked_by(reading, left, right)
    symmetric = joined or (bool(links) and all(link in _JOINING or _in_symmetric(reading, link) for link in links))
    return symmetric and not _differ(reading, left, right, path)


def _linked_by(reading: Reading, left: Side, right: Side) -> bool:
    """Whether a symmetric phrase stands right before the second noun phrase."""
    before = reading.lowers[left.noun.place + 1 : right.whole]
    return any(before[-len(parts) :] == parts for parts in (each.split() for each in reading.lexicon.symmetric))


def _in_symmetric(reading: Reading, word: str) -> bool:
    return any(word in phrase.split() for phrase in reading.lexicon.symmetric)


def _differ(reading: Reading, left: Side, right: Side, path: list[int]) -> bool:
    """Whether something that stays behind is said of one of them only."""
    for side in (left, right):
        for child in reading.sentence.children[side.noun.place]:
            word = reading.words[child]
            if child > side.noun.place and child not in path and word.dep in {"acl", "relcl", "prep", "appos"}:
                return True
    return False
