"""How far to go: the largest share that keeps the earlier skill, three quarters or what is surely better."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from fakes import RecordingControl
from miwake.ml.interpolation import _keeps, choose_alpha
from miwake.ml.options import ReplayItem
from miwake.ml.validation import Validation

START, TRAINED = {"w": torch.tensor([0.0])}, {"w": torch.tensor([1.0])}
CAPTIONS = 100
GENERAL = tuple(ReplayItem(f"photo {each}", f"caption {each}", lambda: None) for each in range(CAPTIONS))  # type: ignore[arg-type,return-value]


class FakeStepper:
    """Its weight is the share itself; it forgets above `forgets_above` and mixes up what `errors` says."""

    def __init__(self, *, forgets_above: float, errors: Mapping[float, int], general: tuple[ReplayItem, ...]) -> None:
        self.alpha, self._forgets_above, self._errors = 0.0, forgets_above, errors
        self.material = SimpleNamespace(held_out=general)
        self.student = self

    def set_weights(self, weights: Mapping[str, Tensor]) -> None:
        self.alpha = weights["w"].item()

    def look(self) -> Validation:
        errors = np.array([1.0] * self._errors.get(self.alpha, 0) + [0.0] * 20)[:20]
        return Validation(errors, errors, np.arange(20))

    def encode_photos(self, items: Sequence[Any]) -> Tensor:
        return torch.eye(CAPTIONS)[: len(items)]

    def encode_texts(self, texts: Sequence[str]) -> Tensor:
        found = torch.eye(CAPTIONS)[: len(texts)]
        return found.flip(0) if self.alpha > self._forgets_above else found


def chosen(*, forgets_above: float, errors: Mapping[float, int], general: tuple[ReplayItem, ...] = GENERAL) -> float:
    stepper: Any = FakeStepper(forgets_above=forgets_above, errors=errors, general=general)
    return choose_alpha(stepper, START, TRAINED, control=RecordingControl())


@pytest.mark.parametrize(
    ("forgets_above", "errors", "alpha"),
    [
        (1.0, {}, 0.75),
        (1.0, {0.75: 8}, 1.0),
        (1.0, {0.75: 3}, 0.75),
        (1.0, {1.0: 8, 0.75: 8}, 0.5),
        (0.8, {0.75: 8}, 0.5),
        (0.6, {}, 0.5),
        (0.3, {0.25: 8}, 0.25),
        (0.1, {}, 0.25),
    ],
)
def test_the_share(forgets_above: float, errors: Mapping[float, int], alpha: float) -> None:
    assert chosen(forgets_above=forgets_above, errors=errors) == alpha


@pytest.mark.parametrize(("captions", "alpha"), [(0, 0.5), (CAPTIONS - 1, 0.5), (CAPTIONS, 0.75)])
def test_with_too_few_general_captions_a_half_is_the_most(captions: int, alpha: float) -> None:
    assert chosen(forgets_above=1.0, errors={}, general=GENERAL[:captions]) == alpha


@pytest.mark.parametrize(("captions", "lost", "gained", "kept"), [
    (40, 1, 0, True), (40, 3, 0, False), (160, 3, 1, True), (160, 5, 0, False), (160, 8, 6, True), (2000, 30, 0, False),
])  # fmt: skip
def test_a_point_may_be_lost_give_or_take_what_few_captions_allow(
    captions: int, lost: int, gained: int, *, kept: bool
) -> None:
    before = np.arange(captions) < lost
    after = np.arange(captions) >= captions - gained
    assert _keeps(after, before) == kept
