"""A true description of a photo."""

from dataclasses import dataclass

from miwake.domain.terms import CaptionSource


@dataclass(frozen=True, slots=True)
class Caption:
    """A description that is true of `photo`; `mixup` and `choice` say which question it answers."""

    id: int
    photo: int
    text: str
    source: CaptionSource
    mixup: int | None = None
    choice: int | None = None
    created_at: str = ""
