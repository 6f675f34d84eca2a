"""Starting a job so that it outlives whoever started it, and ending it however deaf it is."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from miwake.domain.errors import MiwakeError
from miwake.jobs.folder import JobFolder
from miwake.jobs.lifecycle import note_launch, reopen, request, settle
from miwake.jobs.liveness import owner_of
from miwake.jobs.messages import Command, Owner
from miwake.jobs.states import JobState
from miwake.jobs.tree import ProcessTree

POLL_SECONDS = 0.03

# The shell starts the job and ends at once: the job belongs to the system's first process, which reaps it, and nobody
# forks the caller, which may have threads. What the job prints goes where the shell's errors go: to log.txt.
_LAUNCHER = '"$@" >&2 & echo $!'


def worker_command(folder: JobFolder) -> list[str]:
    """The command that runs a job, both from a checkout and from an installed, frozen program."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "miwake"]
    return [*program, "worker", "run", str(folder.path)]


def start_detached(folder: JobFolder, argv: Sequence[str] | None = None) -> Owner:
    """Start a pending or an interrupted job in a session of its own; returns as soon as its process exists.

    Its standard input is closed, what it prints goes to `log.txt`, and it leaves no zombie in the caller.

    Args:
        folder: The job.
        argv: What to run instead of `miwake worker run FOLDER`.

    Raises:
        BusyError: A process has the job, or is about to.
        RefusedError: The job has ended and cannot be run again.
        MiwakeError: The process could not be started.
    """
    reopen(folder)
    command = list(argv) if argv is not None else worker_command(folder)
    with folder.log_file.open("ab") as log:
        try:
            pid = (
                _spawn_windows(command, log.fileno())
                if sys.platform == "win32"
                else _spawn_posix(command, log.fileno())
            )
        except OSError as error:
            raise MiwakeError(
                "The job could not be started.", why=str(error), kept="It waits.", todo="Try again."
            ) from error
    launched = owner_of(pid)
    note_launch(folder, launched)
    return launched


def _spawn_posix(command: list[str], log: int) -> int:
    launcher = subprocess.run(  # noqa: S603 the arguments are ours, and the shell takes them as arguments, not as text
        ["/bin/sh", "-c", _LAUNCHER, "sh", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log,
        start_new_session=True,
        check=True,
    )
    return int(launcher.stdout)


def _spawn_windows(command: list[str], log: int) -> int:
    flags = (
        0x00000008 | 0x00000200 | 0x01000000
    )  # DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP, CREATE_BREAKAWAY_FROM_JOB
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, creationflags=flags)  # noqa: S603 see above
    # There are no zombies on Windows; a set return code tells Popen that nobody means to wait for it.
    process.returncode = 0
    return process.pid


def end(
    folder: JobFolder,
    *,
    command: Command = Command.CANCEL,
    patience: float = 10.0,
    terminate_patience: float = 5.0,
    kill_patience: float = 5.0,
) -> JobState:
    """End a job: ask it, then terminate it, then kill it and all that it started; times in seconds.

    Returns:
        The state in which it ended; killed after a cancel it is cancelled, killed after a stop interrupted.

    Raises:
        RefusedError: It has ended already.
        MiwakeError: Not even killing it helped.
        ValueError: The command does not end a job.
    """
    if command not in {Command.STOP, Command.CANCEL}:
        raise ValueError(f"{command} does not end a job")
    if request(folder, command).is_ended:
        return settle(folder)
    tree = ProcessTree(folder)
    rungs: tuple[tuple[Callable[[], None], float], ...] = (
        (tree.look, patience),
        (tree.terminate, terminate_patience),
        (tree.kill, kill_patience),
    )
    for act, seconds in rungs:
        act()
        if _wait_for(lambda: tree.is_gone() and settle(folder).is_ended, seconds):
            # What the job started and did not end itself goes with it.
            tree.kill()
            return settle(folder)
    raise MiwakeError(
        "The job could not be ended.", why=f"Process {tree.pid} does not go away.", todo="Restart the computer."
    )


def _wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
