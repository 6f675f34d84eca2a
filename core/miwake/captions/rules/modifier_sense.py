"""How well another adjective or participle goes with the rest: no train sits moving, no crack is whole at its end."""

from miwake.captions.index import Use
from miwake.captions.reading import Reading
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind

_COLOUR = "colour"
_HARDLY, _UNLIKELY = 0.25, 0.35
_DESERTED = vocabulary("empty deserted unoccupied vacant")
_GROWN = vocabulary("old elderly middle-aged adult mature")
_YOUNG = vocabulary("boy girl child kid baby toddler infant youngster")
_RESTING = vocabulary("sit stand lie rest")
_SHUT, _INSIDE = vocabulary("closed shut locked sealed covered"), vocabulary("in into inside through from")
_OPEN, _FULL = vocabulary("open opened unlocked ajar"), vocabulary("full filled crowded")
_BARED, _FAST = vocabulary("exposed visible"), vocabulary("padlocked locked sealed")
_GREEN = vocabulary("lush leafy verdant")
_DECAYED = vocabulary("rotten rotted rusty rusted corroded rust")
_TRACES = frozenset({"growth and dirt", "deposit", "defect", "damage"})
_FLAWS = frozenset({"defect", "damage"})
_STAYING_AT = vocabulary("at inside between by side curb against")


def sense_of_modifier(reading: Reading, word: str, first: int, last: int, noun: int | None) -> float:
    """Return how well a word fits in place of the words from `first` to `last`, said of a noun, 0 to 1."""
    sense = _sense_of_word(reading, word, first, last, noun)
    sense *= _sense_of_opening(reading, word, noun)
    return sense * _sense_of_motion(reading, word, last) * _sense_of_soundness(reading, word, last)


def _sense_of_word(reading: Reading, word: str, first: int, last: int, noun: int | None) -> float:
    """Return how well another word fits there: "the full racks are left of the full racks" hardly tells them apart."""
    sense = 1.0
    if noun is not None and word in _GROWN and not _YOUNG.isdisjoint(reading.names(noun)):
        sense *= _HARDLY  # a middle-aged boy
    if noun is not None and _is_contradicted(reading, word, first, last, noun):
        sense *= _HARDLY
    if first and reading.words[first - 1].tag == "RB" and reading.lowers[first - 1].endswith("ly"):
        sense *= _HARDLY  # "highly plain"
    if word in _DESERTED and any("person" in reading.sorts(place) for place in reading.nouns if place < first):
        sense *= _HARDLY  # "three people on an empty trail"
    if noun is not None and word in reading.lowers and reading.sorts(noun) & _TRACES:
        sense *= _HARDLY  # "black dust on a black conveyor"
    if word == "empty" and reading.lowers[last + 1 : last + 2] == ["of"]:
        sense *= _HARDLY
    if noun is not None and any(reading.lowers[i] in _GREEN for i in reading.sentence.children[noun]):
        sense *= _HARDLY  # "a lush red hillside"
    if noun is not None and word in reading.lowers:
        same = reading.says_again(noun)
        sense *= _HARDLY if same else 1.0
    return sense


def _sense_of_opening(reading: Reading, word: str, noun: int | None) -> float:
    """Return how well something could be open, closed or full instead, by what else is said of what is in it."""
    bared = word in _SHUT and not _BARED.isdisjoint(reading.lowers)  # closed, and the wires are exposed
    if bared or (word in _OPEN and not _FAST.isdisjoint(reading.lowers)):  # open, and padlocked
        return _HARDLY
    if noun is not None and word in _FULL and "seat" in reading.sorts(noun):
        return _HARDLY
    if noun is None or reading.words[noun].dep != "pobj":
        return 1.0
    looked_into = word in _SHUT and _into(reading, noun)  # nobody looks into a closed refrigerator
    full = word in _FULL and _is_someone_in(reading, noun)  # nobody skates in a full pool
    return _HARDLY if looked_into or full else 1.0


def _is_someone_in(reading: Reading, noun: int) -> bool:
    """Whether somebody does something in what is said to be full."""
    link = reading.words[reading.words[noun].head]
    doing = link.lower in _INSIDE and reading.words[noun].dep == "pobj" and reading.words[link.head].is_verb
    who = reading.subject(link.head) if doing else None
    return who is not None and "person" in reading.sorts(who)


def _tells_of_flaws(reading: Reading) -> bool:
    return any(word.is_noun and reading.sorts(word.place) & _FLAWS for word in reading.words)


def _into(reading: Reading, noun: int) -> bool:
    return reading.lowers[reading.words[noun].head] in _INSIDE


def _is_contradicted(reading: Reading, word: str, first: int, last: int, noun: int) -> bool:
    """Whether another word that stays says the opposite of the noun: "a lush dry hillside"."""
    others = (i for i in reading.sentence.children[noun] if i < noun and not first <= i <= last)
    return any(
        rank != use.term and term.word == word and use.contrast.name != _COLOUR
        for place in others
        for use in _uses(reading, place)
        for rank, term in enumerate(use.contrast.terms)
    )


def sense_of_set(reading: Reading, use: Use, last: int, noun: int | None) -> float:
    """Return how well any other word of a set fits: not where the set already tells two of a kind apart."""
    contrast = use.contrast
    if contrast.name == _COLOUR:
        return 1.0
    if "material" in contrast.name and not _DECAYED.isdisjoint(reading.lowers):
        return _HARDLY  # wood rots, and steel rusts
    word = reading.words[last]
    joined = {i for i in reading.sentence.children[last] if reading.words[i].dep == "conj"}
    joined |= {word.head} if word.dep == "conj" else set()
    if any(contrast is other.contrast for i in joined for other in _uses(reading, i)):
        return _HARDLY  # "a large and small giraffe"
    if noun is None or contrast.kind != Kind.STATE:
        return 1.0
    twins = [each.place for each in reading.words if each.place != noun and each.lower == reading.lowers[noun]]
    told = [i for twin in twins for i in reading.sentence.children[twin] if i != last]
    return _HARDLY if any(_uses(reading, i) for i in told) else 1.0


def _uses(reading: Reading, index: int) -> list[Use]:
    found = reading.lexicon.modifiers.find(reading.lowers, index)
    return found[1] if found is not None else []


def _sense_of_motion(reading: Reading, word: str, last: int) -> float:
    """Return how well a thing at rest could be moving there instead: no train sits moving at a station."""
    if word != "moving":
        return 1.0
    said, head = reading.words[last], reading.words[reading.words[last].head]
    if head.is_verb and said.dep != "conj" and reading.verb(head.place) in _RESTING:
        return _HARDLY
    where = {reading.lowers[i] for i in reading.sentence.children[last]}
    together = "other" in reading.lowers[last:]
    return _HARDLY if together or where & _STAYING_AT else 1.0


def _sense_of_soundness(reading: Reading, word: str, last: int) -> float:
    """Return how well a whole thing is told of: it is cracked at the corner, but hardly uncracked at the corner."""
    spot = reading.sentence.child(last, "prep")
    sound = word in reading.lexicon.sound
    if not sound and "no" in reading.lowers and _tells_of_flaws(reading):
        return _HARDLY  # "blistered, no defects visible"
    return _HARDLY if sound and spot is not None and spot.place > last else 1.0
