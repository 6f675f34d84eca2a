"""Decisions under the lock: gone processes, reused pids, early cancels, running again."""

import os
import platform
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from miwake.domain.errors import BusyError, NotFoundError, RefusedError
from miwake.jobs import (
    Command,
    JobFolder,
    JobState,
    Owner,
    claim,
    has_living_owner,
    is_alive,
    note_launch,
    owner_of,
    reopen,
    request,
    settle,
    this_process,
)
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.messages import StateEvent
from unit.jobs.kit import new_job, states_of

LONG_AGO = 1_000_000_000.0


def gone() -> Owner:
    """A process that ran a moment ago."""
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        return owner_of(process.pid)


def owned(jobs: Path, owner: Owner, *states: JobState) -> JobFolder:
    """A job that `owner` took, and how it went on; silent for long."""
    folder = new_job(jobs)
    folder.write_job(folder.read_job().model_copy(update={"owner": owner}))
    with EventWriter(folder.events_file) as writer:
        for state in (JobState.RUNNING, *states):
            writer.append(StateEvent(at=1, state=state))
    os.utime(folder.events_file, (LONG_AGO, LONG_AGO))
    return folder


def test_a_process_is_alive_by_pid_and_creation() -> None:
    me = this_process()
    assert is_alive(me)
    assert is_alive(me.model_copy(update={"create_time": me.create_time + 0.01}))
    assert not is_alive(me.model_copy(update={"create_time": me.create_time - 100}))
    assert not is_alive(gone())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no zombies")
def test_a_zombie_is_dead() -> None:
    with subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE) as process:
        owner = owner_of(process.pid)
        assert is_alive(owner)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert not is_alive(owner)


@pytest.mark.parametrize(
    ("states", "after"),
    [
        ((), JobState.INTERRUPTED),
        ((JobState.PAUSING,), JobState.INTERRUPTED),
        ((JobState.PAUSING, JobState.PAUSED), JobState.INTERRUPTED),
        ((JobState.STOPPING,), JobState.INTERRUPTED),
        ((JobState.CANCELLING,), JobState.CANCELLED),
        ((JobState.DONE,), JobState.DONE),
        ((JobState.FAILED,), JobState.FAILED),
    ],
)
def test_a_job_whose_process_is_gone_is_settled(jobs: Path, states: tuple[JobState, ...], after: JobState) -> None:
    folder = owned(jobs, gone(), *states)
    assert settle(folder) is after
    assert settle(folder) is after
    assert states_of(folder).count(after.value) == 1


def test_killed_before_it_saw_the_cancel_is_cancelled(jobs: Path) -> None:
    folder = owned(jobs, gone())
    folder.put_command(Command.CANCEL)
    assert settle(folder) is JobState.CANCELLED
    assert states_of(folder) == ["pending", "running", "cancelling", "cancelled"]


def test_a_living_process_is_left_alone(jobs: Path) -> None:
    assert settle(owned(jobs, this_process())) is JobState.RUNNING


def test_a_reused_pid_is_not_the_owner(jobs: Path) -> None:
    parent = owner_of(os.getppid())
    folder = owned(jobs, parent.model_copy(update={"create_time": LONG_AGO}))
    assert not has_living_owner(folder)
    assert settle(folder) is JobState.INTERRUPTED


def test_a_clock_that_was_set_does_not_interrupt_a_job_that_keeps_writing(jobs: Path) -> None:
    parent = owner_of(os.getppid())
    folder = owned(jobs, parent.model_copy(update={"create_time": LONG_AGO}))
    os.utime(folder.events_file)
    assert settle(folder) is JobState.RUNNING


def test_the_callers_own_pid_with_another_creation_is_a_reused_one_at_once(jobs: Path) -> None:
    folder = owned(jobs, this_process().model_copy(update={"create_time": LONG_AGO}))
    os.utime(folder.events_file)
    assert settle(folder) is JobState.INTERRUPTED


def test_a_job_of_another_computer_lives_as_long_as_it_writes(jobs: Path) -> None:
    far = gone().model_copy(update={"host": platform.node() + "-other"})
    folder = owned(jobs, far)
    os.utime(folder.events_file)
    assert settle(folder) is JobState.RUNNING
    os.utime(folder.events_file, (time.time() - 120, time.time() - 120))
    assert settle(folder) is JobState.INTERRUPTED


