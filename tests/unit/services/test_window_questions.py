"""What the window asks: pictures, tiles, which photos to show, jobs to queue."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from miwake.domain.errors import MiwakeError, NotFoundError
from miwake.domain.mixups import NewMixup
from miwake.domain.photos import NewPhoto
from miwake.services.browsing import Browse, browse, photo_sheet
from miwake.services.descriptions import describe
from miwake.services.importing import Placed, add_photos
from miwake.services.imports import queue_import
from miwake.services.mixups import add_mixups
from miwake.services.pictures import picture, tiles
from miwake.services.projects import Project, new_project
from miwake.services.proposals import queue_negatives
from miwake.services.samples import queue_sample
from miwake.services.sorting import sort_photos


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Four photos, of which the first two are of one scene; the first is described and sorted."""
    placed = []
    for number, colour in enumerate(("red", "green", "blue", "white"), start=1):
        path = tmp_path / f"IMG_{number}.png"
        Image.new("RGB", (80, 60), colour).save(path)
        new = NewPhoto(
            sha256=str(number) * 64,
            path=path,
            name=path.name,
            bytes=9,
            width=80,
            height=60,
            warnings=("dark",)[: number // 4],
        )
        placed.append(Placed(new, scene=str(max(number, 2))))
    with new_project(tmp_path / "plant", person="tester") as made:
        add_photos(made, placed)
        describe(made, {1: "a red 50% wall"})
        add_mixups(made, [NewMixup("valve", ("open", "closed"))])
        sort_photos(made, 1, {2: 1, 3: 0})
        yield made


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Browse(), [1, 2, 3, 4]),
        (Browse(search="RED"), [1]),
        (Browse(search="50%"), [1]),
        (Browse(search="%"), [1]),
        (Browse(search="img_4"), [4]),
        (Browse(described=False), [3, 4]),
        (Browse(described=True), [1, 2]),
        (Browse(mixup=1, choice=1), [2]),
        (Browse(mixup=1, choice=0), [3]),
        (Browse(mixup=1), [1, 4]),
        (Browse(search="img", described=False, mixup=1), [4]),
    ],
)
def test_photos_are_found_by_what_is_known_of_them(project: Project, wanted: Browse, ids: list[int]) -> None:
    assert browse(project, wanted) == ids


def test_a_sheet_has_all_that_is_known_of_a_photo(project: Project) -> None:
    sheet = photo_sheet(project, 2)

    assert [caption.text for caption in sheet.captions] == ["open"]
    assert [answer.choice for answer in sheet.answers] == [1]
    assert sheet.scene_photos == 2
    with pytest.raises(NotFoundError):
        photo_sheet(project, 99)


def test_a_picture_is_decoded_at_the_wanted_size(project: Project) -> None:
    found = picture(project, 3, edge=40)

    assert (found.width, found.height) == (40, 30)
    assert len(found.rgb) == 3 * 40 * 30
    assert found.rgb[:3] == b"\x00\x00\xff"


def test_a_photo_that_is_gone_is_an_error_with_a_way_out(project: Project, tmp_path: Path) -> None:
    (tmp_path / "IMG_3.png").unlink()

    with pytest.raises(MiwakeError, match="is not where it was") as caught:
        picture(project, 3, edge=40)
    assert caught.value.todo


def test_tiles_make_missing_thumbnails_and_keep_them(project: Project, tmp_path: Path) -> None:
    (tmp_path / "IMG_4.png").unlink()
    found = {tile.id: tile for tile in tiles(project, [1, 4, 99])}

    assert set(found) == {1, 4}
    assert (found[1].described, found[4].described) == (True, False)
    assert (found[1].warned, found[4].warned) == (False, True)
    assert found[4].jpeg is None
    assert found[1].jpeg is not None
    assert project.thumbnails.get("1" * 64) == found[1].jpeg


def test_jobs_are_queued_with_what_their_process_must_know(project: Project, tmp_path: Path) -> None:
    folder = queue_import(project, [tmp_path / "IMG_1.png"], captions=tmp_path / "c.csv", dry_run=True)
    spec = folder.read_job().spec
    assert (spec.kind, spec.project) == ("import", str(project.folder.root))
    assert spec.params == {
        "sources": [str(tmp_path / "IMG_1.png")],
        "captions": str(tmp_path / "c.csv"),
        "dry_run": True,
    }
    assert queue_negatives(project, seed=3).read_job().spec.params == {"per_caption": 8, "seed": 3}
    made = queue_sample(tmp_path / "jobs", tmp_path / "out", photos=40).read_job().spec
    assert (made.kind, made.params["out"], made.params["photos"]) == ("sample", str(tmp_path / "out"), 40)
    with pytest.raises(MiwakeError, match="nothing to import"):
        queue_import(project, [])
