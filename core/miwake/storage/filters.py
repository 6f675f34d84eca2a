"""Turn a parsed filter into a condition over negatives and what they belong to."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Integer, and_, false, not_, or_, true, type_coerce
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import func

from miwake.domain.errors import MiwakeError
from miwake.domain.filters import AllOf, AnyOf, Filter, Not, Term
from miwake.storage.tables import CaptionRow, GroupRow, MixupRow, NegativeRow, PhotoRow


def condition(parsed: Filter) -> ColumnElement[bool]:
    """Return the condition for a select that joins negative, caption, photo, group and (outer) mix-up.

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


def _contains(column: InstrumentedAttribute[str]) -> Callable[[str], ColumnElement[bool]]:
    return lambda value: func.lower(column).contains(value.lower(), autoescape=True)


def _yes(condition: ColumnElement[bool]) -> Callable[[str], ColumnElement[bool]]:
    def choose(value: str) -> ColumnElement[bool]:
        if value.casefold() not in {"yes", "no"}:
            raise MiwakeError(f"{value!r} is neither yes nor no.", todo="Write suspect:yes or reviewed:no.")
        return condition if value.casefold() == "yes" else not_(condition)

    return choose


def _number(column: ColumnExpressionArgument[Any]) -> Callable[[str], ColumnElement[bool]]:
    coerced: ColumnElement[Any] = type_coerce(column, Integer)

    def choose(value: str) -> ColumnElement[bool]:
        if not (value.isascii() and value.isdigit()):
            raise MiwakeError(f"{value!r} is no number.", todo="Write a number from the list, such as group:3.")
        return coerced == int(value)

    return choose


def _photo(value: str) -> ColumnElement[bool]:
    by_name: ColumnElement[bool] = func.lower(PhotoRow.name) == value.lower()
    return or_(by_name, PhotoRow.id == int(value)) if value.isascii() and value.isdigit() else by_name


_FIELDS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    "mixup": lambda value: func.coalesce(func.lower(MixupRow.name), "") == value.lower(),
    "choice": _number(CaptionRow.choice + 1),
    "kind": lambda value: NegativeRow.kind == value.lower(),
    "status": lambda value: NegativeRow.status == value.lower(),
    "suspect": _yes(NegativeRow.suspect.is_not(None)),
    "split": lambda value: func.coalesce(GroupRow.split, "") == value.lower(),
    "group": _number(GroupRow.id),
    "source": lambda value: NegativeRow.source == value.lower(),
    "caption": _contains(CaptionRow.text),
    "photo": _photo,
    "reviewed": _yes(NegativeRow.decided.in_(("one_by_one", "sorted"))),
}
