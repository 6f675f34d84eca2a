"""What a leader orders: the messages between the processes of a run."""

from dataclasses import dataclass

from miwake.ml.student import StudentPlan
from miwake.ml.team import Openers, Step


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

    openers: Openers
    view: int


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The run is over."""


Order = Begin | Remember | Step | Dismiss
"""A `Step` is an order as it is: encode a share of it, and carry the gradients back to the weights."""
