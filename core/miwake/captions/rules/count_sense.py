"""How well it reads that there are several of what was one: a man wears one helmet and stands in one field."""

from itertools import pairwise

from miwake.captions.reading import Reading
from miwake.captions.rules.families import BODY
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_PLACING = vocabulary("on in at of into onto inside through along across up down under behind over against from to off")
_WORN = frozenset({"clothing", "garment", "headwear", "headgear", "upper clothing", "lower clothing", "footwear"})
_ALIKE = vocabulary("parallel matching identical similar different various assorted adjacent")
_TOGETHER = vocabulary("gather stack crowd group huddle cluster pile line surround scatter")
_POSTURES = vocabulary("sit stand lie lay walk run sleep kneel graze")
_OWN = vocabulary("his her its it himself herself itself one")
_PLACES = frozenset(
    {
        "place",
        "room",
        "way",
        "slope",
        "water",
        "body of water",
        "ground cover",
        "floor",
        "building",
        "sky",
        "settlement",
    }
    | {"outdoor place", "grassy place", "court", "sports ground", "station", "kind of picture"}
)
_AROUND = vocabulary("around along surrounding")
_HOLDING = vocabulary("hold carry wear")
_SHARED = _PLACES | {"furniture", "vehicle", "animal", "person", "structure", "container", "food", "machine"}
_COUNTED = frozenset({"DT", "CD", "PRP$", "PDT", "NNS", "VBG", "VBZ", "EX", "IN"})
_UNLIKELY, _LESS, _DOER = 0.4, 0.62, 1.1


def sense_of_several(reading: Reading, noun: Word) -> float:
    """Return how well several of a noun read where there was one, up to 1.1."""
    sorts = reading.sorts(noun.place)
    governor = reading.words[noun.head]
    if sorts & _PLACES or _is_owner(reading, noun):
        return _UNLIKELY
    if noun.dep in {"pobj", "dobj", "conj"} and sorts & _WORN:
        return _UNLIKELY
    if _is_handled(reading, noun):
        return _UNLIKELY
    if noun.dep == "pobj" and governor.lower in _PLACING:
        return _LESS
    return _DOER if noun.dep in {"nsubj", "nsubjpass", "ROOT", "attr"} else 1.0


def sense_of_single(reading: Reading, noun: Word) -> float:
    """Return how well one of a noun reads where there were several: several people hardly share one vest or kite."""
    link = reading.words[noun.head]
    who = reading.subject(link.place) if noun.dep == "dobj" and link.is_verb else link.head
    around = [i for i in reading.sentence.children[noun.place] if reading.lowers[i] in _AROUND]
    if around or reading.sorts(noun.place) & BODY or link.lower == "with" or _is_listed(reading, noun):
        return _UNLIKELY  # one cone is not around a hole, nor one cabinet in a kitchen
    shared = noun.dep == "dobj" or (noun.dep == "pobj" and bool(reading.sorts(noun.place) & _WORN))
    return _UNLIKELY if shared and who is not None and reading.words[who].is_plural else 1.0


def _is_listed(reading: Reading, noun: Word) -> bool:
    """Whether it is one of several things in a list: "plates, cups and cookies"."""
    return noun.dep == "conj" and reading.words[noun.head].is_plural


def _is_handled(reading: Reading, noun: Word) -> bool:
    """Whether it is had, or something is done to it: who rides a wave hardly rides two, and a valve has one lever."""
    link = reading.words[noun.head]
    if link.lower == "with" or reading.verb(link.place) == "have":
        return True
    if noun.dep != "dobj":
        return False
    who = reading.subject(link.place) if link.is_verb else None
    if who is None:
        return link.tag == "VB"  # "getting ready to serve a ball"
    return "person" in reading.sorts(who)


def joined_without_article(reading: Reading, noun: Word) -> bool:
    """Whether an article stands for two nouns, as in "a sink and stove"."""
    if noun.dep == "conj" and reading.sentence.child(noun.place, "det", "nummod") is None and not noun.is_plural:
        return True
    after = reading.words[noun.place + 1 : noun.place + 3]
    return len(after) > 1 and after[0].lower in {"and", "or"} and after[1].tag not in _COUNTED


def is_mutual(reading: Reading, noun: Word) -> bool:
    """Whether what follows takes several: "each other", "each with a bag", "stacked", "some standing, some lying"."""
    if not _ALIKE.isdisjoint(reading.lowers[reading.sentence.phrase_start(noun.place) : noun.place]):
        return True
    after = reading.lowers[noun.place + 1 :]
    pairs = pairwise(after)
    if after[:1] == ["each"] or any(pair in {("each", "other"), ("one", "another")} for pair in pairs):
        return True
    verbs = [i for i in reading.sentence.children[noun.place] if reading.words[i].dep in {"acl", "relcl"}]
    verbs += [noun.head] if noun.dep in {"nsubj", "nsubjpass"} else []
    return any(reading.verb(i) in _TOGETHER or _is_both(reading, i) for i in verbs) or "together" in after[:4]


def _is_both(reading: Reading, verb: int) -> bool:
    """Whether two ways of resting are joined, which one alone cannot do at once: "standing and lying"."""
    other = reading.sentence.child(verb, "conj")
    return other is not None and {reading.verb(verb), reading.verb(other.place)} <= _POSTURES


def _is_owner(reading: Reading, noun: Word) -> bool:
    """Whether what follows says "his" or "in a helmet" of the one, which several would not share."""
    if noun.dep not in {"nsubj", "nsubjpass", "ROOT", "attr", "pobj", "dobj"}:
        return False
    if not _OWN.isdisjoint(reading.lowers[noun.place + 1 :]):
        return True
    return any(
        _is_of_one(reading, noun, child) for child in reading.sentence.children[noun.place] if child > noun.place
    )


def _is_of_one(reading: Reading, noun: Word, place: int) -> bool:
    """Whether it is told what one person wears or does something to: three men are hardly in one suit."""
    link = reading.words[place]
    worn_or_held = link.lower in {"in", "wearing", "with"} or link.dep in {"acl", "relcl"}
    thing = reading.sentence.child(place, "pobj", "dobj") or _through(reading, link)
    if not worn_or_held or thing is None or thing.is_plural:
        return False
    one = reading.sentence.determiner(thing.place)
    held = one is not None and one.lower in {"a", "an"} and "person" in reading.sorts(noun.place)
    shared = reading.sorts(thing.place) & _SHARED and reading.verb(place) not in _HOLDING
    return bool(reading.sorts(thing.place) & _WORN) or (held and not shared)


def _through(reading: Reading, link: Word) -> Word | None:
    """Return what a verb is done with or on: the phone that one talks on."""
    preposition = reading.sentence.child(link.place, "prep") if link.is_verb else None
    return reading.sentence.child(preposition.place, "pobj") if preposition is not None else None
