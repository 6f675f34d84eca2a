"""Being a job, in this process: states, results, failures, ownership."""

import errno
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.logs import LogWatch
from miwake.domain.errors import BusyError, CancelledError, MiwakeError, NotFoundError, PhotoRefusedError, RefusedError
from miwake.jobs import Command, ExitCode, JobControl, JobFolder, JobSpec, JobState, request, run_job, settle
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.messages import AnyEvent, CheckpointEvent, StateEvent
from unit.jobs.kit import new_job, states_of, until, until_state

Compute = Callable[[JobSpec, JobControl], dict[str, Any]]


def run(folder: JobFolder, compute: Compute) -> ExitCode:
    return run_job(folder, compute, poll=0.005, heartbeat=0.02)


def failing(error: BaseException) -> Compute:
    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        raise error

    return compute


def fine(spec: JobSpec, control: JobControl) -> dict[str, Any]:
    return {"attempt": control.attempt, "resumed": control.resumed}


def test_a_job_is_done_with_its_result(jobs: Path) -> None:
    folder = new_job(jobs, seed=4)

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        return {"seed": spec.params["seed"]}

    assert run(folder, compute) is ExitCode.FINE
    status = folder.status()
    assert states_of(folder) == ["pending", "running", "done"]
    assert status.result == {"seed": 4}
    assert status.ended is not None
    assert status.memory is not None
    assert {path.name for path in folder.path.iterdir()} <= {"job.json", "events.jsonl", "commands", "log.txt", ".lock"}


def test_a_done_job_is_not_run_again(jobs: Path) -> None:
    folder = new_job(jobs)
    run(folder, fine)
    with pytest.raises(RefusedError, match="cannot be run again"):
        run(folder, fine)
    assert states_of(folder) == ["pending", "running", "done"]


def test_no_job_no_run(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        run(JobFolder(tmp_path), fine)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_of_the_users_world(jobs: Path, log_watch: LogWatch) -> None:
    log_watch.expect("the job failed: Broken.")
    folder = new_job(jobs)
    error = PhotoRefusedError("Broken.", why="Cut off.", kept="The others.", todo="Copy it again.")
    assert run(folder, failing(error)) is ExitCode.FAILED
    failure = folder.status().failure
    assert failure is not None
    assert (failure.code, failure.what, failure.why) == ("photo_refused", "Broken.", "Cut off.")
    assert (failure.kept, failure.todo) == ("The others.", "Copy it again.")
    assert states_of(folder)[-1] == "failed"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ValueError("shape"), "internal"),
        (SystemExit(3), "internal"),
        (MemoryError(), "memory"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk_full"),
        (OSError(errno.EACCES, "Permission denied"), "internal"),
        (MiwakeError("What."), "miwake"),
    ],
)
def test_other_failures(jobs: Path, log_watch: LogWatch, error: BaseException, code: str) -> None:
    log_watch.expect("the job failed" if isinstance(error, MiwakeError) else "the job broke")
    folder = new_job(jobs)
    assert run(folder, failing(error)) is ExitCode.FAILED
    failure = folder.status().failure
    assert failure is not None
    assert failure.code == code
    assert "in compute" in failure.details
    assert type(error).__name__ in failure.details


def test_a_defect_is_in_the_log_with_its_traceback(
    jobs: Path, log_watch: LogWatch, caplog: pytest.LogCaptureFixture
) -> None:
    log_watch.expect("the job broke")
    run(new_job(jobs), failing(ValueError("shape")))
    assert "ValueError: shape" in caplog.text


def test_a_result_that_is_no_json_is_a_failure(jobs: Path, log_watch: LogWatch) -> None:
    log_watch.expect("the job broke")
    folder = new_job(jobs)

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        return {"lock": threading.Lock()}

    assert run(folder, compute) is ExitCode.FAILED
    assert folder.status().result is None


def obeying(command: Command, seen: threading.Event) -> Compute:
    """Compute until a command arrives, then end as a good computation does."""

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        seen.set()
        until(lambda: control.checkpoint() or control.stop_requested)
        return {"best": 1}

    return compute


@pytest.mark.parametrize(
    ("command", "states", "code"),
    [
        (Command.STOP, ["pending", "running", "stopping", "stopped"], ExitCode.FINE),
        (Command.CANCEL, ["pending", "running", "cancelling", "cancelled"], ExitCode.CANCELLED),
    ],
)
def test_stop_keeps_and_cancel_discards(jobs: Path, command: Command, states: list[str], code: ExitCode) -> None:
    folder = new_job(jobs)
    started = threading.Event()
    asker = threading.Thread(target=lambda: started.wait(10) and request(folder, command))
    asker.start()
    assert run(folder, obeying(command, started)) is code
    asker.join()
    assert states_of(folder) == states
    assert folder.status().result == ({"best": 1} if command is Command.STOP else None)


