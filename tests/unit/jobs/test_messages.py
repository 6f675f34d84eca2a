"""The messages on disk: read back as they were written, tolerant of newer ones."""

import math

import pytest
from pydantic import ValidationError

from miwake.jobs.messages import (
    CheckpointEvent,
    FailedEvent,
    HeartbeatEvent,
    JobSpec,
    MetricEvent,
    NoteEvent,
    ProgressEvent,
    ResultEvent,
    StageEvent,
    StateEvent,
    parse_event,
)
from miwake.jobs.states import JobState

EVENTS = [
    StateEvent(at=1.5, state=JobState.PAUSED, attempt=2),
    StageEvent(at=1.5, name="数える", total=None),
    ProgressEvent(at=1.5, done=3),
    MetricEvent(at=1.5, name="validation scr", value=0.2, step=40),
    CheckpointEvent(at=1.5, path="saves/40", step=40),
    NoteEvent(at=1.5, text="memory\nwas short"),
    HeartbeatEvent(at=1.5, rss=1_000),
    ResultEvent(at=1.5, data={"run": "a", "list": [1, None, {"kind": "state"}]}),
    FailedEvent(at=1.5, code="refused", what="W", why="y", kept="k", todo="t", details="d"),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_event_is_one_line_and_comes_back_equal(event: StateEvent) -> None:
    line = event.model_dump_json().encode()
    assert b"\n" not in line
    assert b'"v":1' in line
    assert parse_event(line) == event


@pytest.mark.parametrize(
    "line",
    [
        b'{"v":2,"at":1,"kind":"weather","sun":true}',
        b'{"v":2,"at":1,"kind":"state","state":"dreaming"}',
        b'{"v":1,"at":1,"kind":"progr',
        b"\xff\xfe",
        b"[]",
        b'{"v":1,"at":1}',
    ],
)
def test_what_is_unknown_or_torn_is_no_event(line: bytes) -> None:
    assert parse_event(line) is None


def test_field_of_a_newer_version_is_ignored() -> None:
    event = parse_event(b'{"v":2,"at":1,"kind":"progress","done":4,"of_which_new":1}')
    assert isinstance(event, ProgressEvent)
    assert (event.done, event.v) == (4, 2)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_loss_that_left_the_numbers_survives(value: float) -> None:
    line = MetricEvent(at=1, name="loss", value=value, step=1).model_dump_json().encode()
    event = parse_event(line)
    assert isinstance(event, MetricEvent)
    assert repr(event.value) == repr(value)
    assert b":NaN" not in line
    assert b":Infinity" not in line


def test_messages_are_frozen() -> None:
    spec = JobSpec(id="1", kind="retrain")
    with pytest.raises(ValidationError, match="frozen"):
        spec.kind = "import"
