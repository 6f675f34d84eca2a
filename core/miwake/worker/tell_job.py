"""The job that uses a model on new photos; its answers lie in the job's folder."""

import json
from pathlib import Path

from miwake.jobs import JobControl, JobSpec
from miwake.services.projects import open_project
from miwake.services.tellings import ANSWERS_FILE
from miwake.worker.telling import TellRequest, tell


def run(spec: JobSpec, control: JobControl) -> dict[str, object]:
    """Tell a folder apart; parameters as in `TellRequest`."""
    wanted = TellRequest(
        folder=Path(spec.params["folder"]),
        model=spec.params.get("model"),
        device=str(spec.params.get("device", "auto")),
    )
    with open_project(Path(spec.project)) as project:
        telling = tell(project, wanted, control=control)
        target = project.folder.jobs / spec.id / ANSWERS_FILE
    fresh = target.with_name(f".{target.name}")
    fresh.write_text(json.dumps(telling.as_json(), ensure_ascii=False), encoding="utf-8")
    fresh.replace(target)
    return {"photos": telling.photos, "answers": len(telling.answers)}
