"""Relations and presence: prepositions, also of several words, and with, without, wearing, there is."""

from collections.abc import Callable, Iterator

from miwake.captions.drafts import Change, Draft
from miwake.captions.packs import Phrase
from miwake.captions.reading import Reading
from miwake.captions.rules.absence_sense import denies, is_double_denial
from miwake.captions.rules.both_true import why_both
from miwake.captions.rules.directions import direction_drafts
from miwake.captions.rules.presence_sense import bared, either, sense_of_presence
from miwake.captions.rules.relation_sense import sense_of_relation
from miwake.captions.rules.seen import doubt_of
from miwake.domain.terms import Kind

_BEFORE_A_PLACE = frozenset({"prep", "dep", "conj", "pcomp"})  # not "they wait outside", nor "outside view"
_PREPOSITIONS = frozenset({"IN", "TO", "RP", "RB", "JJ"})
_NEGATIVE = frozenset({"no", "not", "n't", "without", "none", "nobody", "yes"})
_VAGUE = frozenset({"some", "several", "many", "multiple", "various", "numerous"})
_WEIGHT = {Kind.RELATION: 0.75, Kind.PRESENCE: 0.8}


def phrase_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield relation and presence drafts."""
    yield from direction_drafts(reading)
    done = (-1, -1)
    for index, lower in enumerate(reading.lowers):
        for parts, phrase in reading.lexicon.phrases.get(lower, ()):
            last = index + len(parts) - 1
            if (index <= done[1] and (index, last) != done) or tuple(reading.lowers[index : last + 1]) != parts:
                continue
            found = list(_drafts(reading, phrase, index, last))
            yield from found
            if found and len(parts) > 1:
                done = (index, last)


def _drafts(reading: Reading, phrase: Phrase, first: int, last: int) -> Iterator[Draft]:
    if not _usage_fits(reading, phrase, first, last) or not reading.free(first, last):
        return
    if phrase.kind == Kind.PRESENCE and _is_of_nothing(reading, last):
        return
    if phrase.kind == Kind.RELATION and (reading.words[first].dep == "agent" or reading.negated(first)):
        return
    noun = following_noun(reading, last)
    if noun is None and (phrase.frame.of or phrase.frame.usage == "any"):
        if first == last:
            return
    elif noun is not None and not _noun_fits(reading, phrase, noun, last):
        return
    for rank, becoming in enumerate(phrase.to):
        text = _in_fragment(reading, phrase, becoming, first)
        repairs = _repairs(reading, text, last)
        doubled = text.split()[:1] == reading.lowers[first - 1 : first]  # "a lamp is on on top of a desk"
        alone = text.endswith(" of") and first == last and reading.words[first].dep not in _BEFORE_A_PLACE
        if repairs is None or doubled or alone or is_double_denial(reading, text, noun):
            continue
        sense = sense_of_presence if phrase.kind == Kind.PRESENCE or denies(text) else sense_of_relation
        weight = _WEIGHT[phrase.kind] * (1 - 0.06 * rank) * doubt_of(reading, phrase, text, first, noun)
        yield Draft(
            phrase.kind,
            (bared(reading, Change(first, last, text), noun), *repairs, *either(reading, text, noun)),
            weight * sense(reading, text, first, noun),
            suspect="Both sides of this relation are the same."
            if text in phrase.spellings
            else why_both(reading, phrase, first, text, noun),
            claim=(text,) if text else (),
            about=reading.names(noun) if noun is not None else (),
        )


def _is_of_nothing(reading: Reading, last: int) -> bool:
    """Whether what is worn or held is "no shoes", where "no" is another phrase, or there are none "of" them."""
    return reading.lowers[last + 1 : last + 2] in (["no"], ["of"])


def _in_fragment(reading: Reading, phrase: Phrase, text: str, first: int) -> str:
    """Return what "no guard" becomes after a comma: "with a guard", unless something more is said of the guard."""
    cut_off = first > 0 and reading.lowers[first - 1] in {",", "-", "(", ";"}
    if phrase.frame.usage != "denial" or text != "a" or not cut_off:
        return text
    noun = reading.words[reading.words[first].head]
    said_more = noun.dep in {"nsubj", "nsubjpass"} or any(i > noun.place for i in reading.sentence.children[noun.place])
    return text if said_more else f"with {text}"


def _is_several(reading: Reading, number: int) -> bool:
    noun = reading.words[reading.words[number].head]
    return noun.is_plural and reading.words[number].dep == "nummod"


def _stands_alone(phrase: Phrase) -> bool:
    return " " in phrase.spellings[0]


def _usage_fits(reading: Reading, phrase: Phrase, first: int, last: int) -> bool:
    if phrase.frame.usage == "predicate" and reading.lowers[first - 1 : first] in (["been"], ["being"]):
        return False
    word, fits = reading.words[first], _USAGES.get(phrase.frame.usage)
    if phrase.kind == Kind.PRESENCE and word.lower not in _NEGATIVE and reading.negated(_governor(reading, first)):
        return False
    if fits is not None:
        return fits(reading, first, last)
    return phrase.kind == Kind.PRESENCE or first < last or word.tag in _PREPOSITIONS


def _modifies(reading: Reading, first: int, _: int) -> bool:
    return reading.words[first].dep in {"acl", "amod"} and reading.sentence.child(first, "aux", "prt") is None


def _negates(reading: Reading, first: int, _: int) -> bool:
    verb = reading.words[first].head
    subject = reading.subject(verb)
    part = subject is not None and reading.words[subject].tag == "CD"  # if two of four do not turn, the other two do
    return first > 0 and reading.words[first].dep == "neg" and reading.words[verb].is_verb and not part


def _denies(reading: Reading, first: int, _: int) -> bool:
    noun = reading.words[first].head
    ing = any(word.endswith("ing") for word in (reading.lowers[noun], *reading.lowers[first + 1 : first + 2]))
    forbidden = ing and noun not in reading.nouns  # a sign says "no parking"
    return reading.words[first].dep == "det" and not forbidden and not _is_mass(reading, noun)


def _answers(reading: Reading, first: int, last: int) -> bool:
    asked = first > 0 and reading.lowers[first - 1] == "?"
    return asked and reading.lowers[last + 1 : last + 2] in ([], ["."])


def _predicates(reading: Reading, first: int, last: int) -> bool:
    goes_on = reading.lowers[last + 1 : last + 2] in (["from"], ["of"])
    lacks = reading.sentence.child(last, "dobj") is not None  # "is missing a bolt"
    return reading.words[first].dep not in {"amod", "compound"} and not goes_on and not lacks


_USAGES: dict[str, Callable[[Reading, int, int], bool]] = {
    "modifier": _modifies,
    "negation": _negates,
    "denial": _denies,
    "answer": _answers,
    "predicate": _predicates,
}


def _is_mass(reading: Reading, index: int) -> bool:
    noun = reading.nouns.get(index)
    return noun is not None and all(use.contrast.mass for use in noun.uses)


def _governor(reading: Reading, index: int) -> int:
    """Return the word whose scope decides whether a phrase is denied."""
    word = reading.words[index]
    return word.head if word.dep in {"aux", "expl", "prep"} else index


def following_noun(reading: Reading, index: int) -> int | None:
    """Return the last word of the noun phrase that follows `index` (as the parser joins it, or just the next)."""
    word = reading.words[index]
    found = reading.sentence.child(index, "pobj", "dobj")
    if found is None and word.is_noun:
        return index
    if found is None:
        for each in reading.words[index + 1 : index + 7]:
            if each.is_noun and each.dep not in {"compound", "amod", "nmod", "poss"}:
                return each.place
            if each.tag in {"IN", "VBZ", "VBG", ".", ",", "CC", "PRP"}:
                return None
        return None
    return found.place if found.place > index else None


def _noun_fits(reading: Reading, phrase: Phrase, noun: int, last: int) -> bool:
    names = reading.names(noun)
    if not reading.lexicon.holds(phrase.frame, names):
        return False
    general = phrase.kind == Kind.RELATION and not phrase.frame.of and noun > last and not _stands_alone(phrase)
    if general and any(name in reading.lexicon.abstract for name in names):
        return False
    if phrase.number == "any":
        return True
    return reading.words[noun].is_plural == (phrase.number == "many")


def _repairs(reading: Reading, text: str, last: int) -> list[Change] | None:
    """Return the changes that the new text asks for in the word that follows; None if it does not go with it."""
    following = reading.words[last + 1] if last + 1 < len(reading.words) else None
    if following is None:
        return []
    vague = following.lower in _VAGUE or (following.tag == "CD" and _is_several(reading, following.place))
    determined = vague or following.tag in {"CD", "DT", "PDT", "PRP$", "RB"}
    if text in {"without", "free of"} and vague:
        return [Change(following.place, following.place, "any")]
    if text.endswith(" any") and determined:
        return None
    if text.endswith(" no") and determined and reading.lowers[last] not in {"a", "an"}:
        return None
    if text == "with" and following.lower == "any":
        return [Change(following.place, following.place, "some")]
    return []
