"""Where a retraining keeps what it proved."""

import json

from miwake.domain.comparisons import Comparison
from miwake.services.projects import Project

COMPARISON_FILE = "comparison.json"


def has_comparison(project: Project, job: str) -> bool:
    """Return whether a run left something to report."""
    return (project.folder.jobs / job / COMPARISON_FILE).is_file()


def kept_comparison(project: Project, job: str) -> Comparison | None:
    """Return what a run proved; None where it left nothing."""
    if not has_comparison(project, job):
        return None
    return Comparison.from_json(json.loads((project.folder.jobs / job / COMPARISON_FILE).read_text(encoding="utf-8")))
