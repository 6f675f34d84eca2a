import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fakes import RecordingControl
from miwake.domain.colours import Colour
from miwake.domain.control import SilentControl
from miwake.domain.errors import CancelledError, PhotoRefusedError, RefusedError
from miwake.domain.photos import Photo
from miwake.domain.terms import Split
from miwake.services import backups, checks, history
from miwake.services.descriptions import describe, descriptions
from miwake.services.photos import find_photo, list_photos
from miwake.services.projects import Project, open_project
from miwake.worker.importing import ImportRequest, import_sources
from miwake.worker.mirroring import MirrorRequest, mirror_photos
from miwake.worker.recolouring import RecolourRequest, recolour_photo

LEFT, RIGHT = "a red cone to the left of a grey box", "a red cone to the right of a grey box"
WHOLE = "0,0 1,1"
CONE, BOX = (196, 40, 36), (130, 132, 136)
Fill = Callable[..., list[Photo]]


def cone(number: int, *, size: tuple[int, int] = (240, 180), words: str = "") -> Image.Image:
    """A red patch on the left and a grey one on the right, on coarse noise that is different for each number."""
    generator = np.random.default_rng(number)
    image = Image.fromarray(generator.integers(60, 200, (6, 8), dtype=np.uint8)).resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 60, 90, 150), fill=CONE)
    draw.ellipse((150, 50, 220, 140), fill=BOX)
    if words:
        draw.rectangle((4, 4, 236, 46), fill=(250, 250, 245))
        draw.text((12, 10), words, fill=(10, 10, 20), font=ImageFont.load_default(28))
    return image


@pytest.fixture
def site(project: Project, tmp_path: Path) -> Fill:
    """Import photos with one description each; return those of training scenes."""

    def fill(count: int = 5, *, ending: str = ".png", **more: str) -> list[Photo]:
        folder = tmp_path / f"in{count}{ending}"
        folder.mkdir()
        rows = ["image,caption,group"]
        for number in range(count):
            cone(number, **more).save(folder / f"IMG_{number}{ending}")
            rows.append(f"IMG_{number}{ending},{LEFT},{number}")
        (folder / "captions.csv").write_text("\n".join(rows), encoding="utf-8")
        import_sources(project, ImportRequest((folder,), folder / "captions.csv"), control=SilentControl())
        return [each for each in list_photos(project) if each.split is Split.TRAIN]

    return fill


def mirror(project: Project, *photos: Photo, **more: object) -> tuple[list[int], list[str]]:
    done = mirror_photos(project, [each.id for each in photos], MirrorRequest(**more), control=SilentControl())
    return [each.photo for each in done.made], [each.reason for each in done.refused]


def test_a_mirrored_photo_is_a_file_of_the_project_with_its_own_truth(project: Project, site: Fill) -> None:
    (first, *_) = site()
    ((made,), refused) = mirror(project, first)
    assert refused == []
    copy = find_photo(project, str(made))
    assert copy.path.is_relative_to(project.folder.photos)
    assert copy.name == "IMG_0 mirrored.png"
    assert np.array_equal(np.asarray(Image.open(copy.path)), np.asarray(Image.open(first.path))[:, ::-1])
    assert Image.open(copy.path).text["Comment"] == f"Edited copy made by Miwake: mirror of {first.sha256}"
    assert [each.text for each in descriptions(project, photo=copy.id)] == [RIGHT]
    assert project.thumbnails.get(copy.sha256)
    assert (copy.taken_at, copy.latitude, copy.camera) == (None, None, None)
    assert checks.check(project) == []


def test_many_are_mirrored_as_one_step_that_is_undone_and_done_again(project: Project, site: Fill) -> None:
    photos = site()
    made, _ = mirror(project, *photos)
    assert len(made) == len(photos) > 1
    history.undo(project)
    assert not any(each.made for each in list_photos(project))
    with open_project(project.folder.root) as again:
        history.redo(again)
        assert [each.id for each in list_photos(again) if each.made] == made
        # The files outlast an undo, so that nothing is missing when it is taken back.
        assert checks.check(again) == []


