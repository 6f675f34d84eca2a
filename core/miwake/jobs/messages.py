"""What is written in a job folder: the job itself, its owner, its events and the commands to it."""

import time
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from miwake.jobs.states import JobState

VERSION = 1


class Message(BaseModel):
    """What all messages share: frozen, fields of newer versions are ignored, NaN survives as the string "NaN"."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="strings")

    v: int = VERSION


class Command(StrEnum):
    """What a person can ask of a job."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    CANCEL = "cancel"


class JobSpec(Message):
    """What to do; `params` belongs to the kind of job and holds JSON values only."""

    id: str
    kind: str
    project: str = ""
    title: str = ""
    params: dict[str, Any] = Field(default_factory=dict)
    created: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))


class Owner(Message):
    """The process of a job; the time of its creation (seconds since 1970) tells it from a later one of the same pid."""

    pid: int
    create_time: float
    host: str = ""


class JobFile(Message):
    """The content of `job.json`: `launched` was started for the job, `owner` has taken it."""

    spec: JobSpec
    launched: Owner | None = None
    owner: Owner | None = None


class CommandFile(Message):
    """One file of `commands/`; `at` is in seconds since 1970."""

    command: Command
    at: float


class Event(Message):
    """One line of `events.jsonl`; `at` is in seconds since 1970."""

    at: float


class StateEvent(Event):
    """The job is now in this state; `attempt` counts from 1 and grows each time it is run again."""

    kind: Literal["state"] = "state"
    state: JobState
    attempt: int = 1


class StageEvent(Event):
    """What is being done now, and of how many steps it is made (None: unknown)."""

    kind: Literal["stage"] = "stage"
    name: str
    total: int | None = None


class ProgressEvent(Event):
    """How many steps of the current stage are done, counted from its start."""

    kind: Literal["progress"] = "progress"
    done: int


class MetricEvent(Event):
    """One point of a live curve."""

    kind: Literal["metric"] = "metric"
    name: str
    value: float
    step: int


class CheckpointEvent(Event):
    """Something was saved that the next attempt can go on from; `path` is relative to the job folder."""

    kind: Literal["checkpoint"] = "checkpoint"
    path: str
    step: int


class NoteEvent(Event):
    """Something that the person should know."""

    kind: Literal["note"] = "note"
    text: str


class HeartbeatEvent(Event):
    """The process lives; `rss` is its memory in bytes."""

    kind: Literal["heartbeat"] = "heartbeat"
    rss: int | None = None


class ResultEvent(Event):
    """What the job returned; comes directly before the state done or stopped."""

    kind: Literal["result"] = "result"
    data: dict[str, Any]


class FailedEvent(Event):
    """Why the job failed, for the person and, in `details`, for a report; comes directly before the state failed."""

    kind: Literal["failed"] = "failed"
    code: str
    what: str
    why: str = ""
    kept: str = ""
    todo: str = ""
    details: str = ""


AnyEvent = (
    StateEvent
    | StageEvent
    | ProgressEvent
    | MetricEvent
    | CheckpointEvent
    | NoteEvent
    | HeartbeatEvent
    | ResultEvent
    | FailedEvent
)

_EVENT: TypeAdapter[AnyEvent] = TypeAdapter(Annotated[AnyEvent, Field(discriminator="kind")])


def parse_event(line: bytes) -> AnyEvent | None:
    """Read one line; None where it is torn or of a kind or state that only a newer version knows."""
    try:
        return _EVENT.validate_json(line)
    except ValidationError:
        return None


def now() -> float:
    """The time of an event, in seconds since 1970."""
    return time.time()
