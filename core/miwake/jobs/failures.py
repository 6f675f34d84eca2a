"""How an exception is told to a person: what happened, why, what was kept, what to do."""

import errno
import re
import traceback

from miwake.domain.errors import MiwakeError
from miwake.jobs.messages import FailedEvent, now

INTERNAL = "internal"
_SAVED = "What was saved before is kept."


def failed_event(error: BaseException) -> FailedEvent:
    """Describe an exception; `code` is "internal" for a defect of ours, and `details` holds the traceback."""
    details = "".join(traceback.format_exception(error))
    if isinstance(error, MiwakeError):
        return FailedEvent(
            at=now(),
            code=code_of(error),
            what=error.what,
            why=error.why,
            kept=error.kept,
            todo=error.todo,
            details=details,
        )
    code, what, todo = _explain(error)
    why = f"{type(error).__name__}: {error}"
    return FailedEvent(at=now(), code=code, what=what, why=why, kept=_SAVED, todo=todo, details=details)


def code_of(error: MiwakeError) -> str:
    """Name a kind of error for programs: NotFoundError is "not_found", a plain MiwakeError "miwake"."""
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _explain(error: BaseException) -> tuple[str, str, str]:
    if isinstance(error, MemoryError):
        return "memory", "The computer's memory was not enough.", "Close other programs, or choose less at a time."
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "disk_full", "The disk is full.", "Make room on it, then start again."
    return (
        INTERNAL,
        "Something went wrong inside Miwake.",
        "Try again; if it happens again, report it with the details.",
    )
