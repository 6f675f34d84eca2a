"""The job that retrains."""

from pathlib import Path

from miwake.domain.errors import CancelledError
from miwake.jobs import JobControl, JobSpec
from miwake.ml.team import Team
from miwake.services.projects import open_project
from miwake.services.runs import RetrainRequest
from miwake.worker.retraining import discard_workspaces, retrain


def run(spec: JobSpec, control: JobControl, *, team: Team | None = None) -> dict[str, object]:
    """Retrain, alone or as a team; parameters as in `RetrainRequest`."""
    wanted = RetrainRequest(
        model=spec.params.get("model"),
        recipe=str(spec.params["recipe"]),
        without=tuple(spec.params.get("without", ())),
        budget=float(spec.params["budget"]),
        device=str(spec.params["device"]),
        seed=int(spec.params["seed"]),
        control=bool(spec.params.get("control", False)),
        lora=spec.params.get("lora"),
    )
    with open_project(Path(spec.project)) as project:
        try:
            comparison = retrain(project, spec.id, wanted, control=control, team=team)
        except CancelledError:
            discard_workspaces(project.folder.jobs / spec.id)
            raise
    return {"verdict": str(comparison.verdict), "model_after": comparison.model_after}
