"""The sections of a lexicon pack: from YAML entries to contrast sets, phrases and word forms."""

from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from typing import Any

from miwake.captions.pack_mistakes import Source, mistake_at
from miwake.captions.pack_nodes import Entry, boolean, mapping, nouns, one_of, pairs, terms, text, words
from miwake.captions.packs import Contrast, Counts, Frame, Pack, Phrase, Seen, Term
from miwake.domain.terms import Kind

USAGES = (
    "any",
    "transitive",
    "intransitive",
    "passive",
    "modifier",
    "predicate",
    "negation",
    "denial",
    "answer",
    "partitive",
)
NUMBERS = ("any", "one", "many")
# There is one engine a language; so far it is English.
LANGUAGES = ("en",)
_SECTIONS = {
    "objects": Kind.OBJECT,
    "attributes": Kind.ATTRIBUTE,
    "states": Kind.STATE,
    "actions": Kind.ACTION,
}
_PHRASES = {"relations": Kind.RELATION, "presence": Kind.PRESENCE}
_FEWEST, _FEWEST_OF_SCALE = 2, 3


def pack_of(root: Any, source: Source) -> Pack:
    """Return the pack at the root of a YAML text; what is wrong is noted in `source`.

    Raises:
        MistakeFound: The pack as a whole is wrong.
    """
    entry = Entry(root, source)
    people: dict[str, tuple[str, ...]] = entry.optional("people", _people, {})
    pack = Pack(
        name=entry.required("pack", text),
        language=entry.optional("language", one_of(*LANGUAGES), "en"),
        about=entry.optional("about", text, ""),
        contrasts=tuple(_contrasts(entry)),
        phrases=tuple(_phrases(entry)),
        counts=entry.optional("counts", _counts, Counts()),
        unfit=entry.optional("prepositions", mapping(words), {}),
        seen=tuple(entry.each("seen", _seen)),
        sound=frozenset(entry.optional("sound", words, ())),
        fixed=entry.optional("fixed", words, ()),
        abstract=frozenset(entry.optional("abstract", words, ())),
        male=frozenset(people.get("male", ())),
        female=frozenset(people.get("female", ())),
        forms=entry.optional("forms", _forms, {}),
        origin=source.origin,
        named=tuple(source.families),
    )
    entry.finish()
    return pack


def _contrasts(entry: Entry) -> Iterable[Contrast]:
    for section, kind in _SECTIONS.items():
        yield from entry.each(section, partial(_contrast, kind=kind))


def _contrast(item: Entry, kind: Kind) -> Contrast:
    name = item.required("family" if kind == Kind.OBJECT else "set", text).lower()
    members = item.required("words", terms)
    scale = item.optional("scale", boolean, default=False)
    fewest = _FEWEST_OF_SCALE if scale else _FEWEST
    if len(members) < fewest:
        raise item.wrong(f"{name!r} needs at least {'three' if scale else 'two'} words.")
    alike: frozenset[frozenset[str]] = item.optional("alike", _near(name, members), frozenset())
    if scale:
        alike |= {frozenset((one.word, other.word)) for one, other in pairwise(members)}
    return Contrast(
        name=name,
        kind=kind,
        terms=members,
        alike=alike,
        wider=item.optional("is", words, ()) if kind == Kind.OBJECT else (),
        mass=item.optional("mass", boolean, default=False) if kind == Kind.OBJECT else False,
        plural_only=item.optional("plural_only", boolean, default=False) if kind == Kind.OBJECT else False,
        one_way=item.optional("one_way", boolean, default=False),
        targets=item.optional("targets", _of_set("targets", name, members), frozenset()),
        any_verb=item.optional("any_verb", boolean, default=False) if kind == Kind.ACTION else False,
        scale=scale,
        frame=_frame(item, kind),
    )


def _main_words(members: tuple[Term, ...]) -> dict[str, str]:
    return {spelling: member.word for member in members for spelling in member.spellings}


