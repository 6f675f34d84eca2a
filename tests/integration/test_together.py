"""A retraining that torchrun starts as two processes: one owns the job and the project, and both end."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from fakes import RecordingControl
from miwake.__main__ import main
from miwake.domain.mixups import NewMixup
from miwake.jobs import JobFolder, JobState, new_spec
from miwake.services.mixups import add_mixups
from miwake.services.projects import Project, new_project, open_project
from miwake.services.runs import find_run, list_runs, read_comparison
from miwake.worker.answers import sort_from_file
from miwake.worker.importing import ImportRequest, import_sources
from miwake.worker.main import one_of_several

CHOICES = ("a red square", "a blue square")


def torchrun(folder: JobFolder) -> subprocess.CompletedProcess[str]:
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    return subprocess.run(
        [*launch, "-m", "miwake", "worker", "run", str(folder.path)],
        env=os.environ | {"GLOO_SOCKET_IFNAME": "lo"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def fill(project: Project, folder: Path) -> None:
    folder.mkdir()
    chance = random.Random(0)  # noqa: S311  not for secrets
    answers = ["image,choice"]
    for number in range(24):
        image = Image.effect_noise((96, 96), 90).convert("RGB")
        left = chance.randrange(10, 40)
        image.paste(((200, 30, 30), (30, 30, 200))[number % 2], (left, left, left + 40, left + 40))
        image.save(folder / f"{number}.png")
        answers.append(f"{number}.png,{CHOICES[number % 2]}")
    (folder / "answers.csv").write_text("\n".join(answers))
    import_sources(project, ImportRequest((folder,)), control=RecordingControl())
    add_mixups(project, [NewMixup("colour", CHOICES)])
    assert sort_from_file(project, "colour", folder / "answers.csv").sorted.sorted == 24


@pytest.mark.slow
@pytest.mark.usefixtures("few_general_photos")
@pytest.mark.timeout(1000)
def test_two_processes_retrain_a_queued_job_to_one_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with new_project(tmp_path / "site") as project:
        fill(project, tmp_path / "in")
    assert main(["retrain", str(tmp_path / "site"), "--queue", "--budget", "12s", "--device", "cpu"]) == 0
    folder = JobFolder(Path(capsys.readouterr().out.strip()))
    assert folder.status().state is JobState.PENDING
    done = torchrun(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    status = folder.status()
    assert (status.state, status.attempt) == (JobState.DONE, 1)
    with open_project(tmp_path / "site") as project:
        (run,) = list_runs(project)
        comparison = read_comparison(project, find_run(project))
        assert (comparison.run, comparison.verdict) == (run.job, run.verdict)
        assert {curve.name for curve in comparison.curves} >= {"loss", "validation scr"}


@pytest.mark.slow
def test_other_jobs_are_not_for_several_processes(tmp_path: Path) -> None:
    spec = new_spec("tell", project=str(tmp_path), params={}, title="Tell")
    folder = JobFolder(tmp_path / spec.id).create(spec)
    done = torchrun(folder)
    assert done.returncode != 0
    assert "Only a retraining can be run by several processes." in done.stderr
    assert folder.status().state is JobState.PENDING


def test_only_what_torchrun_started_as_several_is_one_of_several() -> None:
    assert not one_of_several({})
    assert not one_of_several({"RANK": "0", "WORLD_SIZE": "1"})
    assert one_of_several({"RANK": "1", "WORLD_SIZE": "2"})