def test_a_job_that_nobody_started_stays_pending(jobs: Path) -> None:
    assert settle(new_job(jobs)) is JobState.PENDING


def test_a_process_that_died_before_it_took_the_job(jobs: Path) -> None:
    folder = new_job(jobs)
    note_launch(folder, gone())
    assert settle(folder) is JobState.INTERRUPTED


def test_no_folder_is_not_found(tmp_path: Path) -> None:
    for act in (settle, reopen, claim, lambda folder: request(folder, Command.STOP)):
        with pytest.raises(NotFoundError):
            act(JobFolder(tmp_path / "absent"))


def test_many_finders_leave_one_mark(jobs: Path) -> None:
    folder = owned(jobs, gone())
    found: list[JobState] = []
    barrier = threading.Barrier(8)

    def find() -> None:
        barrier.wait()
        found.append(settle(JobFolder(folder.path)))

    threads = [threading.Thread(target=find) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [JobState.INTERRUPTED] * 8
    assert states_of(folder) == ["pending", "running", "interrupted"]


def test_a_mark_after_a_torn_line_is_readable(jobs: Path) -> None:
    folder = owned(jobs, gone())
    with folder.events_file.open("ab") as file:
        file.write(b'{"v":1,"at":17,"kind":"metr')
    os.utime(folder.events_file, (LONG_AGO, LONG_AGO))
    assert settle(folder) is JobState.INTERRUPTED
    assert states_of(folder) == ["pending", "running", "interrupted"]


@pytest.mark.parametrize("command", [Command.STOP, Command.CANCEL])
def test_ending_a_job_that_never_began_cancels_it(jobs: Path, command: Command) -> None:
    folder = new_job(jobs)
    assert request(folder, command) is JobState.CANCELLED
    assert folder.waiting_commands() == ()


def test_giving_up_an_interrupted_job(jobs: Path) -> None:
    folder = owned(jobs, gone())
    assert request(folder, Command.CANCEL) is JobState.CANCELLED
    assert states_of(folder) == ["pending", "running", "interrupted", "cancelled"]


def test_a_job_that_waits_to_be_resumed_keeps_what_it_has_on_stop(jobs: Path) -> None:
    folder = owned(jobs, gone())
    reopen(folder)
    assert request(folder, Command.STOP) is JobState.INTERRUPTED
    reopen(folder)
    assert folder.last_state().attempt == 3


def test_a_starting_resumed_job_gets_the_stop_itself(jobs: Path) -> None:
    folder = owned(jobs, gone())
    reopen(folder)
    note_launch(folder, this_process())
    assert request(folder, Command.STOP) is JobState.PENDING
    assert claim(folder).attempt == 2
    assert folder.take_commands() == (Command.STOP,)


def test_an_ended_job_takes_no_command(jobs: Path) -> None:
    folder = owned(jobs, gone(), JobState.DONE)
    for command in Command:
        with pytest.raises(RefusedError, match="has ended"):
            request(folder, command)
    assert folder.waiting_commands() == ()


def test_reopening_counts_and_forgets_old_commands(jobs: Path) -> None:
    folder = owned(jobs, gone())
    folder.put_command(Command.PAUSE)
    reopen(folder)
    assert (folder.last_state().state, folder.last_state().attempt) == (JobState.PENDING, 2)
    assert folder.waiting_commands() == ()
    assert folder.read_job().owner is None


def test_reopening_a_running_or_a_done_job_is_refused(jobs: Path) -> None:
    with pytest.raises(BusyError):
        reopen(owned(jobs, this_process()))
    with pytest.raises(RefusedError):
        reopen(owned(jobs, gone(), JobState.DONE))


def test_two_processes_cannot_be_started_for_one_job(jobs: Path) -> None:
    folder = new_job(jobs)
    note_launch(folder, this_process())
    with pytest.raises(BusyError):
        reopen(folder)


def test_of_many_claims_one_wins(jobs: Path) -> None:
    folder = new_job(jobs)
    outcomes: list[str] = []

    def take() -> None:
        try:
            claim(JobFolder(folder.path))
            outcomes.append("mine")
        except BusyError:
            outcomes.append("busy")

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["busy"] * 5 + ["mine"]
    assert states_of(folder) == ["pending", "running"]
