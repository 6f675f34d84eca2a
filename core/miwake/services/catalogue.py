"""The catalogue of ready mix-ups that comes with the program, and taking some of them into a project."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from miwake.domain.catalogue import Domain, ReadyMixup, Words
from miwake.domain.changes import Changes
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.near import did_you_mean
from miwake.domain.terms import Kind
from miwake.services.mixups import add_mixups, list_mixups
from miwake.services.projects import Project

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def catalogue() -> tuple[ReadyMixup, ...]:
    """Return all ready mix-ups, by domain."""
    return tuple(ready for domain in Domain for ready in _of_domain(domain))


def ready_mixup(id_: str) -> ReadyMixup:
    """Return the ready mix-up of that id.

    Raises:
        NotFoundError: There is none; the message names one that is spelled nearly so.
    """
    ids = {ready.id: ready for ready in catalogue()}
    if id_ in ids:
        return ids[id_]
    raise NotFoundError(
        f"The catalogue has no {id_!r}.",
        kept="Nothing was added.",
        todo=f"{did_you_mean(id_, ids)} `miwake mixup catalogue` lists what it has.".strip(),
    )


def take(project: Project, ids: Sequence[str], *, language: str = "en") -> Changes:
    """Add ready mix-ups to a project, as one step.

    Args:
        project: Where to.
        ids: Which.
        language: The language of their names there: "en" or "ja". The choices are English, as the model reads them.

    Raises:
        NotFoundError: There is no ready mix-up of one of these ids.
        RefusedError: The project has one of them already, whatever the language of its name there.
    """
    wanted = [ready_mixup(each) for each in dict.fromkeys(ids)]
    here = list_mixups(project)
    for ready in wanted:
        if same := ready.among(here):
            raise RefusedError(
                f"The project has {ready.id} already, as {same.name!r}.",
                kept="Nothing was added.",
                todo="Leave it out and take the others.",
            )
    return add_mixups(project, [ready.as_new(language) for ready in wanted])


def _of_domain(domain: Domain) -> list[ReadyMixup]:
    text = (files("miwake_resources") / "mixups" / f"{domain}.yaml").read_text("utf-8")
    content = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the safe loader, in C where there is one
    title = Words(**content["title"])
    return [
        ReadyMixup(
            id=entry["id"],
            domain=Domain(content["domain"]),
            title=title,
            name=Words(**entry["name"]),
            kind=Kind(entry["kind"]),
            choices=tuple(Words(**choice) for choice in entry["choices"]),
            photos=Words(**entry["photos"]),
        )
        for entry in content["mixups"]
    ]
