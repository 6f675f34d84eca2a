"""One window a project: a lock file, and the name of whoever holds it."""

import socket
from contextlib import suppress

from filelock import FileLock

from miwake.domain.errors import BusyError
from miwake.storage.folder import ProjectFolder
from miwake.storage.locking import take_lock


class WindowLock:
    """Held by the one window that has a project open; a command line beside it is fine.

    Args:
        folder: The project.
        person: Who has the window open, as a second one is told.
    """

    def __init__(self, folder: ProjectFolder, *, person: str) -> None:
        # Taken on the database thread, given back on whichever closes the window.
        self._lock = FileLock(folder.lock, thread_local=False)
        self._owner = folder.lock.with_suffix(".owner")
        self._person = person

    def take(self) -> None:
        """Take the lock, or say who has it.

        Raises:
            BusyError: Another window has the project open.
            MiwakeError: The project's folder cannot be written.
        """
        take_lock(self._lock, patience=0, busy=self._open_elsewhere)
        with suppress(OSError):
            self._owner.write_text(f"{self._person or 'Someone'} ({socket.gethostname()})", encoding="utf-8")

    def give_back(self) -> None:
        """Let another window open the project."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._owner.unlink(missing_ok=True)
            self._lock.release()

    def _open_elsewhere(self) -> BusyError:
        return BusyError(
            f"{self._holder()} has this project open in another window.",
            kept="Nothing was changed.",
            todo="Close it there first.",
        )

    def _holder(self) -> str:
        with suppress(OSError, UnicodeDecodeError):
            return self._owner.read_text(encoding="utf-8").strip() or "Someone"
        return "Someone"
