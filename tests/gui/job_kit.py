"""Jobs and retrainings as if a worker had run them: written to the project's folder by the test itself."""

import json
from pathlib import Path
from typing import Any

from miwake.domain.comparisons import Comparison, Curve, Difference, Direction, Outcome, Part, Rates, Retention
from miwake.domain.snapshots import DecisionCounts
from miwake.domain.telling import NOT_SURE, Telling, Told, ToldMixup
from miwake.domain.terms import Flip, RetentionVerdict, Verdict
from miwake.jobs import JobFolder, JobState, Owner, claim, new_spec
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.messages import (
    AnyEvent,
    FailedEvent,
    HeartbeatEvent,
    MetricEvent,
    ProgressEvent,
    ResultEvent,
    StageEvent,
    StateEvent,
    now,
)
from miwake.services.comparisons import COMPARISON_FILE
from miwake.services.models import WEIGHTS, register_model
from miwake.services.photos import list_photos
from miwake.services.projects import Project
from miwake.services.runs import RetrainRequest, finish_run, queue_retraining
from miwake.services.sorting import sort_photos
from miwake.services.tellings import ANSWERS_FILE, TELL

GONE = Owner(pid=2**22 + 1, create_time=1.0, host="")
MODEL = "20261123-054107-adaptive"


class PretendWorker:
    """Owns a job in the name of the test's own process, and reports what the test says."""

    def __init__(self, folder: JobFolder) -> None:
        self.folder = folder
        claim(folder)

    def say(self, *events: AnyEvent) -> None:
        with EventWriter(self.folder.events_file) as writer:
            writer.append(*events)

    def reach(self, stage: str, done: int, total: int) -> None:
        self.say(
            StageEvent(at=now() - 10, name=stage, total=total),
            ProgressEvent(at=now(), done=done),
            HeartbeatEvent(at=now(), rss=800_000_000),
        )

    def curve(self, *rates: float) -> None:
        self.say(
            *(MetricEvent(at=now(), name="validation scr", value=rate, step=step) for step, rate in enumerate(rates))
        )

    def become(self, state: JobState) -> None:
        self.say(StateEvent(at=now(), state=state, attempt=1))

    def finish(self, **result: Any) -> None:
        self.say(ResultEvent(at=now(), data=result))
        self.become(JobState.DONE)

    def fail(self) -> None:
        self.say(
            FailedEvent(
                at=now(),
                code="disk_full",
                what="The disk is full.",
                why="No space left.",
                kept="What was saved before is kept.",
                todo="Make room on it.",
                details="Traceback: somewhere",
            )
        )
        self.become(JobState.FAILED)

    def die(self) -> None:
        """Leave the job to a process that is gone."""
        host = self.folder.read_job().owner
        owner = GONE.model_copy(update={"host": host.host if host else ""})
        self.folder.write_job(self.folder.read_job().model_copy(update={"owner": owner, "launched": owner}))


def pretend(project: Path, kind: str, *, title: str = "", **params: Any) -> PretendWorker:
    """Make a job of a kind that runs."""
    spec = new_spec(kind, project=str(project), params=params, title=title)
    return PretendWorker(JobFolder(project / "runs" / spec.id).create(spec))


def sort_everything(project: Project) -> None:
    """Sort all photos, in turns to the first and the second choice of the only mix-up."""
    answers = {photo.id: 1 + number % 2 for number, photo in enumerate(list_photos(project))}
    sort_photos(project, 1, answers)


def pretend_retraining(project: Project) -> PretendWorker:
    """Queue a retraining as the window does, and run it in pretence."""
    return PretendWorker(queue_retraining(project, RetrainRequest()))


