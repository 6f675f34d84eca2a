"""A project's jobs, running or ended."""

from miwake.domain.errors import NotFoundError
from miwake.jobs import Command, JobFolder, JobState, ListedJob, list_jobs, request
from miwake.services.projects import Project


def jobs(project: Project) -> tuple[ListedJob, ...]:
    """Return all jobs of the project, newest first; those whose process is gone are marked interrupted."""
    return list_jobs(project.folder.jobs)


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
