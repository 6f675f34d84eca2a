"""The whole loop through the real window and worker: import, sort, review, retrain, read, use, go back, tell."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from miwake.domain.mixups import NewMixup
from miwake.jobs import JobState, start_detached, wait_until_ended
from miwake.scenes import SAMPLE_MIXUPS, SampleScene, sample_scenes
from miwake.services.imports import queue_import
from miwake.services.mixups import add_mixups
from miwake.services.projects import new_project

DRIVER = Path(__file__).with_name("loop_driver.py")
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "window_start.py"
BUILTIN = Path(__file__).parents[2] / "resources" / "miwake_resources" / "models" / "builtin"
MIXUPS = ("valve", "helmet")
PHOTOS, DESCRIBED, NEW_PHOTOS = 48, 12, 8
LOOP_SECONDS = 1500
ENDING_SECONDS = 30
QT_OFFSCREEN = "This plugin does not support propagateSizeHints()"


@dataclass(frozen=True)
class Site:
    """A project that knows what gets mixed up, photos with some descriptions and all answers, and new photos."""

    project: Path
    photos: Path
    captions: Path
    new: Path
    answers: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = tmp_path_factory.mktemp("site")
    made = Site(root / "site.miwake", root / "photos", root / "captions.csv", root / "new", root / "answers.json")
    answers: dict[str, tuple[str, int]] = {}
    rows = [("image", "caption")]
    for scene in _of_mixups(sample_scenes(3, photos=400), PHOTOS):
        _save(scene, made.photos)
        answers[scene.name] = (str(scene.mixup), (scene.choice or 0) + 1)
        rows.append((scene.name, scene.scene.captions[0]))
    with made.captions.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows[: 1 + DESCRIBED])
    for scene in _of_mixups(sample_scenes(4, photos=100), NEW_PHOTOS):
        _save(scene, made.new)
    made.answers.write_text(json.dumps(answers), encoding="utf-8")
    with new_project(made.project, person="tester") as project:
        add_mixups(project, [NewMixup(each.name, each.choices) for each in SAMPLE_MIXUPS if each.name in MIXUPS])
    return made


def _of_mixups(scenes: Any, wanted: int) -> list[SampleScene]:
    found = []
    for scene in scenes:
        if scene.mixup in MIXUPS and scene.choice is not None:
            found.append(scene)
        if len(found) == wanted:
            return found
    raise AssertionError("too few scenes")


def _save(scene: SampleScene, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    scene.scene.image.save(folder / scene.name, quality=85)


@pytest.mark.slow
@pytest.mark.usefixtures("few_general_photos")
@pytest.mark.timeout(LOOP_SECONDS)
@pytest.mark.skipif(not (BUILTIN / "open_clip_model.safetensors").is_file(), reason="the built-in model is not built")
def test_the_whole_loop_through_the_window(site: Site) -> None:
    ran = subprocess.run(
        [sys.executable, str(DRIVER), *map(str, (site.project, site.photos, site.captions, site.new, site.answers))],
        capture_output=True,
        text=True,
        timeout=LOOP_SECONDS - 20,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert ran.stdout.strip(), ran.stderr
    told = json.loads(ran.stdout.strip().splitlines()[-1])
    print(json.dumps(told, indent=1))  # noqa: T201 - the times are worth reading
    assert told["problem"] == "", ran.stderr
    assert (told["code"], told["heavy"]) == (0, [])
    assert [line for line in ran.stderr.splitlines() if line.strip() and line != QT_OFFSCREEN] == []
    seen = told["seen"]
    assert seen["statuses"] == ["accepted", "rejected", "proposed"]
    assert "that it has not learned from" in seen["sentence"]
    assert seen["verdict"] == seen["report"]
    assert "test photos before" in seen["report"]
    assert seen["active"] == "builtin"
    assert seen["model"] is not None, "the retraining brought no model to use and go back from"
    assert seen["used"] == seen["model"]
    assert seen["told"] == seen["rows"] == NEW_PHOTOS * len(MIXUPS)
    _, alive = psutil.wait_procs(_workers_of(site.project), timeout=ENDING_SECONDS)
    assert alive == []
    assert {each.suffix for each in site.new.iterdir()} == {".jpg"}


@pytest.mark.slow
def test_the_window_shows_the_photos_of_a_project_soon(tmp_path: Path) -> None:
    """How soon is for benchmarks/window_start.py on a quiet machine to say; here it is only printed."""
    with new_project(tmp_path / "site", person="tester") as project:
        for scene in _of_mixups(sample_scenes(5, photos=60), 4):
            _save(scene, tmp_path / "photos")
        worker = queue_import(project, [tmp_path / "photos"])
        start_detached(worker)
        assert wait_until_ended(worker, timeout=120).state is JobState.DONE
        _, alive = psutil.wait_procs(_workers_of(project.folder.root), timeout=ENDING_SECONDS)
        assert alive == []
        root = project.folder.root
    ran = subprocess.run(
        [sys.executable, str(BENCHMARK), str(root), "--runs", "1", "--json"], capture_output=True, text=True, check=True
    )
    told = json.loads(ran.stdout)
    print(ran.stdout)  # noqa: T201 - the times are worth reading
    assert 0 < told["least"] <= told["median"]


def _workers_of(project: Path) -> list[psutil.Process]:
    """Return the processes that work on a project; one that has said its last word takes a moment to end."""
    found = []
    for process in psutil.process_iter():
        try:
            if str(project) in " ".join(process.cmdline()):
                found.append(process)
        except psutil.Error:
            continue
    return found
