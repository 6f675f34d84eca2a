import json
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from fakes import RecordingControl
from miwake.domain.errors import CancelledError, MiwakeError
from miwake.jobs import wait_until_ended
from miwake.services.checks import check
from miwake.services.descriptions import descriptions
from miwake.services.history import history, undo
from miwake.services.imports import queue_import
from miwake.services.photos import list_photos, thumbnail
from miwake.services.projects import Project, new_project, open_project
from miwake.worker import importing, placing
from miwake.worker.importing import Imported, ImportRequest, import_sources
from miwake.worker.main import run

Draw = Callable[..., Path]


def bring(project: Project, *sources: Path, captions: Path | None = None, dry_run: bool = False) -> Imported:
    return import_sources(project, ImportRequest(sources, captions, dry_run), control=RecordingControl())


def counts(done: Imported) -> tuple[int, int, int, int, int]:
    return done.photos_new, done.photos_known, done.near_duplicates, done.captions_new, len(done.refused)


def state(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "project.db-" not in path.name
    }


@pytest.fixture
def folder(tmp_path: Path, draw: Draw) -> Path:
    """Six photos in two folders, one twice, one a look-alike, a broken one, and a text."""
    for number in range(6):
        draw(tmp_path / "in" / ("a" if number % 2 else "b") / f"IMG_{number}.jpg", number)
    draw(tmp_path / "in" / "b" / "alike.jpg", 0, quality=60)
    shutil.copy(tmp_path / "in" / "a" / "IMG_1.jpg", tmp_path / "in" / "copy.jpg")
    (tmp_path / "in" / "broken.jpg").write_bytes(b"\xff\xd8\xff nothing more")
    (tmp_path / "in" / "notes.txt").write_text("no photo", encoding="utf-8")
    return tmp_path / "in"


def test_photos_are_found_looked_at_and_written(project: Project, folder: Path) -> None:
    control = RecordingControl()
    done = import_sources(project, ImportRequest((folder,)), control=control)
    assert counts(done) == (7, 1, 1, 0, 1)
    assert done.refused[0].path.endswith("broken.jpg")
    assert done.refused[0].reason
    photos = list_photos(project)
    assert {photo.path for photo in photos} <= set(folder.rglob("*.jpg"))
    by_name = {photo.name: photo for photo in photos}
    assert by_name["alike.jpg"].group == by_name["IMG_0.jpg"].group
    assert len({photo.group for photo in photos}) == 6
    assert all((thumbnail(project, photo.sha256) or b"").startswith(b"\xff\xd8") for photo in photos)
    assert all(photo.split is None for photo in photos)
    assert control.stages[1] == ("Looking at photos", 9)
    assert check(project) == []


