"""The course of a run: where it is, where it can go back to, its curves, and what a checkpoint holds of it."""

from typing import Any

import numpy as np
import torch
from torch import Tensor

from miwake.domain.comparisons import Curve
from miwake.domain.control import Control
from miwake.ml.guard import Guard, Spread, spread_of
from miwake.ml.planning import Plan
from miwake.ml.steps import Stepper
from miwake.ml.validation import Validation
from miwake.ml.views import PLAIN

SCR_CURVE = "validation scr"
LOSS_CURVE = "loss"
WATCHED = 128
FEWEST_WATCHED = 8


class Course:
    """A run between its first and its last step.

    Args:
        stepper: Takes the steps.
        control: Is given the curves.
    """

    def __init__(self, stepper: Stepper, control: Control) -> None:
        self.stepper, self.control = stepper, control
        self.step, self.best_step, self.seconds = 0, 0, 0.0
        self.finished = False
        self.best_weights: dict[str, Tensor] = {}
        self._best: Validation | None = None
        self._best_state: dict[str, Any] = {}
        self._points: dict[str, list[tuple[int, float]]] = {}
        self._loss = 0.0
        self._parts: dict[str, float] = {}
        self._watched = list(dict.fromkeys(item.key for item in stepper.material.replay))[:WATCHED]
        self._guard = Guard(self._spread())

    def begin(self) -> None:
        """Look at the starting model: it is the best so far."""
        self._keep(self.stepper.look())
        if self._best is not None:
            self._point(SCR_CURVE, self._best.scr)

    def one_step(self, plan: Plan) -> None:
        """Take the next step."""
        self._loss, self._parts = self.stepper.step(self.step, steps=plan.steps, precision=plan.precision)
        self.step += 1
        self._point(LOSS_CURVE, self._loss)

    def look(self) -> None:
        """Look at validation: keep the weights if they are the best so far, go back or end if they went wrong."""
        for name, value in self._parts.items():
            self._point(f"{LOSS_CURVE}: {name}", value)
        now = self.stepper.look()
        if now is not None:
            self._point(SCR_CURVE, now.scr)
        worse = now is not None and self._best is not None and self._best.surely_better_than(now)
        wrong = self._guard.alarm(self._spread(), worse=worse, loss=self._loss)
        if wrong is not None:
            self._go_back(wrong)
        elif now is None or self._best is None or now.better_than(self._best):
            self._keep(now)

    def end(self) -> None:
        """Keep the last weights, which came to rest, unless an earlier look was surely better.

        Where no look was better than the start, or the run went wrong, the weights that were kept stay.
        """
        now = self.stepper.look()
        if self.finished or (now is not None and self.best_step == 0):
            return
        if now is None or self._best is None or not self._best.surely_better_than(now):
            self._keep(now)

    def curves(self) -> tuple[Curve, ...]:
        """Return the run's curves."""
        return tuple(Curve(name, tuple(points)) for name, points in self._points.items())

    def state(self) -> dict[str, Any]:
        """Return all that a resumed run needs: tensors, numbers, texts, lists and dictionaries."""
        best = self._best
        return {
            "stepper": self.stepper.state(),
            "best_state": self._best_state,
            "step": self.step,
            "best_step": self.best_step,
            "seconds": self.seconds,
            "finished": self.finished,
            "best": None if best is None else [torch.from_numpy(e) for e in (best.errors, best.losses, best.groups)],
            "points": {name: [list(point) for point in points] for name, points in self._points.items()},
            "loss": self._loss,
            "guard": [self._guard.times_worse, self._guard.went_back],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to what `state` returned; the starting model must be in place when the course is made."""
        self.stepper.restore(state["stepper"])
        self._best_state, self.best_weights = state["best_state"], state["best_state"]["weights"]
        self.step, self.best_step, self.seconds = state["step"], state["best_step"], state["seconds"]
        self.finished, self._loss = state["finished"], state["loss"]
        if state["best"] is not None:
            errors, losses, groups = (each.numpy() for each in state["best"])
            self._best = Validation(np.asarray(errors), np.asarray(losses), np.asarray(groups))
        self._points = {name: [(int(s), float(v)) for s, v in points] for name, points in state["points"].items()}
        self._guard.times_worse, self._guard.went_back = state["guard"]

    def _keep(self, now: Validation | None) -> None:
        self._best, self.best_step = now, self.step
        self._best_state = _copied(self.stepper.state())
        self.best_weights = self._best_state["weights"]

    def _go_back(self, wrong: str) -> None:
        again = self._guard.go_back()
        factor = self.stepper.rate_factor
        self.stepper.restore(self._best_state)
        if again:
            self.stepper.rate_factor = factor / 2
            self.control.note(f"At step {self.step} {wrong}: back to step {self.best_step}, learning half as fast.")
        else:
            self.finished = True
            self.control.note(f"At step {self.step} {wrong} again: training ended with step {self.best_step}.")

    def _spread(self) -> Spread | None:
        if len(self._watched) < FEWEST_WATCHED:
            return None
        with torch.no_grad():
            return spread_of(self.stepper.student.encode_photos([(key, PLAIN) for key in self._watched]).cpu())

    def _point(self, name: str, value: float) -> None:
        self._points.setdefault(name, []).append((self.step, value))
        self.control.metric(name, value, self.step)


def _copied(state: Any) -> Any:
    if isinstance(state, Tensor):
        return state.detach().clone()
    if isinstance(state, dict):
        return {key: _copied(each) for key, each in state.items()}
    return [_copied(each) for each in state] if isinstance(state, list) else state
