import sys
from pathlib import Path

import pytest

from miwake.cli import following
from miwake.domain.errors import RefusedError
from miwake.jobs import JobFolder, JobState, new_spec


def test_several_processes_are_started_by_torchrun(tmp_path: Path) -> None:
    folder = JobFolder(tmp_path / "job")
    command = following._torchrun(folder, 4)
    assert command[:4] == [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    assert "--nproc-per-node=4" in command
    assert command[-5:] == ["-m", "miwake", "worker", "run", str(folder.path)]


def test_an_installation_without_python_says_that_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = new_spec("retrain", project=str(tmp_path))
    folder = JobFolder(tmp_path / spec.id).create(spec)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(RefusedError, match="one process only"):
        following.run_to_end(folder, processes=2)
    assert folder.status().state is JobState.PENDING
