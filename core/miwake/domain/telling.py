"""Answers that a model gave for new photos."""

import json
from dataclasses import asdict, dataclass
from typing import Any

NOT_SURE, NEITHER = "not sure", "neither"


@dataclass(frozen=True, slots=True)
class Told:
    """One answer.

    Attributes:
        path: The photo.
        mixup: Which question.
        answer: The choice's phrase, "not sure" or "neither".
        closest: The choice that came first, whatever the answer.
        margin: Cosine by which it came before the second.
    """

    path: str
    mixup: str
    answer: str
    closest: str
    margin: float


@dataclass(frozen=True, slots=True)
class ToldMixup:
    """What can be promised for one mix-up.

    Attributes:
        promised: Share of given answers that is wrong at most; None where validation scenes are too few to promise.
        scenes: Validation scenes that the promise rests on.
        scenes_needed: Validation scenes, all answered right, that the promise takes at least.
    """

    mixup: str
    promised: float | None
    scenes: int
    scenes_needed: int


@dataclass(frozen=True, slots=True)
class Telling:
    """All answers for a folder of photos."""

    model: str
    photos: int
    answers: tuple[Told, ...]
    mixups: tuple[ToldMixup, ...]
    refused: tuple[tuple[str, str], ...] = ()

    def unproven(self, told: Told) -> bool:
        """Return whether an answer was given although no error rate can be promised for its mix-up."""
        return told.answer != NOT_SURE and all(
            each.promised is None for each in self.mixups if each.mixup == told.mixup
        )

    def as_json(self) -> dict[str, Any]:
        """Return plain lists and dictionaries, to be read back by `from_json`."""
        shown: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return shown

    @classmethod
    def from_json(cls, shown: dict[str, Any]) -> "Telling":
        """Read what `as_json` wrote."""
        return cls(
            model=shown["model"],
            photos=shown["photos"],
            answers=tuple(Told(**each) for each in shown["answers"]),
            mixups=tuple(ToldMixup(**each) for each in shown["mixups"]),
            refused=tuple((path, reason) for path, reason in shown["refused"]),
        )