def test_one_that_cannot_be_mirrored_does_not_stop_the_others(project: Project, site: Fill) -> None:
    first, second, *rest = site()
    first.path.unlink()
    made, refused = mirror(project, first, second, *rest)
    assert len(made) == len(rest) + 1
    assert refused == ["The file is not there."]
    held_out = next(each for each in list_photos(project) if each.split is not Split.TRAIN)
    assert "nothing that was made may decide" in mirror(project, held_out)[1][0]
    assert "was mirrored already" in mirror(project, second)[1][0]
    assert "edited copy itself" in mirror(project, find_photo(project, str(made[0])))[1][0]


def test_a_cancelled_run_keeps_what_it_made(project: Project, site: Fill) -> None:
    photos = site()
    with pytest.raises(CancelledError):
        mirror_photos(project, [each.id for each in photos], MirrorRequest(), control=RecordingControl(cancel_at=2))
    assert sum(each.made is not None for each in list_photos(project)) == 1
    history.undo(project)
    assert not any(each.made for each in list_photos(project))


def test_a_jpeg_stays_a_jpeg(project: Project, site: Fill) -> None:
    (first, *_) = site(ending=".jpg")
    ((made,), _) = mirror(project, first)
    copy = find_photo(project, str(made))
    assert copy.path.suffix == ".jpg"
    apart = np.asarray(Image.open(copy.path), dtype=int) - np.asarray(Image.open(first.path), dtype=int)[:, ::-1]
    assert np.abs(apart).mean() < 1


def test_what_shows_writing_is_mirrored_only_when_a_person_accepts_it(project: Project, site: Fill) -> None:
    (first, *_) = site(words="DANGER")
    made, refused = mirror(project, first)
    assert made == []
    assert "letters or figures, at the top" in refused[0]
    done = mirror_photos(project, [first.id], MirrorRequest(), control=SilentControl())
    assert done.refused[0].acceptable
    ((made_id,), _) = mirror(project, first, accept_text=True)
    made_of = find_photo(project, str(made_id)).made
    assert made_of is not None
    assert made_of.accepted_by == "Aiko"
    assert "letters or figures" in (made_of.accepted or "")


def test_what_a_description_says_is_to_be_read_is_not_mirrored_unseen(project: Project, site: Fill) -> None:
    (first, *_) = site()
    describe(project, {first.id: "a cone under a clock"})
    assert "speaks of “clock”" in mirror(project, first)[1][0]
    ((made,), _) = mirror(project, first, accept_text=True)
    assert (find_photo(project, str(made)).made or first.made).accepted == "a description speaks of “clock”"


def test_a_photo_of_which_nobody_says_left_or_right_needs_words(project: Project, site: Fill) -> None:
    (first, *_) = site()
    (caption,) = descriptions(project, photo=first.id)
    describe(project, {first.id: "a red cone"})
    other = next(each for each in descriptions(project, photo=first.id) if each.id != caption.id)
    made, refused = mirror(project, first, captions=(other.id,))
    assert made == []
    assert "names no left or right" in refused[0]
    assert "not clear which description" in mirror(project, first, text="a cone turned round")[1][0]
    ((made_id,), _) = mirror(project, first, captions=(caption.id,), text="  a box left of a cone ")
    (said,) = descriptions(project, photo=made_id)
    assert (said.text, str(said.source)) == ("a box left of a cone", "typed")


def test_a_recoloured_photo_changes_only_the_thing(project: Project, site: Fill) -> None:
    (first, *_) = site(ending=".jpg")
    done = recolour_photo(project, first.id, RecolourRequest("0.05,0.3 0.4,0.9", Colour.RED, Colour.BLUE))
    copy = find_photo(project, str(done.photo))
    assert (copy.name, copy.path.suffix) == ("IMG_0 red to blue.png", ".png")
    before, after = np.asarray(Image.open(first.path)), np.asarray(Image.open(copy.path))
    changed = (before != after).any(-1)
    assert not changed[:54].any()
    assert not changed[:, 96:].any()
    assert after[100, 55, 2] > 1.5 * after[100, 55, 0]
    assert done.parameters["region"] == [[12, 54], [96, 162]]
    assert (done.parameters["from"], done.parameters["to"]) == ("red", "blue")
    assert [each.now for each in done.captions] == ["a blue cone to the left of a grey box"]
    assert copy.made is not None
    assert json.dumps(dict(copy.made.parameters))
    assert checks.check(project) == []
    history.undo(project)
    assert find_photo(project, str(first.id)) == first
    assert not any(each.made for each in list_photos(project))


