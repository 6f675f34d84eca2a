"""`miwake retrain`, `evaluate`, `report` and `demo`: make it better, and prove it."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from miwake.cli.following import follow, launcher, run_to_end, start
from miwake.cli.opening import open_to_change
from miwake.cli.output import emit, say
from miwake.cli.progress import TerminalControl
from miwake.domain.comparisons import Comparison
from miwake.domain.errors import MiwakeError
from miwake.domain.provable import proof_sentence
from miwake.domain.recipes import RECIPES
from miwake.domain.snapshots import Snapshot
from miwake.domain.terms import RetentionVerdict, Split, Verdict
from miwake.domain.wording import counted, counts_by_mixup, mixed_up_counts, risen_sentence, verdict_sentence
from miwake.services import reports, runs
from miwake.services.models import lasting_name
from miwake.services.projects import Project, open_project
from miwake.services.snapshots import make_snapshot

NOTHING_BETTER = 3
_KEPT = {
    RetentionVerdict.KEPT: "kept",
    RetentionVerdict.LOST: "a loss of more than one point cannot be ruled out",
    RetentionVerdict.CANNOT_TELL: "cannot tell",
}
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "": 1.0}


class Format(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


def retrain(
    project: Path,
    model: Annotated[str | None, typer.Option(help="What to start from; the active model if left out.")] = None,
    recipe: Annotated[str, typer.Option(help=", ".join(RECIPES))] = "adaptive",
    without: Annotated[list[str] | None, typer.Option(help="A term to switch off; may be repeated.")] = None,
    budget: Annotated[str, typer.Option(help="Time for the training: 90s, 5m, 1h.")] = "3m",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, mps or xpu.")] = "auto",
    seed: Annotated[int, typer.Option(help="The same seed and photos give the same run.")] = 0,
    control: Annotated[bool, typer.Option("--control", help="Also train `plain`, for comparison.")] = False,
    lora: Annotated[
        int | None,
        typer.Option(min=0, help="Rank of thin matrices that train instead of the weights; 0: none. Large models: 16."),
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="Processes of this computer: one for each of its GPUs.")] = 1,
    queue: Annotated[bool, typer.Option("--queue", help="Only make the job; print its folder for torchrun.")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Retrain in a background process and follow it. Ctrl-C once keeps the best so far, twice cancels."""
    wanted = runs.RetrainRequest(model, recipe, tuple(without or ()), seconds(budget), device, seed, control, lora)
    launched_by = () if queue else launcher(processes)
    with open_to_change(project) as opened:
        folder = runs.queue_retraining(opened, wanted)
        if queue:
            say(str(folder.path))
            return
        start(folder, launched_by)
        if not as_json:
            say(_provable(runs.read_snapshot(folder.path)))
        follow(folder, quiet=as_json)
        comparison = runs.read_comparison(opened, runs.find_run(opened, folder.path.name))
        _show(opened, comparison, as_json=as_json)
    if comparison.model_after is None:
        raise typer.Exit(NOTHING_BETTER)


