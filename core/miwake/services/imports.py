"""Have photos and captions imported, or looked at first."""

from collections.abc import Sequence
from pathlib import Path

from miwake.domain.errors import MiwakeError
from miwake.jobs import JobFolder, new_spec
from miwake.services.projects import Project

IMPORT = "import"


def queue_import(
    project: Project, sources: Sequence[Path], *, captions: Path | None = None, dry_run: bool = False
) -> JobFolder:
    """Make the job that imports; whoever called starts its process.

    Args:
        project: The project.
        sources: Photos, folders, archives and captions files.
        captions: A captions file that names photos of the sources or of the project.
        dry_run: Look and report, write nothing.

    Raises:
        MiwakeError: Nothing was named.
    """
    if not sources and captions is None:
        raise MiwakeError("There is nothing to import.", todo="Name photos, a folder, an archive or a captions file.")
    title = "Looking at photos" if dry_run else "Importing photos"
    params = {
        "sources": [str(path.absolute()) for path in sources],
        "captions": str(captions.absolute()) if captions else None,
        "dry_run": dry_run,
    }
    spec = new_spec(IMPORT, project=str(project.folder.root), params=params, title=title)
    return JobFolder(project.folder.jobs / spec.id).create(spec)
