"""The job protocol: messages, states, the job folder and what runs in it.

A job is a folder and, while it runs, one detached process. Light: pydantic, psutil and filelock, nothing that computes.
`docs/jobs.md` shows the folder and its events.

Making and starting one (services, window, command line)::

    spec = new_spec("retrain", project=str(path), params={...}, title="Retrain")   # -> JobSpec; its id sorts by time
    folder = JobFolder(jobs / spec.id).create(spec)            # atomic; state pending. RefusedError if it exists
    start_detached(folder)                                     # -> Owner; default: miwake worker run FOLDER
    start_detached(folder, argv=[...])                         # the same call resumes an interrupted job

Watching one (any process, any number of them)::

    reader = StatusReader(folder)            # keeps its place; cheap to call again
    status = reader.refresh()                # -> JobStatus (frozen dataclass)
    status = folder.status()                 # the same in one go, from the start
    events, offset = folder.read_events(0)   # -> (tuple[AnyEvent, ...], new offset in bytes)
    settle(folder)                           # -> JobState; marks a job whose process is gone (once, whoever finds it)
    list_jobs(jobs)                          # -> tuple[ListedJob(folder, spec, status), ...], newest first, settled
    wait_until_ended(folder, timeout=60.0)   # -> JobStatus; BusyError when it has not ended by then

    JobStatus: state, attempt, stage, done, total, rate (steps/s), seconds_left, metrics {name: latest},
        curves {name: (CurvePoint(step, value), ...)}, notes, checkpoint (what can be resumed from), memory (bytes),
        started, ended, last_seen (seconds since 1970), result (dict | None),
        failure (JobFailure(code, what, why, kept, todo, details) | None)

Commanding one::

    request(folder, Command.PAUSE | RESUME | STOP | CANCEL)    # -> JobState; RefusedError when it has ended.
                                                               # cancel or stop before the start: cancelled at once
    end(folder, command=Command.CANCEL, patience=10.0, terminate_patience=5.0, kill_patience=5.0)
        # -> JobState; command, then terminate, then kill the tree

Being one (the worker)::

    def run(spec: JobSpec, control: JobControl) -> dict[str, object]: ...
    exit_code = run_job(JobFolder(path), run)                  # 0 done or stopped, 1 failed, 4 cancelled, 5 interrupted
                                                               # BusyError: another process has it; RefusedError: ended

    JobControl is a domain Control (stage, advance, metric, note, checkpoint, stop_requested) and has
        attempt: int, resumed: bool (attempt > 1), last_checkpoint: Checkpoint(path, step) | None,
        saved(path, step=...): say that a resumable point was saved (path relative to the job folder)

`run` returns normally after stop_requested (state stopped, the result is kept); checkpoint() raises CancelledError on
cancel. Let CancelledError through; raise MiwakeError for the user's world; anything else becomes code "internal".
"""

from miwake.jobs.control import JobControl
from miwake.jobs.folder import JobFolder, StatusReader, new_spec
from miwake.jobs.lifecycle import claim, note_launch, reopen, request, settle
from miwake.jobs.listing import ListedJob, list_jobs, wait_until_ended
from miwake.jobs.liveness import has_living_owner, is_alive, owner_of, this_process
from miwake.jobs.messages import (
    AnyEvent,
    CheckpointEvent,
    Command,
    FailedEvent,
    HeartbeatEvent,
    JobSpec,
    MetricEvent,
    NoteEvent,
    Owner,
    ProgressEvent,
    ResultEvent,
    StageEvent,
    StateEvent,
)
from miwake.jobs.process import end, start_detached, worker_command
from miwake.jobs.runtime import ExitCode, Run, run_job
from miwake.jobs.states import EDGES, ForbiddenEdgeError, JobState, may_follow, require_edge
from miwake.jobs.status import Checkpoint, CurvePoint, JobFailure, JobStatus, StatusFold, fold

__all__ = [
    "EDGES",
    "AnyEvent",
    "Checkpoint",
    "CheckpointEvent",
    "Command",
    "CurvePoint",
    "ExitCode",
    "FailedEvent",
    "ForbiddenEdgeError",
    "HeartbeatEvent",
    "JobControl",
    "JobFailure",
    "JobFolder",
    "JobSpec",
    "JobState",
    "JobStatus",
    "ListedJob",
    "MetricEvent",
    "NoteEvent",
    "Owner",
    "ProgressEvent",
    "ResultEvent",
    "Run",
    "StageEvent",
    "StateEvent",
    "StatusFold",
    "StatusReader",
    "claim",
    "end",
    "fold",
    "has_living_owner",
    "is_alive",
    "list_jobs",
    "may_follow",
    "new_spec",
    "note_launch",
    "owner_of",
    "reopen",
    "request",
    "require_edge",
    "run_job",
    "settle",
    "start_detached",
    "this_process",
    "wait_until_ended",
    "worker_command",
]
