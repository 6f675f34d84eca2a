"""`miwake lexicon`: words of one's own site that exclude each other."""

from pathlib import Path
from typing import Annotated, Any

import typer

from miwake.cli.output import emit, emit_lines, say, warn
from miwake.domain.lexicons import CheckedPack
from miwake.services import lexicons
from miwake.services.projects import open_project

app = typer.Typer(help="Words of your own site that exclude each other (lexicon packs).", no_args_is_help=True)
_MOST_WORDS = 40


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="YAML files.")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Say what is wrong with packs, by file and line, and what they add; exit code 1 if something is wrong."""
    from miwake.worker.lexicons import checked  # noqa: PLC0415 - loads spaCy, as few commands need

    found = checked(files)
    if as_json:
        emit({"ok": not any(each.mistakes for each in found), "packs": [_json(each) for each in found]})
    else:
        for each in found:
            _show(each)
    if any(each.mistakes for each in found):
        raise typer.Exit(1)


@app.command()
def add(
    project: Path,
    file: Path,
    replace: Annotated[bool, typer.Option("--replace", help="In the place of the one of that name.")] = False,
) -> None:
    """Copy a sound pack into a project; the next proposals use it."""
    from miwake.worker.lexicons import add_pack  # noqa: PLC0415 - see above

    with open_project(project) as opened:
        found = add_pack(opened, file, replace=replace)
    _show(found)
    say(f"Added {file.name}. `miwake negatives` uses it from now on.")


@app.command(name="list")
def list_packs(project: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the packs of a project, broken ones with their mistakes."""
    from miwake.worker.lexicons import packs_of  # noqa: PLC0415 - see above

    with open_project(project) as opened:
        found = packs_of(opened)
    if as_json:
        emit_lines(map(_json, found))
        return
    for each in found:
        _show(each)


@app.command()
def remove(project: Path, name: Annotated[str, typer.Argument(help="The file's name.")]) -> None:
    """Take a pack out of a project; a copy is kept among its backups."""
    with open_project(project) as opened:
        kept = lexicons.remove_pack(opened, name)
    say(f"Removed {name}. A copy is kept as {kept}.")


def _show(pack: CheckedPack) -> None:
    for mistake in pack.mistakes:
        warn(f"{pack.file}, line {mistake.line}: {mistake.what}")
    if pack.mistakes:
        return
    sets = ", ".join(f"{count} {kind}" for kind, count in pack.entries) or "no"
    say(f"{pack.file.name} ({pack.name}): {sets} entries; {len(pack.new)} words and phrases that are new.")
    if pack.new:
        more = len(pack.new) - _MOST_WORDS
        say(f"  {', '.join(pack.new[:_MOST_WORDS])}{f' and {more} more' if more > 0 else ''}")


def _json(pack: CheckedPack) -> dict[str, Any]:
    return {
        "file": str(pack.file),
        "pack": pack.name or None,
        "mistakes": [{"line": mistake.line, "what": mistake.what} for mistake in pack.mistakes],
        "adds": dict(pack.entries),
        "new_words": list(pack.new),
    }
