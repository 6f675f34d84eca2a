"""Typed access to YAML nodes in which every refusal names file and line."""

from collections.abc import Callable
from typing import Any, TypeVar

import yaml

from miwake.captions.packs import Term
from miwake.domain.errors import RefusedError

T = TypeVar("T")
D = TypeVar("D")
Reader = Callable[[Any, str], T]


class Entry:
    """A YAML mapping whose fields are taken one by one; what is left over is refused."""

    def __init__(self, fields: dict[str, Any], node: Any, origin: str) -> None:
        self._fields = fields
        self._node = node
        self._origin = origin

    @classmethod
    def of(cls, node: Any, origin: str) -> "Entry":
        """Return the mapping at `node`.

        Raises:
            RefusedError: It is no mapping, or names a field twice.
        """
        if not isinstance(node, yaml.MappingNode):
            raise cls.error(node, origin, "fields were expected here, as in `name: value`.")
        fields: dict[str, Any] = {}
        for key, value in node.value:
            name = text(key, origin)
            if name in fields:
                raise cls.error(key, origin, f"{name!r} is given twice.")
            fields[name] = value
        return cls(fields, node, origin)

    @staticmethod
    def error(node: Any, origin: str, what: str) -> RefusedError:
        """Return the error that says what is wrong at a node."""
        return RefusedError(
            f"{origin}, line {node.start_mark.line + 1}: {what}",
            kept="No pack was loaded.",
            todo="Correct the line; README.md beside the built-in packs describes the format.",
        )

    def refuse(self, what: str) -> RefusedError:
        """Return the error that says what is wrong with this entry."""
        return self.error(self._node, self._origin, what)

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields that are not yet taken."""
        return tuple(self._fields)

    def required(self, name: str, read: Reader[T]) -> T:
        """Take a field that must be there."""
        if name not in self._fields:
            raise self.refuse(f"the field {name!r} is missing.")
        return read(self._fields.pop(name), self._origin)

    def optional(self, name: str, read: Reader[T], default: D) -> T | D:
        """Take a field, or the default where it is absent."""
        return read(self._fields.pop(name), self._origin) if name in self._fields else default

    def items(self, name: str) -> list["Entry"]:
        """Take a field that lists mappings; an absent one is an empty list."""
        node = self._fields.pop(name, None)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node, self._origin, f"{name!r} must be a list.")
        return [Entry.of(each, self._origin) for each in node.value]

    def finish(self) -> None:
        """Refuse fields that nobody has taken."""
        for name, node in self._fields.items():
            raise self.error(node, self._origin, f"there is no field {name!r}.")


def text(node: Any, origin: str) -> str:
    """Read a single text; YAML's yes, no, on and off stay words."""
    if not isinstance(node, yaml.ScalarNode):
        raise Entry.error(node, origin, "a single word or text was expected here.")
    return " ".join(str(node.value).split())


def boolean(node: Any, origin: str) -> bool:
    """Read true or false."""
    value = text(node, origin)
    if value not in ("true", "false"):
        raise Entry.error(node, origin, f"{value!r} must be true or false.")
    return value == "true"


def words(node: Any, origin: str) -> tuple[str, ...]:
    """Read a list of words, in lower case."""
    if not isinstance(node, yaml.SequenceNode):
        raise Entry.error(node, origin, "a list was expected here, as in `[red, blue]`.")
    return tuple(text(each, origin).lower() for each in node.value)


def terms(node: Any, origin: str) -> tuple[Term, ...]:
    """Read a list of words with their synonyms, as in `[bicycle = bike, car]`.

    Raises:
        RefusedError: A word is empty or is there twice.
    """
    found: list[Term] = []
    seen: set[str] = set()
    for spelled in words(node, origin):
        spellings = [each.strip() for each in spelled.split("=")]
        for each in spellings:
            if not each or each in seen:
                raise Entry.error(node, origin, f"{each!r} is there twice." if each else "a word is empty.")
            seen.add(each)
        found.append(Term(spellings[0], tuple(spellings[1:])))
    return tuple(found)


def pairs(node: Any, origin: str) -> frozenset[frozenset[str]]:
    """Read a list of pairs of words."""
    if not isinstance(node, yaml.SequenceNode):
        raise Entry.error(node, origin, "a list of pairs was expected here, as in `[[red, orange]]`.")
    found = []
    for each in node.value:
        pair = frozenset(words(each, origin))
        if len(pair) != 2:  # noqa: PLR2004 -- a pair
            raise Entry.error(each, origin, "two different words were expected here.")
        found.append(pair)
    return frozenset(found)


def mapping(read: Reader[T]) -> Reader[dict[str, T]]:
    """Return a reader of a mapping whose values `read` understands."""

    def read_all(node: Any, origin: str) -> dict[str, T]:
        entry = Entry.of(node, origin)
        return {name: entry.required(name, read) for name in entry.names()}

    return read_all
