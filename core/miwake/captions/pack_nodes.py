"""Typed access to YAML nodes in which every mistake has its line."""

from collections.abc import Callable
from typing import Any, TypeVar

import yaml

from miwake.captions.pack_mistakes import MistakeFound, Source, meant, mistake_at
from miwake.captions.packs import Term

T = TypeVar("T")
D = TypeVar("D")
Reader = Callable[[Any, Source], T]
_SYNONYM = "="
_FAMILY = "@"


class Entry:
    """A YAML mapping whose fields are taken one by one; what is left over in the end is a mistake.

    Raises:
        MistakeFound: There is no mapping at `node`, or it names a field twice.
    """

    def __init__(self, node: Any, source: Source) -> None:
        if not isinstance(node, yaml.MappingNode):
            raise mistake_at(node, "fields were expected here, as in `name: value`.")
        self._node = node
        self._source = source
        self._fields: dict[str, tuple[Any, Any]] = {}
        self._asked: list[str] = []
        for key, value in node.value:
            name = text(key, source)
            if name in self._fields:
                raise mistake_at(key, f"{name!r} is given twice.")
            self._fields[name] = (key, value)

    def wrong(self, what: str) -> MistakeFound:
        """Return the exception that says what is wrong with this entry."""
        return mistake_at(self._node, what)

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields that are not yet taken."""
        return tuple(self._fields)

    def required(self, name: str, read: Reader[T]) -> T:
        """Take a field that must be there."""
        self._asked.append(name)
        if name not in self._fields:
            for other, (key, _) in self._fields.items():
                if meant(other, [name]):
                    raise mistake_at(key, f"there is no field {other!r} here.{meant(other, [name])}")
            raise self.wrong(f"the field {name!r} is missing.")
        return read(self._fields.pop(name)[1], self._source)

    def optional(self, name: str, read: Reader[T], default: D) -> T | D:
        """Take a field, or the default where it is absent."""
        self._asked.append(name)
        return read(self._fields.pop(name)[1], self._source) if name in self._fields else default

    def each(self, name: str, read: Callable[["Entry"], T]) -> list[T]:
        """Take a field that lists mappings; one that is wrong is noted and left out, an absent field is empty."""
        self._asked.append(name)
        _, node = self._fields.pop(name, (None, None))
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise mistake_at(node, f"{name!r} must be a list.")
        found = []
        for item in node.value:
            with self._source.noting():
                entry = Entry(item, self._source)
                found.append(read(entry))
                entry.finish()
        return found

    def finish(self) -> None:
        """Refuse fields that nobody has taken."""
        for name, (key, _) in self._fields.items():
            raise mistake_at(key, f"there is no field {name!r} here.{meant(name, self._asked)}")


def text(node: Any, _: Source) -> str:
    """Read a single text; YAML's yes, no, on and off stay words."""
    if not isinstance(node, yaml.ScalarNode):
        raise mistake_at(node, "a single word or text was expected here.")
    return " ".join(str(node.value).split())


def boolean(node: Any, source: Source) -> bool:
    """Read true or false."""
    value = text(node, source)
    if value not in ("true", "false"):
        raise mistake_at(node, f"{value!r} must be true or false.")
    return value == "true"


def one_of(*allowed: str) -> Reader[str]:
    """Return a reader of one of these words."""

    def read(node: Any, source: Source) -> str:
        value = text(node, source)
        if value not in allowed:
            raise mistake_at(node, f"{value!r} must be one of {', '.join(allowed)}.{meant(value, allowed)}")
        return value

    return read


def words(node: Any, source: Source) -> tuple[str, ...]:
    """Read a list of words, in lower case."""
    if not isinstance(node, yaml.SequenceNode):
        raise mistake_at(node, "a list was expected here, as in `[red, blue]`.")
    return tuple(text(each, source).lower() for each in node.value)


def nouns(node: Any, source: Source) -> frozenset[str]:
    """Read a list of nouns, among them families such as `@vehicle`, whose lines are kept."""
    found = words(node, source)
    for each, name in zip(node.value, found, strict=True):
        if name.startswith(_FAMILY):
            source.families.append((name.removeprefix(_FAMILY), each.start_mark.line + 1))
    return frozenset(found)


def terms(node: Any, source: Source) -> tuple[Term, ...]:
    """Read a list of words with their synonyms, as in `[bicycle = bike, car]`.

    Raises:
        MistakeFound: A word is empty or is there twice.
    """
    found: list[Term] = []
    seen: set[str] = set()
    for spelled, each in zip(words(node, source), getattr(node, "value", ()), strict=True):
        spellings = [one.strip() for one in spelled.split(_SYNONYM)]
        for one in spellings:
            if not one or one in seen:
                raise mistake_at(each, f"{one!r} is there twice." if one else "a word is empty.")
            seen.add(one)
        found.append(Term(spellings[0], tuple(spellings[1:])))
    return tuple(found)


def pairs(node: Any, source: Source) -> tuple[tuple[str, str], ...]:
    """Read a list of pairs of words."""
    if not isinstance(node, yaml.SequenceNode):
        raise mistake_at(node, "a list of pairs was expected here, as in `[[red, orange]]`.")
    found = []
    for each in node.value:
        pair = words(each, source)
        if len({*pair}) != 2 or len(pair) != 2:  # noqa: PLR2004 -- a pair
            raise mistake_at(each, "two different words were expected here.")
        found.append((pair[0], pair[1]))
    return tuple(found)


def mapping(read: Reader[T]) -> Reader[dict[str, T]]:
    """Return a reader of a mapping whose values `read` understands."""

    def read_all(node: Any, source: Source) -> dict[str, T]:
        entry = Entry(node, source)
        return {name: entry.required(name, read) for name in entry.names()}

    return read_all
