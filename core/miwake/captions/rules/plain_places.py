"""Plain places of a thing in a sentence: where so little is told of it that another of its trade would do as well."""

from miwake.captions.reading import Noun, Reading
from miwake.captions.rules.looks import LOOKS, MATERIAL, tells
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_BESIDE = vocabulary("beside near behind by between alongside opposite past towards toward under above below against")
# What goes before "to" or "of" in a phrase of place: "next to", "in front of".
_OF_PLACE = vocabulary("next close adjacent front left right foot")
_HEAPS = frozenset({"heap", "stack of goods", "stack", "pile"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Deeds that nearly anything is seen in, and those that are done to nearly anything of a size.
_RESTING = vocabulary("be stack sit stand rest hang park place store leave mount see locate install set fix face")
_HANDLING = vocabulary("inspect check photograph carry lift lower move load unload deliver install remove clean repair")
_TELLING = frozenset({"acl", "relcl", "appos", "advcl", "ccomp"})
_JOINING = frozenset({"with", "using", "in", "into", "onto", "to"})
_ADJECTIVES = frozenset({"JJ", "VBN", "VBG"})


def is_plain(reading: Reading, noun: Noun) -> bool:
    """Whether a noun stands by something, rests somewhere or is handled, and nothing but its looks is told of it."""
    word = reading.words[noun.last]
    if any(_tells_more(reading, reading.words[each], noun) for each in reading.sentence.children[noun.last]):
        return False
    while word.dep == "conj" and reading.words[word.head].is_noun:
        word = reading.words[word.head]
    head = reading.words[word.head]
    if word.dep == "ROOT":
        return "," not in reading.lowers
    if word.dep == "pobj":
        return head.lower in _BESIDE or reading.lowers[head.place - 1] in _OF_PLACE or _is_measured(reading, head)
    if word.dep in _SUBJECTS:
        return _rests(reading, head)
    return word.dep == "dobj" and reading.verb(head.place) in _HANDLING and not _is_joined(reading, head)


def _tells_more(reading: Reading, child: Word, noun: Noun) -> bool:
    if child.dep == "cc":
        return True
    if child.dep in _TELLING:
        return reading.verb(child.place) not in _RESTING
    if child.place > noun.last and child.lower in {"with", "without", "for", "of"}:
        return True
    if child.place > noun.last:
        return child.tag in _ADJECTIVES
    # Not every thing of a trade is made of what this one is: there is no wooden gas cylinder.
    looks = tells(reading, child.place, LOOKS) and not tells(reading, child.place, MATERIAL)
    return child.dep == "amod" and not looks


def _is_measured(reading: Reading, link: Word) -> bool:
    """Whether a noun tells only how many: "a stack of bricks"."""
    return link.lower == "of" and bool(reading.sorts(link.head) & _HEAPS)


def _rests(reading: Reading, verb: Word) -> bool:
    """Whether a verb tells that something is somewhere, is handled, or is in a state that only some things have."""
    said = reading.verb(verb.place)
    if _is_joined(reading, verb) or reading.sentence.child(verb.place, "conj") is not None:
        return False
    if said == "be":
        told = reading.sentence.child(verb.place, "acomp", "attr", "oprd")
        return told is None or _is_framed(reading, told)
    if reading.sentence.child(verb.place, "auxpass") is None:
        return said in _RESTING
    return said in _RESTING | _HANDLING or _is_framed(reading, verb)


def _is_framed(reading: Reading, told: Word) -> bool:
    """Whether the packs know of what a word is said; what else it cannot be said of weighs little anyway."""
    found = reading.lexicon.modifiers.find(reading.lowers, told.place)
    alone = all(reading.lowers[each] != "and" for each in reading.sentence.children[told.place])
    return alone and found is not None and any(use.contrast.frame.of for use in found[1])


def _is_joined(reading: Reading, verb: Word) -> bool:
    """Whether it is told with, in or to what, which would not go with just anything."""
    return any(reading.lowers[each] in _JOINING for each in reading.sentence.children[verb.place])
