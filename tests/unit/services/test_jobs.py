"""Which of a project's jobs are at work or wait, whatever becomes of their folders meanwhile."""

import shutil
from pathlib import Path

import pytest

from miwake.jobs import JobFolder, JobState, claim, new_spec
from miwake.services import jobs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def _queued(folder: Path) -> JobFolder:
    spec = new_spec("test")
    return JobFolder(folder / spec.id).create(spec)


def test_a_job_whose_folder_goes_while_it_is_looked_at_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, staying, working = (_queued(folder) for _ in range(3))
    claim(working)
    settle = jobs.settle

    def settle_and_lose(job: JobFolder) -> JobState:
        state = settle(job)
        if job.path == going.path:
            shutil.rmtree(job.path)
        return state

    monkeypatch.setattr(jobs, "settle", settle_and_lose)
    assert [each.path for each in jobs.waiting(folder)] == [staying.path]
    going.create(new_spec("test"))
    assert [each.path for each in jobs.at_work(folder)] == [working.path]
