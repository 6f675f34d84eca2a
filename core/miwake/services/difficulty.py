"""How hard negatives are: what is still to be measured, what was, and the job that measures."""

from collections.abc import Sequence

from miwake.domain.difficulty import Difficulty, Unmeasured
from miwake.jobs import JobFolder, new_spec
from miwake.services.batches import batches
from miwake.services.jobs import jobs
from miwake.services.projects import Project
from miwake.services.proposals import NEGATIVES
from miwake.storage import difficulty

MEASURE = "measure"
# Whatever proposes negatives measures them afterwards.
_MEASURING = {MEASURE, NEGATIVES}
# Negatives a transaction: it holds the database for well under 50 ms.
_BATCH = 200


def unmeasured(project: Project, *, encoder: str | None = None) -> list[Unmeasured]:
    """Return the negatives without closeness under the fixed encoder, or in training scenes without current margin.

    Args:
        project: The project.
        encoder: Hash of the fixed encoder; None takes closeness under any.
    """
    with project.database.read() as transaction:
        return difficulty.unmeasured(transaction, encoder=encoder)


def write_difficulty(project: Project, measured: Sequence[Difficulty], *, encoder: str, model: str) -> None:
    """Keep what was measured, in short transactions; no margin is kept outside training scenes.

    Args:
        project: The project.
        measured: What to keep.
        encoder: Hash of the encoder that the closeness is of.
        model: Name of the model that the margins are of.
    """
    for batch in batches(measured, _BATCH):
        with project.database.action("measure", "Measured look-alike descriptions", undoable=False) as transaction:
            difficulty.write_difficulty(transaction, batch, encoder=encoder, model=model)


def queue_measuring(project: Project, *, device: str = "auto") -> JobFolder | None:
    """Make the job that measures what is not; None where nothing is left to measure, or a job is at it already.

    Whoever called starts its process. Nothing depends on it: a margin of another model counts as unknown.
    """
    at_it = any(job.spec.kind in _MEASURING and not job.status.state.is_ended for job in jobs(project))
    if at_it or not unmeasured(project):
        return None
    spec = new_spec(
        MEASURE,
        project=str(project.folder.root),
        params={"device": device},
        title="Finding out which look-alikes help most",
    )
    return JobFolder(project.folder.jobs / spec.id).create(spec)