def evaluate(
    project: Path,
    model: Annotated[str | None, typer.Option(help="Which model; the active one if left out.")] = None,
    split: Annotated[Split, typer.Option(help="Which scenes.")] = Split.TEST,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, mps or xpu.")] = "auto",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Score a model on the project's cases."""
    with open_project(project) as opened, TerminalControl(quiet=as_json) as shown:
        if model:
            lasting_name(opened, model)
        runs.require_cases(make_snapshot(opened), split)
        from miwake.worker import evaluating  # noqa: PLC0415 - loads torch, which a refusal need not wait for

        scored = evaluating.evaluate(opened, evaluating.EvaluateRequest(model, split, device), control=shown)
    if as_json:
        emit(scored)
        return
    mixed_up = round(scored["scr"] * scored["cases"])
    cases, scenes = counted(scored["cases"], "case"), counted(scored["groups"], "scene")
    say(f"{scored['model']} mixes up {mixed_up} of {cases} of {scenes} ({split}).")
    for name, part in scored["by_mixup"].items():
        say(f"  {name}: {round(part['scr'] * part['n'])} of {part['n']}")


def report(
    project: Path,
    run: Annotated[str | None, typer.Argument(help="A run; the last one that has a report if left out.")] = None,
    form: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.HTML,
    without_photos: Annotated[bool, typer.Option("--without-photos", help="Leave the photos out.")] = False,
    out: Annotated[Path | None, typer.Option(help="The file to write; JSON goes to stdout if left out.")] = None,
) -> None:
    """Write the before/after report of a run."""
    with open_project(project) as opened:
        comparison = runs.read_comparison(opened, runs.find_run(opened, run))
        if form is Format.JSON and out is None:
            emit(reports.report_json(opened, comparison))
            return
        target = out or Path(f"{opened.name}-report.{form}")
        say(f"Wrote {reports.write_report(opened, comparison, target, form=form, with_photos=not without_photos)}.")


def demo(
    out: Annotated[Path | None, typer.Option(help="Folder to make the sample project in.")] = None,
    photos: Annotated[int, typer.Option(min=40, help="How many photos to draw.")] = 200,
    budget: Annotated[str, typer.Option(help="Time for the training.")] = "3m",
    seed: Annotated[int, typer.Option(help="The same seed gives the same sample project.")] = 0,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Run the whole job on a sample project: draw, sort, propose, retrain, report."""
    wanted = runs.RetrainRequest(budget=seconds(budget), seed=seed)
    from miwake.worker.demo import make_sample_project  # noqa: PLC0415 - draws, and loads spaCy

    with TerminalControl(quiet=as_json) as shown:
        made = make_sample_project(out or Path("demo"), photos=photos, seed=seed, control=shown)
    with open_project(made) as opened:
        folder = runs.queue_retraining(opened, wanted)
        run_to_end(folder, quiet=as_json)
        comparison = runs.read_comparison(opened, runs.find_run(opened, folder.path.name))
        _show(opened, comparison, as_json=as_json)
        if not as_json:
            say(f"The sample project: miwake app {opened.folder.root}")


def seconds(text: str) -> float:
    """Read a duration such as 90, 90s, 5m or 1h.

    Raises:
        MiwakeError: It is none, or not above zero.
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smh]?)", text.strip().lower())
    if not found or float(found[1]) <= 0:
        raise MiwakeError(f"{text!r} is no time.", todo="Write 90s, 5m or 1h.")
    return float(found[1]) * _UNITS[found[2]]


def _provable(snapshot: Snapshot) -> str:
    """Return what the test photos can prove, which is worth knowing before the time is spent."""
    groups = {photo.sha256: photo.group for photo in snapshot.photos}
    tested = [groups[each.photo] for each in snapshot.of_split(Split.TEST) if each.confusables]
    return proof_sentence(len(set(tested)), len(tested))


def _show(project: Project, comparison: Comparison, *, as_json: bool) -> None:
    if as_json:
        emit(reports.report_json(project, comparison))
        return
    say(verdict_sentence(comparison))
    shown: dict[str, Any] = reports.report_json(project, comparison)
    say(_rates(comparison))
    for line in counts_by_mixup(comparison):
        say(f"  {line}")
    if rose := risen_sentence(comparison):
        say(rose)
    if comparison.retention:
        kept = comparison.retention
        say(
            f"Earlier skill: {_KEPT[kept.verdict]} (recall@1 {kept.recall_at_1_before:.1%} before, "
            f"{kept.recall_at_1_after:.1%} after, {kept.queries} queries)."
        )
    if comparison.control:
        tested = mixed_up_counts(comparison)[2]
        mixed_up = round(comparison.control.scr * tested)
        say(f"Comparison run ({comparison.control.recipe}): {mixed_up} of {counted(tested, 'test photo')} mixed up.")
    say(f"Verdict: {comparison.verdict}")
    say(f"Report: {shown['report']}")


def _rates(comparison: Comparison) -> str:
    """Return the rates with their interval; where the test photos are too few for one, that."""
    if comparison.verdict is Verdict.TOO_FEW:
        return f"Not shown as a rate: the test photos are too few ({counted(comparison.groups, 'scene')})."
    low, high = comparison.difference.ci95
    return (
        f"Mix-up rate {comparison.before.scr:.0%} before, {comparison.after.scr:.0%} after "
        f"(difference {comparison.difference.scr:+.1%}, 95 % interval {low:+.1%} to {high:+.1%}, "
        f"{counted(comparison.groups, 'scene')})."
    )
