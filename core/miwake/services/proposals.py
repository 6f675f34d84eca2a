"""Have look-alike descriptions proposed."""

from miwake.jobs import JobFolder, new_spec
from miwake.services.projects import Project

NEGATIVES = "negatives"


def queue_negatives(project: Project, *, per_caption: int = 8, seed: int = 0) -> JobFolder:
    """Make the job that proposes negatives for every description without; whoever called starts its process."""
    params = {"per_caption": per_caption, "seed": seed}
    spec = new_spec(
        NEGATIVES, project=str(project.folder.root), params=params, title="Proposing look-alike descriptions"
    )
    return JobFolder(project.folder.jobs / spec.id).create(spec)
