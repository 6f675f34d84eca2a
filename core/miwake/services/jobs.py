"""A project's jobs, running or ended."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import SubprocessError

from miwake.domain.errors import MiwakeError, NotFoundError
from miwake.jobs import Command, JobFolder, JobState, ListedJob, has_living_owner, list_jobs, request, settle
from miwake.services.projects import Project


def jobs(project: Project) -> tuple[ListedJob, ...]:
    """Return all jobs of the project, newest first; those whose process is gone are marked interrupted."""
    return list_jobs(project.folder.jobs)


def at_work(folder: Path) -> list[JobFolder]:
    """Return the jobs that a process works on, waits in, or was started for; `folder` holds a project's jobs."""
    return list(_not_ended(folder, has_living_owner))


def waiting(folder: Path) -> list[JobFolder]:
    """Return the jobs that are queued and that nobody has started; `folder` holds a project's jobs."""
    return list(_not_ended(folder, is_waiting))


def is_waiting(job: JobFolder) -> bool:
    """Return whether a job is queued and no process was started for it."""
    return job.last_state().state is JobState.PENDING and not has_living_owner(job)


def find_job(project: Project, named: str | None = None) -> ListedJob:
    """Return a job by its identifier, or the newest that has not ended.

    Raises:
        NotFoundError: There is none.
    """
    everything = jobs(project)
    if named is None:
        for job in everything:
            if not job.status.state.is_ended:
                return job
        raise NotFoundError("No job is running.", todo="See `miwake jobs list PROJECT`.")
    for job in everything:
        if job.spec.id == named:
            return job
    raise NotFoundError(f"There is no job {named!r}.", todo="See `miwake jobs list PROJECT`.")


def command(folder: JobFolder, wanted: Command) -> JobState:
    """Ask a job to pause, go on, stop or cancel; return its state at the moment.

    Raises:
        RefusedError: The job has ended.
    """
    return request(folder, wanted)


def resumable(project: Project) -> ListedJob:
    """Return the newest job that is paused, was interrupted or waits to be started.

    Raises:
        NotFoundError: There is none.
    """
    for job in jobs(project):
        if job.status.state in {JobState.PAUSED, JobState.PAUSING, JobState.INTERRUPTED} or is_waiting(job.folder):
            return job
    raise NotFoundError("No job is paused, was interrupted or waits.", todo="See `miwake jobs list PROJECT`.")


@contextmanager
def withdrawn_unless_started(folder: JobFolder) -> Iterator[None]:
    """Withdraw a job that was queued just now where starting it fails, so that it stands in nobody's way.

    Raises:
        MiwakeError: The job could not be started; says whether it was withdrawn.
    """
    try:
        yield
    except (MiwakeError, OSError, SubprocessError) as error:
        why = error.why or error.what if isinstance(error, MiwakeError) else str(error)
        raise _not_started(folder, why) from error
    except BaseException:
        # Such as Ctrl-C before anything is followed.
        _withdraw(folder)
        raise


def _not_started(folder: JobFolder, why: str) -> MiwakeError:
    kept, todo = "It was withdrawn; photos, descriptions and models are unchanged.", "Try again."
    if not _withdraw(folder):
        kept, todo = "It waits.", f"Start it with `miwake jobs resume PROJECT {folder.path.name}`, or cancel it."
    return MiwakeError("The job could not be started.", why=why, kept=kept, todo=todo)


def _withdraw(folder: JobFolder) -> bool:
    with suppress(MiwakeError, OSError):
        return request(folder, Command.CANCEL) is JobState.CANCELLED
    return False


def _not_ended(folder: Path, fits: Callable[[JobFolder], bool]) -> Iterator[JobFolder]:
    """Yield the jobs that have not ended and fit; those that cannot be read, or are gone by now, are passed over."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        job = JobFolder(path)
        with suppress(MiwakeError, OSError):
            if path.is_dir() and not path.name.startswith(".") and not settle(job).is_ended and fits(job):
                yield job
