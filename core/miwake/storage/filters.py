"""Turn a parsed filter into a condition over negatives and what they belong to.

No condition is ever NULL: of what is missing, `field:value` is false and `NOT field:value` is true.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Integer, and_, false, not_, or_, true, type_coerce
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import func

from miwake.domain.errors import MiwakeError
from miwake.domain.filters import AllOf, AnyOf, Filter, Not, Term
from miwake.domain.terms import Decided, Kind, NegativeSource, Split, Status
from miwake.storage.difficulty import suspicion
from miwake.storage.tables import CaptionRow, GroupRow, MixupRow, NegativeRow, PhotoRow

_MOST = 2**63 - 1  # SQLite's largest number


def condition(parsed: Filter) -> ColumnElement[bool]:
    """Return the condition for a select that joins negative, caption, photo, group and mix-up, outer joins or not.

    Raises:
        MiwakeError: A value makes no sense for its field.
    """
    match parsed:
        case AllOf(parts):
            return and_(true(), *[condition(part) for part in parts])
        case AnyOf(parts):
            return or_(false(), *[condition(part) for part in parts])
        case Not(part):
            return not_(condition(part))
        case Term(field, value):
            return _FIELDS[field](value)


def _same(column: ColumnExpressionArgument[Any]) -> Callable[[str], ColumnElement[bool]]:
    return lambda value: func.casefold(func.coalesce(column, "")) == value.casefold()


def _one_of(column: ColumnExpressionArgument[Any], words: type[StrEnum]) -> Callable[[str], ColumnElement[bool]]:
    def choose(value: str) -> ColumnElement[bool]:
        known = [str(word) for word in words]
        if value and value.casefold() not in known:
            raise MiwakeError(
                f"{value!r} is none of the words for that field.", todo=f"Use one of: {', '.join(known)}."
            )
        return func.coalesce(column, "") == value.casefold()

    return choose


def _contains(column: InstrumentedAttribute[str]) -> Callable[[str], ColumnElement[bool]]:
    text = func.casefold(func.coalesce(column, ""))
    return lambda value: func.instr(text, value.casefold()) > 0


def _yes(condition: ColumnElement[bool]) -> Callable[[str], ColumnElement[bool]]:
    known = func.coalesce(condition, false())

    def choose(value: str) -> ColumnElement[bool]:
        if value.casefold() not in {"yes", "no"}:
            raise MiwakeError(f"{value!r} is neither yes nor no.", todo="Write suspect:yes or reviewed:no.")
        return known if value.casefold() == "yes" else not_(known)

    return choose


def _number(column: ColumnExpressionArgument[Any], field: str, todo: str) -> Callable[[str], ColumnElement[bool]]:
    coerced: ColumnElement[Any] = func.coalesce(type_coerce(column, Integer), -1)

    def choose(value: str) -> ColumnElement[bool]:
        if not (value.isascii() and value.isdigit()):
            raise MiwakeError(f"{field}:{value} names no number.", todo=todo)
        return coerced == min(int(value), _MOST)

    return choose


def _photo(value: str) -> ColumnElement[bool]:
    by_name = _same(PhotoRow.name)(value)
    if not (value.isascii() and value.isdigit()):
        return by_name
    return or_(by_name, PhotoRow.id == min(int(value), _MOST))


_FIELDS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "mixup": _same(MixupRow.name),
    "choice": _number(
        CaptionRow.choice + 1,
        "choice",
        "Write the number that `miwake mixup list PROJECT` has, such as choice:1; mixup:NAME says of which mix-up.",
    ),
    "kind": _one_of(NegativeRow.kind, Kind),
    "status": _one_of(NegativeRow.status, Status),
    "suspect": _yes(suspicion().is_not(None)),
    "split": _one_of(GroupRow.split, Split),
    "group": _number(GroupRow.id, "group", "Write a number of `miwake list PROJECT groups`, such as group:3."),
    "source": _one_of(NegativeRow.source, NegativeSource),
    "caption": _contains(CaptionRow.text),
    "photo": _photo,
    "reviewed": _yes(NegativeRow.decided.in_((Decided.ONE_BY_ONE, Decided.SORTED))),
}
