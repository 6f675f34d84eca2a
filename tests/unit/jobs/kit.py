"""What the tests of jobs share: making a job, starting the small worker, and waiting for what must come."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from miwake.jobs import JobFolder, JobState, Owner, new_spec, start_detached

PROGRAM = Path(__file__).with_name("program.py")


def new_job(jobs: Path, mode: str = "count", **params: Any) -> JobFolder:
    spec = new_spec("test", params={"mode": mode, **params}, title=mode)
    return JobFolder(jobs / spec.id).create(spec)


def command(folder: JobFolder) -> list[str]:
    return [sys.executable, str(PROGRAM), str(folder.path)]


def start(folder: JobFolder) -> Owner:
    return start_detached(folder, command(folder))


def until(condition: Callable[[], Any], *, what: str = "the condition", timeout: float = 20.0) -> None:
    """Return once the condition holds; fail the test when it does not in time."""
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, f"waited {timeout:g} s in vain for {what}"
        time.sleep(0.005)


def until_state(folder: JobFolder, *states: JobState) -> None:
    until(lambda: folder.last_state().state in states, what=f"{states} of {folder}, {folder.last_state()}")


def states_of(folder: JobFolder) -> list[str]:
    return [event.state.value for event in folder.read_events()[0] if event.kind == "state"]
