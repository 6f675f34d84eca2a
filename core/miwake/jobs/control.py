"""The control that a job's computation is given: reports become events, commands become what it is asked to do."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from miwake.domain.errors import CancelledError
from miwake.jobs.messages import (
    AnyEvent,
    CheckpointEvent,
    Command,
    MetricEvent,
    NoteEvent,
    ProgressEvent,
    StageEvent,
    StateEvent,
    now,
)
from miwake.jobs.recorder import Recorder
from miwake.jobs.states import JobState, may_follow, require_edge
from miwake.jobs.status import Checkpoint

log = logging.getLogger(__name__)

# Where each command leads. Which of them counts from where the job is now, the table of edges says.
_LEADS_TO = {
    Command.PAUSE: JobState.PAUSING,
    Command.RESUME: JobState.RUNNING,
    Command.STOP: JobState.STOPPING,
    Command.CANCEL: JobState.CANCELLING,
}
_WAITING = frozenset({JobState.PAUSING, JobState.PAUSED})


class TerminatedError(BaseException):
    """The system ends this process; not an Exception, so that no computation takes it for one of its own."""


class JobControl:
    """A `miwake.domain.control.Control` that writes events and obeys commands; safe to call from any thread."""

    def __init__(self, recorder: Recorder, *, attempt: int = 1, last_checkpoint: Checkpoint | None = None) -> None:
        self.attempt = attempt
        self.last_checkpoint = last_checkpoint
        self._recorder = recorder
        self._state = JobState.RUNNING
        self._done = 0
        self._changed = threading.Condition()
        self._inside = 0
        self._raise: Callable[[], BaseException] | None = None

    @property
    def resumed(self) -> bool:
        """Whether the job was interrupted before and goes on now."""
        return self.attempt > 1

    @property
    def state(self) -> JobState:
        """The state of the job now."""
        return self._state

    @property
    def stop_requested(self) -> bool:
        """Whether the person asked to stop and keep the best so far."""
        return self._state is JobState.STOPPING

    def stage(self, name: str, total: int | None = None) -> None:
        """Say what is being done now, and of how many steps it is made."""
        with self._uninterrupted(), self._changed:
            self._done = 0
            self._recorder.forget("progress")
            self._recorder.offer(StageEvent(at=now(), name=name, total=total), key="stage", burst=100, per_second=1)

    def advance(self, steps: int = 1) -> None:
        """Say that steps of the current stage are done."""
        with self._uninterrupted(), self._changed:
            self._done += steps
            event = ProgressEvent(at=now(), done=self._done)
            self._recorder.offer(event, key="progress", burst=5, per_second=1, behind="stage")

    def metric(self, name: str, value: float, step: int) -> None:
        """Record one point of a live curve; past 300 points a curve gets one every two seconds."""
        with self._uninterrupted():
            event = MetricEvent(at=now(), name=name, value=value, step=step)
            self._recorder.offer(event, key=f"metric {name}", burst=300, per_second=0.5)

    def note(self, text: str) -> None:
        """Tell the person something worth knowing; the log has all of them, the events no flood of them."""
        with self._uninterrupted():
            log.info("note: %s", text)
            self._recorder.offer(NoteEvent(at=now(), text=text), key="note", burst=50, per_second=0.2)

    def saved(self, path: str, *, step: int) -> None:
        """Say that a later attempt can go on from a file that is complete now; `path` is relative to the job folder."""
        with self._uninterrupted():
            self._recorder.record(CheckpointEvent(at=now(), path=path, step=step))

    def checkpoint(self) -> None:
        """Wait while paused.

        Raises:
            CancelledError: The person cancelled.
        """
        with self._uninterrupted():
            if self._state is not JobState.RUNNING:
                self._pause()
        if self._state is JobState.CANCELLING:
            raise CancelledError

    def _pause(self) -> None:
        with self._changed:
            if self._state is JobState.PAUSING:
                self.move(JobState.PAUSED)
            # The time-out lets signals through where waiting for a lock would hold them back.
            while self._state in _WAITING and self._raise is None:
                self._changed.wait(0.5)

    def obey(self, command: Command) -> None:
        """Follow a command; one that makes no sense now is ignored."""
        with self._changed:
            target = _LEADS_TO[command]
            if may_follow(self._state, after=target):
                self.move(target)

    def move(self, state: JobState, *events: AnyEvent) -> bool:
        """Change the state, and write it after `events`; False where that is not on the disk yet.

        Raises:
            ForbiddenEdgeError: The state cannot follow the one before.
        """
        with self._changed:
            require_edge(self._state, after=state)
            self._state = state
            self._changed.notify_all()
            return self._recorder.record(*events, StateEvent(at=now(), state=state, attempt=self.attempt))

    def interrupt(self, error: Callable[[], BaseException]) -> None:
        """Raise an error in the main thread, from a signal handler: at once, or when a call that writes has ended."""
        self._raise = error
        if not self._inside:
            self._raise_if_due()

    @contextmanager
    def _uninterrupted(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
        if not self._inside:
            self._raise_if_due()

    def _raise_if_due(self) -> None:
        if self._raise is not None:
            error, self._raise = self._raise, None
            raise error()
