"""A sentence read with the lexicon: where its nouns are, what modifies what, what must stay together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from miwake.captions.drafts import Change
from miwake.captions.index import Use
from miwake.captions.inflection import singular, to_plural_verb, to_singular_verb
from miwake.captions.lexicon import Lexicon
from miwake.captions.negation import negated
from miwake.captions.sentence import Sentence, Word
from miwake.captions.vocabulary import vocabulary
from miwake.captions.wordnet.words import lemmas

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_ENDS = frozenset({".", "?", "!", ";"})
_TAKEN_FOR = frozenset({"JJ", "RB"})
_PLACES_OF_NOUNS = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "attr", "acomp", "ROOT"})
_PREDICATE = frozenset({"acomp", "attr", "oprd", "advmod", "prt", "ccomp", "xcomp", "prep"})
_WORN = frozenset({"clothing", "garment", "headgear", "footwear", "safety equipment"})
_NEARLY = vocabulary("half partly partially slightly nearly almost semi")
_NEGATIONS = vocabulary("no not n't never neither nor nobody none nothing without missing absent gone lacking removed")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of the lexicon in a sentence: words `first` to `last`, and how it may be read."""

    first: int
    last: int
    spelling: str
    uses: tuple[Use, ...]


class Reading:
    """One sentence under one lexicon."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.lowers = [word.lower for word in sentence.words]
        self.sentence = self._with_whole_nouns(sentence)
        self.words = self.sentence.words
        self._names: dict[int, tuple[str, ...]] = {}
        self._sorts: dict[int, frozenset[str]] = {}
        self._said = {*self.lowers}
        self._text = " ".join(self.lowers)
        self._negated: dict[int, bool] = {}
        self._may_negate = not _NEGATIONS.isdisjoint(self.lowers)

    def _with_whole_nouns(self, sentence: Sentence) -> Sentence:
        """Return the sentence with the last word of each noun of several words as its head."""
        words, first = list(sentence.words), 0
        while first < len(words):
            match = self.lexicon.nouns.find(self.lowers, first)
            last = match[0] if match else first
            top = words[last].head
            outside = words[top].head == top or not first <= words[top].head <= last
            if first <= top < last and outside and words[top].is_noun:
                head = last if words[top].head == top else words[top].head
                words[last] = words[last]._replace(tag="NN", dep=words[top].dep, head=head)
                words[top] = words[top]._replace(dep="compound", head=last)
                words = [
                    each._replace(head=last) if each.head == top and each.place != last else each for each in words
                ]
            first = last + 1
        return sentence if words == list(sentence.words) else Sentence(sentence.text, tuple(words), sentence.all_caps)

    @cached_property
    def nouns(self) -> dict[int, Noun]:
        """Nouns of the lexicon, by the index of their last word."""
        found: dict[int, Noun] = {}
        index = 0
        while index < len(self.words):
            noun = self._noun_at(index)
            if noun is not None:
                found[noun.last] = noun
                index = noun.last
            index += 1
        return found

    def _noun_at(self, first: int) -> Noun | None:
        """Return the longest noun that starts here and that the description gives the context for."""
        for last, uses in self.lexicon.nouns.find_all(self.lowers, first):
            fitting = tuple(use for use in uses if self.lexicon.in_context(use.contrast.frame, self.lowers))
            if fitting:
                spelling = " ".join(self.lowers[first : last + 1]).replace(" - ", "-")
                return Noun(first, last, spelling, fitting) if self._is_noun(first, last) else None
        return None

    def _is_noun(self, first: int, last: int) -> bool:
        word = self.words[last]
        if first == last and self.is_verb_after_noun(last):
            return False
        return word.is_noun or (first < last and word.tag not in {"VBZ", "VBP"}) or self._is_rare_noun(last)

    def _is_rare_noun(self, index: int) -> bool:
        """Whether a word stands as a noun and is known as nothing else; efflorescence is tagged as an adjective."""
        word = self.words[index]
        if word.tag not in _TAKEN_FOR or word.dep not in _PLACES_OF_NOUNS:
            return False
        known = (self.lexicon.modifiers, self.lexicon.verbs)
        return not any(each.find(self.lowers, index) for each in known) and word.lower not in self.lexicon.phrases

    def _is_idiom(self, noun: Noun) -> bool:
        """Whether a noun of several words is no sort of its last word: a hot dog is no dog."""
        parts = tuple(self.lowers[noun.first : noun.last + 1])
        return len(parts) > 1 and parts in self.lexicon.fixed.get(parts[0], ())

    def is_verb_after_noun(self, index: int) -> bool:
        """Whether the tagger took a verb for a plural, as in "a man ducks"."""
        return (
            index > 1
            and self.words[index].is_plural
            and self.words[index - 1].tag == "NN"
            and self.lowers[index - 2] in {"a", "an"}
        )

    @cached_property
    def fixed(self) -> tuple[tuple[int, int], ...]:
        """Spans of words that are not to be taken apart."""
        found = [(noun.first, noun.last) for noun in self.nouns.values() if noun.first < noun.last]
        for index, lower in enumerate(self.lowers):
            for parts in self.lexicon.fixed.get(lower, ()):
                last = index + len(parts) - 1
                found += [(index, last)] if tuple(self.lowers[index : last + 1]) == parts else []
        return tuple(found)

    def free(self, first: int, last: int) -> bool:
        """Whether words `first` to `last` can change without taking a fixed expression apart."""
        for start, end in self.fixed:
            if start <= last and first <= end and not (first <= start and end <= last):
                return False
        return True

    def mentions(self, *nouns: str) -> bool:
        """Whether one of the nouns is in the sentence already."""
        for noun in nouns:  # noqa: SIM110 -- asked of each counterpart of each noun, and any() takes twice the time
            if noun in self._said or (" " in noun and noun in self._text):
                return True
        return False

    def says_again(self, noun: int) -> bool:
        """Whether more is said of a noun's thing elsewhere: "with eight bolts, one bolt missing"."""
        names = {*self.names(noun)}
        return any(word.is_noun and word.place != noun and names & {*self.names(word.place)} for word in self.words)

    def nearly(self, index: int) -> bool:
        """Whether the word before says that it holds in part only: what is half open is not half closed instead."""
        return index > 0 and self.lowers[index - 1] in _NEARLY

    def negated(self, index: int) -> bool:
        """Whether the word is only said not to be there, or not to be so."""
        if index not in self._negated:
            self._negated[index] = self._may_negate and negated(self.sentence, index)
        return self._negated[index]

    def names(self, index: int) -> tuple[str, ...]:
        """Return the spellings under which frames may know the noun whose last word is `index`."""
        if index not in self._names:
            lower = self.lowers[index]
            noun = self.nouns.get(index)
            found = [noun.spelling] if noun else []
            if lower not in found and not (noun and self._is_idiom(noun)):
                found.append(lower)
            if noun is None and self.words[index].tag == "NNP":  # "pump P-101" is a pump
                sort = self.sentence.child(index, "compound")
                found += [sort.lower] if sort is not None else []
            if self.words[index].is_plural:
                single = singular(lower)
                found += [single] if single else []
            sort = self.words[index - 1] if index else None
            if noun is None and sort is not None and sort.dep == "compound" and sort.head == index:
                found += [f"{sort.lower} {each}" for each in found]  # a frame may name a "brake pad"
            self._names[index] = tuple(found)
        return self._names[index]

    def verb(self, index: int) -> str:
        """Return the base form of the verb at `index`."""
        return next(iter(lemmas(self.lowers[index], "verb")), self.lowers[index])

    def sorts(self, noun: int) -> frozenset[str]:
        """Return all families and wider words that the noun whose last word is `noun` belongs to."""
        if noun not in self._sorts:
            self._sorts[noun] = frozenset().union(*(self.lexicon.classes(name) for name in self.names(noun)))
        return self._sorts[noun]

    def modified(self, index: int) -> int | None:
        """Return the noun that an adjective, participle or prepositional word says something of."""
        for _ in range(6):  # a longer chain is a parse error
            word = self.words[index]
            head = self.words[word.head]
            if head.place == index or head.tag.startswith(("VB", "MD")):
                subject = self._subject(head.place)
                if subject is not None or head.place == index:
                    return subject
            elif head.is_noun and word.dep != "conj":
                return self._whole(head)
            elif head.is_noun:
                return head.place if word.tag.startswith(("JJ", "VBN")) else None
            index = head.place
        return None

    def _whole(self, noun: Word) -> int:
        """Return the last word of the noun of several words that a word is part of: a red stop sign is a red sign."""
        known = self.nouns.get(noun.head) if noun.dep == "compound" else None
        return noun.head if known is not None and known.first <= noun.place <= known.last else noun.place

    def _subject(self, verb: int) -> int | None:
        subject = self.sentence.child(verb, "nsubj", "nsubjpass")
        if subject is not None and subject.lower in {"that", "which", "who"}:
            head = self.words[self.words[verb].head]
            return head.place if head.is_noun else None
        if subject is None and self.words[verb].dep in {"acl", "relcl"}:
            head = self.words[self.words[verb].head]
            return self._wearer(head.place) if head.is_noun else None
        return subject.place if subject is not None else None

    def _wearer(self, noun: int) -> int:
        """Return who wears it if a noun is worn ("a worker in a vest standing"), else the noun itself."""
        link = self.words[self.words[noun].head]
        worn = (
            self.words[noun].dep == "pobj" and link.lower in {"in", "with"} and not self.sorts(noun).isdisjoint(_WORN)
        )
        return link.head if worn and self.words[link.head].is_noun else noun

    def subject(self, verb: int) -> int | None:
        """Return who does what the verb says: its subject, the noun that it modifies, or that of a joined verb."""
        for _ in range(4):  # a longer chain is a parse error
            found = self._subject(verb)
            word = self.words[verb]
            if found is not None or word.dep not in {"conj", "xcomp", "advcl", "dep", "ccomp"} or word.head == verb:
                break
            head = self.words[word.head]
            if head.is_noun:
                return head.place
            verb = head.place
        return found

    def agreeing(self, noun: int, *, many: bool) -> list[Change]:
        """Return the changes of verbs whose number depends on `noun`."""
        if self._joined(noun):
            return []
        verbs = (verb for verb in self._verbs_of(noun) if not self._ends_between(noun, verb))
        return [change for verb in verbs for change in self._finite(verb, many=many)]

    def _ends_between(self, noun: int, verb: int) -> bool:
        """Whether a sentence ends between the two, also where the parser did not see it."""
        return not _ENDS.isdisjoint(self.lowers[min(noun, verb) : max(noun, verb)])

    def _joined(self, noun: int) -> bool:
        return self.words[noun].dep == "conj" or any(
            self.words[i].dep == "conj" and self.words[i].is_noun for i in self.sentence.children[noun]
        )

    def _verbs_of(self, noun: int) -> Iterator[int]:
        word = self.words[noun]
        head = self.words[word.head]
        existential = word.dep in {"attr", "nsubj"} and self.sentence.child(head.place, "expl") is not None
        if (word.dep in {"nsubj", "nsubjpass"} or existential) and head.tag.startswith(("VB", "MD")):
            yield head.place
            for child in self.sentence.children[head.place]:
                if self.words[child].dep == "conj" and self._subject(child) is None:
                    yield child
        for child in self.sentence.children[noun]:
            if self.words[child].dep == "relcl":
                subject = self.sentence.child(child, "nsubj", "nsubjpass")
                if subject is not None and subject.lower in {"that", "which", "who"}:
                    yield child

    def _finite(self, verb: int, *, many: bool) -> Iterator[Change]:
        helpers = [self.words[i] for i in self.sentence.children[verb] if self.words[i].dep in {"aux", "auxpass"}]
        finite: Word = next((each for each in [*helpers, self.words[verb]] if each.tag in _FINITE), self.words[verb])
        if finite.tag == "VBD" and finite.lower not in {"was", "were"}:
            return
        if finite.tag not in {"VBZ", "VBP", "VBD"}:
            return
        changed = to_plural_verb(finite.lower) if many else to_singular_verb(finite.lower)
        if (finite.tag == "VBZ" or finite.lower == "was") != many:
            return
        yield Change(finite.place, finite.place, changed)
