"""Retrain: train from a snapshot, score before and after, keep the model, write what was proven."""

import json
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

from miwake.domain.comparisons import Comparison
from miwake.domain.comparisons import Control as ComparisonRun
from miwake.domain.control import Control
from miwake.domain.errors import MiwakeError
from miwake.domain.models import BUILTIN
from miwake.domain.recipes import Recipe, recipe
from miwake.domain.scores import CaseScores
from miwake.domain.snapshots import Snapshot
from miwake.domain.terms import Verdict
from miwake.evaluation import compare, scr
from miwake.ml.exporting import export_model
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.ml.notes import Noted
from miwake.ml.options import TrainingOptions, TrainingResult
from miwake.ml.team import Team
from miwake.ml.training import train
from miwake.services.comparisons import COMPARISON_FILE
from miwake.services.models import base_of, list_models, model_source, register_model
from miwake.services.projects import Project
from miwake.services.reports import write_run_report
from miwake.services.runs import RetrainRequest, finish_run, read_snapshot
from miwake.worker.general import GeneralPhotos
from miwake.worker.mirrorable import Photos, mirrorable
from miwake.worker.scoring import Bench, fixed_encoder

TRAINING, COMPARISON_RUN = "training", "comparison-run"
TRAINING_SHARE = 0.8
"""Of the time that a person gives; scoring both models on test and general photos takes about the rest of it."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The model that came out, or None where nothing better did, and how it was scored."""

    name: str | None
    model: Model
    training: TrainingResult


def retrain(
    project: Project, run: str, wanted: RetrainRequest, *, control: Control, team: Team | None = None
) -> Comparison:
    """Carry out a queued retraining to its report.

    Args:
        project: The project.
        run: The job's identifier; its folder holds the snapshot.
        wanted: What was asked for.
        control: Told of the progress, obeyed when it says stop or cancel.
        team: The processes that compute together; None for this one alone.

    Raises:
        MiwakeError: The model or the photos cannot be used; the project is unchanged.
        CancelledError: The person cancelled; the project is unchanged.
    """
    started = time.monotonic()
    folder = project.folder.jobs / run
    before_name = wanted.model or BUILTIN
    bench = Bench(read_snapshot(folder), GeneralPhotos.shipped(), project.folder.cache, control)
    control.stage("Loading the model")
    before = load_model(model_source(project, before_name), device=wanted.device)
    scored_before = bench.score(before)
    chosen = recipe(wanted.recipe).without(wanted.without)
    options = TrainingOptions(
        budget_seconds=TRAINING_SHARE * wanted.budget, seed=wanted.seed, lora=wanted.lora, choose=True
    )
    trained = _train(before, bench, chosen, options, folder / TRAINING, team)
    name = f"{run[:15]}-{chosen.name}" if trained.alpha > 0 else None
    outcome = _Outcome(name, trained.model if name else before, trained)
    # All but the recipe is the same.
    same = replace(options, learning_rate=trained.learning_rate, shallow=trained.shallow, choose=False)
    control_run = _comparison_run(before, bench, chosen, same, folder, team) if wanted.control else None
    base = _base(project, before_name, wanted.device, control)
    comparison = _compare(bench, wanted, outcome, before, scored_before, control_run, base=base)
    comparison = replace(comparison, run=run, model_before=before_name, seconds=round(time.monotonic() - started, 1))
    _keep(project, bench.snapshot, comparison, outcome)
    return comparison


def _train(
    before: Model, bench: Bench, chosen: Recipe, options: TrainingOptions, workspace: Path, team: Team | None
) -> TrainingResult:
    noted = Noted(bench.control)
    photos = Photos(bench.snapshot, bench.general.open, bench.cache)
    mirrors = (
        mirrorable(before, photos, seconds=options.budget_seconds, seed=options.seed, control=noted)
        if chosen.mirrors
        else ()
    )
    trained = train(
        before,
        bench.snapshot,
        chosen,
        options=options,
        replay=bench.general.replayed,
        workspace=workspace,
        cache=bench.cache,
        open_photo=bench.general.open,
        control=bench.control,
        team=team,
        mirrorable=mirrors,
    )
    return replace(trained, notes=(*noted.notes, *trained.notes))


def _comparison_run(
    before: Model, bench: Bench, chosen: Recipe, options: TrainingOptions, folder: Path, team: Team | None
) -> ComparisonRun:
    """Train `plain` with the same budget and settings: what the hard negatives add is the difference to it."""
    plain = replace(recipe("plain"), sides=chosen.sides)
    trained = _train(before, bench, plain, options, folder / COMPARISON_RUN, team)
    return ComparisonRun(plain.name, scr(bench.score(trained.model)))


