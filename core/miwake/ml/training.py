"""Retraining a model on a snapshot: prepare, step, look, keep the best, interpolate."""

import hashlib
import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from miwake.domain.control import Control
from miwake.domain.recipes import Recipe
from miwake.domain.snapshots import Snapshot
from miwake.ml.batches import BatchPlan
from miwake.ml.checkpoints import newest_checkpoint, save_checkpoint
from miwake.ml.course import Course
from miwake.ml.devices import repeatable
from miwake.ml.embedding import OpenPhoto
from miwake.ml.interpolation import choose_alpha, mixed
from miwake.ml.material import Material, gather, shortened
from miwake.ml.model import Model
from miwake.ml.notes import Noted
from miwake.ml.options import ReplayItem, TrainingOptions, TrainingResult
from miwake.ml.planning import Plan, Size, fitting_schedule, fitting_size, save_plan, saved_plan
from miwake.ml.room import require_room
from miwake.ml.steps import Stepper, start_vectors
from miwake.ml.student import Student, StudentPlan
from miwake.ml.team import Alone, Team
from miwake.ml.views import PLAIN

PLAN, CHECKPOINTS = "plan.json", "checkpoints"
LATE = 1.3
"""A run that needs more than this share of its time is ended; the probe was wrong by then."""


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    model: Model
    snapshot: Snapshot
    recipe: Recipe
    options: TrainingOptions
    replay: Sequence[ReplayItem]
    workspace: Path
    cache: Path
    open_photo: OpenPhoto
    team: Team

    @property
    def identity(self) -> str:
        """SHA-256 of all that decides the result."""
        general = [(item.key, item.caption) for item in self.replay]
        options = sorted(asdict(self.options).items())
        told = repr((self.model.digest, self.snapshot.digest, asdict(self.recipe), options, general))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class _Prepared:
    stepper: Stepper
    plan: Plan
    start: dict[str, torch.Tensor]


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
) -> TrainingResult:
    """Retrain a model; the model that is given is not changed.

    Called again with the same arguments after it was interrupted, it goes on from the newest checkpoint in the
    workspace and gives the same result as if it had not been.

    Args:
        model: Where to start.
        snapshot: Training photos are trained on, validation photos choose the best step; test photos are not touched.
        recipe: What is minimised.
        workspace: Folder of this run: plan and checkpoints.
        open_photo: Decodes the photo at a path.
        control: Reports, pauses, stops and cancels.
        options: How to train.
        replay: General photos and captions that keep the earlier skill; disjoint from what retention is measured on.
        cache: Folder for the outputs of frozen blocks, shared by runs; None keeps them in the workspace.
        team: The processes that compute together; None for this one alone.

    Raises:
        RefusedError: There is nothing to train on.
        DiskFullError: The disk has no room for the run; the last checkpoint is kept.
        CancelledError: The person cancelled; the workspace can be deleted.
    """
    noted = Noted(control)
    order = _Order(
        model,
        snapshot,
        recipe,
        options or TrainingOptions(),
        replay,
        workspace,
        cache or workspace,
        open_photo,
        team or Alone(),
    )
    with repeatable(model.device):
        return _trained(order, noted)


def _trained(order: _Order, noted: Noted) -> TrainingResult:
    ready = _prepare(order, noted)
    course = Course(ready.stepper, noted)
    saved = newest_checkpoint(order.workspace / CHECKPOINTS)
    if saved is None:
        course.begin()
    else:
        course.restore(saved)
        noted.note(f"Going on from step {course.step} of {ready.plan.steps}.")
    _run(course, ready.plan, order, noted)
    return _result(order.model, ready, course, noted)


def _run(course: Course, plan: Plan, order: _Order, control: Noted) -> None:
    control.stage("retraining", plan.steps)
    control.advance(course.step)
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
        if looked:
            save_checkpoint(order.workspace / CHECKPOINTS, course.step, course.state())
        control.advance()


def _prepare(order: _Order, control: Control) -> _Prepared:
    began = time.monotonic()
    control.stage("preparing")
    options = order.options
    material = gather(order.snapshot, order.replay, options=options, open_photo=order.open_photo)
    how = StudentPlan(options.photo_depth, options.text_depth, order.cache, options.lora)
    student = Student(order.model, how, control=control)
    start = {name: each.detach().clone() for name, each in student.parameters.items()}
    plan = saved_plan(order.workspace / PLAN, order.identity)
    size = plan.size if plan else fitting_size(student, material, options, control)
    material = shortened(material, photos=size.photos, replay=size.replay)
    _require_room(order, student, material, size)
    _remember(student, material, size.views, order.team, control)
    stepper = _stepper(student, material, size.views, order, control)
    if plan is None:
        for old in (order.workspace / CHECKPOINTS).glob("step-*.pt"):
            old.unlink()
        left = options.budget_seconds - (time.monotonic() - began)
        steps, every, precision = fitting_schedule(stepper, options, seconds_left=left, control=control)
        plan = Plan(order.identity, size, steps, every, precision)
        save_plan(order.workspace / PLAN, plan)
    return _Prepared(stepper, plan, start)


def _require_room(order: _Order, student: Student, material: Material, size: Size) -> None:
    wanted = [*material.training_photos, *material.plain_photos]
    features = len(student.missing(wanted, PLAIN)) * student.feature_bytes
    features += sum(len(student.missing(material.training_photos, view)) for view in range(1, size.views)) * (
        student.feature_bytes // 2
    )
    trained = sum(each.nbytes for each in student.parameters.values())
    whole = sum(each.nbytes for each in order.model.module.state_dict().values())
    # A checkpoint: weights and two moments, of now and of the best step. Two are kept while a third is written.
    require_room(order.workspace, features + 3 * 6 * trained + whole, purpose="this retraining")


def _remember(student: Student, material: Material, views: int, team: Team, control: Control) -> None:
    training, plain = material.training_photos, material.plain_photos
    wanted = len(student.missing([*training, *plain], PLAIN))
    wanted += sum(len(student.missing(training, view)) for view in range(1, views))
    control.stage("looking at photos", wanted)
    openers = material.openers
    team.remember(student, {key: openers[key] for key in (*training, *plain)}, (PLAIN,), control=control)
    team.remember(student, {key: openers[key] for key in training}, range(1, views), control=control)


def _stepper(student: Student, material: Material, views: int, order: _Order, control: Control) -> Stepper:
    options = order.options
    batches = BatchPlan(
        material.cases,
        material.pairs,
        size=options.batch_size,
        negatives=options.negatives,
        views=views,
        seed=options.seed,
    )
    start = start_vectors(student, material.replay)
    if not material.replay and order.recipe.retention > 0:
        control.note("There were no general photos to keep the earlier skill with.")
    return Stepper(
        student,
        material,
        batches,
        recipe=order.recipe,
        options=options,
        start=start,
        control=control,
        team=order.team,
    )


def _result(model: Model, ready: _Prepared, course: Course, noted: Noted) -> TrainingResult:
    noted.stage("choosing how far to go")
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
        notes=tuple(noted.notes),
        stopped=noted.stop_requested,
    )
