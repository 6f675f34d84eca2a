"""How hard a negative is: how close its text is to the caption's, and which of the two the active model prefers."""

from dataclasses import dataclass

from miwake.domain.snapshots import SnapshotPhoto

DOUBT = "The model in use finds that this fits the photo far better than the description does."
"""Why a person should look twice at a negative that the model in use prefers to the caption by far."""


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A negative of which something is to be measured.

    Attributes:
        negative: Its identifier.
        caption: What is true of the photo.
        text: What the negative says.
        closeness: Whether how close the two texts are is to be measured.
        photo: What the margin is to be measured on; None where it is known, and always outside training scenes.
    """

    negative: int
    caption: str
    text: str
    closeness: bool
    photo: SnapshotPhoto | None


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What was measured of a negative; None stands for what was not.

    Attributes:
        negative: Its identifier.
        text: What it said when it was measured.
        closeness: Cosine of caption and negative under the fixed encoder.
        margin: By how much the active model prefers the caption (difference of cosines); only in training scenes.
        doubt: Why it may be true after all, as far as the margin says so.
    """

    negative: int
    text: str
    closeness: float | None = None
    margin: float | None = None
    doubt: str | None = None
