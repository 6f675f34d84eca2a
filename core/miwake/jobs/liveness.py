"""Whether the process of a job is still there."""

import os
import platform
import time

import psutil

from miwake.jobs.folder import JobFolder
from miwake.jobs.messages import Owner

SAME_SECONDS = 1.0
"""Two readings of one process's creation differ by rounding; a pid does not come round again within a second."""
SILENT_SECONDS = 10.0
"""Five heartbeats: after a step of the system clock creation times are off, but a living job keeps writing."""
FAR_SILENT_SECONDS = 60.0
"""The same for a job on another computer, whose clock and file system may lag."""


def owner_of(pid: int) -> Owner:
    """Describe a process of this computer; one that is gone already gets the creation time 0 and so is never alive."""
    try:
        created = psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        created = 0.0
    return Owner(pid=pid, create_time=created, host=platform.node())


def this_process() -> Owner:
    """Describe the calling process."""
    return owner_of(os.getpid())


def is_alive(owner: Owner) -> bool:
    """Whether this very process runs: same pid, same time of creation, and not a zombie."""
    try:
        process = psutil.Process(owner.pid)
        return _is_same(process, owner) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def has_living_owner(folder: JobFolder) -> bool:
    """Whether a process works on the job or was started for it and may yet take it; errors as `JobFolder.read_job`.

    A pid that exists with another creation time is taken for a reused one only once the job has gone silent, and a job
    of another computer is judged by its signs of life alone.
    """
    job = folder.read_job()
    owner = job.owner or job.launched
    if owner is None:
        return False
    silence = time.time() - folder.last_sign_of_life()
    if owner.host not in {"", platform.node()}:
        return silence < FAR_SILENT_SECONDS
    return is_alive(owner) or (_is_reused_or_misread(owner) and silence < SILENT_SECONDS)


def _is_reused_or_misread(owner: Owner) -> bool:
    if owner.pid == os.getpid():
        return False
    try:
        return owner.create_time > 0 and not _is_same(psutil.Process(owner.pid), owner)
    except psutil.NoSuchProcess:
        return False


def _is_same(process: psutil.Process, owner: Owner) -> bool:
    return abs(process.create_time() - owner.create_time) <= SAME_SECONDS