def _base(project: Project, before: str, device: str, control: Control) -> Model | None:
    """Return the base model that the starting model comes from; None if it is one, or can no longer be opened."""
    name = base_of(project, before)
    if name == before:
        return None
    try:
        return load_model(model_source(project, name), device=device)
    except MiwakeError as error:
        control.note(f"Compared with the starting model alone: {name} cannot be opened. {error}")
        return None


def _compare(
    bench: Bench,
    wanted: RetrainRequest,
    outcome: _Outcome,
    before: Model,
    scored_before: list[CaseScores],
    control_run: ComparisonRun | None,
    *,
    base: Model | None,
) -> Comparison:
    control, after, changed = bench.control, outcome.model, outcome.name is not None
    control.stage("Scoring before and after")
    encoder = before if wanted.model in (None, BUILTIN) else fixed_encoder(wanted.device)
    retention_before = bench.retention(before)
    pairs_before = bench.pairs(before)
    evidence = compare(
        scored_before,
        bench.score(after) if changed else scored_before,
        snapshot=bench.snapshot,
        pairs_before=pairs_before,
        pairs_after=bench.pairs(after) if changed else pairs_before,
        closeness=bench.closeness(encoder),
        retention_before=retention_before,
        retention_after=bench.retention(after) if changed else retention_before,
        retention_base=bench.retention(base) if base else None,
        base=bench.score(base) if base else None,
        caption_only=bench.caption_only(after),
        seed=wanted.seed,
    )
    training = outcome.training
    return Comparison(
        run="",
        recipe=wanted.recipe + "".join(f" without {term}" for term in wanted.without),
        model_before="",
        model_after=outcome.name,
        device=before.device.type,
        seconds=0.0,
        seconds_training=round(training.seconds_training, 1),
        control=control_run,
        alpha=training.alpha,
        curves=training.curves,
        notes=(*bench.snapshot.notes, *training.notes),
        **evidence.parts(),
    )


def _keep(project: Project, snapshot: Snapshot, comparison: Comparison, outcome: _Outcome) -> None:
    """Write model, comparison and report; the run's row is written last, when all of it is there."""
    folder = project.folder.jobs / comparison.run
    if outcome.name and outcome.name not in {model.name for model in list_models(project)}:
        target = project.folder.models / outcome.name
        # What an attempt that was interrupted here had left: it was never registered.
        shutil.rmtree(target, ignore_errors=True)
        export_model(outcome.model, target, facts=_facts(comparison))
        metrics = _metrics(comparison, snapshot)
        register_model(
            project, target, name=outcome.name, parent=comparison.model_before, run=comparison.run, metrics=metrics
        )
    fresh = folder / f".{COMPARISON_FILE}"
    fresh.write_text(json.dumps(comparison.as_json(), ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / COMPARISON_FILE)
    write_run_report(project, comparison)
    finish_run(project, comparison.run, model_after=outcome.name, verdict=comparison.verdict)
    discard_workspaces(folder)


def discard_workspaces(folder: Path) -> None:
    """Delete a run's checkpoints, which nothing needs once it has ended or was cancelled."""
    for name in (TRAINING, COMPARISON_RUN):
        shutil.rmtree(folder / name, ignore_errors=True)


def _facts(comparison: Comparison) -> dict[str, str]:
    return {
        "made by": f"Miwake, run {comparison.run}",
        "recipe": comparison.recipe,
        "started from": comparison.model_before,
        "share of the trained weights": f"{comparison.alpha}",
        "test cases mixed up": f"{comparison.before.scr:.1%} before, {comparison.after.scr:.1%} after "
        f"({comparison.cases['test']} cases of {comparison.groups} scenes)",
        "verdict": str(comparison.verdict),
    }


def _metrics(comparison: Comparison, snapshot: Snapshot) -> dict[str, object]:
    parts = comparison.by_mixup
    worse = [name for name, part in parts.items() if part.verdict is Verdict.WORSE]
    critical = [each.name for each in snapshot.mixups if each.critical and each.name in parts]
    return {
        "scr_before": comparison.before.scr,
        "scr_after": comparison.after.scr,
        "verdict": str(comparison.verdict),
        "retention": str(comparison.retention.verdict) if comparison.retention else None,
        "worse": worse,
        "critical_worse": [name for name in critical if parts[name].after > parts[name].before],
    }
