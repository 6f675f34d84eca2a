"""Look-alike pairs: two photos that people confuse."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two photos that people confuse; `note` is what they said about it."""

    id: int
    photo_a: int
    photo_b: int
    note: str = ""
    created_at: str = ""
