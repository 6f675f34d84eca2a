"""Actions: a verb against another of its set that takes the same frame, inflected alike."""

from collections.abc import Iterator

from miwake.captions.drafts import DOUBTED, Change, Draft
from miwake.captions.index import Use
from miwake.captions.inflection import form_for_tag, verb_forms
from miwake.captions.reading import Reading
from miwake.captions.rules.action_sense import is_living, of_group, sense_of_action, sense_of_verbs
from miwake.captions.rules.people_doing import can_both
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind

# Below the floor weighs what hardly fits by chance: verbs that may stand for any, or for any before a preposition, and
# those of a set without a frame, unless it is a pair of opposites.
_FITTING, _OPPOSITE, _ANY = 0.8, 0.5, DOUBTED
_PAIR = 2
_COMPLEMENTS = frozenset({"with", "to", "of", "from", "into", "onto"})
_PREPOSITIONAL_WEIGHT = _ANY
_PREPOSITIONAL = {
    "for": ("wait", "look", "pay", "call"),
    "at": ("look", "point", "shout", "wave"),
    "with": ("play", "work", "argue", "dance"),
    "on": ("stand", "sit", "work", "jump"),
    "over": ("jump", "lean", "step", "climb"),
    "in": ("stand", "sleep", "work", "run"),
    "from": ("look", "wave", "fall"),
    "into": ("walk", "look", "jump", "fall"),
    "behind": ("stand", "sit", "hide", "run"),
    "to": ("walk", "point", "run", "talk"),
    "about": ("talk", "laugh", "read", "sing"),
    "near": ("stand", "sit", "work", "run"),
    "by": ("stand", "sit", "work", "run"),
}
_PARTICLES = (["over"], ["up"], ["out"], ["off"], ["into"], ["at"], ["for"], ["from"])
_NO_ACTS = frozenset({"aux", "auxpass", "amod", "compound"})
_POSTURES = frozenset({"sit", "stand", "lie", "lay", "hang", "lean", "rest"})
_WITHOUT_OBJECT = _POSTURES | {"walk", "run", "jump", "sleep", "dance", "kneel", "crouch"}
_GOES_ON = (["from"], ["for"], ["about"], ["of"])
_WITHOUT_CONTRAST = vocabulary(
    "is are was were be been being has have had having do does did get gets getting got seem seems appear appears say",
    "says show shows showing contain contains include includes make makes go goes going come comes let lets keep keeps",
    "missing lack lacks lacking need needs measure measures weigh weighs cost costs",
)


