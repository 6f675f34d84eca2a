"""Retrainings that a project remembers."""

from dataclasses import dataclass

from miwake.domain.terms import Verdict


@dataclass(frozen=True, slots=True)
class Run:
    """One retraining: its job's identifier, what it started from and what came of it."""

    id: int
    job: str
    recipe: str
    seed: int
    model_before: str
    model_after: str | None
    snapshot: str
    created_at: str
    ended_at: str | None = None
    verdict: Verdict | None = None
