"""The loaded lexicon: every spelling and inflected form of the packs, ready to be looked up in a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from miwake.captions.index import Counterpart, Index, Use
from miwake.captions.inflection import plural, singular, verb_forms
from miwake.captions.packs import Contrast, Counts, Frame, Pack, Phrase, Seen
from miwake.domain.terms import Kind


class Lexicon:
    """All packs together."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.nouns, self.modifiers, self.verbs = Index(), Index(), Index()
        self.counts = Counts()
        self.forms: dict[str, tuple[str, ...]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Phrase]]] = defaultdict(list)
        self.quantities: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.group_endings: set[tuple[str, ...]] = set()
        self.fixed: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.any_verb: list[Contrast] = []
        self.unfit: dict[str, set[str]] = defaultdict(set)
        self.seen: dict[str, list[Seen]] = defaultdict(list)
        self.sound: set[str] = set()
        self.abstract: set[str] = set()
        self.male: set[str] = set()
        self.female: set[str] = set()
        self.symmetric: set[str] = set()
        self._classes: dict[str, set[str]] = defaultdict(set)
        self._wider: dict[str, set[str]] = defaultdict(set)
        self._narrower: dict[str, set[str]] = defaultdict(set)
        self._synonyms: dict[str, set[str]] = defaultdict(set)
        self._counterparts: dict[tuple[str, int, int], tuple[Counterpart, ...]] = {}
        self._plurals: dict[str, str] = {}
        self._called: dict[str, frozenset[str]] = {}
        self._contexts: dict[frozenset[str], frozenset[str]] = {}
        every = tuple(packs)
        for pack in every:
            self._add_words(pack)
        for pack in every:
            for contrast in pack.contrasts:
                self._add_contrast(contrast)
            for phrase in pack.phrases:
                self._add_phrase(phrase)
        for value, number in enumerate(self.counts.numbers, start=1):
            self._synonyms[number] |= {number, str(value)}
            self._synonyms[str(value)] |= {number, str(value)}
        self._close_classes()

    def _add_words(self, pack: Pack) -> None:
        self.counts += pack.counts
        self.forms |= pack.forms
        for term in (*pack.counts.several, *pack.counts.groups):
            for spelling in term.spellings:
                parts = tuple(spelling.split())
                self.quantities[parts[0]].append(parts)
                self.group_endings.add(parts[-2:])
        self.abstract |= pack.abstract
        self.sound |= pack.sound
        for seen in pack.seen:
            for phrase in seen.phrases:
                self.seen[phrase].append(seen)
        for preposition, nouns in pack.unfit.items():
            self.unfit[preposition] |= {*nouns}
        self.male |= pack.male
        self.female |= pack.female
        for expression in pack.fixed:
            parts = tuple(expression.split())
            self.fixed[parts[0]].append(parts)

    def _add_contrast(self, contrast: Contrast) -> None:
        if contrast.any_verb:
            self.any_verb.append(contrast)
            return
        for number, term in enumerate(contrast.terms):
            for spelling in term.spellings:
                self._synonyms[spelling] |= {*term.spellings}
                if contrast.kind == Kind.OBJECT:
                    self._add_noun(spelling, contrast, number)
                elif not contrast.exchanges(number):
                    continue
                elif contrast.kind == Kind.ACTION:
                    for form in {spelling, *verb_forms(spelling, self.forms)}:
                        self.verbs.add(form, Use(contrast, number))
                else:
                    self.modifiers.add(spelling, Use(contrast, number))

    def _add_noun(self, spelling: str, contrast: Contrast, number: int) -> None:
        names = {contrast.name, spelling, contrast.terms[number].word}
        self._wider[spelling] |= {*contrast.wider} - {spelling}
        if contrast.exchanges(number):
            self.nouns.add(spelling, Use(contrast, number, plural=contrast.plural_only))
        self._classes[spelling] |= names
        if not (contrast.mass or contrast.plural_only):
            many = plural(spelling)
            self._plurals[spelling] = many
            if contrast.exchanges(number):
                self.nouns.add(many, Use(contrast, number, plural=True))
            self._classes[many] |= names
            self._wider[many] |= {*contrast.wider} - {spelling}

    def _add_phrase(self, phrase: Phrase) -> None:
        for spelling in phrase.spellings:
            parts = tuple(spelling.split())
            self.phrases[parts[0]].append((parts, phrase))
            self.phrases[parts[0]].sort(key=lambda each: -len(each[0]))
            if phrase.symmetric:
                self.symmetric.add(spelling)

    def _close_classes(self) -> None:
        """Let a word belong also to what its wider words belong to: jet, airplane, aircraft, vehicle."""
        for noun, wider in self._wider.items():
            todo = list(wider)
            while todo:
                for further in self._wider.get(todo.pop(), set()) - wider - {noun}:
                    wider.add(further)
                    todo.append(further)
            for each in wider:
                self._narrower[each].add(noun)
        families = {noun: set(names) for noun, names in self._classes.items()}
        for noun, wider in self._wider.items():
            self._classes[noun] |= wider.union(*(families.get(each, ()) for each in wider))

    def classes(self, noun: str) -> AbstractSet[str]:
        """Return the noun itself and all families and wider words that it belongs to."""
        return self._classes.get(noun) or {noun}

    def wider(self, noun: str) -> AbstractSet[str]:
        """Return the words that are true of everything that the noun is true of."""
        return self._wider.get(noun) or set()

    def narrower(self, noun: str) -> AbstractSet[str]:
        """Return the words of the packs that the noun is wider than."""
        return self._narrower.get(noun) or set()

    def fits(self, nouns: Iterable[str], allowed: frozenset[str]) -> bool:
        """Whether one of the nouns is named in `allowed`, or belongs to an `@family` in it."""
        return any(not allowed.isdisjoint(self._known_as(noun)) for noun in nouns)

    def _known_as(self, noun: str) -> frozenset[str]:
        """Return all that a frame may call a noun; of a word of the packs it is worked out once."""
        found = self._called.get(noun)
        if found is None:
            families = ("@" + name for name in self.classes(noun))
            found = frozenset((noun, *self.synonyms(noun), *families))
            if noun in self._classes or noun in self._synonyms:
                self._called[noun] = found
        return found

    def holds(self, frame: Frame, nouns: Sequence[str]) -> bool:
        """Whether what has this frame may be said of the nouns (spellings of one head noun)."""
        if frame.not_of and self.fits(nouns, frame.not_of):
            return False
        return not frame.of or self.fits(nouns, frame.of)

    def in_context(self, frame: Frame, lowers: Sequence[str]) -> bool:
        """Whether a description of these words (in lower case) speaks of what a noun of this frame needs around it."""
        wanted = not frame.context or self._speaks_of(frame.context, lowers)
        return wanted and not (frame.not_context and self._speaks_of(frame.not_context, lowers))

    def _speaks_of(self, context: frozenset[str], lowers: Sequence[str]) -> bool:
        if context not in self._contexts:
            self._contexts[context] = context | {self.plural(word) for word in context}
        words = self._contexts[context]
        if not words.isdisjoint(lowers):
            return True
        return any("@" + name in words for word in lowers for name in self.classes(word))

    def plural(self, noun: str) -> str:
        """Return the plural of a word of the packs."""
        return self._plurals.get(noun) or plural(noun)

    def counterparts(self, noun: str, use: Use) -> tuple[Counterpart, ...]:
        """Return what a noun may be exchanged for in one of its readings, the likeliest first."""
        key = (noun, id(use.contrast), use.term)
        if key not in self._counterparts:
            self._counterparts[key] = tuple(self._counterparts_of(noun, use))
        return self._counterparts[key]

    def _counterparts_of(self, noun: str, use: Use) -> Iterator[Counterpart]:
        contrast, names = use.contrast, self._names(noun)
        said = contrast.terms[use.term].word
        for rank, term in enumerate(contrast.terms):
            if rank == use.term or self._is_related(names, term.word):
                continue
            near = frozenset((said, term.word)) in contrast.alike or term.word in self.classes(noun)
            yield Counterpart(
                term.word,
                term.word if contrast.mass or contrast.plural_only else self.plural(term.word),
                (0.5 if near else 1.0) * max(0.5, 1 - 0.02 * rank),
                f"what is called “{said}” may also be called “{term.word}”." if near else None,
            )

    def related(self, one: str, other: str) -> bool:
        """Whether two nouns say the same, or one is wider than the other."""
        return self._is_related(self._names(one), other)

    def _names(self, noun: str) -> AbstractSet[str]:
        return self.synonyms(noun) | self.synonyms(singular(noun) or noun)

    def _is_related(self, names: AbstractSet[str], other: str) -> bool:
        return (
            not names.isdisjoint(self.synonyms(other))
            or any(other in self.wider(name) for name in names)
            or not names.isdisjoint(self.wider(other))
        )

    def synonyms(self, word: str) -> AbstractSet[str]:
        """Return all spellings that say the same as a word of the packs."""
        return self._synonyms.get(word) or {word}
