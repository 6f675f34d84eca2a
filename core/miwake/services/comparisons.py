"""Where a retraining keeps what it proved."""

from miwake.domain.comparisons import Comparison
from miwake.services.kept_files import read_kept
from miwake.services.projects import Project

COMPARISON_FILE = "comparison.json"


def has_comparison(project: Project, job: str) -> bool:
    """Return whether a run left something to report."""
    return (project.folder.jobs / job / COMPARISON_FILE).is_file()


def kept_comparison(project: Project, job: str) -> Comparison | None:
    """Return what a run proved; None where it left nothing.

    Raises:
        DamagedError: It left something that cannot be read.
    """
    if not has_comparison(project, job):
        return None
    return read_kept(
        project.folder.jobs / job / COMPARISON_FILE,
        Comparison.from_json,
        what=f"What the retraining {job} proved",
        todo="Bring the file back from a copy of the project, or retrain.",
    )
