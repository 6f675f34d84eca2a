"""The job that measures how hard negatives are, such as after the active model changed."""

from dataclasses import asdict
from pathlib import Path

from miwake.jobs import JobControl, JobSpec
from miwake.services.projects import open_project
from miwake.worker.difficulty import measure_difficulty


def run(spec: JobSpec, control: JobControl) -> dict[str, object]:
    """Measure; parameter: device."""
    with open_project(Path(spec.project)) as project:
        return dict(asdict(measure_difficulty(project, control=control, device=str(spec.params.get("device", "auto")))))
