"""How well another verb goes with the rest of the sentence: a crack looks at nothing, and one sleeps to nobody."""

from collections.abc import Callable

from miwake.captions.packs import Contrast
from miwake.captions.reading import Reading
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.captions.wordnet import relation

_ALIVE = frozenset({"person", "animal", "figure", "vehicle", "machine", "vessel", "aircraft", "gathering"})
_PERSONS = vocabulary("people person someone everyone nobody who he she they we i you group team couple crowd crew one")
_GOES_ON = vocabulary("to into onto")
_PATHS = vocabulary("down up through along across past over into onto toward towards around off")
_STILL = vocabulary("stand sit lie kneel crouch sleep lean rest squat")
_BODY = frozenset({"part of the body", "part of the face", "part of an animal"})
_HANDS = vocabulary("hand hands arm arms mouth lap")
_UNLIKELY, _ODD = 0.4, 0.45
_AWAY = frozenset({"walk past", "run from", "turn away from", "walk along", "leave", "run", "walk"})
_IN_HAND = frozenset({"carry", "hold", "hide", "show"})
_MACHINES = frozenset({"vehicle", "machine", "vessel", "aircraft"})
_ANIMALS_DO = vocabulary(
    "stand sit lie walk jump sleep run crawl climb swim eat drink graze chase follow bite lick sniff push pull carry",
    "watch look fight play rest fly land perch hide ignore drop catch bark yawn crouch lean wait float wade dig hold",
    "fall lead cross enter leave approach roll hunt scratch gallop leap descend",
)
_MACHINES_DO = vocabulary(
    "drive reverse crash stop park carry push pull tow lift lower load unload dump spread dig fill level follow lead",
    "pass block cross move turn stand tip pour drop hit fly land taxi take sail float sink drill cut break crush pave",
    "compact sweep transport deliver empty leave enter approach hang remove overturn burn excavate backfill swing",
    "rotate raise arrive depart wait idle travel speed roll lean lie rest sit",
)


def sense_of_action(reading: Reading, word: Word, last: int, contrast: Contrast, target: int | None) -> float:
    """Return how well a set's verbs fit in place of the words from `word` to `last`, 0 to 1."""
    sense = 1.0
    frame = contrast.frame
    if not (frame.of or frame.not_of) and not _is_alive(reading, word, contrast):
        sense *= _UNLIKELY
    following = reading.words[last + 1] if last + 1 < len(reading.words) else None
    if following is not None and (following.lower in _GOES_ON or _looks_on(reading, word, following)):
        sense *= _UNLIKELY
    if target is None:
        return sense
    if _is_part_of_body(reading, target):
        sense *= _UNLIKELY
    goes_on = any(
        reading.lowers[i] in {"from", "into", "onto", "to", "off"} and i > target
        for i in reading.sentence.children[word.place]
    )
    return sense * (_ODD if goes_on else 1.0)


def sense_of_verbs(reading: Reading, word: Word, last: int) -> Callable[[str], float]:
    """Return what tells how well a verb (base form) fits in place of the words from `word` to `last`, 0 to 1."""
    following = reading.lowers[last + 1 : last + 2]
    unmoved = _STILL if following and following[0] in _PATHS else frozenset[str]()
    said = {reading.verb(each.place) for each in reading.words if each.is_verb and each.place != word.place}
    can = _can(reading, word)
    children = reading.sentence.children[word.place]
    held = any(reading.lowers[i] in {"in", "with"} and _is_hand(reading, i) for i in children)

    def sense(verb: str) -> float:
        found = _UNLIKELY if verb in unmoved else 1.0
        found *= _ODD if verb in said else 1.0
        found *= _UNLIKELY if verb in _AWAY and said & _STILL else 1.0
        found *= _UNLIKELY if can is not None and verb.split(" ", maxsplit=1)[0] not in can else 1.0
        return found * (_UNLIKELY if held and verb not in _IN_HAND else 1.0)

    return sense


def _can(reading: Reading, word: Word) -> frozenset[str] | None:
    """Return what the subject can do: an animal photographs nobody, a machine kicks nothing; None if anything."""
    subject = reading.subject(word.place)
    sorts = reading.sorts(subject) if subject is not None else frozenset()
    if "animal" in sorts and "person" not in sorts:
        return _ANIMALS_DO
    return _MACHINES_DO if sorts & _MACHINES and "animal" not in sorts else None


def _is_hand(reading: Reading, preposition: int) -> bool:
    found = reading.sentence.child(preposition, "pobj")
    return found is not None and found.lower in _HANDS


def _is_alive(reading: Reading, word: Word, contrast: Contrast) -> bool:
    """Whether the subject can act; one that nothing is known of may, except do whatever anybody does."""
    subject = reading.subject(word.place)
    if subject is None or is_living(reading, subject):
        return True
    sorts = reading.sorts(subject)
    return bool(sorts & _ALIVE) or (not contrast.any_verb and sorts == {reading.lowers[subject]})


def is_living(reading: Reading, noun: int) -> bool:
    """Whether a noun stands for people or animals."""
    return reading.lowers[noun] in _PERSONS or any(_is_a(sort, reading, noun) for sort in ("person", "animal"))


def _is_part_of_body(reading: Reading, noun: int) -> bool:
    return bool(reading.sorts(noun) & _BODY) or _is_a("body part", reading, noun)


def _is_a(sort: str, reading: Reading, noun: int) -> bool:
    """Whether the packs or, for a noun that they do not know, WordNet call it one of a sort."""
    sorts = reading.sorts(noun)
    if sorts != {reading.lowers[noun]}:
        return sort in sorts
    return relation(reading.lowers[noun], sort, part="noun") == "hyponym"


def _looks_on(reading: Reading, word: Word, following: Word) -> bool:
    """Whether one looks through or into something: hardly anything else is done so."""
    return reading.verb(word.place) in {"look", "peer", "peek", "see"} and following.tag == "IN"
