"""What a computation sees of commands."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from miwake.domain.control import Control
from miwake.domain.errors import CancelledError
from miwake.jobs.control import JobControl, TerminatedError
from miwake.jobs.eventlog import EventWriter, read_events
from miwake.jobs.messages import Command, MetricEvent, StateEvent
from miwake.jobs.recorder import Recorder
from miwake.jobs.states import ForbiddenEdgeError, JobState
from miwake.jobs.status import fold
from unit.jobs.kit import until


class Bench:
    """A control with its event file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writer = EventWriter(path)
        self.recorder = Recorder(self.writer)
        self.control = JobControl(self.recorder)

    def states(self) -> list[JobState]:
        return [event.state for event in read_events(self.path)[0] if isinstance(event, StateEvent)]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "events.jsonl")
    yield bench
    bench.writer.close()


def test_it_is_a_control(bench: Bench) -> None:
    control: Control = bench.control
    control.stage("train", 3)
    control.advance()
    control.advance(2)
    control.metric("scr", 0.5, 1)
    control.note("hot")
    control.checkpoint()
    status = fold(read_events(bench.path)[0])
    assert (status.stage, status.done, status.total, status.metrics, status.notes) == (
        "train",
        3,
        3,
        {"scr": 0.5},
        ("hot",),
    )


def test_stop_is_seen_and_checkpoint_goes_on(bench: Bench) -> None:
    assert not bench.control.stop_requested
    bench.control.obey(Command.STOP)
    bench.control.checkpoint()
    assert bench.control.stop_requested


def test_cancel_is_raised_at_each_checkpoint(bench: Bench) -> None:
    bench.control.obey(Command.CANCEL)
    for _ in range(2):
        with pytest.raises(CancelledError):
            bench.control.checkpoint()
    assert not bench.control.stop_requested


@pytest.mark.parametrize(
    ("command", "after"),
    [(Command.RESUME, JobState.RUNNING), (Command.STOP, JobState.STOPPING), (Command.CANCEL, JobState.CANCELLING)],
)
def test_a_paused_computation_waits_for_a_command(bench: Bench, command: Command, after: JobState) -> None:
    passed: list[str] = []

    def compute() -> None:
        try:
            bench.control.checkpoint()
            passed.append("went on")
        except CancelledError:
            passed.append("cancelled")

    bench.control.obey(Command.PAUSE)
    thread = threading.Thread(target=compute)
    thread.start()
    until(lambda: bench.control.state is JobState.PAUSED)
    assert passed == []
    bench.control.obey(command)
    thread.join(10)
    assert passed == ["cancelled" if command is Command.CANCEL else "went on"]
    assert bench.states() == [JobState.PAUSING, JobState.PAUSED, after]


def test_a_pause_taken_back_before_the_checkpoint_never_waits(bench: Bench) -> None:
    bench.control.obey(Command.PAUSE)
    bench.control.obey(Command.RESUME)
    bench.control.checkpoint()
    assert bench.states() == [JobState.PAUSING, JobState.RUNNING]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Command.CANCEL, Command.STOP),
        (Command.CANCEL, Command.PAUSE),
        (Command.STOP, Command.PAUSE),
        (Command.STOP, Command.RESUME),
        (Command.CANCEL, Command.CANCEL),
        (Command.PAUSE, Command.PAUSE),
    ],
)
def test_what_makes_no_sense_is_ignored(bench: Bench, first: Command, second: Command) -> None:
    bench.control.obey(first)
    state = bench.control.state
    bench.control.obey(second)
    assert bench.control.state is state
    assert len(bench.states()) == 1


def test_resume_of_a_running_job_is_ignored(bench: Bench) -> None:
    bench.control.obey(Command.RESUME)
    assert bench.states() == []


def test_a_forbidden_move_is_refused(bench: Bench) -> None:
    with pytest.raises(ForbiddenEdgeError):
        bench.control.move(JobState.STOPPED)
    assert bench.control.state is JobState.RUNNING


def test_a_long_training_stays_a_small_file_and_keeps_its_last_point(bench: Bench) -> None:
    bench.control.stage("train", 50_000)
    for step in range(50_000):
        bench.control.advance()
        bench.control.metric("loss", 1.0, step)
    bench.recorder.flush()
    events, size = read_events(bench.path)
    assert size < 100_000
    assert [event.step for event in events if isinstance(event, MetricEvent)][-1] == 49_999
    assert fold(events).done == 50_000


def test_an_interruption_waits_until_a_write_is_over(bench: Bench) -> None:
    def write() -> None:
        with bench.control._uninterrupted():
            bench.control.interrupt(TerminatedError)
            bench.control.note("written in spite of it")

    with pytest.raises(TerminatedError):
        write()
    assert fold(read_events(bench.path)[0]).notes == ("written in spite of it",)
    bench.control.advance()


def test_an_interruption_outside_is_at_once(bench: Bench) -> None:
    with pytest.raises(CancelledError):
        bench.control.interrupt(CancelledError)
