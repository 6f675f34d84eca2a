"""Being a job: what the worker's process does around the computation."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from miwake.domain.errors import CancelledError, MiwakeError
from miwake.jobs.control import JobControl, TerminatedError
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.failures import failed_event
from miwake.jobs.folder import JobFolder
from miwake.jobs.lifecycle import claim
from miwake.jobs.messages import FailedEvent, JobSpec, ResultEvent, now
from miwake.jobs.recorder import Recorder
from miwake.jobs.signals import Signals
from miwake.jobs.states import JobState
from miwake.jobs.watch import Watcher

log = logging.getLogger(__name__)

Run = Callable[[JobSpec, JobControl], Mapping[str, Any]]

COMMAND_SECONDS = 0.2
HEARTBEAT_SECONDS = 2.0
LAST_WORD_SECONDS = 5.0
RESERVE_BYTES = 65_536


class ExitCode(IntEnum):
    """How the process of a job ends; 2 is left to wrong usage and 3 to the command line."""

    FINE = 0
    FAILED = 1
    CANCELLED = 4
    INTERRUPTED = 5


_EXIT_CODES = {
    JobState.DONE: ExitCode.FINE,
    JobState.STOPPED: ExitCode.FINE,
    JobState.FAILED: ExitCode.FAILED,
    JobState.CANCELLED: ExitCode.CANCELLED,
    JobState.INTERRUPTED: ExitCode.INTERRUPTED,
}


def run_job(
    folder: JobFolder, run: Run, *, poll: float = COMMAND_SECONDS, heartbeat: float = HEARTBEAT_SECONDS
) -> ExitCode:
    """Own a job, compute it and write how it ended; call it from the main thread, so that signals are handled.

    Args:
        folder: The job, pending or interrupted.
        run: Computes; its result must be JSON values. On stop_requested it returns what it has.
        poll: How often to look for commands, in seconds.
        heartbeat: How often to say that the process lives, in seconds.

    Returns:
        The exit code of the process: 0 done or stopped, 1 failed, 4 cancelled, 5 interrupted by the system.

    Raises:
        BusyError: Another process has the job.
        RefusedError: It has ended and cannot be run again.
        NotFoundError: There is no job in the folder.
    """
    spec = folder.spec
    claimed = claim(folder)
    if claimed.attempt is None:
        return ExitCode.CANCELLED
    with EventWriter(folder.events_file) as writer, reserved_room(folder.path / ".reserve") as give_back:
        recorder = Recorder(writer)
        control = JobControl(recorder, attempt=claimed.attempt, last_checkpoint=claimed.checkpoint)
        watcher = Watcher(folder, control, recorder, poll=poll, heartbeat=heartbeat)
        with Signals(control, watcher) as signals:
            with watcher:
                end = _compute(run, spec, control, signals)
            give_back()
            if not _close(control, end):
                _insist(recorder, control.state)
    return _EXIT_CODES[control.state]


@dataclass(frozen=True, slots=True)
class _End:
    """How a computation ended by itself: done, cancelled, interrupted or failed, and what it has to say."""

    state: JobState
    event: ResultEvent | FailedEvent | None = None


def _compute(run: Run, spec: JobSpec, control: JobControl, signals: Signals) -> _End:
    try:
        try:
            result = ResultEvent(at=now(), data=dict(run(spec, control)))
            # Here, where it is a failure of the job, rather than when it is written.
            result.model_dump_json()
        finally:
            signals.disarm()
    except CancelledError:
        return _End(JobState.CANCELLED)
    except TerminatedError:
        return _End(JobState.INTERRUPTED)
    except MiwakeError as error:
        log.warning("the job failed: %s", error)
        return _End(JobState.FAILED, failed_event(error))
    except BaseException as error:
        log.exception("the job broke")
        return _End(JobState.FAILED, failed_event(error))
    return _End(JobState.DONE, result)


def _close(control: JobControl, end: _End) -> bool:
    """Bring the job to its last state; False where that is not on the disk yet."""
    words = () if end.event is None else (end.event,)
    match end.state, control.state:
        case ((JobState.DONE | JobState.CANCELLED | JobState.INTERRUPTED), JobState.CANCELLING):
            return control.move(JobState.CANCELLED)
        case JobState.CANCELLED, _:
            control.move(JobState.CANCELLING)
            return control.move(JobState.CANCELLED)
        case JobState.DONE, JobState.STOPPING:
            return control.move(JobState.STOPPED, *words)
        case JobState.DONE, JobState.PAUSED:
            # Another thread of the computation waits in its checkpoint; the computation as a whole is over.
            control.move(JobState.RUNNING)
    return control.move(end.state, *words)


def _insist(recorder: Recorder, state: JobState) -> None:
    deadline = time.monotonic() + LAST_WORD_SECONDS
    while not recorder.flush():
        if time.monotonic() > deadline:
            log.error("the job ended as %s, but that could not be written", state)
            return
        time.sleep(0.1)


@contextmanager
def reserved_room(path: Path) -> Iterator[Callable[[], None]]:
    """Hold a little of the disk, so that a job that fails because it is full can still say so.

    Yields:
        A function that gives the room back.
    """
    with suppress(OSError):
        path.write_bytes(bytes(RESERVE_BYTES))

    def give_back() -> None:
        with suppress(OSError):
            path.unlink(missing_ok=True)

    try:
        yield give_back
    finally:
        give_back()
