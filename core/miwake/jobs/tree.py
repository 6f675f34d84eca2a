"""The process of a job and all that it started, to be ended together."""

from contextlib import suppress

import psutil

from miwake.jobs.folder import JobFolder
from miwake.jobs.liveness import is_alive


class ProcessTree:
    """Remembers what it saw, so that it also finds what outlives the job's own process; never hits a reused pid."""

    def __init__(self, folder: JobFolder) -> None:
        job = folder.read_job()
        self._owner = job.owner or job.launched
        self._started: set[psutil.Process] = set()

    @property
    def pid(self) -> int:
        """The job's own process; 0 where there was none."""
        return self._owner.pid if self._owner else 0

    def look(self) -> None:
        """Remember what the job's process has started by now."""
        if (root := self._root()) is not None:
            with suppress(psutil.NoSuchProcess):
                self._started.update(root.children(recursive=True))

    def is_gone(self) -> bool:
        """Whether the job's own process is gone."""
        self.look()
        return self._root() is None

    def terminate(self) -> None:
        """Ask the job's own process, through the system, to end; it ends what it started."""
        if (root := self._root()) is not None:
            with suppress(psutil.NoSuchProcess):
                root.terminate()

    def kill(self) -> None:
        """Kill whatever is left of the tree."""
        self.look()
        root = self._root()
        for process in ([root] if root else []) + list(self._started):
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def _root(self) -> psutil.Process | None:
        if self._owner is None or not is_alive(self._owner):
            return None
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self._owner.pid)
        return None
