"""What a run does before its first step: material, student, what is remembered, the choice of settings, the plan."""

import hashlib
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import torch

from miwake.domain.control import Control
from miwake.domain.recipes import Recipe
from miwake.domain.snapshots import Snapshot
from miwake.domain.wording import counted
from miwake.ml.assembly import StartVectors
from miwake.ml.batches import BatchPlan
from miwake.ml.choosing import FEW_PHOTOS, choose, settings_for
from miwake.ml.embedding import OpenPhoto
from miwake.ml.footprint import keep_within_memory
from miwake.ml.material import Material, gather, shortened
from miwake.ml.mirrors import is_mirror, unmirrored
from miwake.ml.model import Model
from miwake.ml.options import ReplayItem, TrainingOptions
from miwake.ml.planning import (
    Plan,
    Setting,
    Size,
    fastest,
    fitting_schedule,
    fitting_size,
    save_plan,
    saved_plan,
    seconds_for_steps,
)
from miwake.ml.room import require_room
from miwake.ml.steps import Stepper, start_vectors
from miwake.ml.student import Student, StudentPlan
from miwake.ml.team import Team
from miwake.ml.views import PLAIN

PLAN, CHECKPOINTS = "plan.json", "checkpoints"


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What `train` was called with."""

    model: Model
    snapshot: Snapshot
    recipe: Recipe
    options: TrainingOptions
    replay: Sequence[ReplayItem]
    workspace: Path
    cache: Path
    open_photo: OpenPhoto
    team: Team
    mirrorable: Collection[str]

    @property
    def identity(self) -> str:
        """SHA-256 of all that decides the result."""
        general = [(item.key, item.caption) for item in self.replay]
        options = sorted(asdict(self.options).items())
        mirrors = sorted(self.mirrorable)
        told = repr((self.model.digest, self.snapshot.digest, asdict(self.recipe), options, general, mirrors))
        return hashlib.sha256(told.encode()).hexdigest()

    def material(self, snapshot: Snapshot) -> Material:
        """Return what the run computes from, of its snapshot or a part of it.

        Raises:
            RefusedError: There is nothing to train on.
        """
        return gather(
            snapshot,
            self.replay,
            options=self.options,
            open_photo=self.open_photo,
            mirrorable=self.mirrorable if self.recipe.mirrors else (),
        )

    @property
    def plans(self) -> tuple[Path, Path]:
        """Where the plan is looked for: that of this run, and that of an equal run before."""
        return self.workspace / PLAN, self.cache / "plans" / f"{self.identity[:32]}.json"


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A run before its first step; `start` holds the trained parameters as they are then."""

    stepper: Stepper
    plan: Plan
    start: dict[str, torch.Tensor]


def prepare(order: Order, control: Control) -> Prepared:
    """Make a run ready for its first step, in the time that it has.

    A run that was interrupted keeps its plan; so does one that is called again with the same photos and decisions,
    where the plan was not cut to its time.

    Raises:
        RefusedError: There is nothing to train on.
        DiskFullError: The disk has no room.
        CancelledError: The person cancelled.
    """
    began = time.monotonic()
    control.stage("preparing")
    options = order.options
    material = order.material(order.snapshot)
    how = StudentPlan(options.photo_depth, options.text_depth, order.cache, options.lora)
    student = Student(order.model, how, control=control)
    start = {name: each.detach().clone() for name, each in student.parameters.items()}
    own, equal = order.plans
    resumed = saved_plan(own, order.identity)
    plan = resumed or saved_plan(equal, order.identity)
    size = plan.size if plan else fitting_size(student, material, options, control)
    whole = size.photos == len(material.training_photos)
    material = shortened(material, photos=size.photos, replay=size.replay)
    _require_room(order, student, material, size)
    rows = options.batch_size
    keep_within_memory(
        student,
        photos=rows * (2 if order.recipe.visual_negative > 0 else 1) + options.replay_batch,
        texts=rows * (1 + options.negatives) + options.replay_batch,
        control=control,
    )
    _remember(student, material, size.views, order.team, control)
    vectors = start_vectors(student, material.replay)
    if not material.replay and order.recipe.retention > 0:
        control.note("There were no general photos to keep the earlier skill with.")
    make = partial(_stepper, student, order=order, start=vectors, control=control)
    if resumed is None:
        _clear_checkpoints(order.workspace / CHECKPOINTS, control)
    if plan is None:
        plan = _planned(order, make, material, size, may_choose=whole, began=began, control=control)
        if whole and plan.steps >= options.largest_steps:
            save_plan(equal, plan)
    save_plan(own, plan)
    _tell(material, plan, options, control)
    student.limit(shallow=plan.setting.shallow)
    chosen = replace(options, learning_rate=plan.setting.learning_rate)
    return Prepared(make(material, chosen, views=size.views), plan, start)


