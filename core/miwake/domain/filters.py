"""Filters as people write them: `field:value` terms with AND, OR, NOT and brackets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from miwake.domain.errors import MiwakeError

FIELDS = (
    "mixup",
    "choice",
    "kind",
    "status",
    "suspect",
    "split",
    "group",
    "source",
    "caption",
    "photo",
    "reviewed",
)
_TOKEN = re.compile(r'\s*(\(|\)|[A-Za-z_]+:(?:"[^"]*"|[^\s()]+)|\w+)')


@dataclass(frozen=True, slots=True)
class Term:
    """One field must have this value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; of no parts, always."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Filter"


Filter = Term | AllOf | AnyOf | Not


def parse_filter(expression: str) -> Filter:
    """Parse `field:value` terms; two terms side by side mean AND; an empty expression fits everything.

    Raises:
        MiwakeError: The expression cannot be read, or names an unknown field.
    """
    tokens = _tokens(expression)
    if not tokens:
        return AllOf(())
    parsed, rest = _any_of(tokens)
    if rest:
        raise _unreadable(f"{rest[0]!r} is not expected there")
    return parsed


def _tokens(expression: str) -> list[str]:
    tokens, position = [], 0
    stripped = expression.rstrip()
    while position < len(stripped):
        found = _TOKEN.match(stripped, position)
        if not found:
            raise _unreadable(f"{stripped[position:]!r} cannot be read")
        tokens.append(found[1])
        position = found.end()
    return tokens


def _any_of(tokens: Sequence[str]) -> tuple[Filter, Sequence[str]]:
    part, rest = _all_of(tokens)
    parts = [part]
    while rest and rest[0].upper() == "OR":
        part, rest = _all_of(rest[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else AnyOf(tuple(parts))), rest


def _all_of(tokens: Sequence[str]) -> tuple[Filter, Sequence[str]]:
    part, rest = _one(tokens)
    parts = [part]
    while rest and rest[0] != ")" and rest[0].upper() != "OR":
        part, rest = _one(rest[1:] if rest[0].upper() == "AND" else rest)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else AllOf(tuple(parts))), rest


def _one(tokens: Sequence[str]) -> tuple[Filter, Sequence[str]]:
    if not tokens:
        raise _unreadable("it ends too early")
    first, rest = tokens[0], tokens[1:]
    if first.upper() == "NOT":
        part, rest = _one(rest)
        return Not(part), rest
    if first == "(":
        part, rest = _any_of(rest)
        if not rest or rest[0] != ")":
            raise _unreadable("a bracket is not closed")
        return part, rest[1:]
    field, colon, value = first.partition(":")
    if not colon:
        raise _unreadable(f"{first!r} is no field:value term")
    if field.lower() not in FIELDS:
        raise _unreadable(f"there is no field {field!r}")
    return Term(field.lower(), value.strip('"')), rest


def _unreadable(why: str) -> MiwakeError:
    return MiwakeError(
        "The filter cannot be read:",
        why=f"{why}.",
        todo=f"Use field:value with AND, OR, NOT; fields: {', '.join(FIELDS)}.",
    )
