"""Retrainings: freeze a snapshot, queue the job, remember how it ended."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miwake.domain.comparisons import Comparison
from miwake.domain.errors import BusyError, NotFoundError, RefusedError
from miwake.domain.recipes import recipe as recipe_named
from miwake.domain.runs import Run
from miwake.domain.snapshots import Snapshot
from miwake.domain.terms import Split, Verdict
from miwake.domain.wording import model_words
from miwake.jobs import JobFolder, new_spec
from miwake.services.comparisons import has_comparison, kept_comparison
from miwake.services.jobs import at_work, waiting
from miwake.services.kept_files import read_kept
from miwake.services.models import active_model, lasting_name, model_source
from miwake.services.projects import Project
from miwake.services.snapshots import make_snapshot
from miwake.storage import models

RETRAIN = "retrain"
SNAPSHOT_FILE = "snapshot.json"
REPORT_FILE = "report.html"
DEFAULT_BUDGET = 180.0


@dataclass(frozen=True, slots=True)
class RetrainRequest:
    """What a person asks a retraining to be.

    Attributes:
        model: What to start from; None for the active model.
        recipe: Name of the recipe.
        without: Terms to switch off.
        budget: Seconds for the training itself.
        device: "auto", "cpu", "cuda", "mps" or "xpu".
        control: Also train `plain` on the same budget, for comparison.
        lora: Rank of thin matrices that train instead of the weights; 0 for none, None decides by the model's size.
    """

    model: str | None = None
    recipe: str = "adaptive"
    without: tuple[str, ...] = ()
    budget: float = DEFAULT_BUDGET
    device: str = "auto"
    seed: int = 0
    control: bool = False
    lora: int | None = None


def queue_retraining(project: Project, wanted: RetrainRequest) -> JobFolder:
    """Freeze the snapshot and make the job folder; whoever called starts its process.

    Raises:
        RefusedError: There is nothing to train or to test on.
        BusyError: A retraining of the project is at work already, or waits to be started.
        NotFoundError: The model, the recipe or a term does not exist.
    """
    require_none_at_work(project)
    _require_none_waiting(project)
    recipe_named(wanted.recipe).without(wanted.without)
    model = lasting_name(project, wanted.model or active_model(project))
    model_source(project, model)
    snapshot = make_snapshot(project, seed=wanted.seed)
    _require_enough(snapshot)
    params: dict[str, Any] = {
        "model": model,
        "recipe": wanted.recipe,
        "without": list(wanted.without),
        "budget": wanted.budget,
        "device": wanted.device,
        "seed": wanted.seed,
        "control": wanted.control,
        "lora": wanted.lora,
    }
    spec = new_spec(
        RETRAIN, project=str(project.folder.root), params=params, title=f"Retraining from {model_words(model)}"
    )
    folder = JobFolder(project.folder.jobs / spec.id).create(spec)
    (folder.path / SNAPSHOT_FILE).write_text(json.dumps(snapshot.as_json(), ensure_ascii=False), encoding="utf-8")
    with project.database.action("retrain", "Started a retraining", undoable=False) as transaction:
        models.add_run(
            transaction, spec.id, recipe=wanted.recipe, seed=wanted.seed, model_before=model, snapshot=snapshot.digest
        )
    return folder


def require_cases(snapshot: Snapshot, split: Split) -> None:
    """Check that there is something to score a model on.

    Raises:
        RefusedError: The split has no case.
    """
    if not any(each.confusables for each in snapshot.of_split(split)):
        raise RefusedError(f"There is no case in {split} scenes yet.", todo="Sort more photos.")


def require_none_at_work(project: Project) -> None:
    """Check that a retraining may begin or go on: one at a time.

    Raises:
        BusyError: One is at work.
    """
    for job in at_work(project.folder.jobs):
        if job.spec.kind == RETRAIN:
            raise BusyError(
                "A retraining of this project is at work already.",
                why="Two at once would take each other's time and start from the same model.",
                kept="It goes on.",
                todo=f"Wait for it, or end it: `miwake jobs stop {project.folder.root} {job.spec.id}`.",
            )


def read_snapshot(folder: Path) -> Snapshot:
    """Return the snapshot of a run's job folder.

    Raises:
        DamagedError: It cannot be read.
    """
    todo = "Discard this retraining and start another."
    return read_kept(folder / SNAPSHOT_FILE, Snapshot.from_json, what="What this retraining trains on", todo=todo)


def finish_run(project: Project, job: str, *, model_after: str | None, verdict: Verdict | None) -> None:
    """Note how a run ended."""
    with project.database.action("retrain", "Finished a retraining", undoable=False) as transaction:
        models.end_run(transaction, job, model_after=model_after, verdict=verdict)


def list_runs(project: Project) -> list[Run]:
    """Return all runs, oldest first."""
    with project.database.read() as transaction:
        return models.runs(transaction)


def find_run(project: Project, named: str | None = None) -> Run:
    """Return a run by its job's name or number, or the last one that has a report.

    Raises:
        NotFoundError: There is none.
    """
    everything = list_runs(project)
    if named is None:
        reported = [run for run in everything if has_comparison(project, run.job)]
        if not reported:
            raise NotFoundError("There is no report yet.", todo="Retrain first: `miwake retrain PROJECT`.")
        return reported[-1]
    for run in everything:
        if named in (run.job, str(run.id)):
            return run
    raise NotFoundError(f"There is no run {named!r}.", todo="See `miwake list PROJECT runs`.")


def read_comparison(project: Project, run: Run) -> Comparison:
    """Return what a run proved.

    Raises:
        NotFoundError: It has no report.
        DamagedError: Its report cannot be read.
    """
    found = kept_comparison(project, run.job)
    if found is None:
        raise NotFoundError(f"Run {run.job} has no report.", why="It has not ended, or was cancelled.")
    return found


def _require_none_waiting(project: Project) -> None:
    for job in waiting(project.folder.jobs):
        if job.spec.kind == RETRAIN:
            named = f"{project.folder.root} {job.spec.id}"
            raise BusyError(
                "A retraining of this project waits already to be started.",
                why="Started one after the other, both would begin from the same model.",
                kept="It goes on waiting; no second one was made.",
                todo=f"Start it with `miwake jobs resume {named}`, or discard it with `miwake jobs cancel {named}`.",
            )


def _require_enough(snapshot: Snapshot) -> None:
    train = [each for each in snapshot.of_split(Split.TRAIN) if each.confusables]
    test = [each for each in snapshot.of_split(Split.TEST) if each.confusables]
    if not train:
        raise RefusedError(
            "There is nothing to learn from yet.",
            why="No photo in a training scene has a description with look-alikes.",
            todo="Sort some photos, or have look-alike descriptions proposed.",
        )
    if not test:
        raise RefusedError(
            "There is nothing to test on yet.",
            why="No photo in a test scene has a description with look-alikes.",
            todo="Sort photos of more scenes: every fourth scene is kept for testing.",
        )
