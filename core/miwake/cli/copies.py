"""`miwake check`, `backup`, `restore` and `export`: keep a project sound and safe."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from miwake.cli.opening import open_to_change
from miwake.cli.output import emit, say
from miwake.domain.wording import counted
from miwake.services import backups, checks
from miwake.services.projects import open_project


def check(
    project: Path,
    repair: Annotated[bool, typer.Option("--repair", help="Repair what can be repaired.")] = False,
    search: Annotated[Path | None, typer.Option(help="Where to look for photos that are gone.")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Check every row, file and hash of a project; exit code 1 if something is wrong."""
    with open_to_change(project) if repair else open_project(project) as opened:
        problems = checks.repair(opened, search=search)[0] if repair else checks.check(opened)
    if as_json:
        emit({"ok": not problems, "problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            say(f"{problem.what}: {problem.where}{' (can be repaired)' if problem.repairable else ''}")
        say(f"{counted(len(problems), 'problem')}." if problems else "All is well.")
    if problems:
        raise typer.Exit(1)


def backup(project: Path) -> None:
    """Write a dated copy of the database into the project's backups."""
    with open_project(project) as opened:
        say(f"Wrote {backups.back_up(opened)}.")


def restore(project: Path, backup: Annotated[Path, typer.Argument(help="A backup's path, or its name.")]) -> None:
    """Put a backup in the place of the database; the replaced one is kept."""
    kept = backups.restore(project, backup)
    say(f"Restored. What was there before is kept as {kept}.")


def export(project: Path, file: Annotated[Path, typer.Argument(help="The zip file to write.")]) -> None:
    """Write the whole project, its caches apart, into one zip file."""
    with open_project(project) as opened:
        say(f"Wrote {backups.export_project(opened, file)}.")
