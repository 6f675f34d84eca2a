"""What one action touched; broadcast once, each view decides from it whether to redraw."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Changes:
    """Identifiers of the rows that an action added, altered or removed, by what they are."""

    photos: frozenset[int] = frozenset()
    captions: frozenset[int] = frozenset()
    negatives: frozenset[int] = frozenset()
    mixups: frozenset[int] = frozenset()
    answers: frozenset[int] = frozenset()
    pairs: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    runs: frozenset[int] = frozenset()
    models: frozenset[int] = frozenset()
    settings: frozenset[int] = frozenset()

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(**{each.name: getattr(self, each.name) | getattr(other, each.name) for each in fields(self)})

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    @classmethod
    def everything(cls) -> "Changes":
        """Return what to broadcast when another process changed the project: -1 stands for any row."""
        return cls(**{each.name: frozenset({-1}) for each in fields(cls)})

    @classmethod
    def of(cls, touched: Mapping[str, set[int]]) -> "Changes":
        """Build from table-like names; names that are no field (such as the journal's) are left out."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: frozenset(ids) for name, ids in touched.items() if name in known})
