"""Answers: "is it outdoors? yes." may become "no", unless the rest of the description tells which is true."""

from collections.abc import Iterable

from miwake.captions.reading import Reading
from miwake.captions.rules.families import WORN
from miwake.captions.vocabulary import vocabulary

_ENDS = frozenset({".", "?", "!"})
_GIVEN = vocabulary("the this that these those his her its their my your")  # what is asked about, not what is asked
_LITTLE = vocabulary("picture photo image color colour kind type look day something anything person people man woman")
_OF_CLOTHES = vocabulary("sleeve sleeves collar barefoot shirtless")
_TIMES = vocabulary(
    "day daytime daylight night nighttime evening sunset sunrise morning noon sun sunny dark rain raining"
)
_INDOORS, _OUTDOORS = vocabulary("indoors indoor inside"), vocabulary("outdoors outdoor outside")
_OUT = frozenset(
    {
        "outdoor place",
        "way",
        "slope",
        "body of water",
        "grassy place",
        "ground cover",
        "sports ground",
        "sky",
        "vehicle",
    }
    | {"settlement", "boat", "street furniture", "tower"}
)
_IN = frozenset({"room", "appliance", "fixture", "computer"})
_SUBJECT = 2  # "is the dog black?": the dog is given
_HARDLY = 0.25


def sense_of_answer(reading: Reading, answer: int, text: str) -> float:
    """Return how well the other answer reads, 0 to 1: not where the rest of the description tells the question's word.

    Args:
        reading: The description with its question.
        answer: The word "yes" or "no".
        text: The other one.
    """
    start = next((i + 1 for i in range(answer - 2, -1, -1) if reading.lowers[i] in _ENDS), 0)
    asked, told = range(start, answer - 1), range(start)
    said = {name for place in told for name in _meant(reading, place)}
    for place in asked:
        known = not _LITTLE.isdisjoint(reading.names(place)) or _is_given(reading, place, start)
        if _is_content(reading, place) and not known and not said.isdisjoint(_meant(reading, place)):
            return _HARDLY
    for both in (_tells_clothes, _tells_time):
        if both(reading, asked) and both(reading, told):
            return _HARDLY
    return _HARDLY if _is_elsewhere(reading, asked, told, positive=text == "yes") else 1.0


def _meant(reading: Reading, place: int) -> set[str]:
    return {each for name in reading.names(place) for each in (name, *reading.lexicon.synonyms(name))}


def _is_content(reading: Reading, place: int) -> bool:
    word = reading.words[place]
    return word.is_noun or word.tag[:2] in {"JJ", "VB", "RB"}


def _is_given(reading: Reading, place: int, start: int) -> bool:
    if reading.verb(place) in {"be", "do", "have"}:
        return True
    return start < place <= start + _SUBJECT and reading.lowers[place - 1] in _GIVEN


def _tells_clothes(reading: Reading, places: Iterable[int]) -> bool:
    return any(reading.lowers[i] in _OF_CLOTHES or reading.sorts(i) & WORN for i in places)


def _tells_time(reading: Reading, places: Iterable[int]) -> bool:
    return any(reading.lowers[i] in _TIMES for i in places)


def _is_elsewhere(reading: Reading, asked: Iterable[int], told: Iterable[int], *, positive: bool) -> bool:
    """Whether the new answer puts indoors what is outdoors by its place, or the other way round."""
    words = {reading.lowers[i] for i in asked}
    inside, outside = not words.isdisjoint(_INDOORS), not words.isdisjoint(_OUTDOORS)
    if inside == outside:
        return False
    now_inside = inside == positive
    sorts = frozenset[str]().union(*(reading.sorts(i) for i in told if reading.words[i].is_noun))
    return bool(sorts & (_OUT if now_inside else _IN))
