"""Every edge between the states of a job, allowed and forbidden."""

from itertools import product

import pytest

from miwake.jobs import EDGES, ForbiddenEdgeError, JobState, may_follow, require_edge

# Written out a second time on purpose: a slip in the table must not slip through its test.
ALLOWED = """
pending: running cancelled interrupted
running: pausing stopping cancelling done failed interrupted
pausing: paused running stopping cancelling done failed interrupted
paused: running stopping cancelling failed interrupted
stopping: stopped cancelling failed interrupted
cancelling: cancelled failed
interrupted: pending running cancelled
"""
EXPECTED = {
    (JobState(line.split(":")[0]), JobState(after))
    for line in ALLOWED.strip().splitlines()
    for after in line.split(":")[1].split()
}
ALL = sorted(product(JobState, JobState))


@pytest.mark.parametrize(("before", "after"), sorted(EXPECTED))
def test_allowed_edge(before: JobState, after: JobState) -> None:
    require_edge(before, after=after)
    assert may_follow(before, after=after)


@pytest.mark.parametrize(("before", "after"), [edge for edge in ALL if edge not in EXPECTED])
def test_forbidden_edge_is_refused(before: JobState, after: JobState) -> None:
    assert not may_follow(before, after=after)
    with pytest.raises(ForbiddenEdgeError, match=f"from {before} to {after}"):
        require_edge(before, after=after)


def test_every_state_has_its_edges_and_is_waiting_active_or_ended() -> None:
    assert set(EDGES) == set(JobState)
    for state in JobState:
        assert (state is JobState.PENDING) + state.is_active + state.is_ended == 1


def test_only_an_interrupted_job_goes_on_after_its_end() -> None:
    assert {state for state in JobState if state.is_ended and EDGES[state]} == {JobState.INTERRUPTED}


def test_every_active_state_can_come_to_an_end_when_its_process_dies() -> None:
    for state in JobState:
        if state.is_active:
            assert EDGES[state] & {JobState.INTERRUPTED, JobState.CANCELLED}
