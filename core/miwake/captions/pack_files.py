"""Reads lexicon packs from YAML and names file and line of whatever is wrong in them."""

from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from miwake.captions.pack_nodes import Entry, boolean, mapping, pairs, terms, text, words
from miwake.captions.packs import Contrast, Counts, Frame, Pack, Phrase
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.terms import Kind

_BUILT_IN = ("general", "construction", "plant", "inspection")
_USAGES = (
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
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def built_in_packs() -> list[Pack]:
    """Return the packs that come with the program, the commonest words first."""
    folder = files("miwake_resources") / "lexicons"
    return [parse_pack((folder / f"{name}.yaml").read_text("utf-8"), origin=f"{name}.yaml") for name in _BUILT_IN]


def read_pack(path: Path) -> Pack:
    """Read a pack of a site.

    Raises:
        NotFoundError: There is no such file.
        RefusedError: It is not UTF-8, not YAML or not a pack; the message names the line.
    """
    try:
        content = path.read_text("utf-8-sig")
    except OSError as error:
        raise NotFoundError(f"The lexicon pack {path} cannot be read.", why=str(error.strerror)) from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"The lexicon pack {path} is not UTF-8 text.", todo="Save it as UTF-8.") from error
    return parse_pack(content, origin=str(path))


def parse_pack(content: str, *, origin: str) -> Pack:
    """Return the pack that a YAML text describes; `origin` names it in errors.

    Raises:
        RefusedError: The text is not YAML or not a pack; the message names file and line.
    """
    try:
        root = yaml.compose(content, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {min(mark.line + 1, content.count(chr(10)) + 1)}" if mark else ""
        raise RefusedError(
            f"{origin}{line}: this is not valid YAML.", why=str(getattr(error, "problem", ""))
        ) from error
    if root is None:
        raise RefusedError(f"{origin}, line 1: the pack is empty.")
    entry = Entry.of(root, origin)
    pack = Pack(
        name=entry.required("pack", text),
        language=entry.optional("language", text, "en"),
        contrasts=tuple(_contrasts(entry)),
        phrases=tuple(_phrases(entry)),
        counts=entry.optional("counts", _counts, Counts()),
        unfit=entry.optional("prepositions", mapping(words), {}),
        fixed=entry.optional("fixed", words, ()),
        abstract=frozenset(entry.optional("abstract", words, ())),
        **_people(entry),
        forms=entry.optional("forms", _forms, {}),
    )
    entry.optional("about", text, "")
    entry.finish()
    return pack


def _contrasts(entry: Entry) -> Iterable[Contrast]:
    for section, kind in (
        ("objects", Kind.OBJECT),
        ("attributes", Kind.ATTRIBUTE),
        ("states", Kind.STATE),
        ("actions", Kind.ACTION),
    ):
        for item in entry.items(section):
            yield _contrast(item, kind)


def _contrast(item: Entry, kind: Kind) -> Contrast:
    name = item.required("family" if kind == Kind.OBJECT else "set", text)
    members = item.required("words", terms)
    if len(members) < 2:  # noqa: PLR2004 -- a contrast has two sides
        raise item.refuse(f"{name!r} needs at least two words.")
    known = {member.word for member in members}
    alike: frozenset[frozenset[str]] = item.optional("alike", pairs, frozenset())
    targets = frozenset(item.optional("targets", words, ()))
    for field, named in (("alike", frozenset().union(*alike)), ("targets", targets)):
        for word in sorted(named - known):
            raise item.refuse(f"{word!r} is in {field!r} but not in 'words' of {name!r}.")
    contrast = Contrast(
        name=name,
        kind=kind,
        terms=members,
        alike=alike,
        wider=item.optional("is", words, ()) if kind == Kind.OBJECT else (),
        mass=item.optional("mass", boolean, default=False),
        plural_only=item.optional("plural_only", boolean, default=False),
        one_way=item.optional("one_way", boolean, default=False),
        targets=targets,
        any_verb=item.optional("any_verb", boolean, default=False),
        frame=_frame(item),
    )
    item.finish()
    return contrast


def _phrases(entry: Entry) -> Iterable[Phrase]:
    for section, kind in (("relations", Kind.RELATION), ("presence", Kind.PRESENCE)):
        for item in entry.items(section):
            yield Phrase(
                kind=kind,
                spellings=(item.required("phrase", text), *item.optional("same", words, ())),
                to=item.required("to", words),
                symmetric=item.optional("symmetric", boolean, default=False),
                number=item.optional("number", _one_of("any", "one", "many"), "any"),
                frame=_frame(item),
            )
            item.finish()


def _frame(item: Entry) -> Frame:
    return Frame(
        of=frozenset(item.optional("of", words, ())),
        not_of=frozenset(item.optional("not_of", words, ())),
        of_object=frozenset(item.optional("of_object", words, ())),
        usage=item.optional("frame", _one_of(*_USAGES), "any"),
    )


def _one_of(*allowed: str) -> Callable[[Any, str], str]:
    def read(node: Any, origin: str) -> str:
        value = text(node, origin)
        if value not in allowed:
            raise Entry.error(node, origin, f"{value!r} must be one of {', '.join(allowed)}.")
        return value

    return read


def _counts(node: Any, origin: str) -> Counts:
    entry = Entry.of(node, origin)
    counts = Counts(
        numbers=entry.optional("numbers", words, ()),
        several=entry.optional("several", terms, ()),
        groups=entry.optional("groups", terms, ()),
        single=entry.optional("single", words, ()),
    )
    entry.finish()
    return counts


def _people(entry: Entry) -> dict[str, frozenset[str]]:
    sexes: dict[str, tuple[str, ...]] = entry.optional("people", mapping(words), {})
    return {name: frozenset(sexes.get(name, ())) for name in ("male", "female")}


def _forms(node: Any, origin: str) -> dict[str, tuple[str, ...]]:
    forms = mapping(words)(node, origin)
    for verb, four in forms.items():
        if len(four) != 4:  # noqa: PLR2004 -- third person, -ing, past, participle
            raise Entry.error(node, origin, f"{verb!r} needs four forms: third person, -ing, past, participle.")
    return forms
