"""Fillings: what a masked language model would say in a word's place, if it cannot be true as well."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from miwake.captions.drafts import DOUBTED, FLOOR, Change, Draft
from miwake.captions.exclusion import adjectives_exclude, nouns_exclude, verbs_exclude
from miwake.captions.filling import Filling, Slot, slot_at
from miwake.captions.inflection import plural, singular
from miwake.captions.plausibility import plausibility
from miwake.captions.reading import Reading
from miwake.captions.rules.action_sense import acts, of_group
from miwake.captions.rules.modifier_sense import sense_of_modifier
from miwake.captions.sentence import Word
from miwake.captions.usual_tags import usual_tags
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind, NegativeSource, Operation

MOST_SLOTS, _MOST_SILENT = 6, 2
_MOST, _LOOKED_AT, _LEAST = 3, 40, 0.5
# A filling's weight is at most this, so that it comes after what a lexicon's draft of equal plausibility says.
_TRUST = 0.6
_GATED = frozenset({Kind.OBJECT, Kind.ACTION})
# What stands in the place of a thing or a deed that no pack knows seldom fits the rest: below the floor.
_TRUST_IN_OTHERS = DOUBTED
_LITTLE = frozenset({"be", "is", "are", "was", "were", "been", "being", "has", "have", "had", "having", "do", "does"})
_NOUN_USES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "ROOT", "attr", "appos"})
_MODIFIER_USES = frozenset({"amod", "acomp"})
_AFTER_NOUNS = vocabulary("ajar asleep awake alone afraid alive aloft ablaze afloat aware alike adrift aground")
_KINDS = {
    "noun": frozenset({Kind.OBJECT}),
    "adjective": frozenset({Kind.ATTRIBUTE, Kind.STATE}),
    "verb": frozenset({Kind.ACTION}),
}


def slots(reading: Reading, drafts: Iterable[Draft], kinds: AbstractSet[Kind]) -> list[Slot]:
    """Return what to ask about, at most six places: up to two that no rule changes, then those of the best drafts.

    Things and deeds come before the rest, as what is not known of them counts against them.
    """
    best: dict[int, float] = {}
    begins: dict[int, int] = {}
    for draft in drafts:
        change = draft.changes[0]
        if draft.operation == Operation.REPLACE and (change.first == change.last or draft.kind == Kind.OBJECT):
            worth = draft.weight + (draft.kind in _GATED)
            if draft.weight >= FLOOR and worth > best.get(change.last, 0.0):
                best[change.last] = worth
            begins[change.last] = min(change.first, begins.get(change.last, change.first))
    silent = [
        word.place
        for word in reading.words
        if word.place not in begins and not kinds.isdisjoint(_KINDS.get(_part(reading, word) or "", ()))
    ]
    ranked = sorted(best, key=lambda place: -best[place])
    chosen = [*silent[:_MOST_SILENT], *ranked][:MOST_SLOTS]
    return [slot_at(reading.sentence, place, begin=begins.get(place)) for place in sorted(chosen)]


def filled_drafts(reading: Reading, place: int, filling: Filling) -> Iterator[Draft]:
    """Yield up to three drafts for the word at `place`, the likeliest first.

    A word is taken if it usually has the tag of what stood there, is not in the sentence yet and cannot be true of the
    same thing as well.
    """
    word = reading.words[place]
    part, old = _part(reading, word), filling.chance(word.lower)
    if part is None:
        return
    found = 0
    for text, chance in filling.likeliest(_LOOKED_AT):
        if found == _MOST or (old is not None and plausibility(chance, old) < _LEAST):
            return
        if text == word.lower or word.tag not in usual_tags().get(text, ()) or _is_said(reading, text):
            continue
        kind, suspect = _judged(reading, word, part, text)
        if kind is not None:
            likely = plausibility(chance, old, kind=kind) if old is not None else _TRUST
            found += 1
            yield Draft(
                kind,
                (Change(place, place, text),),
                (_TRUST if part == "adjective" else _TRUST_IN_OTHERS) * likely * _sense(reading, word, part, text),
                source=NegativeSource.MASKED_LM,
                suspect=suspect,
                claim=(text,),
                about=_about(reading, word, part),
            )


def _sense(reading: Reading, word: Word, part: str, text: str) -> float:
    """Return how well an adjective goes with the rest of the sentence, by the rules for those that a pack knows."""
    noun = reading.modified(word.place) if part == "adjective" else None
    return 1.0 if noun is None else sense_of_modifier(reading, text, word.place, word.place, noun)


def _part(reading: Reading, word: Word) -> str | None:
    """Return noun, adjective or verb if the word may be exchanged, else None."""
    if (
        reading.nearly(word.place)
        or reading.negated(word.place)
        or not reading.free(word.place, word.place)
        or not word.lower.isalpha()
    ):
        return None
    if word.tag in {"NN", "NNS"} and word.dep in _NOUN_USES:
        alone = reading.sentence.child(word.place, "compound", "nmod") is None
        return "noun" if alone and not {*reading.names(word.place)} & reading.lexicon.abstract else None
    if word.tag in {"JJ", "NN"} and word.dep in _MODIFIER_USES:
        return "adjective"
    if word.tag in {"VBG", "VBZ", "VBP"} and word.dep not in {"aux", "auxpass", "amod"} and word.lower not in _LITTLE:
        return "verb" if reading.sentence.child(word.place, "prt") is None else None
    return None


def _is_said(reading: Reading, text: str) -> bool:
    return reading.mentions(text, plural(text), singular(text) or text)


def _judged(reading: Reading, word: Word, part: str, text: str) -> tuple[Kind | None, str | None]:
    """Return what saying `text` instead gets wrong, None if it may be true as well, and what speaks for that."""
    lexicon = reading.lexicon
    if part == "noun":
        sexes = lexicon.male | lexicon.female
        return (Kind.OBJECT, None) if text not in sexes and nouns_exclude(word.lower, text, lexicon) else (None, None)
    if part == "adjective" and word.dep == "amod" and text in _AFTER_NOUNS:
        return None, None
    if part == "adjective":
        return adjectives_exclude(word.lower, text, lexicon, of=_about(reading, word, part)), None
    subject = reading.subject(word.place)
    if subject is not None and not acts(reading, of_group(reading, subject)):
        return None, None  # what people do at one time only, things may be said to do at once: run and lie
    excluded = verbs_exclude(word.lower, text, lexicon)
    doubt = f"one can be {word.lower} and {text} at once." if word.tag == "VBG" else "one may do both at once."
    return (None, None) if excluded is False else (Kind.ACTION, None if excluded else doubt)


def _about(reading: Reading, word: Word, part: str) -> tuple[str, ...]:
    if part == "noun":
        return ()
    noun = reading.modified(word.place) if part == "adjective" else reading.subject(word.place)
    return reading.names(noun) if noun is not None else ()
