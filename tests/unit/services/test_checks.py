import hashlib
import shutil
from pathlib import Path

import pytest

from miwake.domain.photos import NewPhoto
from miwake.services.checks import Problem, check, repair
from miwake.services.history import undo
from miwake.services.importing import Placed, add_photos
from miwake.services.models import WEIGHTS, register_model
from miwake.services.photos import keep_thumbnails, list_photos, thumbnail
from miwake.services.projects import Project


def with_files(project: Project, **contents: Path) -> None:
    """Add the files as photos."""
    placed = []
    for path in contents.values():
        content = path.read_bytes()
        new = NewPhoto(hashlib.sha256(content).hexdigest(), path, path.name, len(content), 1, 1)
        placed.append(Placed(new, scene=str(path)))
    add_photos(project, placed)


@pytest.fixture
def cameras(tmp_path: Path) -> list[Path]:
    """Two cameras' photos of one name and size."""
    paths = [tmp_path / "photos" / name / "IMG_1.jpg" for name in ("a", "b")]
    for number, path in enumerate(paths):
        path.parent.mkdir(parents=True)
        path.write_bytes(f"content {number}".encode())
    return paths


def test_a_sound_project_has_no_problem(project: Project, cameras: list[Path]) -> None:
    with_files(project, a=cameras[0], b=cameras[1])
    assert check(project) == []
    assert repair(project) == ([], repair(project)[1])


def test_moved_photos_are_found_again_by_their_content(project: Project, cameras: list[Path], tmp_path: Path) -> None:
    with_files(project, a=cameras[0], b=cameras[1])
    new = tmp_path / "other drive"
    (new / "b").mkdir(parents=True)
    # One kept its name, the other did not; both names occur on both cameras.
    shutil.move(cameras[0], new / "b" / "IMG_1.jpg")
    shutil.move(cameras[1], new / "renamed.jpg")
    (new / "IMG_1.jpg").write_bytes(b"content 7")
    assert check(project) == [Problem("photo is gone", str(path), repairable=True) for path in cameras]
    left, changes = repair(project, search=new)
    assert left == []
    assert len(changes.photos) == 2
    assert [each.path.read_bytes() for each in list_photos(project)] == [b"content 0", b"content 1"]
    undo(project)
    assert list_photos(project) == []


def test_photos_that_are_nowhere_stay_a_problem(project: Project, cameras: list[Path]) -> None:
    with_files(project, a=cameras[0], b=cameras[1])
    cameras[0].unlink()
    left, changes = repair(project)
    assert [each.what for each in left] == ["photo is gone"]
    assert not changes
    # As does a file of its name and size with other content.
    cameras[0].write_bytes(b"content 9")
    left, _ = repair(project)
    assert left == [Problem("photo has changed since it was imported", str(cameras[0]), repairable=False)]


def test_damaged_thumbnails_are_dropped(project: Project) -> None:
    keep_thumbnails(project, {"a": b"jpeg"})
    project.thumbnails.close()
    project.folder.thumbnails.write_bytes(b"no database" * 50)
    assert [each.what for each in check(project)] == ["thumbnails cannot be read"]


def test_thumbnails_go_on_after_a_repair(project: Project) -> None:
    keep_thumbnails(project, {"a": b"jpeg"})
    for ending in ("-wal", "-shm", ""):
        project.folder.root.joinpath(f"thumbnails.db{ending}").unlink(missing_ok=True)
    project.folder.thumbnails.write_bytes(b"no database" * 50)
    assert repair(project)[0] == []
    assert thumbnail(project, "a") is None
    keep_thumbnails(project, {"a": b"jpeg"})
    assert thumbnail(project, "a") == b"jpeg"


def test_weights_that_changed_are_found(project: Project) -> None:
    folder = project.folder.models / "one"
    folder.mkdir()
    (folder / WEIGHTS).write_bytes(b"weights")
    register_model(project, folder, name="one", parent="builtin", run="r", metrics={})
    assert check(project) == []
    (folder / WEIGHTS).write_bytes(b"changed")
    assert [each.what for each in check(project)] == ["weights of model one have changed"]
    (folder / WEIGHTS).unlink()
    assert [each.what for each in check(project)] == ["weights of model one are gone"]
