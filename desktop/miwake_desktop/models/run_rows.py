"""The retrainings of a project as a list to choose from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from miwake.domain.runs import Run
from miwake_desktop.models.run_words import run_time, verdict_words


@dataclass(frozen=True, slots=True)
class RunRow:
    """One retraining that has a report."""

    job: str
    when: str
    verdict: str
    recipe: str

    @property
    def words(self) -> str:
        """What the list shows: the verdict under the time."""
        return f"{self.when}\n{self.verdict}"


def run_rows(runs: Sequence[Run], reported: Collection[str]) -> list[RunRow]:
    """Return the runs that have a report, newest first."""
    return [
        RunRow(run.job, run_time(run.job), verdict_words(run.verdict), run.recipe)
        for run in sorted(runs, key=lambda run: run.id, reverse=True)
        if run.job in reported
    ]
