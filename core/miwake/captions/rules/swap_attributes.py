"""Swaps of what is said of two nouns: their adjectives, numbers, or what they are said to be."""

from collections.abc import Iterator

from miwake.captions.drafts import Change, Draft, moved
from miwake.captions.reading import Reading
from miwake.captions.rules.swap_sides import Side
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind, NegativeSource, Operation

_NEVER_MOVED = vocabulary(
    "other another same own several many various multiple few more most some such different next last first second",
    "top bottom left right front back whole entire single double main only certain ready able full due busy",
    "male female",
)
_TO_BE = vocabulary("be look seem appear")
_COMPLEMENTS = frozenset({"prep", "agent", "xcomp", "ccomp", "dobj", "conj", "npadvmod", "advmod"})
_OF_ANIMALS = vocabulary(
    "black white brown grey gray tan golden beige cream spotted striped large small big little young old huge tiny",
    "tall short fat thin long wet dry dirty clean",
)
_COLOUR = "colour"
_WEIGHT, _OTHER_SET, _MOVED_WEIGHT = 0.75, 0.5, 0.3
_UNKNOWN, _UNKNOWN_OF_OTHER, _UNFIT = 0.6, 0.35, 0.3


def attribute_drafts(reading: Reading, left: Side, right: Side, *, same_thing: bool) -> Iterator[Draft]:
    """Yield the exchanges of what is said of two nouns; suspect ones where only one of them has something."""
    mine, theirs = _movable(reading, left), _movable(reading, right)
    yield from _exchanges(reading, left, right, mine, theirs)
    if bool(mine) != bool(theirs) and not same_thing:
        yield from _relocated(reading, mine or theirs, right if mine else left)
    yield from _exchanges(reading, left, right, _predicate(reading, left), _predicate(reading, right))


def fit_of_modifiers(reading: Reading, left: Side, right: Side) -> float:
    """Return how well the words before each noun go with the other one, 0 to 1."""
    fits = [
        _fit(reading, word, to, of)
        for of, to in ((left, right), (right, left))
        for word in reading.words[of.start : of.first]
        if word.head == of.noun.place
    ]
    return min(fits, default=1.0)


def _exchanges(reading: Reading, left: Side, right: Side, mine: list[Word], theirs: list[Word]) -> Iterator[Draft]:
    for one in mine:
        for other in theirs:
            if not _exchangeable(reading, one, other) or _repeats(reading, one, other, mine, theirs):
                continue
            fit = min(_fit(reading, one, right, left), _fit(reading, other, left, right))
            denied = _same_set(reading, one, other)
            if not denied:
                fit *= _OTHER_SET
            elif "person" not in {left.sort, right.sort} and one.dep != "nummod":
                fit = max(fit, _fit_of_shared(reading, ((left, other), (right, one))))
            changes = (
                Change(one.place, one.place, moved(reading.sentence, other.place, other.place), verbatim=True),
                Change(other.place, other.place, moved(reading.sentence, one.place, one.place), verbatim=True),
            )
            suspect = None if denied else f"“{left.name}” may be {other.lower} as well, and “{right.name}” {one.lower}."
            yield Draft(Kind.SWAP, changes, _WEIGHT * fit, Operation.SWAP, NegativeSource.SWAP, suspect=suspect)


def _fit_of_shared(reading: Reading, coming: tuple[tuple[Side, Word], ...]) -> float:
    """Return how well words of one set, which both nouns have, change places: no dog and no banana is blue."""
    return 0.0 if any(_is_strange(reading, side, word) for side, word in coming) else 1.0


def _is_strange(reading: Reading, side: Side, word: Word) -> bool:
    if side.sort == "animal":
        return word.lower not in _OF_ANIMALS
    found = reading.lexicon.modifiers.find(reading.lowers, word.place)
    names = reading.names(side.noun.place)
    return found is not None and not any(reading.lexicon.holds(use.contrast.frame, names) for use in found[1])


def _repeats(reading: Reading, one: Word, other: Word, mine: list[Word], theirs: list[Word]) -> bool:
    """Whether a word would come to stand beside another of its own set: "large small elephants"."""
    return any(
        _same_set(reading, coming, staying)
        for going, coming, here in ((one, other, mine), (other, one, theirs))
        for staying in here
        if staying is not going
    )


