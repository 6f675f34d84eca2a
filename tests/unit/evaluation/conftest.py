from collections.abc import Callable, Sequence

import pytest

from miwake.domain.scores import CaseScores
from miwake.domain.snapshots import Confusable, Example
from miwake.evaluation.parts import Twice

Scored = Callable[..., CaseScores]


@pytest.fixture
def scored() -> Scored:
    """Make the scores of one case; by default a sorted photo of the valve mix-up."""

    def make(
        name: str = "c",
        *,
        group: int = 0,
        positive: float = 0.3,
        negatives: Sequence[float] = (0.2,),
        confusables: Sequence[Confusable] | None = None,
        mixup: str | None = "valve",
        choice: int | None = 0,
        found_by_model: bool = False,
    ) -> CaseScores:
        if confusables is None:
            others = [index for index in range(5) if index != choice]
            confusables = [
                Confusable(f"choice {others[index]}", choice=others[index]) for index in range(len(negatives))
            ]
        example = Example(name, f"sha-{name}", "a valve", mixup, choice, tuple(confusables), found_by_model)
        return CaseScores(example, group, positive, tuple(negatives))

    return make


@pytest.fixture
def twice(scored: Scored) -> Callable[..., list[Twice]]:
    """Make cases from one letter each: F fixed, B broken, W still mixed up, R still right."""

    def make(letters: str, *, groups: Sequence[int] | None = None, **other: object) -> list[Twice]:
        found = []
        for index, letter in enumerate(letters):
            group = groups[index] if groups else index
            before, after = (0.1 if letter in wrong else 0.3 for wrong in ("FW", "BW"))
            found.append(
                Twice(
                    scored(f"{index}", group=group, positive=before, **other),
                    scored(f"{index}", group=group, positive=after, **other),
                )
            )
        return found

    return make
