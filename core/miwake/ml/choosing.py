"""Learning rate and trained depth, chosen by group-wise cross-validation over training and validation scenes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from miwake.domain.control import Control
from miwake.domain.errors import RefusedError
from miwake.domain.snapshots import Snapshot
from miwake.ml.devices import Precision
from miwake.ml.folds import folds, scenes
from miwake.ml.material import Material
from miwake.ml.options import TrainingOptions
from miwake.ml.planning import Setting
from miwake.ml.steps import Stepper
from miwake.ml.validation import Validation, group_means

FEW_PHOTOS = 60
"""With fewer photos to train and validate on, only the uppermost blocks train."""
PARTS = 2
FEWEST_SCENES = 12
SHARE = 0.3
"""Share of what is left of the time that may go into the choice."""
FASTER = 2.5
"""Times the usual learning rate, that is tried beside it."""
LONGEST, SHORTEST = 80, 24
"""Steps of a trial, at most and at least."""


MakeStepper = Callable[[Material, TrainingOptions], Stepper]
"""A stepper on other material and options; it works on the same student."""

GatherFold = Callable[[Snapshot], Material]


def settings_for(photos: int, *, usual: float, shallow: bool) -> tuple[Setting, ...]:
    """Return what is worth trying, the usual setting first.

    Args:
        photos: Photos to train and validate on.
        usual: The usual learning rate.
        shallow: Whether the model can train its uppermost blocks alone.
    """
    if photos < FEW_PHOTOS:
        return Setting(usual, shallow=shallow), Setting(FASTER * usual, shallow=shallow)
    return (Setting(usual), Setting(FASTER * usual), *([Setting(usual, shallow=True)] if shallow else []))


def choose(
    snapshot: Snapshot,
    settings: Sequence[Setting],
    *,
    options: TrainingOptions,
    gather_fold: GatherFold,
    make_stepper: MakeStepper,
    per_step: float,
    precision: Precision,
    seconds: float,
    control: Control,
) -> Setting:
    """Try settings on parts of the training and validation scenes, each held out once; leave the student as it was.

    The usual setting is kept unless another one's loss on the held-out scenes is lower by more than one standard error
    of the paired difference over scenes.

    Args:
        snapshot: What the run trains on; its test scenes are not touched.
        settings: Two or more to try, the usual one first.
        options: The run's options.
        gather_fold: The material of a snapshot whose splits are those of a part.
        make_stepper: A stepper on that material.
        per_step: Time of a step, in seconds.
        precision: Arithmetic of the steps.
        seconds: Time that is left for the whole run.
        control: Stops and cancels.

    Raises:
        CancelledError: The person cancelled.
    """
    found = scenes(snapshot)
    steps = min(LONGEST, int(SHARE * seconds / max(per_step, 1e-6) / (PARTS * len(settings))))
    if options.steps is not None:
        steps = min(LONGEST, options.steps // 2)
    if found < FEWEST_SCENES:
        return _untried(settings[0], "too few scenes")
    if steps < SHORTEST:
        return _untried(settings[0], "too little time")
    control.stage("choosing settings", PARTS * len(settings))
    try:
        parts = [gather_fold(each) for each in folds(snapshot, count=PARTS, seed=options.seed)]
    except RefusedError:  # the run has something to learn from, a part of it has not
        parts = []
    if not parts or not all(part.validation and part.cases for part in parts):
        return _untried(settings[0], "too few described scenes")
    before = [_started(make_stepper(part, options)) for part in parts]
    results: list[list[Validation]] = []
    for setting in settings:
        results.append([])
        for part in parts:
            control.checkpoint()
            results[-1].append(_trial(make_stepper, part, replace(options, steps=steps), setting, precision))
            control.advance()
    return _chosen(settings, results, before)


def _started(stepper: Stepper) -> Validation:
    made = stepper.look()
    assert made is not None
    return made


def _trial(
    make_stepper: MakeStepper, part: Material, options: TrainingOptions, setting: Setting, precision: Precision
) -> Validation:
    stepper = make_stepper(part, replace(options, learning_rate=setting.learning_rate))
    start = stepper.state()["weights"]
    assert options.steps is not None
    stepper.student.limit(shallow=setting.shallow)
    try:
        for number in range(options.steps):
            stepper.step(number, steps=options.steps, precision=precision)
        return _started(stepper)
    finally:
        stepper.student.limit(shallow=False)
        stepper.set_weights(start)


def _chosen(
    settings: Sequence[Setting], results: Sequence[Sequence[Validation]], before: Sequence[Validation]
) -> Setting:
    losses = [np.concatenate([group_means(each.losses, each.groups) for each in found]) for found in results]
    best = 0
    for place in range(1, len(settings)):
        saved = losses[0] - losses[place]
        clear = saved.mean() > saved.std(ddof=1) / np.sqrt(len(saved))
        if clear and losses[place].mean() < losses[best].mean():
            best = place
    rates = [_rate(found) for found in results]
    tried = "; ".join(f"{each.words}: {rate:.0%}" for each, rate in zip(settings, rates, strict=True))
    why = "it was clearly closer to the truth" if best else "no other was clearly better"
    reason = (
        f"Tried {len(settings)} settings on the {len(losses[0])} training and validation scenes, each held out once "
        f"({_rate(before):.0%} mixed up before; {tried}). Took {settings[best].words}, because {why}."
    )
    return replace(settings[best], reason=reason)


def _rate(found: Sequence[Validation]) -> float:
    return float(np.concatenate([each.errors for each in found]).mean())


def _untried(setting: Setting, why: str) -> Setting:
    return replace(setting, reason=f"Trained with {setting.words}: {why} to try others.")
