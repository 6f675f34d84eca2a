"""The day's portion of decisions: an end that can be reached, however many wait."""

from dataclasses import dataclass

from miwake.services.review import PORTION


@dataclass(frozen=True, slots=True)
class Portion:
    """How far a person has come.

    Attributes:
        decided: How many they decided today.
        left: How many wait in all.
        begun: How many they had decided when this portion began.
    """

    decided: int = 0
    left: int = 0
    begun: int = 0

    @property
    def done(self) -> int:
        """How many of this portion are decided."""
        return min(self.decided - self.begun, PORTION)

    @property
    def size(self) -> int:
        """How many this portion has; fewer than usual where no more wait."""
        return min(self.done + self.left, PORTION)

    @property
    def following(self) -> int:
        """How many the next portion would have."""
        return min(self.left, PORTION)

    @property
    def is_done(self) -> bool:
        """Whether all of it is decided, and more wait."""
        return self.done >= PORTION and self.left > 0

    @property
    def is_all(self) -> bool:
        """Whether nothing waits beyond it."""
        return self.done + self.left <= self.size
