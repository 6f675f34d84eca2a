"""What a leader orders: the messages between the processes of a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image

from miwake.ml.devices import Precision
from miwake.ml.student import PhotoView, StudentPlan


@dataclass(frozen=True, slots=True)
class Begin:
    """Load the model and make the same student of it.

    Attributes:
        source: What the leader's model was loaded as.
        digest: Of the leader's model; another one is refused.
        plan: How the student is made.
    """

    source: str
    digest: str
    plan: StudentPlan


@dataclass(frozen=True, slots=True)
class Remember:
    """Compute the frozen blocks' output of a share of these photos in a view."""

    openers: Mapping[str, Callable[[], Image.Image]]
    view: int


@dataclass(frozen=True, slots=True)
class Step:
    """Encode a share of these photos and texts, and carry the gradients back to the weights."""

    photos: tuple[PhotoView, ...]
    texts: tuple[str, ...]
    precision: Precision
    micro_batch: int | None


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The run is over."""


Order = Begin | Remember | Step | Dismiss
