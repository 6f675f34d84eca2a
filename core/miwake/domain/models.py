"""Entries of the model registry."""

from dataclasses import dataclass, field
from typing import Any

BUILTIN = "builtin"


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the project; `folder` is relative to the project, empty for the built-in one."""

    id: int
    name: str
    parent: str | None
    run: str | None
    folder: str
    sha256: str
    created_at: str
    active: bool = False
    metrics: dict[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class BaseModel:
    """A model to start from that no project made.

    Attributes:
        name: "builtin", or ARCHITECTURE/TAG as open_clip has it.
        architecture: Its architecture; empty for the built-in one.
        tag: Which weights of that architecture.
        parameters: How many weights it has; None where that is not known without its files.
        downloaded: Whether it is on this computer.
        bytes: What it takes on the disk; None where it is not downloaded.
        refused: Why Miwake cannot use it; empty where it can.
    """

    name: str
    architecture: str
    tag: str
    parameters: int | None
    downloaded: bool
    bytes: int | None
    refused: str = ""
