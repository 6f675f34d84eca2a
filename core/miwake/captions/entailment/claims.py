"""What a negative newly claims: statements on changed words that the description does not make true."""

import difflib
from collections.abc import Container, Iterator
from dataclasses import dataclass

from miwake.captions.entailment.hearing import Description
from miwake.captions.entailment.meaning import Meaning
from miwake.captions.entailment.proof import Proof, count_proof, proof
from miwake.captions.entailment.statements import DENIALS, Quality, Statement, Thing
from miwake.captions.vocabulary import vocabulary

_LITTLE_WORDS = vocabulary("a an the . , is are and")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a negative says anew.

    Attributes:
        negative: The negative as it was heard.
        new: Statements that the description does not make true.
        counted: Things whose number the description does not make true.
        nothing_new: Each changed word is in a statement, and the description makes them all true.
    """

    negative: Description
    new: tuple[Statement, ...]
    counted: tuple[Thing, ...]
    nothing_new: bool

    def proofs(self, said: Description, meaning: Meaning) -> Iterator[Proof]:
        """Yield how another description makes one of the claims true."""
        for claim in self.new:
            found = proof(claim, said, meaning)
            if found is not None:
                yield found
        for thing in self.counted:
            found = count_proof(thing, said, meaning)
            if found is not None:
                yield found


def claims(negative: Description, caption: Description, meaning: Meaning) -> Claims:
    """Return what the negative of a description claims beyond it."""
    changed = _changed(caption, negative)
    words = negative.sentence.words
    denial = any(words[place].lower in DENIALS for place in changed)
    touched = [each for each in negative.statements if denial or not changed.isdisjoint(each.places)]
    unproved = [each for each in touched if proof(each, caption, meaning) is None]
    strange = {each for each in unproved if isinstance(each, Thing)}
    # What is said of a thing that the description does not know stands and falls with the thing.
    new = tuple(each for each in unproved if not _rests_on(each, strange))
    things = [each for each in negative.statements if isinstance(each, Thing) and changed & _counted(negative, each)]
    counted = tuple(each for each in things if each not in strange and _is_recounted(each, caption, meaning))
    covered = frozenset[int]().union(*(each.places for each in touched), *(_counted(negative, each) for each in things))
    content = {place for place in changed if words[place].lower not in _LITTLE_WORDS}
    return Claims(negative, new, counted, bool(content) and not (new or counted) and content <= covered)


def _rests_on(statement: Statement, things: Container[Thing]) -> bool:
    if isinstance(statement, Thing):
        return False
    sides = (statement.thing,) if isinstance(statement, Quality) else (statement.left, statement.right)
    return any(side in things for side in sides if side is not None)


def _is_recounted(thing: Thing, caption: Description, meaning: Meaning) -> bool:
    """Whether the description says another number of what may be the same thing."""
    if not thing.there or count_proof(thing, caption, meaning) is not None:
        return False
    return not any(
        isinstance(each, Thing)
        and (each.low, each.high) == (thing.low, thing.high)
        and meaning.may_be_one(each.names, thing.names)
        for each in caption.statements
    )


def _counted(description: Description, thing: Thing) -> frozenset[int]:
    """Return the words that may say how many of a thing there are, the thing itself included."""
    return frozenset(range(description.sentence.phrase_start(thing.last), thing.last + 1))


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
