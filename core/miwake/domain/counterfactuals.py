"""Counterfactual photos: edited copies whose edit provably changes what is true of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class PhotoEdit(StrEnum):
    """What was done to a photo to make an edited copy of it."""

    MIRROR = "mirror"
    RECOLOUR = "recolour"


@dataclass(frozen=True, slots=True)
class ChangedCaption:
    """A description that the edit changed: what it said of the photo, and what the copy's own says instead.

    Attributes:
        was: The description of the original, which is false of the copy.
        now: The description of the copy, which is false of the original.
    """

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """How an edited copy was made.

    Attributes:
        parent: Identifier of the photo that it is a copy of.
        operation: What was done.
        parameters: With what; enough to make it again.
        made_by: Who made it.
        made_at: When, ISO 8601.
        accepted: What spoke against it and was accepted all the same; None where nothing did.
        accepted_by: Who accepted that.
        sources: For each description of the copy that the edit made, by its identifier: what the original's said.
    """

    parent: int
    operation: PhotoEdit
    parameters: Mapping[str, Any] = field(default_factory=dict)
    made_by: str = ""
    made_at: str = ""
    accepted: str | None = None
    accepted_by: str | None = None
    sources: Mapping[int, str] = field(default_factory=dict)
