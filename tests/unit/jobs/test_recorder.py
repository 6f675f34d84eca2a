"""What a job tells: thinned, in order, and never the reason for it to fail."""

from pathlib import Path

import pytest

from harness.logs import LogWatch
from miwake.jobs.eventlog import EventWriter, read_events
from miwake.jobs.messages import AnyEvent, MetricEvent, ProgressEvent, StageEvent, StateEvent
from miwake.jobs.recorder import Recorder
from miwake.jobs.states import JobState


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class FullDisk:
    """A writer whose disk can be full."""

    def __init__(self) -> None:
        self.full = False
        self.written: list[AnyEvent] = []

    def append(self, *events: AnyEvent, durable: bool = False) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.written += events


@pytest.fixture
def disk() -> FullDisk:
    return FullDisk()


def metric(step: int) -> MetricEvent:
    return MetricEvent(at=0, name="m", value=step, step=step)


def steps(disk: FullDisk) -> list[int]:
    return [event.step for event in disk.written if isinstance(event, MetricEvent)]


def test_a_burst_is_whole_and_a_flood_is_thinned_but_keeps_the_newest(disk: FullDisk) -> None:
    clock = Clock()
    recorder = Recorder(disk, clock=clock)
    for step in range(1000):
        clock.now = step / 100
        recorder.offer(metric(step), key="m", burst=10, per_second=1)
    recorder.flush()
    assert steps(disk)[:10] == list(range(10))
    assert 15 <= len(disk.written) <= 21
    assert steps(disk)[-1] == 999


def test_each_key_has_its_own_allowance(disk: FullDisk) -> None:
    recorder = Recorder(disk, clock=Clock())
    for step in range(3):
        for key in "ab":
            recorder.offer(metric(step), key=key, burst=2, per_second=1)
    assert steps(disk) == [0, 0, 1, 1]


def test_progress_never_overtakes_the_stage_it_belongs_to(disk: FullDisk) -> None:
    recorder = Recorder(disk, clock=Clock())
    for name in "ab":
        recorder.offer(StageEvent(at=0, name=name), key="stage", burst=1, per_second=1)
    recorder.offer(ProgressEvent(at=0, done=1), key="progress", burst=9, per_second=1, behind="stage")
    assert [event.kind for event in disk.written] == ["stage"]
    recorder.flush()
    assert [event.kind for event in disk.written] == ["stage", "stage", "progress"]


def test_a_lasting_event_takes_what_waits_with_it(disk: FullDisk) -> None:
    recorder = Recorder(disk, clock=Clock())
    for step in range(3):
        recorder.offer(metric(step), key="m", burst=1, per_second=1)
    assert recorder.record(StateEvent(at=0, state=JobState.DONE))
    assert [event.kind for event in disk.written] == ["metric", "metric", "state"]
    assert steps(disk) == [0, 2]


def test_a_full_disk_is_logged_and_made_up_for(disk: FullDisk, log_watch: LogWatch) -> None:
    log_watch.expect("could not write metric")
    log_watch.expect("could not write state")
    recorder = Recorder(disk, clock=Clock())
    disk.full = True
    for step in range(3):
        recorder.offer(metric(step), key="m", burst=9, per_second=1)
    assert not recorder.record(StateEvent(at=0, state=JobState.PAUSED))
    assert not recorder.record(StateEvent(at=0, state=JobState.RUNNING))
    assert not recorder.flush()
    disk.full = False
    assert recorder.flush()
    assert [event.state for event in disk.written if isinstance(event, StateEvent)] == ["paused", "running"]
    assert steps(disk) == [2]
    assert recorder.flush()
    assert len(disk.written) == 3


def test_a_lost_progress_line_is_logged_once(disk: FullDisk, log_watch: LogWatch) -> None:
    log_watch.expect("could not write metric")
    recorder = Recorder(disk, clock=Clock())
    disk.full = True
    for step in range(50):
        recorder.offer(metric(step), key="m", burst=99, per_second=1)
    assert len(log_watch.lines) == 1


def test_a_write_that_ended_half_way_is_written_again_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    log_watch.expect("could not write state")
    path = tmp_path / "events.jsonl"
    with EventWriter(path) as writer, monkeypatch.context() as patch:
        import os  # noqa: PLC0415 patched below, and only here

        whole = os.write
        recorder = Recorder(writer, clock=Clock())
        patch.setattr(os, "write", lambda fd, data: whole(fd, data[:20]))
        assert not recorder.record(StateEvent(at=7, state=JobState.PAUSED))
        patch.undo()
        assert recorder.flush()
    events, _ = read_events(path)
    assert [event.kind for event in events] == ["state"]
