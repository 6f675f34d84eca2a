"""`miwake models`: the registry."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from miwake.cli.opening import open_to_change
from miwake.cli.output import emit, emit_lines, say
from miwake.cli.progress import TerminalControl
from miwake.cli.tables import show_table
from miwake.domain.errors import RefusedError
from miwake.domain.gate import UnconfirmedError
from miwake.domain.models import BaseModel
from miwake.services import difficulty, models
from miwake.services.base_models import require_known
from miwake.services.projects import Project, open_project

app = typer.Typer(help="The models of a project.", no_args_is_help=True)


@app.command(name="list")
def list_models(project: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the models; the active one is marked."""
    with open_project(project) as opened:
        found = models.list_models(opened)
    if as_json:
        emit_lines(asdict(model) for model in found)
        return
    show_table(
        ("In use", "Name", "Made", "Made from", "Verdict"),
        [
            ("*" if each.active else "", each.name, each.created_at or None, each.parent, each.metrics.get("verdict"))
            for each in found
        ],
        none="No models.",
    )


@app.command()
def show(project: Path, model: str) -> None:
    """Show one model's record as JSON."""
    with open_project(project) as opened:
        emit(asdict(models.model_named(opened, model)))


@app.command()
def promote(
    project: Path,
    model: str,
    confirm: Annotated[bool, typer.Option("--confirm", help="Use it although something got worse.")] = False,
) -> None:
    """Make a model the active one."""
    with open_to_change(project) as opened:
        try:
            models.promote(opened, model, confirmed=confirm)
        except UnconfirmedError as error:
            raise RefusedError(
                error.what, why=error.why, kept=error.kept, todo="Add --confirm to use it all the same."
            ) from error
        say(f"{model} is in use now.")
        _measure(opened)


@app.command()
def rollback(project: Path) -> None:
    """Go back to the model that was active before."""
    with open_to_change(project) as opened:
        name, _ = models.roll_back(opened)
        say(f"{name} is in use again.")
        _measure(opened)


@app.command()
def export(project: Path, model: str, folder: Path) -> None:
    """Copy a model's folder, which plain open_clip loads."""
    with open_project(project) as opened:
        say(f"Wrote {models.export_model(opened, model, folder)}.")


@app.command(name="delete-weights")
def delete_weights(project: Path, model: str) -> None:
    """Delete a model's weights and keep its record."""
    with open_to_change(project) as opened:
        models.delete_weights(opened, model)
    say(f"The weights of {model} are deleted; its record is kept.")


@app.command()
def available(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the base models that a retraining can start from; those that are not here can be downloaded."""
    from miwake.worker import base_models  # noqa: PLC0415 - loads torch

    found = base_models.available()
    if as_json:
        emit_lines(asdict(each) for each in found)
        return
    rows = [("*" if each.downloaded else "", each.name, _weights(each)) for each in found]
    show_table(("Here", "Name", "Weights"), rows, none="No models.")
    say("* on this computer; the others: `miwake models download NAME`. Licence and size are said before.")


@app.command()
def download(name: Annotated[str, typer.Argument(help="ARCHITECTURE/TAG, as `models available` lists it.")]) -> None:
    """Download a base model; the only command that uses the network. Broken off, it goes on where it was."""
    require_known(name)
    from miwake.worker import base_models  # noqa: PLC0415 - loads torch, which a mistyped name need not wait for

    with TerminalControl() as shown:
        folder = base_models.download(name, control=shown)
    say(f"{name} is in {folder}. Use it: `miwake retrain PROJECT --model {name}`.")


def _measure(project: Project) -> None:
    """Find out which look-alikes are hard for the model in use; broken off, it is done another time."""
    if not difficulty.unmeasured(project):
        return
    from miwake.worker.difficulty import measure_difficulty  # noqa: PLC0415 - loads torch, which few of these need

    with TerminalControl() as control:
        measure_difficulty(project, control=control)


def _weights(model: BaseModel) -> str:
    if model.refused:
        return f"cannot be used: {model.refused}"
    millions = f"{model.parameters / 1e6:,.0f} M weights" if model.parameters else ""
    megabytes = f"{model.bytes / 1e6:,.0f} MB" if model.bytes else ""
    return "  ".join(part for part in (millions, megabytes) if part)
