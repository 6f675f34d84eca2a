"""Attributes and states: an adjective or participle against the others of its contrast set."""

from collections.abc import Iterator

from miwake.captions.drafts import Change, Draft
from miwake.captions.index import Use
from miwake.captions.reading import Reading
from miwake.captions.rules.looks import COLOUR, tells
from miwake.captions.rules.modifier_sense import sense_of_modifier, sense_of_set
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_MODIFYING = frozenset({"amod", "compound", "nmod", "acomp", "attr", "oprd", "acl", "relcl", "nummod", "advmod"})
_COMPLEMENTS = frozenset({"by", "with", "to", "from", "of", "into", "off", "out", "away"})
_COVERED = frozenset(
    {"cover", "fill", "crack", "cut", "break", "dress", "soak", "coat", "split", "wrap", "crush", "bend"}
)
_STANDALONE_COLOUR = "colour"
_GENERIC, _FITTING = 0.6, 0.85
_PERFECT = vocabulary("has have had 've having")


def modifier_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield attribute and state drafts."""
    index = 0
    while index < len(reading.words):
        match = reading.lexicon.modifiers.find(reading.lowers, index)
        if match is None or not reading.free(index, match[0]) or reading.negated(match[0]):
            index += 1
            continue
        last, uses = match
        noun = _noun_of(reading, index, last)
        for use in uses:
            if _says_it(reading, use, index, last, noun):
                yield from _drafts(reading, use, index, last, noun)
        index = last + 1


def _noun_of(reading: Reading, first: int, last: int) -> int | None:
    word = reading.words[last]
    if word.is_noun and word.dep not in {"compound", "amod", "nmod", "attr", "acomp", "oprd", "conj"}:
        return None
    noun = reading.modified(last)
    if noun is None and first < last:
        noun = reading.modified(first)
    return noun


def _says_it(reading: Reading, use: Use, first: int, last: int, noun: int | None) -> bool:
    """Whether the words are used in the sense of this contrast set."""
    word, frame = reading.words[last], use.contrast.frame
    if _is_other_use(reading, use, first, last):
        return False
    if noun is None:
        return use.contrast.name == _STANDALONE_COLOUR and _stands_alone(reading, word) and not frame.of
    if noun == last or word.is_plural or (word.tag == "IN" and frame.usage != "predicate"):
        return False
    return reading.lexicon.holds(frame, reading.names(noun))


def _stands_alone(reading: Reading, word: Word) -> bool:
    """Whether a colour is no adjective: "dressed in red and blue", but not "soap and aqua" or "an orange"."""
    if word.dep != "conj":
        return word.dep == "pobj" or (word.dep == "dobj" and reading.verb(word.head) == "wear")
    return tells(reading, word.head, COLOUR)


def _is_other_use(reading: Reading, use: Use, first: int, last: int) -> bool:
    """Whether a word that looks like a modifier is a verb, has a complement or stands where the set does not."""
    word, frame = reading.words[last], use.contrast.frame
    if word.tag in {"VBZ", "VBP", "VBD", "VB"} and last == first:
        return True
    if reading.verb(word.head) == "fall":
        return True  # who falls asleep does not fall awake
    if reading.nearly(first) or _is_perfect(reading, last):
        return True
    if word.tag == "VBG" and word.dep != "amod" and (_has_object(reading, last) or not _is_progressive(reading, last)):
        return True
    if frame.usage == "predicate" and (word.dep in {"amod", "compound", "prep"} or _has_object(reading, last)):
        return True
    return word.tag in {"VBN", "VBG"} and _has_complement(reading, last)


def _is_perfect(reading: Reading, index: int) -> bool:
    """Whether a participle says what something has done, or what is being done ("has parked"), not how it is."""
    children = reading.sentence.children[index]
    helpers = {reading.lowers[i] for i in children if reading.words[i].dep in {"aux", "auxpass"}}
    return "being" in helpers or (bool(helpers & _PERFECT) and reading.sentence.child(index, "auxpass") is None)


def _is_progressive(reading: Reading, index: int) -> bool:
    """Whether a participle is what something is doing ("the pump is running")."""
    return reading.sentence.child(index, "aux") is not None


def _has_object(reading: Reading, index: int) -> bool:
    return reading.sentence.child(index, "pobj", "dobj", "pcomp") is not None


def _has_complement(reading: Reading, participle: int) -> bool:
    """Whether a participle goes on, as in "blocked by boxes"; an adjective would not fit there."""
    after = {reading.lowers[i] for i in reading.sentence.children[participle] if i > participle}
    return not after.isdisjoint(_COMPLEMENTS) or ("in" in after and reading.verb(participle) in _COVERED)


def _joined_to(reading: Reading, word: str, first: int, last: int) -> bool:
    """Whether a word would be joined to itself: "a blue and blue plate"."""
    before, after = reading.lowers[max(0, first - 2) : first], reading.lowers[last + 1 : last + 3]
    return before in ([word, "and"], [word, ","]) or after in (["and", word], [",", word])


def _drafts(reading: Reading, use: Use, first: int, last: int, noun: int | None) -> Iterator[Draft]:
    names = reading.names(noun) if noun is not None else ()
    contrast = use.contrast
    said = contrast.terms[use.term].word
    base = _FITTING if contrast.frame.of else _GENERIC
    base *= sense_of_set(reading, use, last, noun)
    for rank, term in enumerate(contrast.terms):
        if rank == use.term or _joined_to(reading, term.word, first, last):
            continue
        alike = frozenset((said, term.word)) in contrast.alike
        sense = sense_of_modifier(reading, term.word, first, last, noun)
        yield Draft(
            contrast.kind,
            (Change(first, last, term.word),),
            base * (0.5 if alike else 1.0) * (1 - 0.02 * rank) * sense,
            suspect=f"“{term.word}” may also be said of something that is {said}." if alike else None,
            claim=(term.word,),
            about=names,
            home=contrast.home,
        )
