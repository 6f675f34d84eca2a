"""What a test could prove, before anything is trained: from scenes and cases to the smallest change.

A table instead of the statistics that made it (a test holds it against `evaluation.power`): the window has no scipy
and needs the answer at once.
"""

import math
from bisect import bisect_right

LEAST_GROUPS = 10
"""Fewer test scenes prove nothing."""
ASSUMED_CORRELATION = 0.5
"""Of the changes of two cases of one scene, before anything was seen."""
TARGET_POINTS = 15
"""A test that cannot prove a change of so many points is called too small."""
SCENES_PER_TEST_SCENE = 4
"""Every fourth scene goes to the test (`services.splitting`)."""

# fmt: off
FROM_CASES = (
    (6, 97), (7, 89), (8, 81), (9, 74), (10, 68), (11, 63), (12, 58), (13, 54), (14, 51), (15, 48), (16, 45),
    (17, 43), (18, 41), (19, 39), (20, 37), (21, 36), (22, 34), (23, 33), (24, 31), (25, 30), (26, 29), (27, 28),
    (28, 27), (29, 26), (31, 25), (32, 24), (33, 23), (35, 22), (37, 21), (39, 20), (41, 19), (43, 18), (46, 17),
    (48, 16), (52, 15), (59, 14), (70, 13), (83, 12), (100, 11), (122, 10), (154, 9), (198, 8), (256, 7), (345, 6),
    (498, 5), (774, 4),
)
# fmt: on
"""(independent cases, points): from so many cases on, a change of so many points is found in 80 % of comparisons if
15 % of the cases change (or as many as the change itself takes)."""


def planned_change(groups: int, cases: int) -> int | None:
    """Return the smallest change, in points, that so many cases from so many scenes can be expected to prove.

    Cases are taken as spread evenly over the scenes. None where no change could be proven.
    """
    if groups < LEAST_GROUPS or cases < groups:
        return None
    place = bisect_right(FROM_CASES, int(independent_cases(groups, cases)), key=lambda each: each[0])
    return FROM_CASES[place - 1][1] if place else None


def groups_needed(points: int, *, cases_per_group: float = 1.0) -> int | None:
    """Return how many scenes would prove a change of so many points; None if the table ends before."""
    for cases, smallest in FROM_CASES:
        if smallest <= points:
            return max(LEAST_GROUPS, math.ceil(cases / _worth_of_group(cases_per_group)))
    return None


def independent_cases(groups: int, cases: int) -> float:
    """Return how many independent cases those are worth: two of one scene tend to change together."""
    return groups * _worth_of_group(cases / groups)


def scenes_missing(groups: int, cases: int) -> int:
    """Return about how many more scenes have to be sorted until a usual change can be proven; until then, any at all.

    Only every fourth of them comes to the test.
    """
    wanted = LEAST_GROUPS
    if planned_change(groups, cases) is not None:
        wanted = groups_needed(TARGET_POINTS, cases_per_group=cases / groups) or wanted
    return max(0, wanted - groups) * SCENES_PER_TEST_SCENE


def proof_sentence(groups: int, cases: int) -> str:
    """Return what such a test can prove, for people.

    "At best": where more cases change than the smallest change takes, as after most retrainings, it proves less.
    """
    scenes = f"{groups} {'scene' if groups == 1 else 'scenes'}"
    points, more = planned_change(groups, cases), scenes_missing(groups, cases)
    if points is None:
        said = f"Too few to tell: the test photos come from {scenes}, {LEAST_GROUPS} are needed."
        return f"{said} Photos of about {more} more places would do."
    said = f"The test photos come from {scenes}: at best a change of {points} points can be proven."
    return f"{said} Photos of about {more} more places would do for {TARGET_POINTS}." if more else said


def _worth_of_group(cases: float) -> float:
    return cases / (1.0 + (cases - 1.0) * ASSUMED_CORRELATION)
