"""The job folder: the whole channel between a job and everybody who watches or commands it."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import ValidationError

from miwake.domain.errors import BusyError, NotFoundError, RefusedError
from miwake.jobs.commands import put_command, take_commands, waiting_commands
from miwake.jobs.eventlog import EventWriter, last_state, read_events
from miwake.jobs.messages import VERSION, AnyEvent, Command, JobFile, JobSpec, StateEvent, now
from miwake.jobs.states import JobState
from miwake.jobs.status import JobStatus, StatusFold

LOCK_SECONDS = 10.0


def new_spec(kind: str, *, project: str = "", params: dict[str, Any] | None = None, title: str = "") -> JobSpec:
    """Describe a new job; its id sorts by time and is a good name for its folder."""
    created = datetime.now(UTC)
    return JobSpec(
        id=f"{created:%Y%m%d-%H%M%S-%f}-{kind}-{secrets.token_hex(2)}",
        kind=kind,
        project=project,
        title=title or kind,
        params=params or {},
        created=created,
    )


class JobFolder:
    """One job on disk; holds nothing open and can be made anew at any time from its path."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path).absolute()
        self.job_file = self.path / "job.json"
        self.events_file = self.path / "events.jsonl"
        self.commands = self.path / "commands"
        self.log_file = self.path / "log.txt"

    def __repr__(self) -> str:
        return f"JobFolder({str(self.path)!r})"

    def create(self, spec: JobSpec) -> "JobFolder":
        """Make the folder, whole or not at all, with the job in the state pending.

        Raises:
            RefusedError: There is something at this path.
            OSError: The disk is full or not writable; nothing is left behind.
        """
        # Renaming onto an empty folder would succeed on POSIX: what is there already is never ours.
        if self.path.exists():
            raise RefusedError(f"There is a job in {self.path} already.", kept="It is unchanged.")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        hidden = JobFolder(self.path.parent / f".{self.path.name}.{secrets.token_hex(4)}")
        hidden.path.mkdir()
        try:
            hidden.commands.mkdir()
            hidden.write_job(JobFile(spec=spec))
            with EventWriter(hidden.events_file) as writer:
                writer.append(StateEvent(at=now(), state=JobState.PENDING), durable=True)
            hidden.path.rename(self.path)
        except BaseException:
            shutil.rmtree(hidden.path, ignore_errors=True)
            raise
        return self

    def read_job(self) -> JobFile:
        """Read `job.json`.

        Raises:
            NotFoundError: There is no job here, or it cannot be read.
            RefusedError: A newer Miwake made it.
        """
        try:
            job = JobFile.model_validate_json(self.job_file.read_bytes())
        except FileNotFoundError:
            raise NotFoundError(f"There is no job in {self.path}.") from None
        except ValidationError as error:
            raise NotFoundError(f"The job in {self.path} cannot be read.", why=str(error)) from error
        if job.v > VERSION:
            raise RefusedError(
                f"The job in {self.path} was made by a newer Miwake.", kept="It is unchanged.", todo="Update Miwake."
            )
        return job

    def write_job(self, job: JobFile) -> None:
        """Replace `job.json` as a whole; only under `lock`, or before anyone knows the folder."""
        fresh = self.path / ".job.json"
        with fresh.open("wb") as file:
            file.write(job.model_dump_json(indent=1).encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.job_file)

    @property
    def spec(self) -> JobSpec:
        """What to do; errors as `read_job`."""
        return self.read_job().spec

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock under which ownership and the end of a dead job are decided; never while a job works.

        The system frees it when its holder dies.

        Raises:
            NotFoundError: There is no job here.
            BusyError: Another process held it for ten seconds.
        """
        if not self.job_file.exists():
            raise NotFoundError(f"There is no job in {self.path}.")
        try:
            with FileLock(self.path / ".lock", timeout=LOCK_SECONDS):
                yield
        except Timeout:
            raise BusyError(f"Something holds {self.path}.", kept="The job is unchanged.", todo="Try again.") from None

    def read_events(self, offset: int = 0) -> tuple[tuple[AnyEvent, ...], int]:
        """Read the events written since `offset` (bytes); returns them and the offset to go on from."""
        return read_events(self.events_file, offset=offset)

    def last_state(self) -> StateEvent:
        """The newest state and attempt, without folding all events."""
        return last_state(self.events_file) or StateEvent(at=0.0, state=JobState.PENDING)

    def status(self) -> JobStatus:
        """Fold all events into how the job stands; to watch it again and again use a `StatusReader`."""
        return StatusReader(self).refresh()

    def put_command(self, command: Command) -> None:
        """Leave a command without asking whether it makes sense; `request` does ask."""
        put_command(self.commands, command)

    def waiting_commands(self) -> tuple[Command, ...]:
        """The commands that the job has not seen yet, oldest first."""
        return waiting_commands(self.commands)

    def take_commands(self) -> tuple[Command, ...]:
        """Consume the waiting commands, oldest first; for the owner of the job."""
        return take_commands(self.commands)

    def last_sign_of_life(self) -> float:
        """When an event was last written, in seconds since 1970; 0 where there is none."""
        with suppress(FileNotFoundError):
            return self.events_file.stat().st_mtime
        return 0.0


class StatusReader:
    """Follows one job; reads only what is new."""

    def __init__(self, folder: JobFolder) -> None:
        self._folder = folder
        self._offset = 0
        self._fold = StatusFold()

    def refresh(self) -> JobStatus:
        """Read on, and say how the job stands now."""
        events, self._offset = self._folder.read_events(self._offset)
        for event in events:
            self._fold.add(event)
        return self._fold.status()