def _clear_checkpoints(folder: Path, control: Control) -> None:
    """Remove checkpoints that belong to no plan of this run."""
    found = list(folder.glob("step-*.pt"))
    if found:
        control.note("What was trained before does not fit this version or these photos: the retraining starts anew.")
    for old in found:
        old.unlink()


def _planned(
    order: Order,
    make: Callable[..., Stepper],
    material: Material,
    size: Size,
    *,
    may_choose: bool,
    began: float,
    control: Control,
) -> Plan:
    options = order.options
    stepper = make(material, options, views=size.views)
    per_step, precision = fastest(stepper, options, control)
    left = options.budget_seconds - (time.monotonic() - began)
    setting = Setting(options.learning_rate, shallow=options.shallow)
    if options.choose and may_choose:
        setting = choose(
            order.snapshot,
            settings_for(_photos(material), usual=options.learning_rate, shallow=stepper.student.has_shallow),
            options=options,
            gather_fold=partial(_fold, order=order, student=stepper.student, whole=material, control=control),
            make_stepper=lambda part, each: make(part, each, views=1),
            per_step=per_step,
            precision=precision,
            seconds=left,
            control=control,
        )
    left, late = seconds_for_steps(options, spent=time.monotonic() - began)
    if late:
        control.note("Getting ready took longer than was measured, so the retraining ends later than planned.")
    steps, every = fitting_schedule(stepper, options, per_step=per_step, seconds_left=left)
    return Plan(order.identity, size, steps, every, precision, setting)


def _fold(part: Snapshot, *, order: Order, student: Student, whole: Material, control: Control) -> Material:
    """Return the material of a part, with the general photos of the run: where time is short not all are remembered."""
    made = order.material(part)
    # A validation photo that has nothing false said of it is trained on in a part, and needed nowhere else.
    photos = (*made.training_photos, *made.validation_photos)
    order.team.remember(student, {key: made.openers[key] for key in photos}, (PLAIN,), control=control)
    return replace(made, replay=whole.replay, held_out=whole.held_out)


def _tell(material: Material, plan: Plan, options: TrainingOptions, control: Control) -> None:
    photos = _photos(material)
    if mirrors := sum(map(is_mirror, material.training_photos)):
        shown = counted(mirrors, "photo was", "photos were")
        control.note(f"{shown} trained on as a mirror shows them, too, with left and right exchanged.")
    if options.choose and plan.setting.shallow and photos < FEW_PHOTOS:
        control.note(
            f"There are only {photos} photos to learn from, so only the uppermost blocks train; a few more photos may "
            "change the result a lot."
        )
    if plan.setting.reason:
        control.note(plan.setting.reason)


def _photos(material: Material) -> int:
    return len({unmirrored(key) for key in (*material.training_photos, *material.validation_photos)})


def _require_room(order: Order, student: Student, material: Material, size: Size) -> None:
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


def _stepper(
    student: Student,
    material: Material,
    options: TrainingOptions,
    *,
    views: int,
    order: Order,
    start: StartVectors,
    control: Control,
) -> Stepper:
    batches = BatchPlan(
        material.cases,
        material.pairs,
        size=options.batch_size,
        negatives=options.negatives,
        views=views,
        seed=options.seed,
    )
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
