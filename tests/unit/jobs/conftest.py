"""Jobs that a test started do not outlive it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from miwake.jobs import JobFolder
from miwake.jobs.tree import ProcessTree


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "jobs"
    folder.mkdir()
    yield folder
    for path in folder.iterdir():
        if (path / "job.json").exists():
            tree = ProcessTree(JobFolder(path))
            # Some tests make this very process, or the one that started it, the owner of a job.
            if tree.pid not in {os.getpid(), os.getppid()}:
                tree.kill()
