"""Who computes a step: this process alone, or several that share its photos and texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL import Image
from torch import Tensor

from miwake.domain.control import Control
from miwake.ml.devices import Precision
from miwake.ml.gradients import Scale, backward
from miwake.ml.student import PhotoView, Student

Openers = Mapping[str, Callable[[], Image.Image]]
Loss = Callable[[Tensor, Tensor], Tensor]
"""Embeddings (N, D) of photos and (M, D) of texts to a scalar loss."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a step encodes, and how.

    Attributes:
        photos: N distinct photo views.
        texts: M distinct texts.
        precision: Arithmetic of the encoders.
        micro_batch: Photos or texts that are encoded at once; None for all.
    """

    photos: tuple[PhotoView, ...]
    texts: tuple[str, ...]
    precision: Precision
    micro_batch: int | None


class Team(Protocol):
    """Computes what a run needs most time for."""

    def gradients(self, student: Student, step: Step, *, loss_of: Loss, scale: Scale) -> Tensor:
        """Add the gradients of a loss of all embeddings to the student's weights; return the loss, not scaled.

        Raises:
            MemoryError: Memory was short, here or in another process; nothing that was added may be used.
        """

    def remember(self, student: Student, openers: Openers, views: Sequence[int], *, control: Control) -> None:
        """Compute the frozen blocks' output of photos in some views, once.

        Raises:
            CancelledError: The person cancelled; what is computed stays remembered.
        """


class Alone:
    """A single process."""

    def gradients(self, student: Student, step: Step, *, loss_of: Loss, scale: Scale) -> Tensor:
        """Add the gradients of a loss of all embeddings to the student's weights; return the loss, not scaled."""
        encoders = (
            (lambda items: student.encode_photos(items, step.precision), step.photos),
            (lambda items: student.encode_texts(items, step.precision), step.texts),
        )
        return backward(encoders, loss_of, micro_batch=step.micro_batch, scale=scale)

    def remember(self, student: Student, openers: Openers, views: Sequence[int], *, control: Control) -> None:
        """Compute the frozen blocks' output of photos in some views, once."""
        student.remember(openers, views, control=control)
