"""Which photos may be mirrored while a run trains: none in which the model could read something."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from fakes import RecordingControl
from miwake.domain.errors import CancelledError
from miwake.domain.snapshots import Example, Snapshot, SnapshotMixup, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.worker.mirrorable import Photos, mirrorable

SIDES = ("a ladder left of a tank", "a ladder right of a tank")


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model("builtin", device="cpu")


class Site:
    """Photos that were sorted by left and right; "sign" shows a word."""

    def __init__(self, *names: str, said: tuple[str, ...] = ()) -> None:
        self.opened: list[str] = []
        examples = (Example(name, name, SIDES[0], "ladder", 0, paraphrases=said) for name in names)
        photos = tuple(SnapshotPhoto(name, name, number, Split.TRAIN) for number, name in enumerate(names))
        self.snapshot = Snapshot(photos, tuple(examples), mixups=(SnapshotMixup("ladder", SIDES),))

    def open(self, path: str) -> Image.Image:
        self.opened.append(path)
        picture = Image.new("RGB", (640, 480), (200, 200, 195))
        if path.startswith("sign"):
            ImageDraw.Draw(picture).text((60, 180), "DANGER KEEP OUT", (20, 20, 20), font_size=56)
        return picture

    def found(self, model: Model, cache: Path, **changed: Any) -> frozenset[str]:
        wanted = {"seconds": 60.0, "seed": 0, "control": RecordingControl(), **changed}
        return mirrorable(model, Photos(self.snapshot, self.open, cache), **wanted)


def test_what_shows_writing_is_left_out_and_told(model: Model, tmp_path: Path) -> None:
    control = RecordingControl()
    assert Site("wall", "sign").found(model, tmp_path, control=control) == {"wall"}
    assert control.notes == ["1 photo seems to show writing and was not mirrored."]


def test_it_is_looked_for_once(model: Model, tmp_path: Path) -> None:
    site = Site("wall", "sign")
    first = site.found(model, tmp_path)
    assert sorted(site.opened) == ["sign", "wall"]
    assert site.found(model, tmp_path) == first
    assert len(site.opened) == 2


def test_a_description_of_something_to_read_is_enough(model: Model, tmp_path: Path) -> None:
    site = Site("wall", said=("a clock on a tank",))
    assert site.found(model, tmp_path) == frozenset()
    assert site.opened == []


def test_in_little_time_fewer_photos_are_looked_at(model: Model, tmp_path: Path) -> None:
    site = Site("a", "b", "c", "d", "e")
    some = site.found(model, tmp_path, seconds=3.0)
    assert len(some) == len(site.opened) == 3
    assert site.found(model, tmp_path, seconds=3.0, seed=1) != some
    assert site.found(model, tmp_path) == {"a", "b", "c", "d", "e"}


def test_what_was_found_before_it_was_cancelled_is_kept(model: Model, tmp_path: Path) -> None:
    site = Site("wall", "floor")
    control = RecordingControl(cancel_at=2)
    with pytest.raises(CancelledError):
        site.found(model, tmp_path, control=control)
    assert len(site.opened) == 1
    site.found(model, tmp_path)
    assert len(site.opened) == 2
