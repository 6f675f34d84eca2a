"""The states of a job, and which may follow which."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job is in its life; the value is what `events.jsonl` holds."""

    PENDING = "pending"
    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    STOPPING = "stopping"
    CANCELLING = "cancelling"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INTERRUPTED = "interrupted"

    @property
    def is_ended(self) -> bool:
        """Whether no process works on the job any more; an interrupted job can be run again, the others cannot."""
        return self in ENDED

    @property
    def is_active(self) -> bool:
        """Whether a process owns the job now, or owned it and died without a word."""
        return self in ACTIVE


S = JobState

ACTIVE = frozenset({S.RUNNING, S.PAUSING, S.PAUSED, S.STOPPING, S.CANCELLING})
ENDED = frozenset({S.DONE, S.STOPPED, S.CANCELLED, S.FAILED, S.INTERRUPTED})

EDGES: dict[JobState, frozenset[JobState]] = {
    # Cancelled before it began; interrupted when the process that was started for it died before taking it.
    S.PENDING: frozenset({S.RUNNING, S.CANCELLED, S.INTERRUPTED}),
    S.RUNNING: frozenset({S.PAUSING, S.STOPPING, S.CANCELLING, S.DONE, S.FAILED, S.INTERRUPTED}),
    # A job may end before it reaches the place where it would have paused.
    S.PAUSING: frozenset({S.PAUSED, S.RUNNING, S.STOPPING, S.CANCELLING, S.DONE, S.FAILED, S.INTERRUPTED}),
    S.PAUSED: frozenset({S.RUNNING, S.STOPPING, S.CANCELLING, S.FAILED, S.INTERRUPTED}),
    S.STOPPING: frozenset({S.STOPPED, S.CANCELLING, S.FAILED, S.INTERRUPTED}),
    # Cancelled, not interrupted, also when its process was killed: nobody wants it resumed.
    S.CANCELLING: frozenset({S.CANCELLED, S.FAILED}),
    # Run again in the same folder: straight away, or queued first; or given up.
    S.INTERRUPTED: frozenset({S.PENDING, S.RUNNING, S.CANCELLED}),
    S.DONE: frozenset(),
    S.STOPPED: frozenset(),
    S.CANCELLED: frozenset(),
    S.FAILED: frozenset(),
}


class ForbiddenEdgeError(Exception):
    """A state was to follow one that it cannot follow: a defect of ours, never the person's doing."""

    def __init__(self, before: JobState, after: JobState) -> None:
        super().__init__(f"A job cannot go from {before} to {after}.")
        self.before = before
        self.after = after


def may_follow(before: JobState, *, after: JobState) -> bool:
    """Whether `after` may come directly after `before`."""
    return after in EDGES[before]


def require_edge(before: JobState, *, after: JobState) -> None:
    """Check one step of a job's life.

    Raises:
        ForbiddenEdgeError: `after` cannot follow `before`.
    """
    if not may_follow(before, after=after):
        raise ForbiddenEdgeError(before, after)
