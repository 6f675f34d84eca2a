"""The job that proposes negatives for a project, and finds out how hard they are."""

from dataclasses import asdict
from pathlib import Path

from miwake.domain.terms import Kind
from miwake.jobs import JobControl, JobSpec
from miwake.services.projects import open_project
from miwake.worker.difficulty import measure_difficulty
from miwake.worker.proposing import propose_negatives


def run(spec: JobSpec, control: JobControl) -> dict[str, object]:
    """Propose negatives, then measure them; parameters: kinds, per_caption, seed."""
    with open_project(Path(spec.project)) as project:
        done = propose_negatives(
            project,
            kinds=[Kind(kind) for kind in spec.params.get("kinds") or Kind],
            per_caption=int(spec.params.get("per_caption", 8)),
            seed=int(spec.params.get("seed", 0)),
            control=control,
        )
        measure_difficulty(project, control=control)
    return dict(asdict(done))
