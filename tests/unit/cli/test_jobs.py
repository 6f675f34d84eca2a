import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from miwake.cli import following, jobs
from miwake.domain.errors import MiwakeError
from miwake.jobs import Command, JobFolder, JobState, new_spec, request, start_detached, wait_until_ended
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.lifecycle import claim
from miwake.jobs.messages import StateEvent, now
from unit.cli.conftest import Miwake
from unit.jobs.kit import PROGRAM, until, until_state

KEYS = {"id", "kind", "title", "state", "stage", "done", "total", "seconds_left"}


@pytest.fixture
def runs(site: Path) -> Path:
    return site.with_name("site.miwake") / "runs"


@pytest.fixture
def job(runs: Path) -> Iterator[JobFolder]:
    """A job that counts steps until it is told to end."""
    spec = new_spec("test", params={"mode": "count"}, title="Counting")
    folder = JobFolder(runs / spec.id).create(spec)
    yield folder
    if not folder.last_state().state.is_ended and folder.last_state().state is not JobState.PENDING:
        request(folder, Command.CANCEL)
        wait_until_ended(folder, timeout=20)


def command_of(folder: JobFolder) -> list[str]:
    return [sys.executable, str(PROGRAM), str(folder.path)]


@pytest.fixture(autouse=True)
def _small_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs that the command line starts are run by the small worker of the jobs' own tests."""

    def start(folder: JobFolder, _argv: object = None) -> object:
        return start_detached(folder, command_of(folder))

    monkeypatch.setattr(following, "start_detached", start)
    monkeypatch.setattr(jobs, "start_detached", start)


@pytest.mark.slow
def test_a_job_is_listed_paused_resumed_and_stopped(miwake: Miwake, site: Path, job: JobFolder) -> None:
    (row,) = miwake("jobs", "list", site, "--json").lines
    assert row.keys() == KEYS
    assert (row["id"], row["kind"], row["title"], row["state"]) == (job.path.name, "test", "Counting", "pending")
    following.start_detached(job)
    until_state(job, JobState.RUNNING)
    assert miwake("jobs", "pause", site).code == 0
    until_state(job, JobState.PAUSED)
    assert "paused" in miwake("jobs", "list", site).out
    assert miwake("jobs", "resume", site).code == 0
    until_state(job, JobState.RUNNING)
    stopped = miwake("jobs", "stop", site, job.path.name)
    assert (stopped.code, job.path.name in stopped.out) == (0, True)
    assert wait_until_ended(job, timeout=20).state is JobState.STOPPED
    for word in ("pause", "resume", "stop", "cancel"):
        ended = miwake("jobs", word, site, job.path.name)
        assert (ended.code, ended.out) == (1, "")
    assert miwake("jobs", "stop", site).code == 1


@pytest.mark.slow
def test_a_job_is_cancelled(miwake: Miwake, site: Path, job: JobFolder) -> None:
    following.start_detached(job)
    until_state(job, JobState.RUNNING)
    assert miwake("jobs", "cancel", site).code == 0
    assert wait_until_ended(job, timeout=20).state is JobState.CANCELLED


def test_a_job_that_does_not_exist_is_said(miwake: Miwake, site: Path) -> None:
    for words in (("pause",), ("resume",), ("stop",), ("cancel",)):
        assert miwake("jobs", *words, site).code == 1
        ended = miwake("jobs", *words, site, "none")
        assert ended.code == 1
        assert "jobs list" in ended.err


@pytest.mark.slow
def test_an_interrupted_job_goes_on(miwake: Miwake, site: Path, runs: Path) -> None:
    spec = new_spec("test", params={"mode": "count", "delay": 0.001, "more": 5}, title="Counting")
    folder = JobFolder(runs / spec.id).create(spec)
    owner = following.start_detached(folder)
    until_state(folder, JobState.RUNNING, JobState.DONE)
    if folder.last_state().state is JobState.RUNNING:
        os.kill(owner.pid, signal.SIGKILL)
        until(lambda: "interrupted" in miwake("jobs", "list", site).out, what="the mark")
        ended = miwake("jobs", "resume", site, folder.path.name, "--wait")
        assert "starts again, from its last checkpoint if it has one" in ended.out
        assert wait_until_ended(folder, timeout=20).state is JobState.DONE


def test_an_interrupted_retraining_does_not_go_on_beside_another(miwake: Miwake, site: Path, runs: Path) -> None:
    specs = [new_spec("retrain", title="Retraining") for _ in range(2)]
    interrupted, other = (JobFolder(runs / spec.id).create(spec) for spec in specs)
    with EventWriter(interrupted.events_file) as writer:
        writer.append(StateEvent(at=now(), state=JobState.INTERRUPTED, attempt=1))
    claim(other)
    ended = miwake("jobs", "resume", site, interrupted.path.name)
    assert (ended.code, ended.out) == (1, "")
    assert "A retraining of this project is at work already." in ended.err
    assert interrupted.last_state().state is JobState.INTERRUPTED


def test_a_waiting_job_is_started_by_its_name_or_as_the_newest(
    miwake: Miwake, site: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[JobFolder] = []
    monkeypatch.setattr(jobs, "start_detached", started.append)
    spec = new_spec("retrain", title="Retraining")
    folder = JobFolder(runs / spec.id).create(spec)
    for named in ([], [spec.id]):
        ended = miwake("jobs", "resume", site, *named)
        assert (ended.code, ended.out) == (0, f"{spec.id} is started.\n")
        assert started.pop().path == folder.path
    other = new_spec("retrain", title="Retraining")
    claim(JobFolder(runs / other.id).create(other))
    refused = miwake("jobs", "resume", site, spec.id)
    assert (refused.code, started) == (1, [])
    assert "A retraining of this project is at work already." in refused.err


@pytest.mark.slow
def test_following_a_job_ends_as_it_ends(runs: Path) -> None:
    done = JobFolder(runs / "done").create(new_spec("test", params={"mode": "count", "steps": 3}, title="Counting"))
    assert following.run_to_end(done, quiet=True).state is JobState.DONE
    failing = JobFolder(runs / "fail").create(new_spec("test", params={"mode": "fail"}, title="Failing"))
    with pytest.raises(MiwakeError) as told:
        following.run_to_end(failing, quiet=True)
    assert told.value.todo
