"""What a running job tells: its events, thinned so that the file stays small, and never the reason for it to fail."""

import logging
import threading
import time
from collections.abc import Callable

from miwake.jobs.eventlog import EventWriter
from miwake.jobs.messages import AnyEvent

log = logging.getLogger(__name__)


class Allowance:
    """How many events of one sort may be written: a burst at once, then so many a second."""

    def __init__(self, *, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._left = burst
        self._at = clock()

    def take(self) -> bool:
        """Use one up; False where none is left."""
        moment = self._clock()
        self._left = min(self._burst, self._left + (moment - self._at) * self._per_second)
        self._at = moment
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


class Recorder:
    """Writes events from any thread.

    `offer` thins: an event over its allowance waits, and a later one of the same key takes its place. `flush` writes
    what waits. `record` writes now. An event that cannot be written, such as on a full disk, is not an error for the
    job: it is logged (not each time again), and a lasting one (`record`) is tried again by each later `flush`.
    """

    def __init__(self, writer: EventWriter, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._writer = writer
        self._clock = clock
        self._lock = threading.RLock()
        self._allowances: dict[str, Allowance] = {}
        self._waiting: dict[str, AnyEvent] = {}
        self._unsaved: list[AnyEvent] = []
        self._failing = False

    def offer(self, event: AnyEvent, *, key: str, burst: float, per_second: float, behind: str = "") -> None:
        """Write an event, or keep it for later: too many of its key, or one of the key `behind` waits to go first."""
        with self._lock:
            allowance = self._allowances.get(key)
            if allowance is None:
                allowance = Allowance(burst=burst, per_second=per_second, clock=self._clock)
                self._allowances[key] = allowance
            # The newest always stands last, so that what waits is written in the order in which it was said.
            self._waiting.pop(key, None)
            held = behind in self._waiting
            if held or not allowance.take() or not self._write((event,), durable=False):
                self._waiting[key] = event

    def forget(self, key: str) -> None:
        """Drop what waits under a key."""
        with self._lock:
            self._waiting.pop(key, None)

    def record(self, *events: AnyEvent) -> bool:
        """Write events that must last, with all that waits before them; False where they are not on the disk yet."""
        with self._lock:
            self._write_waiting()
            self._unsaved += events
            self._failing = False
            return self._write_unsaved()

    def flush(self) -> bool:
        """Write what waits; False where something lasting could still not be written."""
        with self._lock:
            saved = self._write_unsaved()
            self._write_waiting()
            return saved

    def _write_unsaved(self) -> bool:
        if self._unsaved and self._write(tuple(self._unsaved), durable=True):
            self._unsaved.clear()
        return not self._unsaved

    def _write_waiting(self) -> None:
        # While a state is unsaved nothing overtakes it.
        if self._waiting and not self._unsaved and self._write(tuple(self._waiting.values()), durable=False):
            self._waiting.clear()

    def _write(self, events: tuple[AnyEvent, ...], *, durable: bool) -> bool:
        try:
            self._writer.append(*events, durable=durable)
        except OSError as error:
            if not self._failing:
                log.error("could not write %s: %s", ", ".join(event.kind for event in events), error)  # noqa: TRY400 a full disk needs no traceback
            self._failing = True
            return False
        self._failing = False
        return True
