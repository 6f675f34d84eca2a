"""`miwake mixup` and `miwake sort`: what gets mixed up, and the answers."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from miwake.cli.opening import open_to_change
from miwake.cli.output import complain, emit, emit_lines, say, warn
from miwake.domain.catalogue import Domain
from miwake.domain.errors import RefusedError
from miwake.domain.mixups import NewMixup, expand_template
from miwake.domain.wording import counted
from miwake.services import catalogue, mixups
from miwake.services.projects import open_project
from miwake.worker.answers import sort_from_file

app = typer.Typer(help="What gets mixed up.", no_args_is_help=True)


@app.command()
def add(
    project: Path,
    name: str,
    choice: Annotated[
        list[str],
        typer.Option(help="A phrase for the model; repeat it, or write a template: a valve that is {open|closed}."),
    ],
    per_month: Annotated[float | None, typer.Option(min=0, help="How often it comes up in a month.")] = None,
    cost: Annotated[list[str] | None, typer.Option(help="1>2=40: taking choice 1 for choice 2 costs 40.")] = None,
    critical: Annotated[bool, typer.Option(help="It must never get worse.")] = False,
) -> None:
    """Add a mix-up with its two to five choices."""
    choices = tuple(phrase for each in choice for phrase in expand_template(each))
    costs = tuple(mixups.parse_cost(each, choices) for each in cost or ())
    with open_to_change(project) as opened:
        mixups.add_mixups(opened, [NewMixup(name, choices, per_month, costs, critical)])
    say(f"Added {name}: {'; '.join(f'{number} {phrase}' for number, phrase in enumerate(choices, start=1))}.")


@app.command(name="list")
def list_mixups(project: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the mix-ups with their counts."""
    with open_project(project) as opened:
        found = mixups.list_mixups(opened)
    if as_json:
        emit_lines(asdict(mixup) for mixup in found)
        return
    for mixup in found:
        say(f"{mixup.name}  ({mixup.unsorted} unsorted, {mixup.neither} neither)")
        rows = zip(mixup.choices, mixup.counts, mixup.scenes, strict=True)
        for number, (phrase, count, scenes) in enumerate(rows, start=1):
            say(f"  {number} {phrase}: {counted(count, 'photo')} of {counted(scenes, 'scene')}")
    if not found:
        say("No mix-ups.")


@app.command(name="catalogue")
def show_catalogue(
    domain: Annotated[Domain | None, typer.Option(help="Only those of this sort of site.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,
) -> None:
    """List the ready mix-ups that `take` adds to a project, in English and Japanese."""
    found = [ready for ready in catalogue.catalogue() if domain in (None, ready.domain)]
    if as_json:
        emit_lines(asdict(ready) for ready in found)
        return
    for ready in found:
        say(f"{ready.id}  {ready.name.en} · {ready.name.ja}  ({ready.title.en}, {ready.kind})")
        for number, choice in enumerate(ready.choices, start=1):
            say(f"  {number} {choice.en} · {choice.ja}")
        say(f"  {ready.photos.en}")


@app.command()
def take(
    project: Path,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As `catalogue` lists them.")],
    language: Annotated[Literal["en", "ja"], typer.Option(help="Of their names in the project.")] = "en",
) -> None:
    """Add ready mix-ups of the catalogue, as one step."""
    with open_to_change(project) as opened:
        catalogue.take(opened, ids, language=language)
    for name in (catalogue.ready_mixup(each).name.in_language(language) for each in dict.fromkeys(ids)):
        say(f"Added {name}.")


@app.command(name="import")
def import_mixups(project: Path, file: Path) -> None:
    """Add the mix-ups of a YAML file."""
    new = mixups.read_mixups(file)
    with open_to_change(project) as opened:
        mixups.add_mixups(opened, new)
    say(f"Added {counted(len(new), 'mix-up')}.")


@app.command(name="export")
def export_mixups(project: Path, file: Path) -> None:
    """Write the mix-ups as YAML."""
    with open_project(project) as opened:
        count = mixups.write_mixups(opened, file)
    say(f"Wrote {counted(count, 'mix-up')} to {file}.")


def sort(
    project: Path,
    mixup: str,
    answers: Annotated[Path, typer.Argument(help="CSV with image,choice; choice = number or phrase, 0 neither.")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Sort photos by the answers of a file, as one step."""
    with open_to_change(project) as opened:
        outcome = sort_from_file(opened, mixup, answers)
    for problem in outcome.problems:
        warn(problem)
    done = outcome.sorted
    for text, count in Counter(done.set_aside).items():
        photos = counted(count, "photo")
        warn(f"Set aside, as the answer says otherwise: “{text}” of {photos}. `miwake undo` brings it back.")
    if as_json:
        counts = asdict(done)
        del counts["set_aside"]
        emit(counts)
    else:
        say(f"{done.sorted} sorted, {done.neither} neither, {done.skipped} skipped.")
    if not (done.sorted or done.neither or done.skipped):
        complain(
            RefusedError(
                f"No line of {answers.name} could be used.",
                why="Each is refused above, with its reason." if outcome.problems else "It has no answers.",
                kept="Nothing was changed.",
                todo="Its columns are image and choice; `miwake mixup list PROJECT` has the choices.",
            )
        )
        raise typer.Exit(1)
