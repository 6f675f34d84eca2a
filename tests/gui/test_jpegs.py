"""Thumbnails are decoded as JPEG by Qt's JPEG plugin, and no other is asked."""

import io

import pytest
from PIL import Image

from miwake_desktop.jpegs import read_jpeg


def test_a_jpeg_is_read() -> None:
    file = io.BytesIO()
    Image.new("RGB", (32, 24), (200, 40, 40)).save(file, "JPEG")
    image = read_jpeg(file.getvalue())
    assert (image.width(), image.height()) == (32, 24)
    assert abs(image.pixelColor(16, 12).red() - 200) < 8


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>'],
    ids=["nothing", "rubbish", "what the SVG plugin would read"],
)
def test_what_is_no_jpeg_is_empty(data: bytes) -> None:
    assert read_jpeg(data).isNull()
