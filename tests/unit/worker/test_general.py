"""The general photos come out of their archives."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from miwake.worker.general import GeneralPhotos

COLOURS = {"0.jpg": (200, 30, 30), "1.jpg": (30, 30, 200)}


@pytest.fixture
def general(tmp_path: Path) -> GeneralPhotos:
    """Two photos in either set."""
    entries = [{"file": name, "sha256": name * 2, "captions": [f"photo {name}", "a wall"]} for name in COLOURS]
    queries = [{"text": "a red wall", "fits": [0]}, {"text": "a wall", "fits": [0, 1]}]
    for archive in ("measure.zip", "replay.zip"):
        with zipfile.ZipFile(tmp_path / archive, "w") as made:
            made.writestr("index.json", json.dumps({"photos": entries, "queries": queries}))
            for name, colour in COLOURS.items():
                kept = io.BytesIO()
                Image.new("RGB", (16, 16), colour).save(kept, "JPEG", quality=95)
                made.writestr(name, kept.getvalue())
    return GeneralPhotos(tmp_path)


def _is_like(photo: Image.Image, colour: tuple[int, int, int]) -> bool:
    seen = photo.getpixel((8, 8))
    assert isinstance(seen, tuple)
    return all(abs(one - other) < 12 for one, other in zip(seen, colour, strict=True))


def test_photos_and_queries_of_the_set_that_measures(general: GeneralPhotos) -> None:
    measured = general.measured
    assert (measured.queries, measured.fits) == (("a red wall", "a wall"), (frozenset({0}), frozenset({0, 1})))
    assert [photo.sha256 for photo in measured.photos] == ["0.jpg0.jpg", "1.jpg1.jpg"]
    shown = [general.open(str(photo.path)) for photo in measured.photos]
    assert [_is_like(photo, colour) for photo, colour in zip(shown, COLOURS.values(), strict=True)] == [True, True]


def test_each_caption_of_the_other_set_is_replayed_with_its_photo(general: GeneralPhotos) -> None:
    replayed = general.replayed
    assert [item.caption for item in replayed] == ["photo 0.jpg", "a wall", "photo 1.jpg", "a wall"]
    assert _is_like(replayed[2].open(), COLOURS["1.jpg"])


def test_an_archive_is_opened_once_for_all_its_photos(general: GeneralPhotos, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    real = zipfile.ZipFile.__init__

    def counted(archive: zipfile.ZipFile, file: Path, mode: str = "r") -> None:
        opened.append(file)
        real(archive, file, mode)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    for photo in general.measured.photos * 3:
        general.open(str(photo.path))
    assert opened == [general.folder / "measure.zip"]


def test_a_photo_of_the_person_is_opened_by_its_path(general: GeneralPhotos, tmp_path: Path) -> None:
    Image.new("RGB", (16, 16), (10, 200, 10)).save(tmp_path / "own.png")
    assert _is_like(general.open(str(tmp_path / "own.png")), (10, 200, 10))
