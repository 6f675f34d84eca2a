"""`miwake list`: what there is in a project."""

from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from miwake.cli.output import emit_lines
from miwake.cli.tables import show_table
from miwake.domain.errors import MiwakeError
from miwake.domain.filters import parse_filter
from miwake.services import descriptions, mixups, negatives, pairs, photos, runs
from miwake.services.projects import Project, open_project


class What(StrEnum):
    """What can be listed."""

    PHOTOS = "photos"
    CAPTIONS = "captions"
    NEGATIVES = "negatives"
    MIXUPS = "mixups"
    PAIRS = "pairs"
    GROUPS = "groups"
    RUNS = "runs"


def list_rows(
    project: Path,
    what: What,
    filter_: Annotated[str, typer.Option("--filter", help="field:value terms with AND, OR, NOT and brackets.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List what a project holds."""
    with open_project(project) as opened:
        rows = _LISTERS[what](opened, filter_)
    if as_json:
        emit_lines(rows)
        return
    columns = _COLUMNS[what]
    show_table(
        list(columns.values()), [[_cell(what, row, column) for column in columns] for row in rows], none=f"No {what}."
    )


def _photos(project: Project, filter_: str) -> list[dict[str, Any]]:
    rows = photos.list_photos(project)
    if filter_:
        fitting, _ = negatives.fitting(project, parse_filter(filter_))
        rows = [row for row in rows if row.id in fitting]
    return [asdict(row) for row in rows]


def _captions(project: Project, filter_: str) -> list[dict[str, Any]]:
    rows = descriptions.descriptions(project)
    if filter_:
        _, fitting = negatives.fitting(project, parse_filter(filter_))
        rows = [row for row in rows if row.id in fitting]
    return [asdict(row) for row in rows]


def _negatives(project: Project, filter_: str) -> list[dict[str, Any]]:
    return [asdict(row) for row in negatives.list_negatives(project, parse_filter(filter_))]


def _groups(project: Project, filter_: str) -> list[dict[str, Any]]:
    scenes: dict[int, dict[str, Any]] = {}
    for photo in _photos(project, filter_):
        scene = scenes.setdefault(photo["group"], {"id": photo["group"], "split": photo["split"], "photos": []})
        scene["photos"].append(photo["name"])
    return list(scenes.values())


def _unfiltered(rows: Callable[[Project], Any]) -> Callable[[Project, str], list[dict[str, Any]]]:
    def listed(project: Project, filter_: str) -> list[dict[str, Any]]:
        if filter_:
            raise MiwakeError("This list takes no filter.", todo="Filter photos, captions, negatives or groups.")
        return [asdict(row) for row in rows(project)]

    return listed


_LISTERS: dict[What, Callable[[Project, str], list[dict[str, Any]]]] = {
    What.PHOTOS: _photos,
    What.CAPTIONS: _captions,
    What.NEGATIVES: _negatives,
    What.MIXUPS: _unfiltered(mixups.list_mixups),
    What.PAIRS: _unfiltered(pairs.list_pairs),
    What.GROUPS: _groups,
    What.RUNS: _unfiltered(runs.list_runs),
}
_COLUMNS: dict[What, dict[str, str]] = {
    What.PHOTOS: {
        "id": "ID",
        "name": "Name",
        "width": "Width",
        "height": "Height",
        "group": "Scene",
        "split": "Used for",
        "path": "Path",
    },
    What.CAPTIONS: {"id": "ID", "photo": "Photo", "source": "Source", "text": "Description"},
    What.NEGATIVES: {
        "id": "ID",
        "photo": "Photo",
        "status": "Status",
        "kind": "Kind",
        "source": "Source",
        "text": "Look-alike description",
        "suspect": "May also be true",
    },
    What.MIXUPS: {"id": "ID", "name": "Name", "unsorted": "Unsorted", "neither": "Neither", "choices": "Choices"},
    What.PAIRS: {"id": "ID", "photo_a": "Photo", "photo_b": "Looks like", "note": "Note"},
    What.GROUPS: {"id": "Scene", "split": "Used for", "photos": "Photos"},
    What.RUNS: {
        "id": "ID",
        "job": "Run",
        "recipe": "Recipe",
        "model_before": "From model",
        "model_after": "New model",
        "verdict": "Verdict",
    },
}


def _cell(what: What, row: dict[str, Any], column: str) -> object:
    if (what, column) == (What.MIXUPS, "choices"):
        counts = zip(row["choices"], row["counts"], strict=True)
        return "; ".join(f"{number} {choice} ({count})" for number, (choice, count) in enumerate(counts, start=1))
    return row.get(column)
