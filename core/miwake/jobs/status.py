"""How a job stands: everything that a person is shown, folded from its events."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any

from miwake.jobs.messages import (
    AnyEvent,
    CheckpointEvent,
    Event,
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

RATE_SECONDS = 60.0
"""The speed is that of the last minute: long enough to be steady, short enough to follow a change."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One point of a curve; steps grow along it."""

    step: int
    value: float


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What the next attempt can go on from; `path` is relative to the job folder."""

    path: str
    step: int


@dataclass(frozen=True, slots=True)
class JobFailure:
    """Why a job failed: for the person, and `details` for a report."""

    code: str
    what: str
    why: str = ""
    kept: str = ""
    todo: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True)
class JobStatus:
    """How a job stands; times in seconds since 1970, `rate` in steps a second, `memory` in bytes."""

    state: JobState = JobState.PENDING
    attempt: int = 1
    stage: str = ""
    done: int = 0
    total: int | None = None
    rate: float | None = None
    seconds_left: float | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)
    curves: Mapping[str, tuple[CurvePoint, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    checkpoint: Checkpoint | None = None
    memory: int | None = None
    started: float | None = None
    ended: float | None = None
    last_seen: float | None = None
    result: Mapping[str, Any] | None = None
    failure: JobFailure | None = None


class StatusFold:
    """Takes events one after the other and can say at any time how the job stands."""

    def __init__(self) -> None:
        self._now: dict[str, Any] = {}
        self._begun = 0
        self._curves: dict[str, list[CurvePoint]] = {}
        self._notes: list[str] = []
        self._speed: deque[tuple[float, int]] = deque()

    def add(self, event: AnyEvent) -> None:
        """Take one event."""
        self._now["last_seen"] = event.at
        self._take(event)

    def status(self) -> JobStatus:
        """How the job stands after the events so far."""
        rate = self._rate()
        curves = {name: tuple(points) for name, points in self._curves.items()}
        return JobStatus(
            **self._now,
            rate=rate,
            seconds_left=self._seconds_left(rate),
            metrics={name: points[-1].value for name, points in curves.items()},
            curves=curves,
            notes=tuple(self._notes),
        )

    @singledispatchmethod
    def _take(self, event: Event) -> None:
        raise TypeError(f"no such event: {event!r}")

    @_take.register
    def _(self, event: StateEvent) -> None:
        self._speed.clear()
        if event.state is JobState.RUNNING and event.attempt != self._begun:
            self._begin(event)
        self._now.update(state=event.state, attempt=event.attempt)
        self._now["ended"] = event.at if event.state.is_ended else None

    def _begin(self, event: StateEvent) -> None:
        """Start an attempt: its stage and end are its own; curves, notes and the last checkpoint go on."""
        for name in ("stage", "done", "total", "result", "failure"):
            self._now.pop(name, None)
        self._now["started"] = event.at
        self._begun = event.attempt

    @_take.register
    def _(self, event: StageEvent) -> None:
        self._now.update(stage=event.name, total=event.total, done=0)
        self._speed.clear()
        self._speed.append((event.at, 0))

    @_take.register
    def _(self, event: ProgressEvent) -> None:
        self._now["done"] = event.done
        self._speed.append((event.at, event.done))
        while self._speed[0][0] < event.at - RATE_SECONDS:
            self._speed.popleft()

    @_take.register
    def _(self, event: MetricEvent) -> None:
        curve = self._curves.setdefault(event.name, [])
        # A resumed job goes over steps again that it had reached before: the later value stands.
        while curve and curve[-1].step >= event.step:
            curve.pop()
        curve.append(CurvePoint(event.step, event.value))

    @_take.register
    def _(self, event: CheckpointEvent) -> None:
        self._now["checkpoint"] = Checkpoint(event.path, event.step)

    @_take.register
    def _(self, event: NoteEvent) -> None:
        self._notes.append(event.text)

    @_take.register
    def _(self, event: HeartbeatEvent) -> None:
        self._now["memory"] = event.rss

    @_take.register
    def _(self, event: ResultEvent) -> None:
        self._now["result"] = event.data

    @_take.register
    def _(self, event: FailedEvent) -> None:
        self._now["failure"] = JobFailure(
            code=event.code, what=event.what, why=event.why, kept=event.kept, todo=event.todo, details=event.details
        )

    def _rate(self) -> float | None:
        if self._now.get("state") is not JobState.RUNNING or len(self._speed) < 2:  # noqa: PLR2004 a line needs two points
            return None
        (first, before), (last, after) = self._speed[0], self._speed[-1]
        return (after - before) / (last - first) if last > first and after > before else None

    def _seconds_left(self, rate: float | None) -> float | None:
        total = self._now.get("total")
        return None if rate is None or total is None else max(0.0, (total - self._now["done"]) / rate)


def fold(events: Iterable[AnyEvent]) -> JobStatus:
    """Fold events from the first on into how the job stands."""
    folded = StatusFold()
    for event in events:
        folded.add(event)
    return folded.status()
