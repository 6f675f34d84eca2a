"""`miwake new` and `miwake import`: a project and its photos."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from miwake.cli.opening import open_to_change
from miwake.cli.output import complain, emit, say, warn
from miwake.cli.progress import TerminalControl
from miwake.domain.errors import RefusedError
from miwake.domain.wording import counted
from miwake.services.projects import new_project, open_project
from miwake.worker.importing import Imported, ImportRequest, import_sources


def new(
    project: Path,
    copy_photos: Annotated[
        bool, typer.Option("--copy-photos", help="Copy photos in, instead of leaving them where they are.")
    ] = False,
) -> None:
    """Make an empty project."""
    with new_project(project, copy_photos=copy_photos) as made:
        say(f"Made {made.folder.root}.")


def import_photos(
    project: Path,
    source: Annotated[list[Path] | None, typer.Argument(help="Folders, photos, archives, captions files.")] = None,
    captions: Annotated[Path | None, typer.Option(help="CSV, TSV, JSONL (image,caption[,group]) or COCO JSON.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look and report, write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Import photos and captions."""
    wanted = ImportRequest(tuple(source or ()), captions, dry_run)
    opening = open_project(project) if dry_run else open_to_change(project)
    with opening as opened, TerminalControl(quiet=as_json) as control:
        done = import_sources(opened, wanted, control=control)
    if as_json:
        emit(asdict(done))
    else:
        _tell(done, dry_run=dry_run)
    if not (done.photos_new or done.photos_known or done.captions_new):
        complain(RefusedError("Nothing was found to import.", todo="Name a folder with photos, or a captions file."))
        raise typer.Exit(1)


def _tell(done: Imported, *, dry_run: bool) -> None:
    prefix = "Would import" if dry_run else "Imported"
    say(f"{prefix} {counted(done.photos_new, 'photo')} and {counted(done.captions_new, 'description')}.")
    known = counted(done.photos_known, "was", "were")
    joining = counted(done.near_duplicates, "joins", "join")
    say(f"{known} here already; {joining} the scene of a look-alike.")
    for title, rows in (("Refused", done.refused), ("Worth a look", done.warnings)):
        if rows:
            warn(f"{title}: {len(rows)}")
            for row in rows:
                warn(f"  {row.path}: {row.reason}")
