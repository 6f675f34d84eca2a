"""Jobs whose process is killed with no warning: found, marked once, gone on with, nothing lost that was saved."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from miwake.jobs import Checkpoint, Command, JobFolder, JobState, list_jobs, request, settle, wait_until_ended
from unit.jobs.conftest import jobs  # noqa: F401 the fixture of the jobs' own tests
from unit.jobs.kit import new_job, start, states_of, until, until_state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")


def kill(folder: JobFolder, pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    until(lambda: settle(folder).is_ended, what="the mark")


def saved_steps(folder: JobFolder) -> list[int]:
    return sorted(int(path.name) for path in (folder.path / "saves").iterdir() if path.name.isdigit())


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_a_random_moment_and_gone_on_with(jobs: Path, seed: int) -> None:  # noqa: F811 the same
    moment = random.Random(seed).uniform(0.0, 0.2)  # noqa: S311 a moment to kill, not a secret
    folder = new_job(jobs, delay=0.001, more=20)
    owner = start(folder)
    if seed % 2:
        until_state(folder, JobState.RUNNING)
    time.sleep(moment)
    kill(folder, owner.pid)
    assert folder.last_state().state is JobState.INTERRUPTED
    saved = folder.status().checkpoint
    start(folder)
    status = wait_until_ended(folder, timeout=20)
    assert status.state is JobState.DONE
    assert status.attempt == 2
    # It went on exactly from what it had said to be saved.
    begin = saved.step if saved else 0
    assert status.result == {"start": begin, "end": begin + 20}
    assert [point.step for point in status.curves["step"]][-1] == begin + 20
    assert states_of(folder).count("interrupted") == 1


def test_killed_while_saving_a_checkpoint_goes_on_from_the_one_before(jobs: Path) -> None:  # noqa: F811 the same
    folder = new_job(jobs, steps=5, torn_at=3)
    owner = start(folder)
    until(lambda: folder.status().notes, what="the half saved checkpoint")
    kill(folder, owner.pid)
    assert folder.status().checkpoint == Checkpoint("saves/2", 2)
    assert (folder.path / "saves" / "fresh").read_text() == ""
    start(folder)
    assert wait_until_ended(folder, timeout=20).result == {"start": 2, "end": 5}
    assert saved_steps(folder) == [1, 2, 3, 4, 5]


def test_killed_while_paused_and_while_stopping(jobs: Path) -> None:  # noqa: F811 the same
    paused = new_job(jobs)
    owner = start(paused)
    request(paused, Command.PAUSE)
    until_state(paused, JobState.PAUSED)
    kill(paused, owner.pid)
    stopping = new_job(jobs, "silent")
    owner = start(stopping)
    until_state(stopping, JobState.RUNNING)
    request(stopping, Command.STOP)
    until_state(stopping, JobState.STOPPING)
    kill(stopping, owner.pid)
    assert [job.status.state for job in list_jobs(jobs)] == [JobState.INTERRUPTED] * 2


def test_killed_while_cancelling_is_cancelled(jobs: Path) -> None:  # noqa: F811 the same
    folder = new_job(jobs, "silent")
    owner = start(folder)
    until_state(folder, JobState.RUNNING)
    request(folder, Command.CANCEL)
    until_state(folder, JobState.CANCELLING)
    kill(folder, owner.pid)
    assert states_of(folder) == ["pending", "running", "cancelling", "cancelled"]


def test_many_watchers_of_a_killed_job_leave_one_mark(jobs: Path) -> None:  # noqa: F811 the same
    folder = new_job(jobs)
    owner = start(folder)
    until(lambda: folder.status().checkpoint, what="the first checkpoint")
    found: list[JobState] = []

    def watch() -> None:
        found.append(wait_until_ended(JobFolder(folder.path), timeout=20, poll=0.001).state)

    watchers = [threading.Thread(target=watch) for _ in range(4)]
    for watcher in watchers:
        watcher.start()
    os.kill(owner.pid, signal.SIGKILL)
    for watcher in watchers:
        watcher.join()
    assert found == [JobState.INTERRUPTED] * 4
    assert states_of(folder).count("interrupted") == 1


def test_a_job_outlives_whoever_started_it(jobs: Path) -> None:  # noqa: F811 the same
    folder = new_job(jobs, steps=40)
    code = (
        "import os, pathlib, signal, sys; from miwake.jobs import JobFolder; from unit.jobs.kit import start;"
        "start(JobFolder(pathlib.Path(sys.argv[1]))); os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    starter = subprocess.run([sys.executable, "-c", code, str(folder.path)], env=environment, check=False)
    assert starter.returncode == -signal.SIGKILL
    assert wait_until_ended(folder, timeout=20).state is JobState.DONE
