"""The things that a description speaks of, each under the word that stands for it in the parse."""

from collections.abc import Iterator
from functools import cached_property

from miwake.captions.entailment.relations import longest_relation
from miwake.captions.entailment.statements import MANY, Thing
from miwake.captions.inflection import singular
from miwake.captions.reading import Reading
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_PARTS_OF_NAMES = frozenset({"compound", "amod", "nmod", "npadvmod", "advmod", "quantmod", "nummod", "det"})
_PAIRS = frozenset({"pair", "couple"})
_DOZEN = frozenset({"dozen", "dozens"})
_SEVERAL = vocabulary("several some few many numerous multiple various different more most all other lots")
_DEFINITE = vocabulary("the this that these those its his her their my our your both each every")
_SINGLE = vocabulary("single lone solitary one another")
_NOBODY = vocabulary("nobody none")
_IN_THE_PHOTO = vocabulary(
    "background foreground distance middle center centre side sides front back rear top bottom left right edge"
)
_SINGLE_TAGS = frozenset({"IN", "TO", "RP", "RB"})
_PREPOSITIONAL = frozenset({"prep", "prt", "advmod", "mark"})
_MANY_LEAST, _FEW_MOST = 3, 5
_TWELVE = 12


class Scene:
    """All things of one description."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = reading.words

    @cached_property
    def relations(self) -> dict[int, tuple[int, str]]:
        """Relations by their first word: last word and canonical spelling."""
        found: dict[int, tuple[int, str]] = {}
        done = -1
        for word in self.words:
            match = longest_relation(self.reading.lowers, word.place) if word.place > done else None
            if match is None or word.dep == "agent":
                continue
            if match[0] > word.place or (word.tag in _SINGLE_TAGS and word.dep in _PREPOSITIONAL):
                found[word.place] = match
                done = match[0]
        return found

    @cached_property
    def taken(self) -> frozenset[int]:
        """Words that belong to a relation of several words: "left" in "to the left of" is no thing and no quality."""
        return frozenset(i for first, (last, _) in self.relations.items() for i in range(first, last + 1))

    def all_things(self) -> Iterator[Thing]:
        """Yield the things in the order of the description."""
        yield from self._things.values()

    @cached_property
    def _things(self) -> dict[int, Thing]:
        return {
            word.place: self._thing(word)
            for word in self.words
            if word.is_noun
            and word.place not in self.taken
            and word.lower not in _IN_THE_PHOTO
            and not self._only_names(word)
            and self._measured(word) is None
        }

    def _only_names(self, word: Word) -> bool:
        head = self.words[word.head]
        inside = any(
            noun.first <= word.place < noun.last for noun in self.reading.nouns.values() if noun.first < noun.last
        )
        return inside or (word.dep in _PARTS_OF_NAMES and head.is_noun and head.place > word.place)

    def at(self, place: int | None) -> tuple[Thing, ...]:
        """Return what a word stands for: its thing, those joined to it by "and", or what it is a group of."""
        found: list[Thing] = []
        todo, seen = [] if place is None else [place], set[int]()
        while todo:
            each = todo.pop(0)
            if each in seen:
                continue
            seen.add(each)
            member = self._measured(self.words[each])
            if member is not None:
                todo.append(member)
            elif each in self._things:
                found.append(self._things[each])
            todo += [i for i in self.reading.sentence.children[each] if self.words[i].dep == "conj" and i > each]
        return tuple(found)

    def subjects(self, verb: int) -> tuple[Thing, ...]:
        """Return who does what a verb says, or of whom a preposition after it says something."""
        return self.at(self.reading.subject(verb))

    def objects(self, verb: int) -> tuple[Thing, ...]:
        """Return to what a verb is done."""
        found = self.reading.sentence.child(verb, "dobj")
        return self.at(found.place if found else None)

    def _measured(self, word: Word) -> int | None:
        """Return the members of a group: the workers of "a couple of workers"."""
        if (word.lower, "of") not in self.reading.lexicon.group_endings and word.lower not in _PAIRS | _DOZEN:
            return None
        link = next((i for i in self.reading.sentence.children[word.place] if self.words[i].lower == "of"), None)
        member = self.reading.sentence.child(link, "pobj") if link is not None else None
        return member.place if member is not None and (member.is_plural or word.lower not in _PAIRS) else None

    def _thing(self, word: Word) -> Thing:
        noun = self.reading.nouns.get(word.place)
        first = noun.first if noun else word.place
        low, high = self._count(word, first)
        return Thing(
            self._names(word),
            first,
            word.place,
            low,
            high,
            there=not self._is_absent(word),
            definite=self._is_definite(word),
        )

    def _names(self, word: Word) -> tuple[str, ...]:
        if word.lower in _NOBODY or (word.lower == "one" and self.reading.sentence.determiner(word.place)):
            return ("person",)
        found = [name for name in self.reading.names(word.place) if not (word.is_plural and name == word.lower)]
        if word.is_plural:
            found = [singular(name) or name for name in found]
        return tuple(dict.fromkeys(found or [word.lower]))

    def _is_absent(self, word: Word) -> bool:
        """Whether the description says that there is no such thing: "no", "without", "not wearing a helmet"."""
        if word.lower in _NOBODY:
            return True
        determiner = self.reading.sentence.determiner(word.place)
        if determiner is not None and determiner.lower in {"no", "neither"}:
            return True
        head = self.words[word.head]
        if word.dep == "conj":
            return head.is_noun and self._is_absent(head)
        if word.dep in {"dobj", "attr"}:
            return self.reading.negated(head.place)
        missing = word.dep in {"nsubj", "nsubjpass"} and self.reading.negated(word.place)
        return head.lower == "without" or (missing and not self.reading.negated(head.place))

    def _is_definite(self, word: Word) -> bool:
        found = self.reading.sentence.child(word.place, "det", "poss")
        return found is not None and (found.dep == "poss" or found.lower in _DEFINITE)

    def _count(self, word: Word, first: int) -> tuple[int, int]:
        """Return how many things there are at least and at most, as far as the description says."""
        before = [self.words[i] for i in self.reading.sentence.children[word.place] if i < first]
        for each in before:
            value = self._value(each.lower) if each.dep in {"nummod", "quantmod"} or each.tag == "CD" else None
            beside = each.place == first - 1  # "eight sheep"; a "two tier cake" is one
            if value is not None and (value == 1 or word.is_plural or beside):
                return value, value
        governor = self._group_of(word)
        if governor is not None:
            if governor.lower in _PAIRS:
                return 2, 2
            return (_TWELVE, _TWELVE) if governor.lower == "dozen" else (2, MANY)
        lowers = {each.lower for each in before}
        if word.is_plural:
            return _count_of_plural(lowers)
        if lowers & _SINGLE:
            return 1, 1
        counted = any(each.lower in {"a", "an", "one"} for each in before) or self._is_definite(word)
        return (1, 1) if counted and not lowers & _SEVERAL else (1, MANY)

    def _group_of(self, word: Word) -> Word | None:
        link = self.words[word.head]
        if word.dep != "pobj" or link.lower != "of":
            return None
        governor = self.words[link.head]
        return governor if self._measured(governor) == word.place else None

    def _value(self, lower: str) -> int | None:
        if lower.isascii() and lower.isdigit():
            return int(lower) if len(lower) < 4 else None  # noqa: PLR2004 -- 2017 is a year
        numbers = self.reading.lexicon.counts.numbers
        return numbers.index(lower) + 1 if lower in numbers else _TWELVE if lower == "dozen" else None


def _count_of_plural(lowers: set[str]) -> tuple[int, int]:
    if "both" in lowers:
        return 2, 2
    if "few" in lowers:
        return 2, _FEW_MOST
    return (_MANY_LEAST, MANY) if lowers & {"many", "numerous"} else (2, MANY)
