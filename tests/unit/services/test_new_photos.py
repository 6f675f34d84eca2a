from pathlib import Path

import pytest
from PIL import Image

from miwake.services.new_photos import preview


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Wide, red on the left and blue on the right, said to lie on its side."""
    image = Image.new("RGB", (80, 40), "red")
    image.paste("blue", (40, 0, 80, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(tmp_path / "IMG.png", exif=exif)
    return tmp_path / "IMG.png"


def test_a_photo_is_shown_upright_and_no_larger_than_wanted(photo: Path) -> None:
    shown = preview(photo, edge=20)
    assert shown is not None
    assert (shown.width, shown.height) == (10, 20)
    assert len(shown.rgb) == 10 * 20 * 3
    top, bottom = shown.rgb[:3], shown.rgb[-3:]
    assert (top[0] > 200, top[2] < 60) == (True, True)
    assert (bottom[2] > 200, bottom[0] < 60) == (True, True)


def test_a_small_photo_is_not_enlarged(photo: Path) -> None:
    shown = preview(photo, edge=500)
    assert shown is not None
    assert (shown.width, shown.height) == (40, 80)


@pytest.mark.parametrize("content", [None, b"", b"no photo", "half"])
def test_what_cannot_be_read_shows_nothing(photo: Path, content: bytes | str | None) -> None:
    whole = photo.read_bytes()
    if content is None:
        photo.unlink()
    else:
        photo.write_bytes(whole[: len(whole) // 2] if isinstance(content, str) else content)
    assert preview(photo, edge=20) is None
    assert preview(photo.parent, edge=20) is None
