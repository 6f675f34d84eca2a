"""What is decided about a job under its lock: who owns it, that it was interrupted, cancelled early, or runs again."""

from dataclasses import dataclass

from miwake.domain.errors import BusyError, RefusedError
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.folder import JobFolder
from miwake.jobs.liveness import has_living_owner, this_process
from miwake.jobs.messages import Command, Owner, StateEvent, now
from miwake.jobs.states import JobState, require_edge
from miwake.jobs.status import Checkpoint


@dataclass(frozen=True, slots=True)
class Claim:
    """The outcome of taking a job: which attempt begins (None: it was cancelled before), and what it can go on from."""

    attempt: int | None
    checkpoint: Checkpoint | None


def settle(folder: JobFolder) -> JobState:
    """Say in which state a job is, and mark it first where its process is gone without a word.

    It becomes interrupted, or cancelled where that was asked for. Whoever finds it may call this, at any time; of
    several at once, one marks it.

    Raises:
        NotFoundError: There is no job in the folder.
        RefusedError: A newer Miwake made it.
    """
    state = folder.last_state().state
    if state.is_ended or has_living_owner(folder):
        return state
    with folder.lock():
        return _settled(folder).state


def request(folder: JobFolder, command: Command) -> JobState:
    """Ask a job for something, and say in which state it is now; it obeys within a second.

    A job that never began is cancelled at once by cancel and by stop (it has nothing to keep), an interrupted one by
    cancel; one that waits to be resumed is interrupted again by stop. What makes no sense for the state, such as pause
    for a paused job, changes nothing.

    Raises:
        NotFoundError: There is no job in the folder.
        RefusedError: The job has ended, or was made by a newer Miwake.
    """
    with folder.lock():
        head = _settled(folder)
        if (ended := _end_at_once(folder, head, command)) is not None:
            return _mark(folder, head, ended).state
        if head.state.is_ended:
            raise RefusedError(f"The job has ended ({head.state}).", kept="It is unchanged.")
        folder.put_command(command)
        return head.state


def reopen(folder: JobFolder) -> None:
    """Queue an interrupted job to be run again; a pending one stays as it is.

    Raises:
        BusyError: A process has it, or is about to.
        RefusedError: It ended otherwise and cannot be run again.
        NotFoundError: There is no job in the folder.
    """
    with folder.lock():
        head = _settled(folder)
        _require_runnable(head)
        if has_living_owner(folder):
            raise BusyError("This job is about to run, or to end.", kept="It goes on.", todo="Wait a moment.")
        if head.state is JobState.PENDING:
            return
        folder.take_commands()
        folder.write_job(folder.read_job().model_copy(update={"launched": None, "owner": None}))
        _mark(folder, head, JobState.PENDING, attempt=head.attempt + 1)


def note_launch(folder: JobFolder, launched: Owner) -> None:
    """Record which process was started for a job, so that its death before it takes the job is noticed."""
    with folder.lock():
        folder.write_job(folder.read_job().model_copy(update={"launched": launched}))


def claim(folder: JobFolder) -> Claim:
    """Make the calling process the owner of a job and set it running.

    Raises:
        BusyError: Another living process owns it.
        RefusedError: It ended and cannot be run again.
        NotFoundError: There is no job in the folder.
    """
    me = this_process()
    with folder.lock():
        job = folder.read_job()
        if job.owner is not None and job.owner != me and has_living_owner(folder):
            raise BusyError(
                f"Process {job.owner.pid} works on this job.", kept="It goes on.", todo="Wait for it, or cancel it."
            )
        # Unowned, it is this process's to take, whether or not the one that was started for it is this one.
        head = folder.last_state() if job.owner is None else _settled(folder)
        if head.state is JobState.PENDING and Command.CANCEL in folder.waiting_commands():
            head = _mark(folder, head, JobState.CANCELLED)
        if head.state is JobState.CANCELLED:
            return Claim(None, None)
        _require_runnable(head)
        resumed = head.state is JobState.INTERRUPTED
        if resumed:
            folder.take_commands()
        checkpoint = folder.status().checkpoint
        folder.write_job(job.model_copy(update={"owner": me}))
        _mark(folder, head, JobState.RUNNING, attempt=head.attempt + resumed)
        return Claim(head.attempt + resumed, checkpoint)


def _settled(folder: JobFolder) -> StateEvent:
    head = folder.last_state()
    if head.state.is_ended or has_living_owner(folder):
        return head
    job = folder.read_job()
    if head.state is JobState.PENDING and job.owner is None and job.launched is None:
        return head
    if head.state is not JobState.CANCELLING and Command.CANCEL not in folder.waiting_commands():
        return _mark(folder, head, JobState.INTERRUPTED)
    if head.state.is_active and head.state is not JobState.CANCELLING:
        head = _mark(folder, head, JobState.CANCELLING)
    return _mark(folder, head, JobState.CANCELLED)


def _mark(folder: JobFolder, head: StateEvent, state: JobState, *, attempt: int | None = None) -> StateEvent:
    require_edge(head.state, after=state)
    event = StateEvent(at=now(), state=state, attempt=attempt or head.attempt)
    with EventWriter(folder.events_file) as writer:
        writer.append(event, durable=True)
    return event


def _end_at_once(folder: JobFolder, head: StateEvent, command: Command) -> JobState | None:
    """Where a command takes a job that no process works on; None: it is for its process to obey."""
    if command is Command.CANCEL and head.state in {JobState.PENDING, JobState.INTERRUPTED}:
        return JobState.CANCELLED
    if command is Command.STOP and head.state is JobState.PENDING:
        if head.attempt == 1:
            return JobState.CANCELLED
        return None if has_living_owner(folder) else JobState.INTERRUPTED
    return None


def _require_runnable(head: StateEvent) -> None:
    if head.state.is_active:
        raise BusyError("This job runs already.", kept="It goes on.", todo="Wait for it, or cancel it.")
    if head.state not in {JobState.PENDING, JobState.INTERRUPTED}:
        raise RefusedError(
            f"This job has ended ({head.state}) and cannot be run again.", kept="Its result is unchanged."
        )