def _of_set(field: str, name: str, members: tuple[Term, ...]) -> Any:
    """Return a reader of a list of words that must be among the members."""
    known = _main_words(members)

    def read(node: Any, source: Source) -> frozenset[str]:
        found = words(node, source)
        for each, word in zip(node.value, found, strict=True):
            if word not in known:
                raise mistake_at(each, f"{word!r} is in {field!r} but not in 'words' of {name!r}.")
        return frozenset(known[word] for word in found)

    return read


def _near(name: str, members: tuple[Term, ...]) -> Any:
    """Return a reader of pairs of members that may both be true."""
    known = _main_words(members)

    def read(node: Any, source: Source) -> frozenset[frozenset[str]]:
        found = pairs(node, source)
        for each, pair in zip(node.value, found, strict=True):
            for word in pair:
                if word not in known:
                    raise mistake_at(each, f"{word!r} is in 'alike' but not in 'words' of {name!r}.")
            if known[pair[0]] == known[pair[1]]:
                raise mistake_at(each, f"{pair[0]!r} and {pair[1]!r} say the same in {name!r} and never stand apart.")
        return frozenset(frozenset(known[word] for word in pair) for pair in found)

    return read


def _phrases(entry: Entry) -> Iterable[Phrase]:
    for section, kind in _PHRASES.items():
        yield from entry.each(section, partial(_phrase, kind=kind))


def _phrase(item: Entry, kind: Kind) -> Phrase:
    spellings = (item.required("phrase", text).lower(), *item.optional("same", words, ()))
    to = item.required("to", words)
    if not to:
        raise item.wrong(f"{spellings[0]!r} needs at least one phrase in 'to'.")
    for each in to:
        if each in spellings:
            raise item.wrong(f"{each!r} is exchanged for itself.")
    marked = {name: frozenset(item.optional(name, words, ())) for name in ("opposite", "also")}
    for name, each in ((name, each) for name, those in marked.items() for each in sorted(those.difference(to))):
        raise item.wrong(f"{each!r} is in {name!r} but not in 'to' of {spellings[0]!r}.")
    return Phrase(
        kind=kind,
        spellings=spellings,
        to=to,
        opposite=marked["opposite"],
        also=marked["also"],
        seldom=item.optional("seldom", boolean, default=False),
        symmetric=item.optional("symmetric", boolean, default=False),
        number=item.optional("number", one_of(*NUMBERS), "any"),
        frame=_frame(item, kind),
    )


def _seen(item: Entry) -> Seen:
    return Seen(
        phrases=(item.required("phrase", text).lower(), *item.optional("same", words, ())),
        what=item.optional("what", nouns, frozenset()),
        of=item.required("of", nouns),
    )


def _frame(item: Entry, kind: Kind) -> Frame:
    usage = item.optional("frame", one_of(*USAGES), "any")
    if kind == Kind.OBJECT:
        return Frame(
            context=item.optional("context", nouns, frozenset()),
            not_context=item.optional("not_context", nouns, frozenset()),
            usage=usage,
        )
    return Frame(
        of=item.optional("of", nouns, frozenset()),
        not_of=item.optional("not_of", nouns, frozenset()),
        of_object=item.optional("of_object", nouns, frozenset()) if kind == Kind.ACTION else frozenset(),
        usage=usage,
    )


def _counts(node: Any, source: Source) -> Counts:
    entry = Entry(node, source)
    counts = Counts(
        numbers=entry.optional("numbers", words, ()),
        several=entry.optional("several", terms, ()),
        groups=entry.optional("groups", terms, ()),
    )
    entry.finish()
    return counts


def _people(node: Any, source: Source) -> dict[str, tuple[str, ...]]:
    entry = Entry(node, source)
    sexes = {name: entry.optional(name, words, ()) for name in ("male", "female")}
    entry.finish()
    return sexes


def _forms(node: Any, source: Source) -> dict[str, tuple[str, ...]]:
    def four(inner: Any, of: Source) -> tuple[str, ...]:
        found = words(inner, of)
        if len(found) != 4:  # noqa: PLR2004 -- third person, -ing, past, participle
            raise mistake_at(inner, "four forms were expected: third person, -ing, past, participle.")
        return found

    return mapping(four)(node, source)