def end_retraining(project: Project, worker: PretendWorker, comparison: Comparison, **metrics: Any) -> None:
    """Leave behind what a retraining leaves: model, comparison, and the run's row."""
    run = worker.folder.spec.id
    if comparison.model_after:
        folder = project.folder.models / comparison.model_after
        folder.mkdir(parents=True)
        (folder / WEIGHTS).write_bytes(b"weights")
        shown = {"verdict": str(comparison.verdict), "scr_before": comparison.before.scr}
        register_model(
            project,
            folder,
            name=comparison.model_after,
            parent="builtin",
            run=run,
            metrics={**shown, "scr_after": comparison.after.scr, **metrics},
        )
    file = worker.folder.path / COMPARISON_FILE
    file.write_text(json.dumps(comparison.as_json()), encoding="utf-8")
    finish_run(project, run, model_after=comparison.model_after, verdict=comparison.verdict)
    worker.finish(verdict=str(comparison.verdict), model_after=comparison.model_after)


def comparison_of(
    project: Project,
    run: str,
    *,
    verdict: Verdict = Verdict.IMPROVED,
    model: str | None = MODEL,
    after: int = 2,
) -> Comparison:
    """Return a comparison on the project's own photos: every second one fixed, one broken, one still mixed up.

    Args:
        after: How many of the six photos of the mix-up "valve" are mixed up after; 3 were before.
    """
    flips = [Flip.FIXED, Flip.STILL_RIGHT, Flip.FIXED, Flip.BROKEN, Flip.STILL_WRONG, Flip.STILL_RIGHT]
    outcomes = tuple(
        Outcome(
            f"case-{number}",
            photo.sha256,
            "an open valve",
            "valve",
            flip,
            "a closed valve",
            "a closed valve",
            margin_before=-0.02 if flip in (Flip.FIXED, Flip.STILL_WRONG) else 0.02,
            margin_after=-0.02 if flip in (Flip.BROKEN, Flip.STILL_WRONG) else 0.02,
            reviewed=True,
        )
        for number, (photo, flip) in enumerate(zip(list_photos(project), flips, strict=False))
    )
    supported = verdict is not Verdict.TOO_FEW
    part = Part(
        n=6,
        groups=6,
        before=0.5,
        after=after / 6,
        ci95=(-0.4, -0.05) if supported else None,
        p_holm=0.01 if supported else None,
        verdict=verdict,
        fixed=2,
        broken=1,
        directions={"open>closed": Direction(6, 0.5, 1 / 3)},
    )
    return Comparison(
        run=run,
        recipe="adaptive",
        model_before="builtin",
        model_after=model,
        device="cpu",
        seconds=212.0,
        seconds_training=170.0,
        cases={"train": 12, "validation": 4, "test": 6},
        decisions=DecisionCounts(sorted=6),
        before=Rates(0.5, 0.5, None, 0.5),
        after=Rates(1 / 3, 1 / 3, None, 0.5),
        difference=Difference(-1 / 6, (-0.4, -0.05), 0.01),
        groups=12 if supported else 6,
        fixed=2,
        broken=1,
        by_mixup={"valve": part},
        by_kind={},
        by_band={"alike": part},
        retention=Retention(2276, 0.3, 0.31, (-0.01, 0.02), RetentionVerdict.KEPT),
        caption_only=None,
        control=None,
        alpha=0.5,
        verdict=verdict,
        outcomes=outcomes,
        curves=(Curve("validation scr", ((0, 0.5), (10, 0.3))),),
    )


def pretend_telling(project: Path, folder: Path, photos: list[Path]) -> Telling:
    """Leave behind the answers for new photos: the first is not sure, the others are an open valve."""
    answers = tuple(
        Told(str(path), "valve", NOT_SURE if number == 0 else "an open valve", "an open valve", 0.01 * number)
        for number, path in enumerate(photos)
    )
    telling = Telling("builtin", len(photos), answers, (ToldMixup("valve", None, 3, 19),), (("notes.txt", "no photo"),))
    worker = pretend(project, TELL, title="Telling apart new", folder=str(folder))
    (worker.folder.path / ANSWERS_FILE).write_text(json.dumps(telling.as_json()), encoding="utf-8")
    worker.finish(photos=len(photos), answers=len(answers))
    return telling
