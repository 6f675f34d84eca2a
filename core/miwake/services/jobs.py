"""A project's jobs, running or ended."""

from contextlib import suppress
from pathlib import Path

from miwake.domain.errors import MiwakeError, NotFoundError
from miwake.jobs import Command, JobFolder, JobState, ListedJob, has_living_owner, list_jobs, request, settle
from miwake.services.projects import Project


def jobs(project: Project) -> tuple[ListedJob, ...]:
    """Return all jobs of the project, newest first; those whose process is gone are marked interrupted."""
    return list_jobs(project.folder.jobs)


def at_work(folder: Path) -> list[JobFolder]:
    """Return the jobs that a process works on, waits in, or was started for; `folder` holds a project's jobs."""
    if not folder.is_dir():
        return []
    found = []
    for path in sorted(folder.iterdir()):
        job = JobFolder(path)
        with suppress(MiwakeError, OSError):
            if path.is_dir() and not path.name.startswith(".") and not settle(job).is_ended and has_living_owner(job):
                found.append(job)
    return found


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
    """Return the newest job that is paused or was interrupted.

    Raises:
        NotFoundError: There is none.
    """
    for job in jobs(project):
        if job.status.state in {JobState.PAUSED, JobState.PAUSING, JobState.INTERRUPTED}:
            return job
    raise NotFoundError("No job is paused or was interrupted.", todo="See `miwake jobs list PROJECT`.")
