"""Say what gets mixed up."""

import math
from pathlib import Path
from typing import Any

import yaml

from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError
from miwake.domain.mixups import Cost, Mixup, NewMixup, choice_of
from miwake.services.batches import new_series
from miwake.services.projects import Project
from miwake.storage import mixups

# Rows a transaction: it holds the database for well under 50 ms.
_BATCH = 40


def add_mixups(project: Project, new: list[NewMixup]) -> Changes:
    """Add mix-ups, as one step.

    Raises:
        RefusedError: The project has one of that name.
    """
    title = f"Added mix-up {new[0].name}" if len(new) == 1 else f"Added {len(new)} mix-ups"
    with project.database.action("mixup", title) as transaction:
        for each in new:
            if mixups.mixup_named(transaction, each.name):
                raise RefusedError(
                    f"There is a mix-up {each.name!r} already.", kept="Nothing was changed.", todo="Use another name."
                )
            mixups.add_mixup(transaction, each)
    return transaction.changes


def remove_mixup(project: Project, mixup: int) -> Changes:
    """Remove a mix-up and its answers; descriptions stay.

    Raises:
        NotFoundError: There is no such mix-up.
    """
    with project.database.read() as transaction:
        title = f"Removed mix-up {mixups.mixup(transaction, mixup).name}"
    series, changes, done = new_series("remove"), Changes(), _BATCH
    while done == _BATCH:
        with project.database.action("remove", title, series=series) as transaction:
            done = mixups.cut_loose(transaction, mixup, most=_BATCH)
            if done < _BATCH:
                mixups.remove_mixup(transaction, mixup)
        changes |= transaction.changes
    return changes


def list_mixups(project: Project) -> list[Mixup]:
    """Return the mix-ups with their counts."""
    with project.database.read() as transaction:
        return mixups.mixups(transaction)


def mixup_named(project: Project, name: str) -> Mixup:
    """Return the mix-up of that name.

    Raises:
        NotFoundError: There is none; the message lists those that there are.
    """
    with project.database.read() as transaction:
        found = mixups.mixup_named(transaction, name)
        names = ", ".join(each.name for each in mixups.mixups(transaction))
    if found is None:
        raise NotFoundError(f"There is no mix-up {name!r}.", todo=f"There are: {names or 'none yet'}.")
    return found


def parse_cost(text: str, choices: tuple[str, ...]) -> Cost:
    """Read `true>said=amount`, each choice by its number from 1 or by its phrase.

    Raises:
        MiwakeError: The text has another form or names no choice.
    """
    direction, _, amount = text.rpartition("=")
    true, _, said = direction.partition(">")
    numbers = [choice_of(each, choices) for each in (true, said)]
    try:
        cost = float(amount)
    except ValueError:
        cost = math.nan
    if not all(numbers) or numbers[0] == numbers[1] or not (math.isfinite(cost) and cost >= 0):
        raise MiwakeError(
            f"The cost {text!r} cannot be read.", todo='Write it as "1>2=40": choice 1 taken for choice 2 costs 40.'
        )
    return Cost(int(numbers[0] or 0) - 1, int(numbers[1] or 0) - 1, cost)


def read_mixups(path: Path) -> list[NewMixup]:
    """Read mix-ups from a YAML file: a list under `mixups`, each with name, choices and what else is known.

    Raises:
        MiwakeError: The file cannot be read, or an entry is not a mix-up; the message names it.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MiwakeError(f"{path.name} cannot be read.", why=str(error), kept="Nothing was imported.") from error
    entries = content.get("mixups") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise MiwakeError(f"{path.name} holds no list of mix-ups.", todo="It starts with a line `mixups:`.")
    return [_read(entry, number, path) for number, entry in enumerate(entries, start=1)]


def write_mixups(project: Project, path: Path) -> int:
    """Write the mix-ups as YAML; return how many.

    Raises:
        MiwakeError: The file cannot be written.
    """
    entries = [_shown(mixup) for mixup in list_mixups(project)]
    shown = yaml.safe_dump({"mixups": entries}, allow_unicode=True, sort_keys=False)
    try:
        path.write_text(shown, encoding="utf-8")
    except OSError as error:
        raise MiwakeError(f"{path} cannot be written.", why=str(error), todo="Choose another place.") from error
    return len(entries)


def _read(entry: Any, number: int, path: Path) -> NewMixup:
    try:
        choices = tuple(_words(choice) for choice in _list(entry["choices"]))
        per_month = entry.get("per_month")
        return NewMixup(
            name=_words(entry["name"]),
            choices=choices,
            per_month=None if per_month is None else _amount(per_month),
            costs=tuple(parse_cost(str(cost), choices) for cost in _list(entry.get("costs", []))),
            critical=_flag(entry.get("critical", False)),
        )
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        why = f"{error.args[0]} is missing." if isinstance(error, KeyError) else f"{error}."
        raise _unreadable(number, path, why) from error
    except MiwakeError as error:
        raise _unreadable(number, path, str(error)) from error


def _unreadable(number: int, path: Path, why: str) -> MiwakeError:
    return MiwakeError(f"Mix-up {number} in {path.name} cannot be read.", why=why, kept="Nothing was imported.")


def _words(value: Any) -> str:
    # YAML takes a bare on, off, yes or no for true or false.
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(f"{value!r} is no text; put quotation marks around it")
    return str(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def _amount(value: Any) -> float:
    amount = float(value)
    if isinstance(value, bool) or not (math.isfinite(amount) and amount >= 0):
        raise ValueError(f"{value!r} is no number of times a month")
    return amount


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"critical is {value!r}, neither true nor false")
    return value


def _shown(mixup: Mixup) -> dict[str, Any]:
    shown: dict[str, Any] = {"name": mixup.name, "choices": list(mixup.choices)}
    if mixup.per_month is not None:
        shown["per_month"] = mixup.per_month
    if mixup.costs:
        shown["costs"] = [f"{cost.true + 1}>{cost.said + 1}={cost.amount!r}" for cost in mixup.costs]
    if mixup.critical:
        shown["critical"] = True
    return shown
