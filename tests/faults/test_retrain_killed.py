"""A retraining whose process is killed with no warning goes on from there, to one report and one run."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from fakes import RecordingControl
from miwake.domain.mixups import NewMixup
from miwake.jobs import JobFolder, JobState, StageEvent, settle, start_detached, wait_until_ended
from miwake.services.checks import check
from miwake.services.mixups import add_mixups
from miwake.services.models import list_models
from miwake.services.projects import new_project
from miwake.services.reports import report_file
from miwake.services.runs import RetrainRequest, find_run, list_runs, queue_retraining, read_comparison
from miwake.worker.answers import sort_from_file
from miwake.worker.importing import ImportRequest, import_sources
from unit.jobs.kit import until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.shared_data,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX"),
]
BUILTIN = Path(__file__).parents[2] / "resources" / "miwake_resources" / "models" / "builtin"
CHOICES = ("a woven textile with no defect", "a woven textile with a global defect")


def run_until(folder: JobFolder, stage: str) -> None:
    """Start the job and kill it when it has come to that stage."""
    _, before = folder.read_events()

    def has_begun() -> bool:
        # The stage itself may be over before anyone looks.
        return any(isinstance(each, StageEvent) and each.name == stage for each in folder.read_events(before)[0])

    owner = start_detached(folder)
    until(lambda: has_begun() or folder.status().state.is_ended, what=f"the stage {stage}", timeout=600)
    assert folder.status().state is JobState.RUNNING, folder.status()
    os.kill(owner.pid, signal.SIGKILL)
    until(lambda: settle(folder) is JobState.INTERRUPTED, what="the mark")


@pytest.mark.usefixtures("few_general_photos")
def test_a_killed_retraining_ends_in_one_report(tmp_path: Path, shared_data: Callable[[str], Path]) -> None:
    textile = shared_data("textile")
    if not (BUILTIN / "open_clip_model.safetensors").is_file():
        pytest.skip(f"no model in {BUILTIN}: packaging/build_builtin_model.py makes it")
    (tmp_path / "in").mkdir()
    for kind in ("nominal", "global"):
        for image in sorted((textile / "images").glob(f"{kind}_*"))[:12]:
            shutil.copy(image, tmp_path / "in")
    with new_project(tmp_path / "site") as project:
        import_sources(project, ImportRequest((tmp_path / "in",)), control=RecordingControl())
        add_mixups(project, [NewMixup("weave", CHOICES)])
        assert sort_from_file(project, "weave", textile / "answers.csv").sorted.sorted == 24
        folder = queue_retraining(project, RetrainRequest(budget=10.0, device="cpu"))
        run_until(folder, "retraining")
        assert check(project) == []
        assert list_runs(project)[0].verdict is None
        run_until(folder, "Scoring before and after")
        owner = start_detached(folder)
        status = wait_until_ended(folder, timeout=900)
        until(lambda: not psutil.pid_exists(owner.pid), what="the end of the process")
        assert status.state is JobState.DONE, status.failure
        assert status.attempt == 3
        (run,) = list_runs(project)
        comparison = read_comparison(project, find_run(project))
        assert (comparison.run, comparison.verdict) == (run.job, run.verdict)
        assert comparison.cases["test"] == 6
        assert report_file(project, run.job).is_file()
        assert len(list_models(project)) == 1 + (comparison.model_after is not None)
        assert check(project) == []
