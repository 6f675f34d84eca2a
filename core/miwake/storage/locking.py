"""Take one of a project's file locks, or say why not in the words of the person who waits for it."""

from collections.abc import Callable

from filelock import BaseFileLock, Timeout

from miwake.domain.errors import BusyError, MiwakeError


def take_lock(lock: BaseFileLock, *, patience: float, busy: Callable[[], BusyError]) -> None:
    """Take a lock; whoever called gives it back.

    Args:
        lock: A lock in the project's folder.
        patience: How many seconds to wait for it.
        busy: Says that another process has it, asked when it does.

    Raises:
        BusyError: What `busy` returned.
        MiwakeError: The project's folder cannot be written.
    """
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise busy() from None
    except OSError as error:
        raise MiwakeError(
            "The project's folder cannot be written.", why=str(error), todo="Check who may write to it."
        ) from error
