"""A photo as the project knows it."""

from dataclasses import dataclass
from pathlib import Path

from miwake.domain.counterfactuals import Counterfactual
from miwake.domain.terms import Split


@dataclass(frozen=True, slots=True)
class Photo:
    """An imported image; `sha256` of its bytes is its identity, its path only an attribute.

    Attributes:
        taken_at: Local time of the camera, ISO 8601; None where the file says nothing.
        group: The scene it belongs to.
        split: What its scene is used for; None until it first gets a description.
        warnings: Things worth a look, such as "dark", in words for the person.
        made: How it was made, if it is an edited copy of another photo; None for a photo that a camera took.
    """

    id: int
    sha256: str
    path: Path
    name: str
    width: int
    height: int
    group: int
    split: Split | None
    taken_at: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    phash: str = ""
    pixels: str = ""
    imported_at: str = ""
    warnings: tuple[str, ...] = ()
    made: Counterfactual | None = None


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """What an import found out about a file before it has a row of its own."""

    sha256: str
    path: Path
    name: str
    bytes: int
    width: int
    height: int
    taken_at: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None
    phash: str = ""
    pixels: str = ""
    warnings: tuple[str, ...] = ()
