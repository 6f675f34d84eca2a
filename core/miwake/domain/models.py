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
