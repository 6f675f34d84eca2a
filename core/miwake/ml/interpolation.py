"""How far to go from the starting weights towards the trained ones.

Source: WiSE-FT (Wortsman et al., arXiv 2109.01903), with the share chosen by what is kept: a few validation photos are
too few to choose it by.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from miwake.domain.control import Control
from miwake.ml.options import ReplayItem
from miwake.ml.steps import Stepper
from miwake.ml.student import Student
from miwake.ml.validation import Validation
from miwake.ml.views import PLAIN

SHARES = (1.0, 0.75, 0.5, 0.25)
USUAL = 0.75
BLIND = 0.5
"""Largest share where hardly anything says what was lost."""
FEWEST_CAPTIONS = 100
"""With fewer general captions to hold out, the loss of a few points would not be seen."""
LARGEST_LOSS = 0.01
"""Recall@1 that may be lost on the held-out general photos."""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What a share of the trained weights gives: validation, and which held-out general captions found their photo."""

    validation: Validation | None
    hits: NDArray[np.bool_] | None


def mixed(start: Mapping[str, Tensor], trained: Mapping[str, Tensor], alpha: float) -> dict[str, Tensor]:
    """Return (1 - alpha) x start + alpha x trained, exactly `start` or `trained` at the ends."""
    if alpha in {0.0, 1.0}:
        return dict(trained if alpha else start)
    # A resumed run has its weights on the CPU, whatever it trains on.
    return {name: torch.lerp(start[name], each.to(start[name]), alpha) for name, each in trained.items()}


def choose_alpha(
    stepper: Stepper, start: Mapping[str, Tensor], trained: Mapping[str, Tensor], *, control: Control
) -> float:
    """Return the largest share up to three quarters that keeps the earlier skill; another one if it is surely better.

    The student is left with the weights of the last trial.

    Raises:
        CancelledError: The person cancelled.
    """
    trials = {alpha: _trial(stepper, mixed(start, trained, alpha), control) for alpha in (0.0, *SHARES)}
    before = trials[0.0].hits
    most = 1.0
    if before is None or len(before) < FEWEST_CAPTIONS:
        most = BLIND
        control.note("There were too few general photos to hold out, so half of the trained weights are used at most.")
    kept = [alpha for alpha in SHARES if alpha <= most and _keeps(trials[alpha].hits, before)]
    if not kept:
        control.note("Some earlier skill was lost even with a quarter of the trained weights.")
        return min(SHARES)
    usual = max((alpha for alpha in kept if alpha <= USUAL), default=kept[0])
    return next((alpha for alpha in kept if _surely_better(trials[alpha], trials[usual])), usual)


def hits_at_1(student: Student, items: Sequence[ReplayItem]) -> NDArray[np.bool_] | None:
    """Return (captions,) whether a fitting photo is ranked first for each caption; None without items.

    A photo fits a caption that was given for it, also where another photo has the same one.
    """
    if not items:
        return None
    photos = list(dict.fromkeys(item.key for item in items))
    texts = list(dict.fromkeys(item.caption for item in items))
    fits = {(item.key, item.caption) for item in items}
    with torch.no_grad():
        seen = student.encode_photos([(key, PLAIN) for key in photos])
        cosines = (student.encode_texts(texts) @ seen.T).cpu()
    best = cosines.argmax(dim=1).tolist()
    return np.array([(photos[place], text) in fits for place, text in zip(best, texts, strict=True)])


def _trial(stepper: Stepper, weights: Mapping[str, Tensor], control: Control) -> Trial:
    control.checkpoint()
    stepper.set_weights(weights)
    return Trial(stepper.look(), hits_at_1(stepper.student, stepper.material.held_out))


def _keeps(hits: NDArray[np.bool_] | None, before: NDArray[np.bool_] | None) -> bool:
    """Return whether no more than a point was lost, give or take a standard error: the captions are few."""
    if hits is None or before is None:
        return True
    lost, gained = int((before & ~hits).sum()), int((hits & ~before).sum())
    return lost - gained <= LARGEST_LOSS * len(hits) + math.sqrt(lost + gained)


def _surely_better(one: Trial, other: Trial) -> bool:
    found = one.validation, other.validation
    return found[0] is not None and found[1] is not None and found[0].surely_better_than(found[1])
