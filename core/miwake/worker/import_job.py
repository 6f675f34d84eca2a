"""The job that imports photos and captions."""

from dataclasses import asdict
from pathlib import Path

from miwake.jobs import JobControl, JobSpec
from miwake.services.projects import open_project
from miwake.worker.importing import ImportRequest, import_sources


def run(spec: JobSpec, control: JobControl) -> dict[str, object]:
    """Import; parameters: sources, captions, dry_run."""
    captions = spec.params.get("captions")
    wanted = ImportRequest(
        sources=tuple(Path(each) for each in spec.params["sources"]),
        captions=Path(captions) if captions else None,
        dry_run=bool(spec.params.get("dry_run", False)),
    )
    with open_project(Path(spec.project)) as project:
        return dict(asdict(import_sources(project, wanted, control=control)))
