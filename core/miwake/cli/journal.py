"""`miwake undo`, `redo` and `history`: the journal."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from miwake.cli.opening import open_to_change
from miwake.cli.output import emit_lines, say, warn
from miwake.cli.tables import show_table
from miwake.domain.changes import Changes
from miwake.services import history as journal
from miwake.services.projects import Project, open_project


def undo(project: Path, n: Annotated[int, typer.Argument(min=1, help="How many actions.")] = 1) -> None:
    """Take back the last actions."""
    with open_to_change(project) as opened:
        for _ in range(n):
            entry, changes = journal.undo(opened)
            say(f"Undone: {entry.title}")
            _tell_still_used(opened, changes)


def redo(project: Path, n: Annotated[int, typer.Argument(min=1, help="How many actions.")] = 1) -> None:
    """Do again what was undone."""
    with open_to_change(project) as opened:
        for _ in range(n):
            entry, changes = journal.redo(opened)
            say(f"Done again: {entry.title}")
            _tell_still_used(opened, changes)


def history(
    project: Path,
    limit: Annotated[int, typer.Option(min=1, help="How many actions at most.")] = 100,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show what was done, newest first."""
    with open_project(project) as opened:
        entries = journal.history(opened, limit=limit)
    if as_json:
        emit_lines(asdict(entry) for entry in entries)
        return
    rows = [(each.at, each.by, "" if each.state == "done" else each.state, each.title) for each in entries]
    show_table(("When", "Who", "State", "What"), rows, none="Nothing was done yet.")


def _tell_still_used(project: Project, changes: Changes) -> None:
    if kept := journal.still_used(project, changes):
        warn(kept)
