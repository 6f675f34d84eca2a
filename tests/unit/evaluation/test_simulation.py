"""The verdict on simulated projects; benchmarks/verdict_simulation.py does the same at full size."""

import numpy as np
import pytest

from miwake.domain.terms import Verdict
from miwake.evaluation.paired import Paired, paired
from miwake.evaluation.verdicts import judge

PROJECTS = 150


def project(random: np.random.Generator, *, scenes: int, photos: int, fixed: float, broken: float) -> Paired:
    """Photos of one scene share their fate nine times in ten."""
    groups = np.repeat(np.arange(scenes), photos)
    lots = np.where(
        random.uniform(size=len(groups)) < 0.9, random.uniform(size=scenes)[groups], random.uniform(size=len(groups))
    )
    return paired(groups.tolist(), before=(lots < fixed).tolist(), after=(lots > 1 - broken).tolist())


def verdicts(seed: int, **setting: float) -> list[Verdict]:
    random = np.random.default_rng(seed)
    return [judge(project(random, **setting), seed=each)[2] for each in range(PROJECTS)]


@pytest.mark.parametrize(("scenes", "photos"), [(12, 4), (40, 1), (40, 4), (120, 1)])
def test_without_any_change_improvement_is_claimed_in_few_projects(scenes: int, photos: int) -> None:
    found = verdicts(7, scenes=scenes, photos=photos, fixed=0.15, broken=0.15)
    # 2.7 % expected at most; three standard errors of so many projects on top.
    assert found.count(Verdict.IMPROVED) / PROJECTS <= 0.027 + 3 * (0.027 * 0.973 / PROJECTS) ** 0.5


def test_a_true_change_of_fifteen_points_is_found_on_200_independent_cases() -> None:
    found = verdicts(8, scenes=200, photos=1, fixed=0.2, broken=0.05)
    assert found.count(Verdict.IMPROVED) / PROJECTS >= 0.9


def test_on_forty_cases_the_answers_are_improved_worse_or_too_few() -> None:
    found = verdicts(9, scenes=40, photos=1, fixed=0.1, broken=0.05)
    assert Verdict.NO_EVIDENCE not in found
    assert found.count(Verdict.TOO_FEW) > PROJECTS / 2
