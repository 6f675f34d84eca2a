"""The event file under torn lines, several readers and many events."""

import time
from pathlib import Path

import pytest

from miwake.jobs.eventlog import TAIL_BYTES, EventWriter, last_state, read_events
from miwake.jobs.messages import NoteEvent, ProgressEvent, ResultEvent, StateEvent
from miwake.jobs.states import JobState


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def progress(count: int) -> list[ProgressEvent]:
    return [ProgressEvent(at=float(done), done=done) for done in range(count)]


def test_two_readers_each_see_every_event_once(path: Path) -> None:
    seen: dict[str, list[int]] = {"fast": [], "slow": []}
    offsets = {"fast": 0, "slow": 0}

    def read(who: str) -> None:
        events, offsets[who] = read_events(path, offset=offsets[who])
        seen[who] += [event.done for event in events if isinstance(event, ProgressEvent)]

    with EventWriter(path) as writer:
        for event in progress(20):
            writer.append(event)
            read("fast")
            if event.done % 7 == 0:
                read("slow")
    read("slow")
    assert seen == {"fast": list(range(20)), "slow": list(range(20))}


def test_a_line_is_read_only_once_it_is_whole(path: Path) -> None:
    line = NoteEvent(at=1, text="見分け").model_dump_json().encode() + b"\n"
    offset = 0
    for cut in range(1, len(line)):
        path.write_bytes(line[:cut])
        assert read_events(path, offset=offset) == ((), 0)
    path.write_bytes(line)
    events, offset = read_events(path, offset=offset)
    assert [event.kind for event in events] == ["note"]
    assert offset == len(line)


def test_a_torn_line_costs_no_later_event(path: Path) -> None:
    path.write_bytes(b'{"v":1,"at":1,"kind":"progress","done":1}\n{"v":1,"at":2,"kind":"prog')
    with EventWriter(path) as writer:
        writer.append(ProgressEvent(at=3, done=3))
        writer.append(ProgressEvent(at=4, done=4))
    events, offset = read_events(path)
    assert [event.done for event in events if isinstance(event, ProgressEvent)] == [1, 3, 4]
    assert offset == path.stat().st_size


def test_no_file_is_no_events(path: Path) -> None:
    assert read_events(path, offset=0) == ((), 0)
    assert last_state(path) is None


def test_last_state_is_found_far_from_the_end_and_not_mistaken(path: Path) -> None:
    with EventWriter(path) as writer:
        writer.append(StateEvent(at=1, state=JobState.RUNNING, attempt=3))
        writer.append(ResultEvent(at=2, data={"kind": "state", "state": "done", "at": 1}))
        writer.append(*(NoteEvent(at=2, text='{"kind":"state","state":"failed"}') for _ in range(TAIL_BYTES // 50)))
    assert path.stat().st_size > TAIL_BYTES
    found = last_state(path)
    assert found is not None
    assert (found.state, found.attempt) == (JobState.RUNNING, 3)


def test_a_hundred_thousand_events_are_read_fast(path: Path) -> None:
    with EventWriter(path) as writer:
        writer.append(StateEvent(at=0, state=JobState.RUNNING), *progress(100_000))
    begin = time.process_time()
    events, offset = read_events(path)
    whole = time.process_time() - begin
    begin = time.process_time()
    assert read_events(path, offset=offset) == ((), offset)
    tail = time.process_time() - begin
    assert len(events) == 100_001
    # 0.4 s of processor time on a small machine; the bounds catch a change of order.
    assert whole < 4
    assert tail < 0.1
