"""The jobs of a project: what the window and the command line list, and how they wait for one."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.errors import BusyError, MiwakeError
from miwake.jobs.folder import JobFolder, StatusReader
from miwake.jobs.lifecycle import settle
from miwake.jobs.messages import JobSpec
from miwake.jobs.status import JobStatus

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ListedJob:
    """One job of a list: where it is, what it does and how it stands."""

    folder: JobFolder
    spec: JobSpec
    status: JobStatus


def list_jobs(jobs: Path) -> tuple[ListedJob, ...]:
    """List the jobs in a folder, newest first; what cannot be read is left out and logged.

    A job whose process is gone is marked on the way, where the disk allows it.
    """
    if not jobs.is_dir():
        return ()
    listed = (_listed(JobFolder(path)) for path in jobs.iterdir() if path.is_dir() and not path.name.startswith("."))
    return tuple(sorted((job for job in listed if job is not None), key=lambda job: job.spec.created, reverse=True))


def _listed(folder: JobFolder) -> ListedJob | None:
    try:
        spec = folder.spec
    except (MiwakeError, OSError) as error:
        log.info("left out of the list of jobs: %s (%s)", folder.path, error)
        return None
    try:
        settle(folder)
    except (MiwakeError, OSError) as error:
        log.info("could not be settled: %s (%s)", folder.path, error)
    return ListedJob(folder, spec, folder.status())


def wait_until_ended(folder: JobFolder, *, timeout: float, poll: float = 0.05) -> JobStatus:
    """Wait for a job to end, also by the death of its process; times in seconds.

    Raises:
        BusyError: It had not ended in time.
        NotFoundError: There is no job in the folder.
    """
    reader = StatusReader(folder)
    deadline = time.monotonic() + timeout
    while not settle(folder).is_ended:
        if time.monotonic() > deadline:
            raise BusyError(f"The job had not ended after {timeout:g} s.", kept="It goes on.")
        time.sleep(poll)
    return reader.refresh()
