import hashlib
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageEnhance, ImageFilter

from miwake.domain.errors import PhotoRefusedError
from miwake.photos.facts import inspect_photo, look_at
from miwake.photos.reading import read_photo
from miwake.photos.thumbnails import thumbnail_bytes

Make = Callable[..., Image.Image]


def camera_exif(**changes: object) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Kamera", changes.get("model", "K-1\0 ")
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = changes.get("time", "2024:05:06 07:08:09")
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "S",
            ExifTags.GPS.GPSLatitude: changes.get("latitude", (35.0, 30.0, 36.0)),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: (139.0, 45.0, 0.0),
        }
    )
    return exif


def test_facts_of_a_camera_photo(tmp_path: Path, picture: Make) -> None:
    path = tmp_path / "photo.jpg"
    picture(1, size=(1600, 1200)).save(path, exif=camera_exif())
    facts = inspect_photo(path)
    assert facts.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert facts.size == path.stat().st_size
    assert (facts.width, facts.height) == (1200, 1600), "upright"
    assert facts.taken_at == datetime(2024, 5, 6, 7, 8, 9)  # noqa: DTZ001 - a camera's clock has no zone
    assert (facts.latitude, facts.longitude) == (pytest.approx(-35.51), pytest.approx(139.75))
    assert facts.camera == "Kamera K-1"
    assert len(facts.phash) == 16
    assert int(facts.phash, 16) > 0
    assert facts.warnings == ()


def test_nonsense_in_exif_counts_as_absent(tmp_path: Path, picture: Make) -> None:
    path = tmp_path / "photo.jpg"
    picture(1).save(path, exif=camera_exif(time="0000:00:00 00:00:00", latitude=(99.0, 0.0, 0.0), model="Kamera K-1"))
    facts = inspect_photo(path)
    assert (facts.taken_at, facts.latitude, facts.longitude, facts.camera) == (None, None, None, "Kamera K-1")


def test_a_photo_without_exif(tmp_path: Path, picture: Make) -> None:
    picture(1).save(tmp_path / "photo.png")
    facts = inspect_photo(tmp_path / "photo.png")
    assert (facts.taken_at, facts.latitude, facts.longitude, facts.camera) == (None, None, None, None)


def test_copies_that_differ_in_metadata_only_have_equal_pixels(tmp_path: Path, picture: Make) -> None:
    picture(1).save(tmp_path / "one.png")
    picture(1).save(tmp_path / "other.png", compress_level=1, exif=Image.Exif())
    picture(2).save(tmp_path / "third.png")
    one, other, third = (inspect_photo(tmp_path / f"{name}.png") for name in ("one", "other", "third"))
    assert one.sha256 != other.sha256
    assert one.pixels == other.pixels != third.pixels


def test_the_hash_outlives_what_messengers_do_to_photos(tmp_path: Path, picture: Make) -> None:
    whole = picture(1, size=(1600, 1200))
    whole.save(tmp_path / "whole.jpg", quality=95)
    ImageEnhance.Brightness(whole.resize((800, 600))).enhance(1.1).save(tmp_path / "sent.jpg", quality=50)
    one, other = (int(inspect_photo(tmp_path / f"{name}.jpg").phash, 16) for name in ("whole", "sent"))
    assert (one ^ other).bit_count() <= 8


@pytest.mark.parametrize(
    ("spoil", "warning"),
    [
        (lambda image: image.filter(ImageFilter.GaussianBlur(8)), "blurred"),
        (lambda image: ImageEnhance.Brightness(image).enhance(0.15), "dark"),
        (lambda image: image.resize((120, 90)), "tiny"),
    ],
)
def test_photos_that_show_little_are_warned_of(
    tmp_path: Path, picture: Make, spoil: Callable[[Image.Image], Image.Image], warning: str
) -> None:
    spoil(picture(1, size=(800, 600))).save(tmp_path / "photo.png")
    assert inspect_photo(tmp_path / "photo.png").warnings == (warning,)


def test_a_plain_surface_is_not_called_blurred(tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), "grey").save(tmp_path / "wall.png")
    assert inspect_photo(tmp_path / "wall.png").warnings == ()


@pytest.mark.shared_data
def test_good_photos_are_not_warned_of(shared_data: Callable[[str], Path]) -> None:
    paths = sorted((shared_data("photos") / "images").iterdir())
    assert {path.name: inspect_photo(path).warnings for path in paths} == {path.name: () for path in paths}


def test_a_refused_photo_has_no_facts(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_text("no photo")
    with pytest.raises(PhotoRefusedError, match="no photo"):
        inspect_photo(tmp_path / "photo.jpg")


def test_threads_see_the_same_facts(tmp_path: Path, picture: Make) -> None:
    paths = [tmp_path / f"{seed}.jpg" for seed in range(12)]
    for seed, path in enumerate(paths):
        picture(seed).save(path, exif=camera_exif())
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(inspect_photo, paths)) == [inspect_photo(path) for path in paths]


def test_a_thumbnail_is_a_small_jpeg_of_the_same_shape(tmp_path: Path, picture: Make) -> None:
    picture(1, size=(1600, 800)).save(tmp_path / "photo.jpg", exif=camera_exif())
    looked = look_at(read_photo(tmp_path / "photo.jpg"))
    with Image.open(io.BytesIO(thumbnail_bytes(looked.image))) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("JPEG", (128, 256))
        assert not thumbnail.getexif(), "already upright"
        assert np.asarray(thumbnail).std() > 10
    assert looked.image.size != (128, 256), "the picture itself is left as it was"


@pytest.mark.parametrize("cut", range(10, 200, 10))
def test_damaged_exif_neither_warns_nor_refuses(tmp_path: Path, picture: Make, cut: int) -> None:
    whole = camera_exif().tobytes()
    picture(1, size=(48, 32)).save(tmp_path / "photo.jpg", exif=whole[:-cut])
    assert inspect_photo(tmp_path / "photo.jpg").size > 0
    if cut < len(whole) - 8:
        (tmp_path / "photo.jpg").write_bytes(
            (tmp_path / "photo.jpg").read_bytes().replace(whole[-cut - 8 : -cut], b"\xff" * 8)
        )
        assert inspect_photo(tmp_path / "photo.jpg").size > 0
