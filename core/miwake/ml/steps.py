"""One optimiser step of a run, and what it costs."""

import random
import time
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from miwake.domain.control import Control
from miwake.domain.recipes import Recipe
from miwake.ml.assembly import Assembly, StartVectors, assemble
from miwake.ml.batches import BatchPlan
from miwake.ml.devices import Precision, gradient_scaler
from miwake.ml.losses.objective import LossParts, Objective
from miwake.ml.material import Material
from miwake.ml.memory import is_short, release, smaller_pieces
from miwake.ml.options import ReplayItem, TrainingOptions
from miwake.ml.schedule import learning_rate
from miwake.ml.student import Student
from miwake.ml.team import Alone, Step, Team
from miwake.ml.validation import Validation, validate
from miwake.ml.views import PLAIN

LARGEST_GRADIENT = 1.0
PROBE_STEPS = 3
FUSED = frozenset({"cpu", "cuda"})
"""Devices on which the optimiser updates all weights in one pass; elsewhere it takes PyTorch's own way."""


class Stepper:
    """Takes the steps of a run; its state is the student's weights, the optimiser and the objective's running means.

    Args:
        student: The model in training.
        material: What it learns from.
        batches: Which rows each step sees.
        recipe: What is minimised.
        options: Learning rate and sizes.
        start: Replay vectors of the starting model.
        control: Is told where memory is short.
        team: Computes the gradients.
    """

    def __init__(
        self,
        student: Student,
        material: Material,
        batches: BatchPlan,
        *,
        recipe: Recipe,
        options: TrainingOptions,
        start: StartVectors,
        control: Control,
        team: Team | None = None,
    ) -> None:
        self.student, self.material, self.batches = student, material, batches
        self.recipe, self.options, self.start, self.control = recipe, options, start, control
        self.objective = Objective(recipe)
        self.optimiser = _optimiser(student, options)
        self.scaler = gradient_scaler(student.model.device, Precision.FP32)
        self.team: Team = team or Alone()
        self.micro_batch = options.micro_batch or student.micro_batch
        self.rate_factor = 1.0

    def step(self, number: int, *, steps: int, precision: Precision) -> tuple[float, dict[str, float]]:
        """Take step `number` of `steps`; return the loss and its named parts."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate_factor * learning_rate(self.options.learning_rate, step=number, steps=steps)
        self._scale_for(precision)
        loss, parts = self._gradients(number, progress=number / steps, precision=precision)
        if torch.isfinite(torch.tensor(loss)):
            self.scaler.unscale_(self.optimiser)
            torch.nn.utils.clip_grad_norm_(list(self.student.parameters.values()), LARGEST_GRADIENT)
            self.scaler.step(self.optimiser)
            self.scaler.update()
        self.optimiser.zero_grad(set_to_none=True)
        return loss, parts

    def look(self) -> Validation | None:
        """Return how the student does on validation; None where there is no validation case."""
        if not self.material.validation:
            return None
        return validate(self.student, self.material.validation, self.material.validation_groups)

    def seconds_per_step(self, precision: Precision) -> float:
        """Return the time of a step, from real batches; weights and running means stay as they were."""
        means, times = self.objective.state(), []
        for number in range(PROBE_STEPS):
            started = time.monotonic()
            self._gradients(number, progress=0.5, precision=precision)
            times.append(time.monotonic() - started)
            self.optimiser.zero_grad(set_to_none=True)
        self.objective.restore(means)
        # The first one fills memories and does not count.
        return sum(times[1:]) / len(times[1:])

    def seconds_per_look(self) -> float:
        """Return the time of a look at validation."""
        self.look()
        started = time.monotonic()
        self.look()
        return time.monotonic() - started

    def state(self) -> dict[str, Any]:
        """Return all that the next step depends on."""
        weights = {name: each.detach().clone() for name, each in self.student.parameters.items()}
        return {
            "weights": weights,
            "optimiser": self.optimiser.state_dict(),
            "scaler": self.scaler.state_dict(),
            "objective": self.objective.state(),
            "rate_factor": self.rate_factor,
            "micro_batch": self.micro_batch,
            "random": torch.get_rng_state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to what `state` returned."""
        self.set_weights(state["weights"])
        self.optimiser.load_state_dict(state["optimiser"])
        if state.get("scaler"):
            self._scale_for(Precision.FP16)
            self.scaler.load_state_dict(state["scaler"])
        self.objective.restore(state["objective"])
        self.rate_factor = state["rate_factor"]
        # What was too much for the memory before would be again.
        self.micro_batch = min(filter(None, (self.micro_batch, state.get("micro_batch"))), default=None)
        torch.set_rng_state(state["random"])

    def set_weights(self, weights: Mapping[str, Tensor]) -> None:
        """Give the student other weights."""
        with torch.no_grad():
            for name, each in self.student.parameters.items():
                each.copy_(weights[name])

    def _gradients(self, number: int, *, progress: float, precision: Precision) -> tuple[float, dict[str, float]]:
        assembly = assemble(self.batches.batch(number), self._replay(number), two_views=self.recipe.visual_negative > 0)
        while True:
            means = self.objective.state()
            try:
                return self._backward(assembly, progress, precision)
            except (MemoryError, RuntimeError) as error:
                if not is_short(error):
                    raise
                self._halve(len(assembly.photos))
                self.objective.restore(means)
                self.optimiser.zero_grad(set_to_none=True)

    def _backward(self, assembly: Assembly, progress: float, precision: Precision) -> tuple[float, dict[str, float]]:
        made: list[LossParts] = []

        def loss_of(photos: Tensor, texts: Tensor) -> Tensor:
            model, truths = self.student.model, self.material.truths
            batch = assembly.loss_batch(photos, texts, truths=truths, scale=model.scale, bias=model.bias)
            replay = assembly.replay_batch(photos, texts, self.start)
            made.append(self.objective(batch, replay=replay, progress=progress))
            return made[-1].total

        step = Step(assembly.photos, assembly.texts, precision, self.micro_batch)
        loss = self.team.gradients(self.student, step, loss_of=loss_of, scale=self.scaler.scale)
        return float(loss), {name: each.item() for name, each in made[-1].parts.items()}

    def _halve(self, photos: int) -> None:
        smaller = (self.micro_batch or photos) // 2
        if smaller == 0:
            raise MemoryError
        self.micro_batch = smaller
        release(self.student.model.device)
        self.control.note(smaller_pieces(smaller))

    def _scale_for(self, precision: Precision) -> None:
        if self.scaler.is_enabled() != (precision is Precision.FP16):
            self.scaler = gradient_scaler(self.student.model.device, precision)

    def _replay(self, number: int) -> Sequence[ReplayItem]:
        replay = self.material.replay
        if not replay or self.recipe.retention <= 0:
            return ()
        chance = random.Random(f"{self.options.seed} replay {number}")  # noqa: S311  not for secrets
        return chance.sample(replay, min(self.options.replay_batch, len(replay)))


