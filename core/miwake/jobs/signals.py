"""What the system's signals mean to a running job: the second rung of the ladder, and Ctrl-C."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Self

from miwake.domain.errors import CancelledError
from miwake.jobs.control import JobControl, TerminatedError
from miwake.jobs.messages import Command
from miwake.jobs.states import JobState
from miwake.jobs.watch import Watcher


class Signals:
    """Handles SIGINT and SIGTERM within its `with` block; does nothing outside the main thread.

    Ctrl-C: once stops and keeps the best, twice cancels, three times cancels without waiting for a checkpoint.
    SIGTERM: breaks off what cancels; stops what runs (the computer shuts down), and on the second, or after a stop that
    was not obeyed, breaks off so that the job is interrupted and can be resumed.
    """

    def __init__(self, control: JobControl, watcher: Watcher) -> None:
        self._control = control
        self._watcher = watcher
        self._armed = True
        self._interrupts = 0
        self._terminated = False
        self._before: dict[signal.Signals, Any] = {}

    def disarm(self) -> None:
        """Ignore signals from here on: the job is writing its end."""
        self._armed = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before[signal.SIGINT] = signal.signal(signal.SIGINT, self._on_interrupt)
            self._before[signal.SIGTERM] = signal.signal(signal.SIGTERM, self._on_terminate)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _on_interrupt(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._interrupts += 1
        if self._interrupts == 1:
            self._watcher.ask(Command.STOP)
        elif self._interrupts == 2:  # noqa: PLR2004 the class's docstring counts them
            self._watcher.ask(Command.CANCEL)
        elif self._armed:
            self._control.interrupt(CancelledError)

    def _on_terminate(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if not self._armed:
            return
        state = self._control.state
        if state is JobState.CANCELLING:
            self._control.interrupt(CancelledError)
        elif self._terminated or state is JobState.STOPPING:
            self._control.interrupt(TerminatedError)
        else:
            self._terminated = True
            self._watcher.ask(Command.STOP)
