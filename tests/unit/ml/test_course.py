"""Which weights a run keeps: the last ones, unless an earlier look was surely better or nothing ever was."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from fakes import RecordingControl
from miwake.ml.course import Course
from miwake.ml.validation import Validation

SCENES = 20


class FakeStepper:
    """Its only weight is the number of steps done; `errors` says how many scenes are mixed up after each."""

    def __init__(self, errors: list[int]) -> None:
        self.done, self._errors = 0.0, errors
        self.material = SimpleNamespace(replay=())

    def step(self, _number: int, **_: Any) -> tuple[float, dict[str, float]]:
        self.done += 1
        return 1.0, {}

    def look(self) -> Validation:
        count = self._errors[int(self.done)]
        errors = np.array([1.0] * count + [0.0] * (SCENES - count))
        return Validation(errors, errors, np.arange(SCENES))

    def state(self) -> dict[str, Any]:
        return {"weights": {"done": torch.tensor([self.done])}}


@pytest.mark.parametrize(
    ("errors", "kept"),
    [
        ([10, 4, 3, 2], 3),
        ([10, 2, 3, 4], 3),
        ([10, 2, 4, 8], 1),
        ([4, 5, 6, 6], 0),
        ([4, 4, 4, 4], 0),
    ],
)
def test_the_last_weights_are_kept_unless_others_were_surely_better(errors: list[int], kept: int) -> None:
    stepper: Any = FakeStepper(errors)
    course = Course(stepper, RecordingControl())
    course.begin()
    plan: Any = SimpleNamespace(steps=3, precision=None)
    for _ in range(3):
        course.one_step(plan)
        course.look()
    course.end()
    assert course.best_step == kept
    assert course.best_weights["done"].item() == kept