def test_a_recolouring_that_no_description_speaks_of_is_refused(project: Project, site: Fill) -> None:
    (first, *_) = site()
    with pytest.raises(RefusedError, match="one green thing"):
        recolour_photo(project, first.id, RecolourRequest(WHOLE, Colour.GREEN, Colour.BLUE))
    describe(project, {first.id: "a red valve"})
    with pytest.raises(RefusedError, match="several red things") as told:
        recolour_photo(project, first.id, RecolourRequest(WHOLE, Colour.RED, Colour.BLUE))
    assert "cone, valve" in told.value.why
    one = next(each for each in descriptions(project, photo=first.id) if each.text == LEFT)
    done = recolour_photo(project, first.id, RecolourRequest(WHOLE, Colour.RED, Colour.BLUE, captions=(one.id,)))
    assert [each.was for each in done.captions] == [LEFT]
    (copied,) = (each for each in list_photos(project) if each.made)
    assert list((copied.made or first.made).sources.values()) == [LEFT]


def test_nothing_is_left_of_a_copy_that_is_refused(project: Project, site: Fill) -> None:
    (first, *_) = site()
    said = descriptions(project, photo=first.id)[0].id
    wanted = RecolourRequest("0.15,0.4 0.3,0.7", Colour.PURPLE, Colour.BLUE, captions=(said,), text="a blue cone")
    with pytest.raises(RefusedError, match="hardly anything purple"):
        recolour_photo(project, first.id, wanted)
    # The file was written by then.
    with pytest.raises(RefusedError, match="described as the photo is"):
        recolour_photo(project, first.id, RecolourRequest(WHOLE, Colour.RED, Colour.BLUE, text=LEFT))
    ((made,), _) = mirror(project, first)
    path = find_photo(project, str(made)).path
    files = sorted(each for each in project.folder.photos.rglob("*") if each.is_file())
    assert files == [path]
    first.path.write_bytes(b"damaged")
    with pytest.raises(PhotoRefusedError):
        recolour_photo(project, first.id, RecolourRequest(WHOLE, Colour.RED, Colour.BLUE))


def test_a_changed_file_is_found_and_a_bundle_holds_the_copy(project: Project, site: Fill, tmp_path: Path) -> None:
    (first, *_) = site()
    ((made,), _) = mirror(project, first)
    copy = find_photo(project, str(made))
    bundle = backups.export_project(project, tmp_path / "bundle.zip")
    with zipfile.ZipFile(bundle) as held:
        assert f"{project.folder.root.name}/{copy.path.relative_to(project.folder.root).as_posix()}" in held.namelist()
    content = copy.path.read_bytes()
    copy.path.write_bytes(content[:-1] + b"!")
    assert [each.what for each in checks.check(project)] == ["photo has changed since it was imported"]
    copy.path.unlink()
    (tmp_path / "found").mkdir()
    (tmp_path / "found" / "elsewhere.png").write_bytes(content)
    assert checks.repair(project, search=tmp_path / "found")[0] == []


def test_new_photos_do_not_join_a_scene_because_they_look_like_a_copy(
    project: Project, site: Fill, tmp_path: Path
) -> None:
    (first, *_) = site()
    ((made,), _) = mirror(project, first)
    copy = find_photo(project, str(made))
    again = Image.open(copy.path)
    again.resize((200, 150)).save(tmp_path / "alike.jpg", quality=80)
    again.save(tmp_path / "same-pixels.bmp")
    for name in ("alike.jpg", "same-pixels.bmp"):
        done = import_sources(project, ImportRequest((tmp_path / name,)), control=SilentControl())
        assert done.photos_new == 1
    groups = {each.name: each.group for each in list_photos(project)}
    assert groups["alike.jpg"] != copy.group
    # The same pixels are the copy itself, saved anew: it must not become a scene that tests what trained.
    assert groups["same-pixels.bmp"] == copy.group
    known = import_sources(project, ImportRequest((copy.path,)), control=SilentControl())
    assert (known.photos_new, known.photos_known) == (0, 1)
