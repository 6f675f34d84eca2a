"""The status folded from events."""

import time
from dataclasses import asdict

import pytest

from miwake.jobs.messages import (
    AnyEvent,
    CheckpointEvent,
    FailedEvent,
    HeartbeatEvent,
    MetricEvent,
    NoteEvent,
    ProgressEvent,
    ResultEvent,
    StageEvent,
    StateEvent,
)
from miwake.jobs.states import JobState
from miwake.jobs.status import Checkpoint, CurvePoint, JobFailure, JobStatus, StatusFold, fold

PENDING = StateEvent(at=1, state=JobState.PENDING)
RUNNING = StateEvent(at=2, state=JobState.RUNNING)


def test_nothing_yet_is_pending() -> None:
    assert fold([]) == JobStatus()
    assert fold([PENDING]).state is JobState.PENDING


def test_a_whole_life() -> None:
    events: list[AnyEvent] = [
        PENDING,
        RUNNING,
        StageEvent(at=3, name="train", total=10),
        ProgressEvent(at=4, done=5),
        MetricEvent(at=4, name="scr", value=0.5, step=1),
        MetricEvent(at=5, name="scr", value=0.25, step=2),
        NoteEvent(at=5, text="short of memory"),
        CheckpointEvent(at=6, path="best", step=2),
        HeartbeatEvent(at=6, rss=7),
        ResultEvent(at=9, data={"run": "r"}),
        StateEvent(at=9, state=JobState.DONE),
    ]
    status = fold(events)
    assert status == JobStatus(
        state=JobState.DONE,
        stage="train",
        done=5,
        total=10,
        metrics={"scr": 0.25},
        curves={"scr": (CurvePoint(1, 0.5), CurvePoint(2, 0.25))},
        notes=("short of memory",),
        checkpoint=Checkpoint("best", 2),
        memory=7,
        started=2,
        ended=9,
        last_seen=9,
        result={"run": "r"},
    )
    assert asdict(status)["curves"]["scr"][0] == {"step": 1, "value": 0.5}


def test_a_failure_is_told_in_full() -> None:
    failed = FailedEvent(at=3, code="busy", what="w", why="y", kept="k", todo="t", details="d")
    status = fold([PENDING, RUNNING, failed, StateEvent(at=3, state=JobState.FAILED)])
    assert status.failure == JobFailure("busy", "w", "y", "k", "t", "d")


def test_time_left_follows_the_speed_of_the_stage() -> None:
    stage = StageEvent(at=100, name="embed", total=100)
    status = fold([RUNNING, stage, ProgressEvent(at=105, done=10), ProgressEvent(at=110, done=20)])
    assert status.rate == pytest.approx(2.0)
    assert status.seconds_left == pytest.approx(40.0)


def test_time_left_follows_the_last_minute_not_the_slow_start() -> None:
    crawl = [ProgressEvent(at=float(at), done=at // 100) for at in range(0, 1000, 100)]
    run = [ProgressEvent(at=1000.0 + at, done=10 + at) for at in range(90)]
    status = fold([RUNNING, StageEvent(at=0, name="s", total=199), *crawl, *run])
    assert status.rate == pytest.approx(1.0)
    assert status.seconds_left == pytest.approx(100.0)


def test_a_pause_does_not_count_as_slowness() -> None:
    events: list[AnyEvent] = [RUNNING, StageEvent(at=10, name="s", total=30), ProgressEvent(at=20, done=10)]
    paused = [*events, StateEvent(at=20, state=JobState.PAUSED)]
    assert fold(paused).rate is None
    assert fold(paused).seconds_left is None
    resumed = [StateEvent(at=1000, state=JobState.RUNNING), ProgressEvent(at=1001, done=11)]
    status = fold([*paused, *resumed, ProgressEvent(at=1002, done=12)])
    assert status.rate == pytest.approx(1.0)
    assert status.started == 2


def test_no_total_no_time_left() -> None:
    status = fold([RUNNING, StageEvent(at=1, name="s"), ProgressEvent(at=2, done=1)])
    assert status.rate == pytest.approx(1.0)
    assert status.seconds_left is None


def test_a_new_attempt_starts_anew_but_keeps_curves_and_checkpoint() -> None:
    first: list[AnyEvent] = [
        RUNNING,
        StageEvent(at=3, name="train", total=9),
        ProgressEvent(at=3, done=4),
        *(MetricEvent(at=4, name="m", value=step / 10, step=step) for step in (1, 2, 3)),
        CheckpointEvent(at=5, path="c", step=2),
        StateEvent(at=6, state=JobState.INTERRUPTED),
    ]
    assert fold(first).ended == 6
    queued = [*first, StateEvent(at=7, state=JobState.PENDING, attempt=2)]
    assert fold(queued).ended is None
    status = fold(
        [*queued, StateEvent(at=8, state=JobState.RUNNING, attempt=2), MetricEvent(at=9, name="m", value=0.9, step=3)]
    )
    assert (status.attempt, status.stage, status.done, status.total, status.started) == (2, "", 0, None, 8)
    assert status.checkpoint == Checkpoint("c", 2)
    assert status.curves["m"] == (CurvePoint(1, 0.1), CurvePoint(2, 0.2), CurvePoint(3, 0.9))


def test_an_earlier_status_does_not_change_later() -> None:
    folded = StatusFold()
    folded.add(MetricEvent(at=1, name="m", value=1, step=1))
    early = folded.status()
    folded.add(MetricEvent(at=2, name="m", value=2, step=2))
    assert early.curves == {"m": (CurvePoint(1, 1.0),)}


def test_a_hundred_thousand_events_are_folded_fast() -> None:
    events: list[AnyEvent] = [RUNNING, *(ProgressEvent(at=float(i), done=i) for i in range(100_000))]
    begin = time.process_time()
    assert fold(events).done == 99_999
    assert time.process_time() - begin < 4
