"""What making edited copies tells its caller: the command line's JSON, and the window's when it has a place for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from miwake.domain.captions import Caption
from miwake.domain.counterfactuals import ChangedCaption
from miwake.domain.errors import RefusedError
from miwake.domain.photos import Photo


@dataclass(frozen=True, slots=True)
class CopyMade:
    """An edited copy that was made; the names are those of the command line's JSON.

    Attributes:
        photo: Its identifier.
        name: Its name.
        path: Where its file lies.
        parent: Identifier of the photo that it is a copy of.
        operation: What was done.
        parameters: With what.
        captions: What the edit changed in the photo's descriptions: was, now.
        accepted: What spoke against it and was accepted.
        accepted_by: Who accepted that.
    """

    photo: int
    name: str
    path: str
    parent: int
    operation: str
    parameters: Mapping[str, Any]
    captions: tuple[ChangedCaption, ...]
    accepted: str | None
    accepted_by: str | None


@dataclass(frozen=True, slots=True)
class CopyRefused:
    """A photo of which no copy was made, and why; `acceptable` where a person may have it made all the same."""

    photo: int
    name: str
    reason: str
    acceptable: bool = False


@dataclass(slots=True)
class Copies:
    """What became of several photos."""

    made: list[CopyMade] = field(default_factory=list)
    refused: list[CopyRefused] = field(default_factory=list)


def told(copy: Photo, changed: tuple[ChangedCaption, ...]) -> CopyMade:
    """Return what is told of an edited copy.

    Raises:
        ValueError: It is no edited copy.
    """
    if copy.made is None:
        raise ValueError(f"photo {copy.id} is no edited copy")
    made = copy.made
    return CopyMade(
        photo=copy.id,
        name=copy.name,
        path=str(copy.path),
        parent=made.parent,
        operation=str(made.operation),
        parameters=made.parameters,
        captions=changed,
        accepted=made.accepted,
        accepted_by=made.accepted_by,
    )


def typed_change(chosen: list[Caption], text: str) -> tuple[ChangedCaption, ...]:
    """Return the change that a person's own description of the copy makes.

    Raises:
        RefusedError: It is empty, or it is not clear which description of the photo is false of the copy.
    """
    if not text.strip():
        raise RefusedError("The copy's description is empty.", todo="Write what is true of the copy.")
    if len(chosen) != 1:
        raise RefusedError(
            "It is not clear which description of the photo is false of the copy.",
            why=f"The photo has {len(chosen)}.",
            todo="Name it: --caption NUMBER, from `miwake list PROJECT captions`.",
        )
    return (ChangedCaption(was=chosen[0].text, now=text.strip()),)