def action_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield action drafts."""
    for word in reading.words:
        if not word.is_verb or word.dep in _NO_ACTS or reading.negated(word.place) or _is_no_act(reading, word):
            continue
        particle = reading.sentence.child(word.place, "prt")
        if particle is not None and particle.place != word.place + 1:
            continue
        uses = [
            (last, use) for last, found in reading.lexicon.verbs.find_all(reading.lowers, word.place) for use in found
        ]
        drafts = list(_known(reading, word, uses, particle))
        drafts = drafts or list(_unknown(reading, word, uses))
        yield from drafts or _before_preposition(reading, word)


def _is_no_act(reading: Reading, word: Word) -> bool:
    """Whether a verb is part of an adjective ("snow covered"), or has what it is not done to ("wears no shoes")."""
    before, after = reading.words[word.place - 1 : word.place], reading.words[word.place + 1 : word.place + 2]
    if word.tag == "VBN" and before and before[0].is_noun and after and after[0].is_noun:
        return True
    if word.tag in {"VBP", "VB"} and after and after[0].tag == "VBG" and reading.verb(after[0].place) in _POSTURES:
        return True  # "a note stand sitting on a desk"
    if word.tag == "VBD" and reading.subject(word.place) is None and after and after[0].is_noun:
        return reading.lexicon.modifiers.find(reading.lowers, word.place) is not None
    done_to = reading.sentence.child(word.place, "dobj")
    denied = reading.sentence.determiner(done_to.place) if done_to is not None else None
    return denied is not None and denied.lower == "no"


def _known(reading: Reading, word: Word, uses: list[tuple[int, Use]], particle: Word | None) -> Iterator[Draft]:
    """Yield drafts from the sets that hold the verb; its particle goes with it."""
    seen: set[tuple[int, str]] = set()
    for last, use in uses:
        end = particle.place if particle is not None else last
        if not reading.free(word.place, end) or not _frame_holds(reading, word, last, use):
            continue
        for draft in _drafts(reading, word, end, use):
            if (end, draft.changes[0].text) not in seen:
                seen.add((end, draft.changes[0].text))
                yield draft


def _unknown(reading: Reading, word: Word, uses: list[tuple[int, Use]]) -> Iterator[Draft]:
    """Yield drafts for a verb without a fitting set: verbs that mean something else to whatever it is done to."""
    if word.lower in _WITHOUT_CONTRAST or word.tag in {"VBN", "MD"}:
        return
    said = {use.contrast.terms[use.term].word for _, use in uses}
    near = said.union(*(pair for _, use in uses for pair in use.contrast.alike if pair & said))
    if reading.lowers[word.place + 1 : word.place + 2] in _PARTICLES:
        return
    for contrast in reading.lexicon.any_verb:
        use = Use(contrast, -1)
        target = _object(reading, word, word.place)
        if target is not None and not contrast.frame.of_object and is_living(reading, target):
            continue  # nobody throws a colleague
        if _frame_holds(reading, word, word.place, use):
            yield from (each for each in _drafts(reading, word, word.place, use) if each.claim[-1] not in near)


def _before_preposition(reading: Reading, word: Word) -> Iterator[Draft]:
    """Yield drafts for a verb and its preposition, which stays: who shops for food waits for food."""
    place = word.place + 1
    others = _PREPOSITIONAL.get(reading.lowers[place], ()) if place < len(reading.words) else ()
    subject = reading.subject(word.place)
    if subject is None or word.tag == "VBN" or word.lower in _WITHOUT_CONTRAST:
        return
    if "person" not in reading.sorts(subject) and reading.lowers[subject] not in {"people", "person", "someone"}:
        return
    said = reading.verb(word.place)
    for rank, verb in enumerate(each for each in others if each != said):
        text = form_for_tag(verb, verb_forms(verb, reading.lexicon.forms), word.tag)
        yield Draft(
            Kind.ACTION,
            (Change(word.place, word.place, text),),
            _PREPOSITIONAL_WEIGHT * (1 - 0.05 * rank),
            claim=(*verb_forms(verb, reading.lexicon.forms), verb),
            about=reading.names(subject),
        )


def _frame_holds(reading: Reading, word: Word, last: int, use: Use) -> bool:
    frame = use.contrast.frame
    target = _object(reading, word, last)
    passive = reading.sentence.child(word.place, "auxpass") is not None or (word.tag == "VBN" and word.dep == "acl")
    if passive and reading.lexicon.modifiers.find(reading.lowers, word.place) is not None:
        return False  # "is closed" is a state: that it is painted would not make it false
    if frame.usage == "passive":
        fits = passive and not _has_complement(reading, word.place)
    elif frame.usage == "intransitive":
        fits = target is None and not passive and reading.lowers[last + 1 : last + 2] not in _GOES_ON
    elif frame.usage == "transitive":
        fits = _transitive(reading, word, use, target, passive=passive)
    else:
        fits = last > word.place or target is None or reading.verb(last) not in _WITHOUT_OBJECT
    return fits and _subject_fits(reading, word, use)


def _transitive(reading: Reading, word: Word, use: Use, target: int | None, *, passive: bool) -> bool:
    if passive:
        target = reading.subject(word.place)
    if target is None:
        return False
    allowed = use.contrast.frame.of_object
    if passive and (not allowed or _has_complement(reading, word.place)):
        return False
    of_people = "@person" in allowed and is_living(reading, target)
    return not allowed or of_people or reading.lexicon.fits(reading.names(target), allowed)


def _has_complement(reading: Reading, participle: int) -> bool:
    return any(reading.lowers[i] in _COMPLEMENTS for i in reading.sentence.children[participle] if i > participle)


def _subject_fits(reading: Reading, word: Word, use: Use) -> bool:
    frame = use.contrast.frame
    if not frame.of and not frame.not_of:
        return True
    subject = reading.subject(word.place)
    if subject is None:
        return False
    subject = of_group(reading, subject)
    return reading.lexicon.holds(frame, reading.names(subject))


def _object(reading: Reading, word: Word, last: int) -> int | None:
    found = reading.sentence.child(word.place, "dobj") or _taken_for_measure(reading, word)
    if found is None and last > word.place:
        found = reading.sentence.child(last, "pobj")
    return found.place if found is not None else None


def _taken_for_measure(reading: Reading, word: Word) -> Word | None:
    """Return an object that the parser takes for a measure ("jumped a ramp")."""
    found = reading.sentence.child(word.place, "npadvmod")
    determiner = reading.sentence.determiner(found.place) if found is not None and found.place > word.place else None
    return found if determiner is not None and determiner.place == word.place + 1 else None


def _drafts(reading: Reading, word: Word, last: int, use: Use) -> Iterator[Draft]:
    contrast = use.contrast
    said = contrast.terms[use.term].word if use.term >= 0 else ""
    frame = contrast.frame
    base = _OPPOSITE if len(contrast.terms) == _PAIR else _ANY
    base = _FITTING if said and (frame.of or frame.of_object or frame.usage == "intransitive") else base
    sense_of_set = sense_of_action(reading, word, last, contrast, _object(reading, word, last))
    sense = sense_of_verbs(reading, word, last)
    about = reading.subject(word.place)
    for rank, term in enumerate(contrast.terms):
        if rank == use.term:
            continue
        forms = verb_forms(term.word, reading.lexicon.forms)
        text = form_for_tag(term.word, forms, word.tag)
        if text == reading.lowers[word.place] or (" " in term.word and _splits(reading, last)):
            continue
        alike = frozenset((said, term.word)) in contrast.alike or can_both(said, term.word)
        yield Draft(
            Kind.ACTION,
            (Change(word.place, last, text),),
            base * sense_of_set * (0.5 if alike else 1.0) * (1 - 0.02 * rank) * sense(term.word),
            suspect=f"one can {said} and {term.word} at once." if alike else None,
            claim=(*forms, term.word),
            about=reading.names(about) if about is not None else (),
            home=contrast.home,
        )


def _splits(reading: Reading, last: int) -> bool:
    """Whether a verb of several words would come apart from its object."""
    following = reading.words[last + 1 : last + 2]
    return bool(following) and following[0].tag == "RP"