@pytest.mark.parametrize("chunk", [2, 400])
def test_a_dry_run_writes_nothing_and_counts_as_the_real_one(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(importing, "CHUNK", chunk)
    captions = tmp_path / "captions.csv"
    captions.write_text(
        "image,caption,group\nIMG_0.jpg,a valve,\nIMG_0.jpg,a Valve.,\nIMG_2.jpg,a pump,pump room\n"
        "IMG_4.jpg,a pump,pump room\nnone.jpg,x,\nb/alike.jpg,a ladder,\n",
        encoding="utf-8",
    )
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.write(folder / "b" / "IMG_2.jpg", "z/IMG_9.jpg")
    project = new_project(tmp_path / "site")
    wanted = (folder, tmp_path / "more.zip")
    before = state(project.folder.root)
    expected = bring(project, *wanted, captions=captions, dry_run=True)
    assert state(project.folder.root) == before
    assert list(tmp_path.glob("miwake-import-*")) == []
    assert counts(expected) == (7, 2, 1, 4, 1)
    done = bring(project, *wanted, captions=captions)
    assert asdict(done) == asdict(expected)
    again = bring(project, *wanted, captions=captions)
    assert counts(again) == (0, 9, 0, 0, 1)
    project.close()


def test_an_import_is_one_step_to_undo(project: Project, folder: Path, tmp_path: Path) -> None:
    captions = tmp_path / "captions.csv"
    captions.write_text("image,caption\nIMG_0.jpg,a valve\nIMG_2.jpg,a pump\n", encoding="utf-8")
    bring(project, folder, captions=captions)
    assert [entry.title for entry in history(project)] == ["Imported in and 1 more", "Made project site"]
    splits = {photo.sha256: photo.split for photo in list_photos(project)}
    undo(project)
    assert (list_photos(project), descriptions(project)) == ([], [])
    project.database.redo()
    assert {photo.sha256: photo.split for photo in list_photos(project)} == splits
    assert len(descriptions(project)) == 2


def test_captions_in_all_forms_reach_their_photos(project: Project, folder: Path, tmp_path: Path) -> None:
    tables = {
        "caps.csv": "image,caption,group\nb/IMG_0.jpg,a red valve,north\nIMG_1.jpg,a blue valve,north\n",
        "caps.tsv": "image\tcaption\nIMG_2.jpg\ta, b\n",
        "caps.jsonl": json.dumps({"image": "IMG_3.jpg", "caption": "梯子"}) + "\n",
        "coco.json": json.dumps(
            {
                "images": [{"id": 7, "file_name": "IMG_4.jpg"}],
                "annotations": [{"image_id": 7, "caption": "one"}, {"image_id": 7, "caption": "two"}],
            }
        ),
    }
    done = Imported()
    for name, content in tables.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        one = bring(project, folder, captions=tmp_path / name)
        done.captions_new += one.captions_new
        assert not [each for each in one.warnings if name in each.path]
    assert done.captions_new == 6
    photos = {photo.id: photo for photo in list_photos(project)}
    said = sorted((photos[each.photo].name, each.text) for each in descriptions(project))
    assert said == [
        ("IMG_0.jpg", "a red valve"),
        ("IMG_1.jpg", "a blue valve"),
        ("IMG_2.jpg", "a, b"),
        ("IMG_3.jpg", "梯子"),
        ("IMG_4.jpg", "one"),
        ("IMG_4.jpg", "two"),
    ]
    # The look-alike of a described photo is of its scene.
    described = {"alike.jpg"} | {name for name, _ in said}
    assert {photo.name for photo in photos.values() if photo.split} == described


def test_a_captions_file_names_scenes(project: Project, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "caps.csv"
    table.write_text("image,caption,group\nIMG_0.jpg,a,north\nIMG_1.jpg,b,north\nIMG_2.jpg,c,south\n", encoding="utf-8")
    bring(project, folder, captions=table)
    groups = {photo.name: photo.group for photo in list_photos(project)}
    assert groups["IMG_0.jpg"] == groups["IMG_1.jpg"] != groups["IMG_2.jpg"]


def test_a_captions_file_among_the_sources_brings_its_photos(project: Project, folder: Path) -> None:
    (folder / "caps.csv").write_text("image,caption\na/IMG_1.jpg,a valve\n", encoding="utf-8")
    assert counts(bring(project, folder / "caps.csv")) == (1, 0, 0, 1, 0)
    # The photos that it does not name are left alone.
    assert [photo.name for photo in list_photos(project)] == ["IMG_1.jpg"]


def test_photos_are_copied_in_where_the_project_was_made_so(tmp_path: Path, folder: Path) -> None:
    with new_project(tmp_path / "copies", copy_photos=True) as project:
        assert counts(bring(project, folder)) == (7, 1, 1, 0, 1)
        shutil.rmtree(folder)
        photos = list_photos(project)
        assert all(photo.path.is_relative_to(project.folder.photos) for photo in photos)
        assert {photo.name for photo in photos} >= {"IMG_0.jpg", "alike.jpg"}
        assert check(project) == []
        root = project.folder.root
    moved = root.rename(tmp_path / "moved.miwake")
    with open_project(moved) as project:
        assert check(project) == []


def test_no_room_to_copy_is_said(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(placing.shutil, "copyfile", full)
    with new_project(tmp_path / "copies", copy_photos=True) as project:
        with pytest.raises(MiwakeError, match="cannot be copied") as told:
            bring(project, folder)
        assert "No space left" in told.value.why
        assert list_photos(project) == []
        assert [path for path in project.folder.photos.rglob("*") if path.is_file()] == []


def test_zips_are_unpacked_into_the_project_and_never_over_each_other(
    project: Project, tmp_path: Path, draw: Draw
) -> None:
    for number, name in enumerate(("monday", "tuesday")):
        photo = draw(tmp_path / f"{number}.jpg", number)
        (tmp_path / name).mkdir()
        with zipfile.ZipFile(tmp_path / name / "site.zip", "w") as archive:
            archive.write(photo, "IMG_1.jpg")
            archive.writestr("../../evil.jpg", photo.read_bytes())
            archive.writestr("broken.jpg", b"nothing")
    done = bring(project, tmp_path / "monday" / "site.zip", tmp_path / "tuesday" / "site.zip")
    assert counts(done) == (2, 0, 0, 0, 2)
    assert {Path(each.path).name for each in done.refused} == {"broken.jpg"}
    assert check(project) == []
    assert not list(tmp_path.rglob("evil*"))


def test_moved_photos_are_found_when_their_new_folder_is_imported(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    bring(project, folder)
    moved = folder.rename(tmp_path / "moved")
    assert {each.what for each in check(project)} == {"photo is gone"}
    expected = bring(project, moved, dry_run=True)
    assert {each.what for each in check(project)} == {"photo is gone"}
    assert counts(bring(project, moved)) == counts(expected) == (0, 8, 0, 0, 1)
    assert check(project) == []
    undo(project)
    assert list_photos(project) == []


def test_a_path_with_dots_has_one_name(
    project: Project, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "a")
    bring(project, Path("../b/IMG_0.jpg"))
    assert [photo.path for photo in list_photos(project)] == [folder / "b" / "IMG_0.jpg"]


def test_cancelled_in_the_middle_keeps_what_was_written(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    with pytest.raises(CancelledError):
        import_sources(project, ImportRequest((folder,)), control=RecordingControl(cancel_at=6))
    some = len(list_photos(project))
    assert 0 < some < 7
    assert check(project) == []
    assert counts(bring(project, folder))[0] == 7 - some
    undo(project)
    assert len(list_photos(project)) == some
    undo(project)
    assert list_photos(project) == []


def test_nothing_to_import_is_said(project: Project, tmp_path: Path) -> None:
    with pytest.raises(MiwakeError, match="nothing to import"):
        bring(project)
    (tmp_path / "empty").mkdir()
    assert counts(bring(project, tmp_path / "empty"))[:4] == (0, 0, 0, 0)
    gone = bring(project, tmp_path / "gone")
    assert counts(gone) == (0, 0, 0, 0, 1)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(MiwakeError):
        bring(project, captions=tmp_path / "bad.csv")


# Imports with tiny chunks, so that there are many moments to be killed at.
SLOW_IMPORT = """
import sys
from pathlib import Path
from miwake.domain.control import SilentControl
from miwake.services.projects import open_project
from miwake.worker import importing

importing.CHUNK = 2
with open_project(Path(sys.argv[1])) as project:
    importing.import_sources(
        project, importing.ImportRequest((Path(sys.argv[2]),), Path(sys.argv[3])), control=SilentControl()
    )
"""


@pytest.mark.slow
@pytest.mark.parametrize("photos_written", [2, 16])
def test_killed_in_the_middle_leaves_a_sound_project_that_a_second_run_finishes(
    tmp_path: Path, draw: Draw, photos_written: int
) -> None:
    for number in range(40):
        draw(tmp_path / "in" / f"IMG_{number}.jpg", number)
    table = tmp_path / "caps.csv"
    table.write_text("image,caption\n" + "".join(f"IMG_{n}.jpg,text {n}\n" for n in range(40)), encoding="utf-8")
    with new_project(tmp_path / "site") as project:
        command = [sys.executable, "-c", SLOW_IMPORT, str(project.folder.root), str(tmp_path / "in"), str(table)]
        process = subprocess.Popen(command)
        deadline = time.monotonic() + 60
        while len(list_photos(project)) < photos_written:
            assert time.monotonic() < deadline
        process.kill()
        process.wait()
        some = len(list_photos(project))
        assert check(project) == []
        done = bring(project, tmp_path / "in", captions=table)
        assert done.photos_new == 40 - some
        assert len(list_photos(project)) == len(descriptions(project)) == 40
        assert all(photo.split for photo in list_photos(project))
        assert check(project) == []


def test_the_job_imports_as_it_was_asked(project: Project, folder: Path) -> None:

    job = queue_import(project, [folder])
    assert run([str(job.path)]) == 0
    result: dict[str, Any] = dict(wait_until_ended(job, timeout=5).result or {})
    assert (result["photos_new"], result["photos_known"], len(result["refused"])) == (7, 1, 1)
    assert len(list_photos(project)) == 7
