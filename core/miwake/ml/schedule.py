"""The learning rate over a run, and how many steps fit the time."""

import math

WARM_UP = 0.1
LAST = 0.02
"""Share of the peak that the last step still has."""


def learning_rate(peak: float, *, step: int, steps: int) -> float:
    """Return the rate of a step: a linear warm-up over the first tenth, then a cosine down to a fiftieth."""
    warm = max(1, round(WARM_UP * steps))
    if step < warm:
        return peak * (step + 1) / warm
    done = (step - warm) / max(1, steps - warm)
    return peak * (LAST + (1 - LAST) * (1 + math.cos(math.pi * done)) / 2)


def fitting_steps(seconds: float, *, per_step: float, per_look: float, looks: int, largest: int) -> int:
    """Return how many steps fit a time, with so many looks at validation among them; at least one."""
    return max(1, min(largest, int((seconds - per_look * looks) / max(per_step, 1e-6))))
