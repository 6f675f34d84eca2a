import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from miwake.cli import following
from miwake.domain.errors import MiwakeError, RefusedError
from miwake.jobs import JobFolder, JobState, new_spec


@pytest.fixture
def folder(tmp_path: Path) -> JobFolder:
    spec = new_spec("retrain", project=str(tmp_path))
    return JobFolder(tmp_path / spec.id).create(spec)


def test_several_processes_are_started_by_torchrun(folder: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Sequence[str] | None] = []
    monkeypatch.setattr(following, "start_detached", lambda _folder, argv: started.append(argv))
    following.start(folder, following.launcher(4))
    following.start(folder, following.launcher(1))
    command, alone = started
    assert command is not None
    assert command[:4] == [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    assert "--nproc-per-node=4" in command
    assert command[-5:] == ["-m", "miwake", "worker", "run", str(folder.path)]
    assert alone is None


def test_an_installation_without_python_says_that_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert following.launcher(1) == ()
    with pytest.raises(RefusedError, match="one process only"):
        following.launcher(2)


@pytest.mark.parametrize(
    "error",
    [
        MiwakeError("The job could not be started.", why="No memory.", kept="It waits.", todo="Try again."),
        OSError("No memory."),
        subprocess.SubprocessError("No memory."),
    ],
)
def test_a_job_that_cannot_be_started_is_withdrawn(
    folder: JobFolder, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_folder: JobFolder, _argv: object = None) -> None:
        raise error

    monkeypatch.setattr(following, "start_detached", fail)
    with pytest.raises(MiwakeError) as told:
        following.run_to_end(folder)
    assert (told.value.why, told.value.todo) == ("No memory.", "Try again.")
    assert "withdrawn" in told.value.kept
    assert folder.last_state().state is JobState.CANCELLED


def test_ctrl_c_while_a_job_is_started_withdraws_it(folder: JobFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_folder: JobFolder, _argv: object = None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(following, "start_detached", interrupt)
    with pytest.raises(KeyboardInterrupt):
        following.run_to_end(folder)
    assert folder.last_state().state is JobState.CANCELLED


def test_a_job_that_cannot_even_be_withdrawn_is_said_to_wait(
    folder: JobFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: JobFolder, _argv: object = None) -> None:
        folder.job_file.rename(folder.path / "away")
        raise OSError("The disk is gone.")

    monkeypatch.setattr(following, "start_detached", fail)
    with pytest.raises(MiwakeError, match="It waits") as told:
        following.run_to_end(folder)
    assert "withdrawn" not in str(told.value)
    assert folder.path.name in told.value.todo