def start_vectors(student: Student, replay: Sequence[ReplayItem], *, chunk: int = 64) -> StartVectors:
    """Return the replay vectors of a student that has not been trained yet."""
    photos = list(dict.fromkeys(item.key for item in replay))
    texts = list(dict.fromkeys(item.caption for item in replay))
    student.remember_texts(texts)
    with torch.no_grad():
        seen = [
            student.encode_photos([(key, PLAIN) for key in photos[start : start + chunk]])
            for start in range(0, len(photos), chunk)
        ]
        said = [student.encode_texts(texts[start : start + chunk]) for start in range(0, len(texts), chunk)]
    return StartVectors(
        dict(zip(photos, torch.cat(seen), strict=True)) if seen else {},
        dict(zip(texts, torch.cat(said), strict=True)) if said else {},
    )


def _optimiser(student: Student, options: TrainingOptions) -> torch.optim.AdamW:
    trained = [each for each in student.parameters.values() if each.requires_grad]
    matrices = [each for each in trained if each.ndim > 1]
    rest = [each for each in trained if each.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": options.weight_decay}, {"params": rest, "weight_decay": 0.0}]
    fused = student.model.device.type in FUSED
    return torch.optim.AdamW(groups, lr=options.learning_rate, betas=(0.9, 0.98), fused=fused)
