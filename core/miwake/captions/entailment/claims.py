"""What a negative newly claims: statements on changed words that the description does not make true."""

import difflib
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from miwake.captions.entailment.hearing import Description
from miwake.captions.entailment.meaning import Meaning
from miwake.captions.entailment.news import News
from miwake.captions.entailment.proof import Proof, count_proof, proof
from miwake.captions.entailment.relations import RELATING
from miwake.captions.entailment.statements import DENIALS, QUANTITIES, Link, Quality, Statement, Thing
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.captions.wordnet import Part, lemmas

_COUNTING = frozenset({"nummod", "quantmod", "det", "predet"})
_LITTLE_WORDS = vocabulary("a an the . , is are and")


ProvedBy = tuple[Description, Proof]


@dataclass(frozen=True, slots=True)
class Claims:
    """What a negative says anew.

    Attributes:
        negative: The negative as it was heard.
        new: Statements that the description does not make true.
        counted: Things whose number the description does not make true.
        nothing_new: Each changed word is in a statement, and the description makes them all true. Where the words are
            only moved, a relation between two of them is needed for that: the rest may have been misheard.
        changed: The changed words; empty where words have only changed places.
    """

    negative: Description
    new: tuple[Statement, ...]
    counted: tuple[Thing, ...]
    nothing_new: bool
    changed: tuple[Word, ...]

    def proved_by(self, news: Sequence[News], meaning: Meaning) -> ProvedBy | None:
        """Return how what is news in other descriptions makes all claims true, with the one that proves the first.

        A negative with several claims ("a man stands, far from a woman") is false where one of them is.
        """
        found = [_first((each.said, _proof(claim, each, meaning)) for each in news) for claim in self.new]
        found += [
            _first((each.said, count_proof(claim, each.said, meaning)) for each in news) for claim in self.counted
        ]
        return found[0] if found and all(found) else None

    def in_words_of(self, descriptions: Sequence[Description], meaning: Meaning) -> bool:
        """Whether nothing is claimed anew that could be heard, and descriptions hold each changed word or its like."""
        if self.new or self.counted or not self.changed or any(word.lower in RELATING for word in self.changed):
            return False
        known = {word.lower for each in descriptions for word in each.sentence.words}
        return all(any(_says(said, word, meaning) for said in known) for word in self.changed)


def _says(said: str, word: Word, meaning: Meaning) -> bool:
    if said == word.lower:
        return True
    if word.is_noun:
        return meaning.noun_says((said,), (word.lower,))
    return (word.is_verb and meaning.verb_says(said, word.lower)) or (
        word.tag.startswith("JJ") and meaning.quality_says(said, word.lower)
    )


def _proof(claim: Statement, news: News, meaning: Meaning) -> Proof | None:
    said = Description(news.said.sentence, news.statements)
    return proof(claim, said, meaning) or proof(claim, said, meaning, strict=False)


def _first(tried: Iterable[tuple[Description, Proof | None]]) -> ProvedBy | None:
    return next(((other, found) for other, found in tried if found is not None), None)


def claims(negative: Description, caption: Description, meaning: Meaning) -> Claims:
    """Return what the negative of a description claims beyond it."""
    changed = _changed(caption, negative)
    words = negative.sentence.words
    denial = any(words[place].lower in DENIALS for place in changed)
    touched = [each for each in negative.statements if denial or not changed.isdisjoint(each.places)]
    unproved = [each for each in touched if proof(each, caption, meaning) is None]
    strange = {each for each in unproved if isinstance(each, Thing)}
    # What the description says of one thing and the negative of another stands and falls with that other thing.
    new = tuple(each for each in unproved if denial or changed & (each.places - _strange_places(each, strange)))
    content = {place for place in changed if words[place].lower not in _LITTLE_WORDS}
    things = [each for each in negative.statements if isinstance(each, Thing) and content & _counted(negative, each)]
    counted = tuple(each for each in things if each not in strange and _is_recounted(each, negative, caption, meaning))
    covered = frozenset[int]().union(*(each.places for each in touched), *(_counted(negative, each) for each in things))
    moved = _only_moved(caption, negative)
    heard = content <= covered and (not moved or _is_turned_round(touched, content))
    return Claims(
        negative,
        new,
        counted,
        nothing_new=bool(content) and heard and not (new or counted) and not _confusable(negative, meaning),
        changed=() if moved else tuple(words[place] for place in sorted(content)),
    )


def _only_moved(caption: Description, negative: Description) -> bool:
    """Whether both hold the same words, whatever their number and person."""
    before, after = (
        Counter(_base(word) for word in each.sentence.words if word.lower not in _LITTLE_WORDS)
        for each in (caption, negative)
    )
    return before == after


def _base(word: Word) -> str:
    part: Part = "verb" if word.is_verb else "noun"
    return next(iter(lemmas(word.lower, part)), word.lower)


def _confusable(description: Description, meaning: Meaning) -> bool:
    """Whether two things go by one name: which of "a person" and "two people" does what is beyond these statements."""
    things = [each for each in description.statements if isinstance(each, Thing)]
    return any(
        meaning.noun_says(one.names, other.names) or meaning.noun_says(other.names, one.names)
        for one, other in combinations(things, 2)
    )


def _is_turned_round(touched: Sequence[Statement], places: Container[int]) -> bool:
    """Whether the moved words are the two sides of a relation, under different names."""
    return any(
        isinstance(each, Link)
        and each.left is not None
        and each.right is not None
        and each.left.names != each.right.names
        and each.left.last in places
        and each.right.last in places
        for each in touched
    )


def _strange_places(statement: Statement, strange: Container[Thing]) -> frozenset[int]:
    """Return the words for things that the description does not know, of a statement about such things."""
    if isinstance(statement, Thing):
        return frozenset()
    sides = (statement.thing,) if isinstance(statement, Quality) else (statement.left, statement.right)
    return frozenset[int]().union(*(side.places for side in sides if side is not None and side in strange))


def _is_recounted(thing: Thing, negative: Description, caption: Description, meaning: Meaning) -> bool:
    """Whether the description says another number of what may be the same thing."""
    if not thing.there or count_proof(thing, caption, meaning) is not None:
        return False
    same = [
        each
        for each in caption.statements
        if isinstance(each, Thing)
        and (meaning.noun_says(each.names, thing.names) or meaning.noun_says(thing.names, each.names))
    ]
    like = negative.qualities(thing)
    if len(same) > 1:  # a big bear and two small ones: which of them it is, its qualities say
        same = [each for each in same if caption.qualities(each) == like]
    return not any((each.low, each.high) == (thing.low, thing.high) for each in same)


def _counted(description: Description, thing: Thing) -> frozenset[int]:
    """Return the words that say how many of a thing there are, the thing itself included."""
    words = description.sentence.words
    first = description.sentence.phrase_start(thing.last)
    counting = {i for i in range(first, thing.first) if words[i].dep in _COUNTING or words[i].lower in QUANTITIES}
    if thing.high == 1:  # the number in "a two tier cake" counts something else
        counting = {i for i in counting if words[i].tag != "CD" or words[i].lower in {"one", "1"}}
    return frozenset(counting | thing.places)


def _changed(caption: Description, negative: Description) -> frozenset[int]:
    """Return the words of the negative that are not in the description; of what was left out, the words around it."""
    before, after = ([word.lower for word in each.sentence.words] for each in (caption, negative))
    found: set[int] = set()
    for tag, _, _, first, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "delete":
            found |= {each for each in (first - 1, first) if 0 <= each < len(after)}
        elif tag != "equal":
            found |= set(range(first, end))
    return frozenset(found)
