"""Lexicon packs as data: contrast sets, phrases and word forms, as `pack_files` reads them from YAML."""

from dataclasses import dataclass, field, replace
from enum import Enum

from miwake.domain.terms import Kind


class Home(Enum):
    """Which sort of pack says something: of everyday scenes, of a trade, or a person's own."""

    GENERAL = "general"
    TRADE = "trade"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Term:
    """A word (or words) of a contrast set; the synonyms say the same and never stand against it."""

    word: str
    synonyms: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The word itself and its synonyms."""
        return (self.word, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a contrast holds.

    Attributes:
        of: Nouns it may be said of (`@x`: all words of family x and of what is an x); empty: of any.
        not_of: Nouns it must not be said of.
        of_object: For verbs: nouns that may be their object; empty: any.
        context: For nouns: words of which the description must hold one as well, so that a dock's "leveller" is not
            taken for another; empty: any description.
        not_context: For nouns: words of which the description must hold none, so that a truck's "forks" are no cutlery.
        usage: transitive, intransitive or passive (verbs); modifier, predicate, negation, denial, answer (phrases);
            partitive (nouns before "of"); or any.
    """

    of: frozenset[str] = frozenset()
    not_of: frozenset[str] = frozenset()
    of_object: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    not_context: frozenset[str] = frozenset()
    usage: str = "any"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Words of which only one is true at a time.

    Attributes:
        name: What the set is about, such as "colour".
        kind: attribute, state, object or action.
        terms: The words, the commonest first.
        alike: Pairs of words that may both be true of one thing.
        wider: Words that are true of every member (objects only).
        mass: The words take no article and have no plural.
        plural_only: The words are plurals and take no article.
        one_way: Only the first word is exchanged; the others are merely what it is not.
        targets: Words that are proposed but never exchanged themselves.
        any_verb: Verbs that may stand for any verb that no pack knows.
        scale: The words are steps in order; neighbours may both be true and are in `alike`, the ends are not.
        frame: Where the contrast holds.
        home: Which sort of pack it stands in.
    """

    name: str
    kind: Kind
    terms: tuple[Term, ...]
    alike: frozenset[frozenset[str]] = frozenset()
    wider: tuple[str, ...] = ()
    mass: bool = False
    plural_only: bool = False
    one_way: bool = False
    targets: frozenset[str] = frozenset()
    any_verb: bool = False
    scale: bool = False
    frame: Frame = field(default_factory=Frame)
    home: Home = Home.GENERAL

    def exchanges(self, number: int) -> bool:
        """Return whether term `number` may be exchanged for the others."""
        return not (self.one_way and number) and self.terms[number].word not in self.targets


@dataclass(frozen=True, slots=True)
class Phrase:
    """A relation or presence phrase and what it may become.

    Attributes:
        kind: relation or presence.
        spellings: The phrase and its synonyms.
        to: What it is exchanged for.
        seldom: What it becomes is told so seldom that it makes a suspect.
        opposite: Those of `to` that hold wherever the phrase itself does, so that nobody asks whether they are seen.
        also: Those of `to` that may be true as well: what is connected to a thing may lie next to it.
        symmetric: A relation that means the same when its two sides change places.
        number: Number of the noun that follows: one, many or any.
        frame: Which nouns may follow, and how the phrase is used.
    """

    kind: Kind
    spellings: tuple[str, ...]
    to: tuple[str, ...]
    opposite: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    seldom: bool = False
    symmetric: bool = False
    number: str = "any"
    frame: Frame = field(default_factory=Frame)


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a relation or an absence is commonly told of.

    Attributes:
        phrases: The phrase and others that are seen in the same places.
        what: Nouns that it is told of, as in a frame; empty: of any.
        of: Nouns that follow it; empty: it is hardly told of anything.
    """

    phrases: tuple[str, ...]
    what: frozenset[str]
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """Words for how many there are."""

    numbers: tuple[str, ...] = ()
    several: tuple[Term, ...] = ()
    groups: tuple[Term, ...] = ()

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.numbers or other.numbers,
            self.several + other.several,
            self.groups + other.groups,
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """One lexicon file.

    Attributes:
        name: Its name.
        language: Language of its words, such as "en".
        about: What it is for.
        contrasts: Contrast sets of objects, attributes, states and actions.
        phrases: Relation and presence phrases.
        counts: Words for numbers and quantities.
        unfit: Per preposition, nouns that do not go with it.
        seen: Where phrases are commonly told of; one that has no such place is told of anywhere.
        sound: Words for what has no flaw.
        fixed: Expressions that are never taken apart.
        abstract: Nouns that are no things: no relation holds between them and a thing.
        male: Words for male persons.
        female: Words for female persons.
        forms: Per irregular verb: third person, -ing form, past, past participle.
        origin: The file that it came from, as the person knows it.
        named: The families that it names as `@family`, each with its line.
    """

    name: str
    language: str
    about: str = ""
    contrasts: tuple[Contrast, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    counts: Counts = field(default_factory=Counts)
    unfit: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seen: tuple[Seen, ...] = ()
    sound: frozenset[str] = frozenset()
    fixed: tuple[str, ...] = ()
    abstract: frozenset[str] = frozenset()
    male: frozenset[str] = frozenset()
    female: frozenset[str] = frozenset()
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origin: str = ""
    named: tuple[tuple[str, int], ...] = ()

    def at(self, home: Home) -> "Pack":
        """Return the pack with all its contrasts at home in such a pack."""
        return replace(self, contrasts=tuple(replace(each, home=home) for each in self.contrasts))
