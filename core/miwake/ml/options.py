"""What a training run is asked for, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from miwake.domain.comparisons import Curve
from miwake.ml.devices import Precision
from miwake.ml.model import Model


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """How to train; the recipe says what to minimise.

    Attributes:
        budget_seconds: Time for all of it, preparation included; the schedule is built to end in it.
        seed: Seed of every random choice.
        batch_size: Rows of a step.
        negatives: Negatives of a row, at most.
        learning_rate: Peak of the schedule.
        weight_decay: Of AdamW, on matrices only.
        photo_depth: Blocks of the photo tower that train, from the top; None for the upper fifth.
        text_depth: The same for the text tower; None for the upper third.
        views: Views of each photo, at most.
        replay_batch: General photos and captions of a step.
        largest_steps: Steps after which more do not help.
        steps: Exact number of steps instead of what fits the budget.
        evaluations: How often validation looks.
        precision: None to measure which is faster.
        micro_batch: Photos that go through the tower at once; None for all of a step.
        shallow: Only the uppermost block of each tower trains, and what is above it.
        choose: Choose learning rate and depth by cross-validation, where scenes and time allow.
        lora: Rank of thin matrices that train instead of the weights; 0 for none, None decides by the model's size.
    """

    budget_seconds: float = 180.0
    seed: int = 0
    batch_size: int = 32
    negatives: int = 4
    learning_rate: float = 2e-4
    weight_decay: float = 0.05
    photo_depth: int | None = None
    text_depth: int | None = None
    views: int = 4
    replay_batch: int = 32
    largest_steps: int = 400
    steps: int | None = None
    evaluations: int = 20
    precision: Precision | None = None
    micro_batch: int | None = None
    shallow: bool = False
    choose: bool = False
    lora: int | None = None


@dataclass(frozen=True, slots=True)
class ReplayItem:
    """A general photo and its caption; `key` is the SHA-256 of the photo's content, `open` decodes it."""

    key: str
    caption: str
    open: Callable[[], Image.Image]


@dataclass(frozen=True, slots=True, eq=False)
class TrainingResult:
    """A finished run.

    Attributes:
        model: The starting model and the best trained weights, interpolated; the starting model where alpha is 0.
        alpha: Share of the trained weights.
        steps: Steps that were done; `planned_steps` what the schedule was built for.
        best_step: The step whose weights were kept; 0 if validation never got better than at the start.
        seconds_training: Time of the steps, pauses and preparation left out.
        curves: Loss and validation.
        learning_rate: Peak of the schedule that was trained with.
        shallow: Whether only the uppermost blocks were trained.
        notes: What a person should know, in sentences.
        stopped: Whether the person stopped it.
    """

    model: Model
    alpha: float
    steps: int
    planned_steps: int
    best_step: int
    seconds_training: float
    precision: Precision
    curves: tuple[Curve, ...]
    learning_rate: float
    shallow: bool
    notes: tuple[str, ...]
    stopped: bool
