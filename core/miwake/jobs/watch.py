"""The thread beside a running job: it sees commands, says that the process lives, and writes what waited."""

import logging
import threading
import time
from collections import deque
from types import TracebackType
from typing import Self

import psutil

from miwake.jobs.control import JobControl
from miwake.jobs.folder import JobFolder
from miwake.jobs.messages import Command, HeartbeatEvent, now
from miwake.jobs.recorder import Recorder

log = logging.getLogger(__name__)


class Watcher:
    """Runs while its `with` block does; `poll` and `heartbeat` in seconds."""

    def __init__(
        self, folder: JobFolder, control: JobControl, recorder: Recorder, *, poll: float, heartbeat: float
    ) -> None:
        self._folder = folder
        self._control = control
        self._recorder = recorder
        self._poll = poll
        self._heartbeat = heartbeat
        self._asked: deque[Command] = deque()
        self._over = threading.Event()
        self._process = psutil.Process()
        self._thread = threading.Thread(target=self._watch, name="job watcher", daemon=True)

    def ask(self, command: Command) -> None:
        """Have a command obeyed by the thread; takes no lock, so a signal handler may call it."""
        self._asked.append(command)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        beat = time.monotonic()
        self._say_alive()
        while not self._over.wait(self._poll):
            self._obey_all()
            if time.monotonic() - beat >= self._heartbeat:
                beat = time.monotonic()
                self._say_alive()

    def _obey_all(self) -> None:
        if not self._folder.path.exists():
            # The project was deleted under the job: nobody can see or command it any more.
            self._control.obey(Command.CANCEL)
            return
        try:
            while self._asked:
                self._control.obey(self._asked.popleft())
            for command in self._folder.take_commands():
                self._control.obey(command)
        except OSError as error:
            # Such as a network drive that is away for a moment: the next look finds what this one missed.
            log.warning("could not look for commands: %s", error)

    def _say_alive(self) -> None:
        self._recorder.flush()
        beat = HeartbeatEvent(at=now(), rss=self._process.memory_info().rss)
        self._recorder.offer(beat, key="heartbeat", burst=10, per_second=10)
