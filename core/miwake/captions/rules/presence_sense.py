"""Whether and how well it reads that something is there, or worn, or held."""

from miwake.captions.drafts import Change
from miwake.captions.reading import Reading
from miwake.captions.rules.absence_sense import denies, is_colour, is_joined, is_quality, listed, sense_of_absence
from miwake.captions.rules.answers import sense_of_answer
from miwake.captions.rules.families import WORN
from miwake.captions.vocabulary import vocabulary

_STAYING = vocabulary("sit stand lie lay rest park be walk run ride pose lean kneel look smile wait")
_HIS_OWN = frozenset({"himself", "herself", "itself", "themselves", "same"})
_BARE = frozenset({"upper clothing"})
_DENYING = vocabulary("without no not free")
_ALREADY = vocabulary(
    "holding carrying wearing holds carries wears hand hands flying throwing catching swinging climbing riding serving",
    "performs performing pouring painting drilling welding tightening pushing pulling lifting playing plays doing does",
    "scanning cutting grinding typing digging shoveling shovelling sweeping eating drinking cooking using writing",
    "reading talking taking rides driving drives skiing skis surfing skateboarding swings hitting hits washing",
    "batting pitching phone racket bat saw drill grinder tool laptop scanner",
)
_JOINS = frozenset({"and", "or", ",", "-"})
_TAKEN_OFF = vocabulary("holding carrying holds carries")
_BARING = frozenset({"without", "not wearing", "is not wearing", "are not wearing", "does not wear"})
_ANSWERS = frozenset({"yes", "no"})
_THERE_IS = frozenset({"a", "some", "with a", "with some"})
_FLAWS = frozenset({"defect", "damage", "corrosion", "deposit"})
_CONTRASTED = 0.3
_HARDLY = 0.25  # below the floor under which hardly anyone would say it


def sense_of_presence(reading: Reading, text: str, first: int, noun: int | None) -> float:
    """Return how well a statement of presence or absence reads, 0 to 1."""
    sense = _CONTRASTED if "but" in reading.lowers else 1.0
    word = reading.words[first]
    head = reading.words[word.head]
    if word.lower in _ANSWERS and text in _ANSWERS:
        return sense_of_answer(reading, first, text)
    if word.lower == "with" and head.is_verb and reading.verb(head.place) not in _STAYING:
        sense *= _HARDLY  # "tightens without a wrench", "plays without a dog": the verb asks for it
    if "in place" in text and (one := reading.modified(first)) is not None and reading.says_again(one):
        sense *= _HARDLY  # of eight bolts the one that is not missing is not told of
    if noun is None:
        return sense
    if not _HIS_OWN.isdisjoint(reading.lowers[first : noun + 4]):
        sense *= _CONTRASTED
    if denies(text):
        return sense * sense_of_absence(reading, text, first, noun)
    if text in _THERE_IS and reading.sorts(noun) & _FLAWS and not reading.lexicon.sound.isdisjoint(reading.lowers):
        return sense * _HARDLY  # what is smooth has no defects
    if _TAKEN_OFF.isdisjoint(text.split()):
        return sense
    return sense * _HARDLY if _is_busy(reading, noun) else sense


def _is_busy(reading: Reading, noun: int) -> bool:
    """Whether who wears something hardly holds it: they do or hold something else, or do not all hold their jackets."""
    several = reading.words[noun].is_plural and reading.sorts(noun) & _BARE
    denied = not _DENYING.isdisjoint(reading.lowers)
    busy = is_joined(reading, noun) or not _ALREADY.isdisjoint(reading.lowers)  # "holding a vest holding a helmet"
    special = any(is_quality(reading, place, noun) for place in reading.sentence.children[noun])
    return bool(several or denied or busy or special)


def bared(reading: Reading, change: Change, noun: int | None) -> Change:
    """Return a change that takes the colour along: who wears no yellow vest is told to be without a vest."""
    start = change.last + 1
    if change.text not in _BARING or noun is None or start >= noun or not reading.sorts(noun) & WORN:
        return change
    article = reading.lowers[start] in {"a", "an"}
    end = start + article
    while end < noun and is_colour(reading, end):
        end += 1
    if end == start + article or reading.lowers[end] in _JOINS:
        return change
    return change._replace(last=end - 1, text=f"{change.text} a" if article else change.text)


def either(reading: Reading, text: str, noun: int | None) -> list[Change]:
    """Return the changes from "and" to "or" where what is denied are several things: "without pizza or wine"."""
    if noun is None or not denies(text) or text.startswith("there"):
        return []
    for each in listed(reading, noun):
        before = reading.sentence.phrase_start(each) - 1
        if before > noun and reading.lowers[before] == "and":
            article = text.endswith("no") and reading.lowers[before + 1] in {"a", "an"}
            return [Change(before, before + article, "or")]
    return []