def test_cancelled_by_the_computation_itself(jobs: Path) -> None:
    folder = new_job(jobs)
    assert run(folder, failing(CancelledError())) is ExitCode.CANCELLED
    assert states_of(folder) == ["pending", "running", "cancelling", "cancelled"]


def test_a_cancel_that_nobody_looked_at_still_discards(jobs: Path) -> None:
    folder = new_job(jobs)

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        request(folder, Command.CANCEL)
        until(lambda: control.state is JobState.CANCELLING)
        return {"late": True}

    assert run(folder, compute) is ExitCode.CANCELLED
    assert folder.status().result is None


def test_done_before_the_pause_was_reached(jobs: Path) -> None:
    folder = new_job(jobs)

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        request(folder, Command.PAUSE)
        until(lambda: control.state is JobState.PAUSING)
        return {}

    assert run(folder, compute) is ExitCode.FINE
    assert states_of(folder) == ["pending", "running", "pausing", "done"]


def test_a_second_owner_is_refused(jobs: Path) -> None:
    folder = new_job(jobs)
    refused: list[str] = []

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        with pytest.raises(BusyError) as caught:
            run(folder, fine)
        refused.append(caught.value.what)
        return {"first": True}

    run(folder, compute)
    assert refused
    assert folder.status().result == {"first": True}
    assert states_of(folder) == ["pending", "running", "done"]


def test_cancelled_while_pending_never_computes(jobs: Path) -> None:
    folder = new_job(jobs)
    assert request(folder, Command.CANCEL) is JobState.CANCELLED
    assert run(folder, failing(AssertionError("must not run"))) is ExitCode.CANCELLED
    assert states_of(folder) == ["pending", "cancelled"]


def test_a_cancel_left_in_the_folder_before_the_start_counts_too(jobs: Path) -> None:
    folder = new_job(jobs)
    folder.put_command(Command.CANCEL)
    assert run(folder, failing(AssertionError("must not run"))) is ExitCode.CANCELLED
    assert states_of(folder) == ["pending", "cancelled"]


def test_a_pause_left_before_the_start_pauses(jobs: Path) -> None:
    folder = new_job(jobs)
    request(folder, Command.PAUSE)

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        until(lambda: control.state is JobState.PAUSING)
        control.checkpoint()
        return {}

    runner = threading.Thread(target=run, args=(folder, compute))
    runner.start()
    until_state(folder, JobState.PAUSED)
    request(folder, Command.RESUME)
    runner.join(10)
    assert states_of(folder) == ["pending", "running", "pausing", "paused", "running", "done"]


def test_an_interrupted_job_goes_on_from_its_checkpoint(jobs: Path) -> None:
    folder = new_job(jobs)
    with EventWriter(folder.events_file) as writer:
        writer.append(
            StateEvent(at=1, state=JobState.RUNNING),
            CheckpointEvent(at=2, path="saves/7", step=7),
            StateEvent(at=3, state=JobState.INTERRUPTED),
        )
    folder.put_command(Command.STOP)

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        assert control.last_checkpoint is not None
        return {"attempt": control.attempt, "resumed": control.resumed, "from": control.last_checkpoint.step}

    assert run(folder, compute) is ExitCode.FINE
    assert folder.status().result == {"attempt": 2, "resumed": True, "from": 7}
    assert folder.take_commands() == ()


def test_a_first_attempt_is_not_resumed(jobs: Path) -> None:
    folder = new_job(jobs)
    run(folder, fine)
    assert folder.status().result == {"attempt": 1, "resumed": False}


def test_a_full_disk_does_not_stop_the_computation(
    jobs: Path, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    log_watch.expect("could not write")
    folder = new_job(jobs)
    append = EventWriter.append
    full = threading.Event()

    def sometimes(self: EventWriter, *events: AnyEvent, durable: bool = False) -> None:
        if full.is_set():
            raise OSError(errno.ENOSPC, "No space left on device")
        append(self, *events, durable=durable)

    monkeypatch.setattr(EventWriter, "append", sometimes)

    def compute(spec: JobSpec, control: JobControl) -> dict[str, Any]:
        full.set()
        for step in range(100):
            control.advance()
            control.metric("m", 1.0, step)
            control.note("on")
        control.saved("s", step=1)
        control.checkpoint()
        # Room comes back only after the computation: its result must still arrive.
        threading.Timer(0.3, full.clear).start()
        return {"computed": 100}

    assert run(folder, compute) is ExitCode.FINE
    assert folder.status().result == {"computed": 100}
    assert folder.status().checkpoint is not None
    assert settle(folder) is JobState.DONE


def test_no_thread_is_left_over(jobs: Path) -> None:
    run(new_job(jobs), fine)
    assert [thread.name for thread in threading.enumerate() if thread.name == "job watcher"] == []
