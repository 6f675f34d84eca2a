"""Real processes: started detached, commanded, ended by force."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from miwake.domain.errors import BusyError, MiwakeError, RefusedError
from miwake.jobs import (
    Command,
    JobFolder,
    JobState,
    end,
    is_alive,
    list_jobs,
    request,
    start_detached,
    wait_until_ended,
    worker_command,
)
from unit.jobs.kit import command, new_job, start, states_of, until, until_state


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def until_note(folder: JobFolder) -> str:
    until(lambda: folder.status().notes, what="a note")
    return folder.status().notes[0]


def test_a_detached_process_has_its_own_session_no_input_and_a_log(jobs: Path) -> None:
    folder = new_job(jobs, "describe")
    begin = time.perf_counter()
    owner = start(folder)
    assert time.perf_counter() - begin < 1
    status = wait_until_ended(folder, timeout=20)
    assert status.state is JobState.DONE
    assert status.result is not None
    assert status.result["pid"] == owner.pid
    assert status.result["session"] != os.getsid(0)
    assert status.result["stdin"] == ""
    assert sorted(folder.log_file.read_text().splitlines()) == ["words on stderr", "words on stdout"]
    until(lambda: not is_alive(owner))
    assert psutil.Process().children() == []


def test_it_is_recorded_and_not_started_twice(jobs: Path) -> None:
    folder = new_job(jobs, "silent")
    owner = start(folder)
    assert folder.read_job().launched == owner
    with pytest.raises(BusyError):
        start(folder)
    until_state(folder, JobState.RUNNING)
    with pytest.raises(BusyError):
        start(folder)


def test_what_cannot_be_started_is_noticed(jobs: Path) -> None:
    folder = new_job(jobs)
    start_detached(folder, [str(jobs / "no such program")])
    assert wait_until_ended(folder, timeout=10).state is JobState.INTERRUPTED
    assert "no such program" in folder.log_file.read_text()


def test_pause_resume_stop(jobs: Path) -> None:
    folder = new_job(jobs)
    start(folder)
    until(lambda: folder.status().checkpoint, what="the first checkpoint")
    asked = time.monotonic()
    request(folder, Command.PAUSE)
    until_state(folder, JobState.PAUSED)
    assert time.monotonic() - asked < 1
    done = folder.status().checkpoint
    request(folder, Command.RESUME)
    until(lambda: folder.status().checkpoint != done, what="a later checkpoint")
    request(folder, Command.STOP)
    status = wait_until_ended(folder, timeout=10)
    assert status.state is JobState.STOPPED
    assert status.result is not None
    assert status.result["end"] > 1
    expected = ["pending", "running", "pausing", "paused", "running", "stopping", "stopped"]
    assert states_of(folder) == expected


def test_cancel_of_a_paused_job(jobs: Path) -> None:
    folder = new_job(jobs)
    start(folder)
    request(folder, Command.PAUSE)
    until_state(folder, JobState.PAUSED)
    assert end(folder) is JobState.CANCELLED
    with pytest.raises(RefusedError):
        request(folder, Command.RESUME)


def test_cancelled_while_its_process_starts(jobs: Path) -> None:
    folder = new_job(jobs)
    owner = start(folder)
    assert request(folder, Command.CANCEL) is JobState.CANCELLED
    until(lambda: not is_alive(owner))
    assert states_of(folder) == ["pending", "cancelled"]


def test_a_silent_stage_is_seen_to_be_asked_and_breaks_off_when_terminated(jobs: Path) -> None:
    folder = new_job(jobs, "silent")
    start(folder)
    until_state(folder, JobState.RUNNING)
    request(folder, Command.STOP)
    until_state(folder, JobState.STOPPING)
    assert end(folder, patience=0.05) is JobState.CANCELLED
    assert states_of(folder) == ["pending", "running", "stopping", "cancelling", "cancelled"]


def test_a_stop_that_is_not_obeyed_leaves_a_job_that_can_be_resumed(jobs: Path) -> None:
    folder = new_job(jobs, "silent")
    start(folder)
    until_state(folder, JobState.RUNNING)
    assert end(folder, command=Command.STOP, patience=0.5) is JobState.INTERRUPTED
    assert states_of(folder) == ["pending", "running", "stopping", "interrupted"]


def test_a_deaf_process_is_killed_with_all_it_started(jobs: Path) -> None:
    folder = new_job(jobs, "deaf")
    owner = start(folder)
    child = int(until_note(folder))
    assert end(folder, patience=0.05, terminate_patience=0.05) is JobState.CANCELLED
    assert not is_alive(owner)
    until(lambda: is_gone(child), what="the child's end")


def test_what_an_obedient_job_left_behind_is_killed_too(jobs: Path) -> None:
    folder = new_job(jobs, "careless")
    start(folder)
    child = int(until_note(folder))
    assert end(folder) is JobState.CANCELLED
    until(lambda: is_gone(child), what="the child's end")


def test_only_stop_and_cancel_end_a_job(jobs: Path) -> None:
    folder = new_job(jobs)
    with pytest.raises(ValueError, match="does not end"):
        end(folder, command=Command.PAUSE)
    assert end(folder) is JobState.CANCELLED
    with pytest.raises(RefusedError):
        end(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals between processes")
@pytest.mark.parametrize(
    ("signals", "state"),
    [
        ([signal.SIGINT], JobState.STOPPED),
        ([signal.SIGTERM], JobState.STOPPED),
    ],
)
def test_a_signal_stops_and_keeps(jobs: Path, signals: list[signal.Signals], state: JobState) -> None:
    folder = new_job(jobs)
    owner = start(folder)
    until(lambda: folder.status().checkpoint, what="the first checkpoint")
    for number in signals:
        os.kill(owner.pid, number)
    assert wait_until_ended(folder, timeout=10).state is state


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals between processes")
@pytest.mark.parametrize(
    ("number", "between", "last"),
    [
        (signal.SIGINT, [JobState.STOPPING, JobState.CANCELLING], JobState.CANCELLED),
        (signal.SIGTERM, [JobState.STOPPING], JobState.INTERRUPTED),
    ],
)
def test_signals_again_and_again_break_off_a_silent_stage(
    jobs: Path, number: signal.Signals, between: list[JobState], last: JobState
) -> None:
    folder = new_job(jobs, "silent")
    owner = start(folder)
    until(lambda: folder.status().stage, what="the stage")
    for state in between:
        os.kill(owner.pid, number)
        until_state(folder, state)
    os.kill(owner.pid, number)
    assert wait_until_ended(folder, timeout=10).state is last
    assert states_of(folder) == ["pending", "running", *(state.value for state in between), last.value]


def test_a_failure_is_told_across_processes(jobs: Path) -> None:
    folder = new_job(jobs, "refuse")
    start(folder)
    failure = wait_until_ended(folder, timeout=10).failure
    assert failure is not None
    assert (failure.code, failure.what, failure.todo) == ("refused", "No photo is left.", "Include some.")
    assert "No photo is left." in folder.log_file.read_text()


def test_waiting_has_an_end(jobs: Path) -> None:
    with pytest.raises(BusyError, match=r"0\.01 s"):
        wait_until_ended(new_job(jobs), timeout=0.01)


def test_the_worker_is_started_by_its_name_and_by_the_frozen_program(
    jobs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = new_job(jobs)
    assert worker_command(folder) == [sys.executable, "-m", "miwake", "worker", "run", str(folder.path)]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command(folder) == [sys.executable, "worker", "run", str(folder.path)]


def test_an_unwritable_start_is_told(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = new_job(jobs)

    def refuse(command: list[str], log: int) -> int:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("miwake.jobs.process._spawn_posix", refuse)
    with pytest.raises(MiwakeError, match="could not be started"):
        start_detached(folder, command(folder))
    assert [job.status.state for job in list_jobs(jobs)] == [JobState.PENDING]


def test_a_job_whose_folder_was_deleted_ends(jobs: Path) -> None:
    folder = new_job(jobs)
    owner = start(folder)
    until(lambda: folder.status().checkpoint, what="the first checkpoint")
    shutil.move(folder.path, jobs.parent / "away")
    shutil.rmtree(jobs.parent / "away")
    until(lambda: is_gone(owner.pid), what="the end of the process")
