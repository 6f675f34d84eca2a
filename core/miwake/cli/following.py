"""Start a job and follow it: Ctrl-C once stops it and keeps the best, twice cancels it."""

import contextlib
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType

from miwake.cli.progress import TerminalControl
from miwake.domain.errors import MiwakeError, RefusedError
from miwake.jobs import Command, JobFolder, JobState, JobStatus, StatusReader, request, settle, start_detached
from miwake.services.jobs import withdrawn_unless_started

SECONDS_BETWEEN_LOOKS = 0.25


class _Interrupts:
    """Turns Ctrl-C into commands to the job for as long as it is followed."""

    def __init__(self, folder: JobFolder) -> None:
        self._folder = folder
        self._count = 0

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        self._count += 1
        with contextlib.suppress(RefusedError):
            request(self._folder, Command.STOP if self._count == 1 else Command.CANCEL)


def launcher(processes: int) -> tuple[str, ...]:
    """Return what starts a worker in several processes; nothing for one, which needs no launcher.

    Raises:
        RefusedError: This installation cannot start several.
    """
    if processes == 1:
        return ()
    if getattr(sys, "frozen", False):
        raise RefusedError(
            "This installation runs a retraining in one process only.",
            why="It has no Python of its own that could start several.",
            todo="Install Miwake with pip to use several GPUs.",
        )
    return (sys.executable, "-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}")


def start(folder: JobFolder, launched_by: Sequence[str] = ()) -> None:
    """Start the process of a job that was queued just now, or several with a `launcher`.

    Raises:
        MiwakeError: It could not be started, and was withdrawn.
    """
    with withdrawn_unless_started(folder):
        argv = [*launched_by, "-m", "miwake", "worker", "run", str(folder.path)] if launched_by else None
        start_detached(folder, argv)


def run_to_end(folder: JobFolder, *, quiet: bool = False) -> JobStatus:
    """Start a job that was queued just now, follow it and return how it ended.

    Raises:
        MiwakeError: The job could not be started, failed, was cancelled or was interrupted.
    """
    start(folder)
    return follow(folder, quiet=quiet)


def follow(folder: JobFolder, *, quiet: bool = False) -> JobStatus:
    """Follow a job to its end, with its progress on stderr; see `run_to_end`."""
    previous = signal.signal(signal.SIGINT, _Interrupts(folder))
    try:
        with TerminalControl(quiet=quiet) as shown:
            status = _watch(folder, shown)
    finally:
        signal.signal(signal.SIGINT, previous)
    if status.state in {JobState.DONE, JobState.STOPPED}:
        return status
    raise _ended_badly(folder, status)


def _watch(folder: JobFolder, shown: TerminalControl) -> JobStatus:
    reader = StatusReader(folder)
    stage: tuple[str, int | None] = ("", None)
    done = notes = 0
    while True:
        status = reader.refresh()
        # Two stages in a row may have the same name.
        if (status.stage, status.total) != stage or status.done < done:
            stage, done = (status.stage, status.total), 0
            shown.stage(*stage)
        if status.done > done:
            shown.advance(status.done - done)
            done = status.done
        for note in status.notes[notes:]:
            shown.note(note)
        notes = len(status.notes)
        if status.state.is_ended or status.state is JobState.INTERRUPTED:
            return status
        if settle(folder) is JobState.INTERRUPTED:
            return reader.refresh()
        time.sleep(SECONDS_BETWEEN_LOOKS)


def _ended_badly(folder: JobFolder, status: JobStatus) -> MiwakeError:
    failure = status.failure
    if failure:
        return MiwakeError(
            failure.what,
            why=failure.why,
            kept=failure.kept,
            todo=failure.todo or f"Details are in {folder.log_file}.",
        )
    if status.state is JobState.CANCELLED:
        return MiwakeError("Cancelled.", kept="Everything from before is unchanged.")
    return MiwakeError(
        "The job was interrupted.",
        why="Its process is gone.",
        kept="Everything up to its last checkpoint, if it had one.",
        todo=f"`miwake jobs resume PROJECT {folder.path.name}` goes on from there.",
    )
