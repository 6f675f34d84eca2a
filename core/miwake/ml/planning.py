"""Fits a run into its time: measures, remembers the frozen part, and decides steps, views and precision."""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from miwake.domain.control import Control
from miwake.ml.devices import Precision, precisions
from miwake.ml.material import Material
from miwake.ml.options import TrainingOptions
from miwake.ml.schedule import fitting_steps
from miwake.ml.steps import Stepper
from miwake.ml.student import Student
from miwake.ml.views import PLAIN

REMEMBERING_SHARE = 0.35
"""Share of the time that may go into the frozen blocks' output."""
ENDING_SHARE = 0.05
LEAST_TRAINING = 1 / 3
"""Share of the time that the steps get in any case: a few steps would be a result, and a worse one than a later one."""
PROBED = 8
FEWEST_REPLAY = 64
"""General photos that are used however short the time is."""
FASTER = 0.9
"""Another precision is taken if its step needs less than this share of the fp32 step."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much a run computes from: training photos, views of each, general photos."""

    photos: int
    views: int
    replay: int


@dataclass(frozen=True, slots=True)
class Setting:
    """How fast and how deep a run trains.

    Attributes:
        learning_rate: Peak of the schedule.
        shallow: Only the uppermost block of each tower trains, and what is above it.
        reason: Why it was chosen, in a sentence for the report; empty where nothing was to choose.
    """

    learning_rate: float
    shallow: bool = False
    reason: str = ""

    @property
    def words(self) -> str:
        """The setting as the report names it."""
        return f"learning rate {self.learning_rate:g}, {'uppermost blocks only' if self.shallow else 'usual depth'}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was decided before the first step; a resumed run keeps it.

    Attributes:
        identity: Of model, data, recipe and options; a plan of another identity is not resumed.
        size: How many photos and views are used.
        steps: Steps of the schedule.
        every: Steps between two looks at validation.
        precision: Arithmetic of the steps.
        setting: How fast and how deep it trains.
    """

    identity: str
    size: Size
    steps: int
    every: int
    precision: Precision
    setting: Setting


def save_plan(path: Path, plan: Plan) -> None:
    """Write the plan, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(json.dumps(asdict(plan)))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def saved_plan(path: Path, identity: str) -> Plan | None:
    """Return the plan of an interrupted run of the same identity; None where there is none."""
    if not path.is_file():
        return None
    shown = json.loads(path.read_text(encoding="utf-8"))
    if shown["identity"] != identity:
        return None
    return Plan(
        **{
            **shown,
            "size": Size(**shown["size"]),
            "precision": Precision(shown["precision"]),
            "setting": Setting(**shown["setting"]),
        }
    )


def fitting_size(student: Student, material: Material, options: TrainingOptions, control: Control) -> Size:
    """Return how much the frozen blocks can be run on in the time there is; what is remembered already costs nothing.

    Raises:
        CancelledError: The person cancelled.
    """
    photos, general = material.training_photos, material.general_photos
    if options.steps is not None:
        return Size(len(photos), options.views, len(general))
    sample = student.missing([*photos, *material.plain_photos], PLAIN)[:PROBED]
    started = time.monotonic()
    student.remember({key: material.openers[key] for key in sample}, (PLAIN,), control=control)
    if not sample:
        return Size(len(photos), options.views, len(general))
    room = int(REMEMBERING_SHARE * options.budget_seconds * len(sample) / (time.monotonic() - started))
    room -= len(student.missing(material.validation_photos, PLAIN))
    missing = len(student.missing(general, PLAIN))
    replay = len(general) if missing <= room // 2 else max(FEWEST_REPLAY, len(general) - missing + room // 2)
    room -= min(missing, max(room // 2, FEWEST_REPLAY))
    missing = len(student.missing(photos, PLAIN))
    if missing > room:
        kept = max(len(photos) - missing + room, min(len(photos), options.batch_size))
        control.note(f"In this time {kept} of {len(photos)} training photos are used; more time uses more of them.")
        return Size(kept, 1, replay)
    return Size(len(photos), _fitting_views(student, photos, options.views, room - missing), replay)


def _fitting_views(student: Student, photos: Sequence[str], wanted: int, room: int) -> int:
    for view in range(1, wanted):
        room -= len(student.missing(photos, view))
        if room < 0:
            return view
    return wanted


def seconds_for_steps(options: TrainingOptions, *, spent: float) -> tuple[float, bool]:
    """Return the time that is left for the steps after `spent` seconds, and whether the run ends late for it."""
    least = LEAST_TRAINING * options.budget_seconds
    left = options.budget_seconds - spent
    return max(left, least), left < least and options.steps is None


def fitting_schedule(
    stepper: Stepper, options: TrainingOptions, *, per_step: float, seconds_left: float
) -> tuple[int, int]:
    """Return how many steps fit the time that is left, and the steps between two looks."""
    steps = options.steps
    if steps is None:
        look = stepper.seconds_per_look()
        room = seconds_left - ENDING_SHARE * options.budget_seconds
        steps = fitting_steps(
            room, per_step=per_step, per_look=look, looks=options.evaluations, largest=options.largest_steps
        )
    return steps, max(1, steps // options.evaluations)


def fastest(stepper: Stepper, options: TrainingOptions, control: Control) -> tuple[float, Precision]:
    """Return the seconds of a step, from a probe of real steps that changes no weight, and in which precision.

    With an exact number of steps nothing is measured: a step then counts as taking no time.

    Raises:
        CancelledError: The person cancelled.
    """
    if options.steps is not None:
        return 0.0, options.precision or Precision.FP32
    wanted = (options.precision,) if options.precision else precisions(stepper.student.model.device)
    best: tuple[float, Precision] | None = None
    for precision in wanted:
        control.checkpoint()
        seconds = stepper.seconds_per_step(precision)
        if best is None or seconds < FASTER * best[0]:
            best = seconds, precision
    assert best is not None
    return best
