"""Retraining a model on a snapshot: prepare, step, look, keep what came to rest, interpolate."""

import math
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from miwake.domain.control import Control
from miwake.domain.recipes import Recipe
from miwake.domain.snapshots import Snapshot
from miwake.ml.checkpoints import newest_checkpoint, save_checkpoint
from miwake.ml.course import Course
from miwake.ml.devices import repeatable
from miwake.ml.embedding import OpenPhoto
from miwake.ml.interpolation import choose_alpha, mixed
from miwake.ml.model import Model
from miwake.ml.notes import Noted
from miwake.ml.options import ReplayItem, TrainingOptions, TrainingResult
from miwake.ml.planning import Plan
from miwake.ml.preparing import CHECKPOINTS, Order, Prepared, prepare
from miwake.ml.team import Alone, Team
from miwake.ml.towers.sides import with_sides

BETWEEN_CHECKPOINTS = 10
"""A checkpoint waits for so many times what the last one took: of a large model it holds a gigabyte."""
LATE = 1.3
"""A run that needs more than this share of its time is ended; the probe was wrong by then."""
_SIDES = "For this retraining the model got sight of left and right, top and bottom; it averaged over the photo before."


def train(
    model: Model,
    snapshot: Snapshot,
    recipe: Recipe,
    *,
    workspace: Path,
    open_photo: OpenPhoto,
    control: Control,
    options: TrainingOptions | None = None,
    replay: Sequence[ReplayItem] = (),
    cache: Path | None = None,
    team: Team | None = None,
    mirrorable: Collection[str] = (),
) -> TrainingResult:
    """Retrain a model; the model that is given is not changed.

    Called again with the same arguments after it was interrupted, it goes on from the newest checkpoint in the
    workspace and gives the same result as if it had not been.

    Args:
        model: Where to start.
        snapshot: Training photos are trained on, validation photos watch over it; test photos are not touched.
        recipe: What is minimised.
        workspace: Folder of this run: plan and checkpoints.
        open_photo: Decodes the photo at a path.
        control: Reports, pauses, stops and cancels.
        options: How to train.
        replay: General photos and captions that keep the earlier skill; disjoint from what retention is measured on.
        cache: Folder for the outputs of frozen blocks, shared by runs; None keeps them in the workspace.
        team: The processes that compute together; None for this one alone.
        mirrorable: SHA-256 of photos that read as well in a mirror; a recipe with mirrors trains on both.

    Raises:
        RefusedError: There is nothing to train on.
        DiskFullError: The disk has no room for the run; the last checkpoint is kept.
        CancelledError: The person cancelled; the workspace can be deleted.
    """
    noted = Noted(control)
    start = with_sides(model) if recipe.sides else model
    if start is not model:
        noted.note(_SIDES)
    order = Order(
        start,
        snapshot,
        recipe,
        options or TrainingOptions(),
        replay,
        workspace,
        cache or workspace,
        open_photo,
        team or Alone(),
        mirrorable,
    )
    with repeatable(model.device):
        return _trained(order, noted)


def _trained(order: Order, noted: Noted) -> TrainingResult:
    ready = prepare(order, noted)
    course = Course(ready.stepper, noted)
    saved = newest_checkpoint(order.workspace / CHECKPOINTS)
    if saved is None:
        course.begin()
    else:
        course.restore(saved)
        noted.note(f"Going on from step {course.step} of {ready.plan.steps}.")
    _run(course, ready.plan, order, noted)
    return _result(order.model, ready, course, noted)


def _run(course: Course, plan: Plan, order: Order, control: Noted) -> None:
    control.stage("retraining", plan.steps)
    control.advance(course.step)
    due = time.monotonic()
    limit = math.inf if order.options.steps is not None else LATE * order.options.budget_seconds
    while course.step < plan.steps and not course.finished:
        control.checkpoint()
        if control.stop_requested:
            # What was learned since the last look may be the best.
            course.look()
            break
        if course.seconds > limit:
            control.note("The computer was slower than measured: training ended early, with the best so far.")
            break
        started = time.monotonic()
        course.one_step(plan)
        looked = course.step % plan.every == 0 or course.step == plan.steps
        if looked:
            course.look()
        course.seconds += time.monotonic() - started
        if looked and time.monotonic() >= due:
            began = time.monotonic()
            save_checkpoint(order.workspace / CHECKPOINTS, course.step, course.state())
            due = time.monotonic() + BETWEEN_CHECKPOINTS * (time.monotonic() - began)
        control.advance()


def _result(model: Model, ready: Prepared, course: Course, noted: Noted) -> TrainingResult:
    noted.stage("choosing how far to go")
    course.end()
    alpha, student = 0.0, ready.stepper.student
    start = student.start_beside(ready.start, course.best_weights)
    if course.best_step > 0:
        alpha = choose_alpha(ready.stepper, start, course.best_weights, control=noted)
    else:
        noted.note("Validation never got better than at the start, so the model stays as it was.")
    name = f"{model.name} retrained"
    weights: dict[str, Any] = {**model.module.state_dict(), **student.plain(mixed(start, course.best_weights, alpha))}
    return TrainingResult(
        model=model.with_weights(weights, name=name) if alpha else model,
        alpha=alpha,
        steps=course.step,
        planned_steps=ready.plan.steps,
        best_step=course.best_step,
        seconds_training=course.seconds,
        precision=ready.plan.precision,
        curves=course.curves(),
        learning_rate=ready.plan.setting.learning_rate,
        shallow=ready.plan.setting.shallow,
        notes=tuple(noted.notes),
        stopped=noted.stop_requested,
    )