def _movable(reading: Reading, side: Side) -> list[Word]:
    """Return the adjectives (and colour or material nouns) right before a noun."""
    return [
        word
        for word in reading.words[side.start : side.first]
        if side.first <= word.head <= side.noun.place
        and word.lower not in _NEVER_MOVED
        and reading.free(word.place, word.place)
        and (
            word.tag in {"JJ", "VBN"}
            or (word.dep == "nummod" and word.lower not in {"one", "1"})
            or _known(reading, word)
        )
        and (word.place == side.start or reading.lowers[word.place - 1] not in {"-", "very", "and"})
        and reading.lowers[word.place + 1] not in {"-", "and"}
    ]


def _predicate(reading: Reading, side: Side) -> list[Word]:
    """Return what a noun is said to be, in one word: "the sand is wet"."""
    verb = side.noun.head
    if side.noun.dep in {"nsubj", "nsubjpass"}:
        verbs = [verb]
    elif reading.words[verb].lower == "of" and reading.words[reading.words[verb].head].dep == "nsubj":
        verbs = [reading.words[reading.words[verb].head].head]
    else:
        verbs = [i for i in reading.sentence.children[side.noun.place] if reading.words[i].dep == "relcl"]
    found = []
    for each in verbs:
        word = reading.sentence.child(each, "acomp") if reading.verb(each) in _TO_BE else None
        if word is None and reading.sentence.child(each, "auxpass") is not None:
            word = reading.words[each] if reading.lexicon.modifiers.find(reading.lowers, each) else None
        if word is not None and word.lower not in _NEVER_MOVED and not _goes_on(reading, word):
            found.append(word)
    return found


def _goes_on(reading: Reading, word: Word) -> bool:
    return (
        any(i > word.place and reading.words[i].dep in _COMPLEMENTS for i in reading.sentence.children[word.place])
        or reading.negated(word.place)
        or not reading.free(word.place, word.place)
    )


def _known(reading: Reading, word: Word) -> bool:
    match = reading.lexicon.modifiers.find(reading.lowers, word.place)
    return match is not None and match[0] == word.place and word.dep in {"compound", "amod", "nmod"}


def _fit(reading: Reading, word: Word, to: Side, of: Side) -> float:
    """Return how well a word that is said of one noun could be said of another."""
    if word.dep == "nummod":
        return 1.0 if to.noun.is_plural else 0.0
    match = reading.lexicon.modifiers.find(reading.lowers, word.place)
    if match is None or match[0] != word.place:
        return _UNKNOWN if to.sort == of.sort else _UNKNOWN_OF_OTHER
    if to.sort == "person" != of.sort and any(use.contrast.name == _COLOUR for use in match[1]):
        return _UNFIT
    names = reading.names(to.noun.place)
    if any(reading.lexicon.holds(use.contrast.frame, names) for use in match[1]):
        return 1.0 if to.sort != "unknown" else 0.9
    return _UNFIT


def _same_set(reading: Reading, one: Word, other: Word) -> bool:
    if one.dep == other.dep == "nummod":
        return True
    ours = reading.lexicon.modifiers.find(reading.lowers, one.place)
    theirs = reading.lexicon.modifiers.find(reading.lowers, other.place)
    if ours is None or theirs is None:
        return False
    return not {use.contrast.name for use in ours[1]}.isdisjoint(use.contrast.name for use in theirs[1])


def _exchangeable(reading: Reading, one: Word, other: Word) -> bool:
    if reading.lexicon.synonyms(one.lower) & reading.lexicon.synonyms(other.lower):
        return False
    return (one.dep == "nummod") == (other.dep == "nummod")


def _relocated(reading: Reading, words: list[Word], to: Side) -> Iterator[Draft]:
    """One noun's adjective goes over to the other; the description does not say that this one lacks it."""
    for word in words:
        if word.dep == "nummod" or _fit(reading, word, to, to) < _UNKNOWN:
            continue
        yield Draft(
            Kind.SWAP,
            (
                Change(word.place, word.place, ""),
                Change(to.start, to.start - 1, moved(reading.sentence, word.place, word.place), verbatim=True),
            ),
            _MOVED_WEIGHT,
            Operation.SWAP,
            NegativeSource.SWAP,
            suspect=f"The description does not say whether this is also true of “{to.name}”.",
        )
