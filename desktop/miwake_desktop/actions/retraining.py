"""What can be done with retrainings: start one, read what it proved."""

from collections.abc import Callable
from dataclasses import dataclass

from miwake.domain.comparisons import Comparison
from miwake.domain.errors import MiwakeError, NotFoundError
from miwake.jobs import JobFolder
from miwake.services.models import active_model
from miwake.services.photos import photo_ids
from miwake.services.projects import Project
from miwake.services.runs import RetrainRequest, find_run, queue_retraining, read_comparison
from miwake.services.snapshots import make_snapshot
from miwake_desktop.jobs import Jobs
from miwake_desktop.models.readiness import Readiness
from miwake_desktop.session import Session


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before a retraining."""

    has_photos: bool
    model: str
    ready: Readiness


@dataclass(frozen=True, slots=True)
class After:
    """What a retraining proved, and which model is in use now."""

    comparison: Comparison
    active: str


def look_before(session: Session, done: Callable[[Before], None]) -> None:
    """Count what a retraining would learn from and test on."""
    session.ask(_before, done)


def look_after(session: Session, job: str, done: Callable[[After | None], None]) -> None:
    """Read what a retraining proved; None where it has no report."""
    session.ask(lambda project: _after(project, job), done)


def retrain(
    session: Session,
    wanted: RetrainRequest,
    *,
    started: Callable[[JobFolder], None],
    failed: Callable[[MiwakeError], None],
) -> None:
    """Start a retraining."""
    Jobs.of(session).start(lambda project: queue_retraining(project, wanted), started=started, failed=failed)


def _before(project: Project) -> Before:
    return Before(bool(photo_ids(project)), active_model(project), Readiness.of(make_snapshot(project)))


def _after(project: Project, job: str) -> After | None:
    try:
        return After(read_comparison(project, find_run(project, job)), active_model(project))
    except NotFoundError:
        return None
