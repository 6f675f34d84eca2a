"""`miwake list`: what there is in a project."""

from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from miwake.cli.output import emit_lines, say
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
    for row in rows:
        say("  ".join(str(row[key]) for key in _SHOWN[what] if row.get(key) is not None))


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
_SHOWN = {
    What.PHOTOS: ("id", "name", "width", "height", "group", "split", "path"),
    What.CAPTIONS: ("id", "photo", "source", "text"),
    What.NEGATIVES: ("id", "photo", "status", "kind", "source", "text", "suspect"),
    What.MIXUPS: ("id", "name", "choices", "counts", "neither", "unsorted"),
    What.PAIRS: ("id", "photo_a", "photo_b", "note"),
    What.GROUPS: ("id", "split", "photos"),
    What.RUNS: ("id", "job", "recipe", "model_before", "model_after", "verdict"),
}
