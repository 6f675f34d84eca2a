"""How often the verdict is wrong: simulated projects with no change at all, and with a true one.

Run `python benchmarks/verdict_simulation.py --json` for all settings, or with `--projects 200` for a quick look.
"""

import argparse
import json
import time
from dataclasses import asdict, dataclass
from itertools import product

import numpy as np

from miwake.domain.terms import Verdict
from miwake.evaluation.paired import Paired, paired, sign_flip_p
from miwake.evaluation.power import LEVEL
from miwake.evaluation.verdicts import judge, verdict


@dataclass(frozen=True, slots=True)
class Setting:
    """One kind of project.

    Attributes:
        groups: Scenes of the test set.
        per_group: Photos of each scene (at most; sizes are drawn from 1 to 2 x per_group - 1).
        correlation: Of the latent margins of two photos of one scene, both in difficulty and in what changed.
        scr: True mix-up rate of the model before.
        change: True change of the rate, after minus before.
        noise: Share of each margin's spread that differs between the two models.
    """

    groups: int
    per_group: int
    correlation: float
    scr: float
    change: float
    noise: float


@dataclass(frozen=True, slots=True)
class Found:
    """What the projects of one setting were told, as shares; `mcnemar_improved` ignores scenes."""

    setting: Setting
    projects: int
    improved: float
    worse: float
    no_evidence: float
    too_few: float
    mcnemar_improved: float
    discordance: float


def draw(setting: Setting, random: np.random.Generator) -> Paired:
    """Draw one project: latent normal margins, shared in part by photo, scene and model."""
    sizes = random.integers(1, 2 * setting.per_group, setting.groups)
    groups = np.repeat(np.arange(setting.groups), sizes)

    def latent() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        scene = random.normal(size=setting.groups)[groups]
        own = random.normal(size=len(groups))
        return np.sqrt(setting.correlation) * scene + np.sqrt(1 - setting.correlation) * own

    shared = np.sqrt(1 - setting.noise) * latent()
    before, after = (shared + np.sqrt(setting.noise) * latent() for _ in range(2))
    # The normal quantiles of the two rates: margins below them are mixed up.
    limits = [_quantile(setting.scr), _quantile(setting.scr + setting.change)]
    return paired(groups.tolist(), before=(before < limits[0]).tolist(), after=(after < limits[1]).tolist())


def simulate(setting: Setting, *, projects: int, seed: int) -> Found:
    """Judge so many projects of one setting."""
    random = np.random.default_rng(seed)
    verdicts: list[Verdict] = []
    fooled = 0
    discordance = 0.0
    for _ in range(projects):
        seen = draw(setting, random)
        verdicts.append(_judged(seen, seed=int(random.integers(2**31))))
        fixed, broken = int(seen.fixed.sum()), int(seen.broken.sum())
        alone = np.array([-1] * fixed + [1] * broken, dtype=np.int64)
        fooled += fixed > broken and sign_flip_p(alone) < LEVEL
        discordance += seen.discordance / projects
    shares = {each: verdicts.count(each) / projects for each in Verdict}
    return Found(
        setting=setting,
        projects=projects,
        improved=shares[Verdict.IMPROVED],
        worse=shares[Verdict.WORSE],
        no_evidence=shares[Verdict.NO_EVIDENCE],
        too_few=shares[Verdict.TOO_FEW],
        mcnemar_improved=fooled / projects,
        discordance=round(discordance, 4),
    )


def unchanged() -> list[Setting]:
    """Return the settings without any change: sizes, scenes, correlations, rates and noise."""
    clustered = product((10, 20, 40, 80), (2, 5), (0.3, 0.8), (0.1, 0.4), (0.3,))
    apart = product((20, 50, 100, 200), (1,), (0.0,), (0.1, 0.4), (0.1, 0.5))
    return [
        Setting(groups, size, correlation, scr, 0.0, noise)
        for groups, size, correlation, scr, noise in [*clustered, *apart]
    ]


def changed() -> list[Setting]:
    """Return the settings with a true change of 15 points; `noise` sets how much else changes."""
    return [
        Setting(200, 1, 0.0, 0.4, -0.15, 0.2),
        Setting(200, 1, 0.0, 0.3, -0.15, 0.5),
        Setting(200, 1, 0.0, 0.4, -0.15, 1.0),
        Setting(60, 1, 0.0, 0.3, -0.15, 0.1),
        Setting(50, 4, 0.6, 0.4, -0.15, 0.2),
    ]


def _judged(seen: Paired, *, seed: int) -> Verdict:
    """Judge as the program does, without the interval where the test has already decided and it is not looked at."""
    p = sign_flip_p(seen.changes)
    return judge(seen, seed=seed)[2] if p < LEVEL else verdict(seen, p=p, ci95=(0.0, 0.0))


def _quantile(rate: float) -> float:
    from statistics import NormalDist  # noqa: PLC0415 - used here alone

    return NormalDist().inv_cdf(rate)


def main() -> None:
    """Print what every setting was told, as lines or as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=5_000, help="projects of each setting")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    options = parser.parse_args()
    started = time.perf_counter()
    same = [simulate(each, projects=options.projects, seed=options.seed + n) for n, each in enumerate(unchanged())]
    better = [simulate(each, projects=options.projects, seed=options.seed + n) for n, each in enumerate(changed())]
    summary = {
        "settings_unchanged": len(same),
        "projects_of_each": options.projects,
        "highest_false_improved": max(each.improved for each in same),
        "highest_false_worse": max(each.worse for each in same),
        "highest_false_improved_of_plain_mcnemar": max(each.mcnemar_improved for each in same),
        "found_of_15_points_on_200_independent_cases": better[0].improved,
        "seconds": round(time.perf_counter() - started, 1),
    }
    if options.json:
        settings = {"unchanged": [asdict(each) for each in same], "changed": [asdict(each) for each in better]}
        print(json.dumps({**summary, **settings}, indent=1))
        return
    for each in [*same, *better]:
        print(f"{each.setting}: improved {each.improved:.4f} worse {each.worse:.4f} too few {each.too_few:.3f}")
    for name, value in summary.items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
