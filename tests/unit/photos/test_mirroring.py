from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image, ImageCms

from miwake.domain.errors import RefusedError
from miwake.photos.edited_files import encoded, read_original
from miwake.photos.facts import inspect_photo
from miwake.photos.mirroring import mirrored

Picture = Callable[..., Image.Image]


@given(arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(2, 9), st.just(3))))
def test_mirrored_twice_is_the_photo_again(pixels: np.ndarray) -> None:
    image = Image.fromarray(pixels)
    if np.array_equal(pixels, pixels[:, ::-1]):
        with pytest.raises(RefusedError, match="same in a mirror"):
            mirrored(image)
        return
    once = mirrored(image)
    assert np.array_equal(np.asarray(once), pixels[:, ::-1])
    assert np.array_equal(np.asarray(mirrored(once)), pixels)


def test_a_photo_is_mirrored_as_a_person_sees_it(picture: Picture, tmp_path: Path) -> None:
    upright = picture(1, size=(60, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = tmp_path / "turned.png"
    upright.transpose(Image.Transpose.ROTATE_90).save(turned, exif=exif)
    seen = read_original(turned)
    assert seen.image.tobytes() == upright.tobytes()
    data, ending = encoded(mirrored(seen.image), lossy=seen.lossy, profile=seen.profile, note="made")
    (tmp_path / f"copy{ending}").write_bytes(data)
    copy = Image.open(tmp_path / f"copy{ending}")
    assert copy.getexif().get(0x0112) is None
    assert np.array_equal(np.asarray(copy), np.asarray(upright)[:, ::-1])


@pytest.mark.parametrize("mode", ["RGBA", "LA", "I;16", "L", "P"])
def test_transparency_and_depth_are_read_as_everywhere(picture: Picture, tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        image = Image.fromarray(np.linspace(0, 65535, 1200).astype(np.uint16).reshape(30, 40))
    else:
        image = picture(2, size=(40, 30)).convert(mode)
    image.save(tmp_path / "odd.png")
    seen = read_original(tmp_path / "odd.png")
    assert (seen.image.mode, seen.image.size, seen.lossy) == ("RGB", (40, 30), False)
    assert mirrored(mirrored(seen.image)).tobytes() == seen.image.tobytes()


def test_a_copys_file_keeps_no_place_no_time_and_no_camera(picture: Picture, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Model"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:14 09:15:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (35.0, 40.0, 0.0), 3: "E", 4: (139.0, 45.0, 0.0)})
    picture(3).save(tmp_path / "shot.jpg", exif=exif, quality=92)
    assert inspect_photo(tmp_path / "shot.jpg").latitude is not None
    seen = read_original(tmp_path / "shot.jpg")
    data, ending = encoded(mirrored(seen.image), lossy=seen.lossy, profile=None, note="Edited copy made by Miwake")
    assert ending == ".jpg"
    (tmp_path / "copy.jpg").write_bytes(data)
    facts = inspect_photo(tmp_path / "copy.jpg")
    assert (facts.taken_at, facts.latitude, facts.longitude, facts.camera) == (None, None, None, None)
    copy = Image.open(tmp_path / "copy.jpg")
    assert copy.info["comment"] == b"Edited copy made by Miwake"
    assert dict(copy.getexif()) == {}
    # The picture is noise, of which JPEG loses most; of photos it loses less.
    apart = np.abs(np.asarray(copy, dtype=int) - np.asarray(mirrored(seen.image), dtype=int))
    assert apart.mean() < 4


def test_the_colour_profile_stays_where_colours_were_not_converted(picture: Picture, tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture(4).save(tmp_path / "rgb.jpg", icc_profile=profile)
    picture(4).convert("CMYK").save(tmp_path / "cmyk.jpg", icc_profile=profile)
    assert read_original(tmp_path / "rgb.jpg").profile == profile
    assert read_original(tmp_path / "cmyk.jpg").profile is None


def test_equal_edits_give_equal_files_and_the_note_tells_originals_apart(picture: Picture) -> None:
    image = mirrored(picture(5))
    for lossy in (True, False):
        one, other = (encoded(image, lossy=lossy, profile=None, note=note)[0] for note in ("of a", "of a"))
        assert one == other
        assert encoded(image, lossy=lossy, profile=None, note="of b")[0] != one
