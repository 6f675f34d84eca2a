"""The job that makes the sample project."""

from pathlib import Path

from miwake.jobs import JobControl, JobSpec
from miwake.worker.demo import make_sample_project


def run(spec: JobSpec, control: JobControl) -> dict[str, object]:
    """Make it; parameters: out, photos, seed. The result names the project."""
    project = make_sample_project(
        Path(spec.params["out"]), photos=int(spec.params["photos"]), seed=int(spec.params["seed"]), control=control
    )
    return {"project": str(project)}
