import csv
import io
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageFile

from miwake.domain.errors import PhotoRefusedError
from miwake.photos.decoding import open_photo

Make = Callable[..., Image.Image]

# The names are spelled out so that each is a test of its own even where the data is absent.
IMPORTED = [
    "truncated_app14.jpg",
    "hopper_bad_exif.jpg",
    "invalid-exif.jpg",
    "pil_sample_cmyk.jpg",
    "16bit.cropped.tif",
    "hopper_16bit.pgm",
    "hopper.png",
    "iss634.webp",
    "chi.gif",
    "hopper_orientation_6.jpg",
    "rgb_trns_ycbc.j2k",
    "RGB_16__128x128.png",
    "RGB_10__128x128.heif",
    "zPug_3.heic",
    "Landscape_0.jpg",
    "Landscape_3.jpg",
    "Landscape_6.jpg",
    "Portrait_8.jpg",
]
REFUSED = [
    "decompression_bomb.gif",
    "png_decompression_dos.png",
    "truncated_jpeg.jpg",
    "truncated_image.png",
    "broken_data_stream.png",
    "truncated_end_chunk.png",
    "broken.png",
    "zero_width.gif",
    "corrupted.heic",
    "empty.heic",
]


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean absolute difference of two pictures, 0 to 255."""
    return float(np.asarray(ImageChops.difference(one, other), dtype=np.float64).mean())


@pytest.mark.shared_data
def test_the_list_of_bad_files_is_the_one_tested_here(shared_data: Callable[[str], Path]) -> None:
    with (shared_data("bad_images") / "EXPECTED.csv").open(encoding="utf-8") as file:
        expected = {row["file"]: row["expected"] for row in csv.DictReader(file)}
    assert expected == dict.fromkeys(IMPORTED, "imported") | dict.fromkeys(REFUSED, "refused")


@pytest.mark.shared_data
@pytest.mark.parametrize("edge", [None, 256])
@pytest.mark.parametrize("name", IMPORTED)
def test_odd_files_are_decoded(shared_data: Callable[[str], Path], name: str, edge: int | None) -> None:
    image = open_photo(shared_data("bad_images") / name, edge=edge)
    assert image.mode == "RGB"
    brightness = np.asarray(image).mean()
    assert 5 < brightness < 253, "neither black nor white"


@pytest.mark.shared_data
@pytest.mark.parametrize("edge", [None, 256])
@pytest.mark.parametrize("name", REFUSED)
def test_bad_files_are_refused_with_a_reason(shared_data: Callable[[str], Path], name: str, edge: int | None) -> None:
    with pytest.raises(PhotoRefusedError) as refusal:
        open_photo(shared_data("bad_images") / name, edge=edge)
    assert refusal.value.what.endswith(".")


@pytest.mark.shared_data
def test_16_bit_greyscale_looks_like_its_8_bit_twin(shared_data: Callable[[str], Path]) -> None:
    grey = open_photo(shared_data("bad_images") / "hopper.png").convert("L")
    assert difference(open_photo(shared_data("bad_images") / "hopper_16bit.pgm").convert("L"), grey) < 1.0


@pytest.mark.shared_data
def test_a_turned_photo_looks_like_its_upright_twin(shared_data: Callable[[str], Path]) -> None:
    upright = open_photo(shared_data("bad_images") / "hopper.png")
    assert difference(open_photo(shared_data("bad_images") / "hopper_orientation_6.jpg"), upright) < 6.0


@pytest.mark.shared_data
def test_landscapes_look_alike_however_they_are_stored(shared_data: Callable[[str], Path]) -> None:
    stored, *turned = (
        open_photo(shared_data("bad_images") / f"Landscape_{number}.jpg", edge=300) for number in (0, 3, 6)
    )
    assert [image.size for image in (stored, *turned)] == [(300, 200)] * 3
    # Numbers drawn into the pictures differ; the scene is the same.
    assert max(difference(stored, image) for image in turned) < 12


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_undone(tmp_path: Path, picture: Make, orientation: int) -> None:
    upright = picture(1, size=(160, 96))
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what a camera held like that would have stored
    stored = upright.transpose(Image.Transpose(undo[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "photo.png", exif=exif)
    assert difference(open_photo(tmp_path / "photo.png"), upright) == 0


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_an_invalid_orientation_counts_as_upright(tmp_path: Path, picture: Make, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture(1).save(tmp_path / "photo.jpg", exif=exif)
    assert open_photo(tmp_path / "photo.jpg").size == (320, 240)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "I;16", "I", "F"])
def test_every_mode_comes_out_as_the_same_picture(tmp_path: Path, picture: Make, mode: str) -> None:
    grey = picture(2).convert("L")
    wide = np.asarray(grey).astype(np.uint16) * 257
    image = {"I;16": Image.fromarray(wide), "I": Image.fromarray(wide.astype(np.int32)), "F": grey.convert("F")}.get(
        mode, grey.convert("RGB").convert(mode)
    )
    image.save(tmp_path / "photo.tif")
    # Black and white, and a palette, lose by themselves what they cannot hold.
    expected = image.convert("RGB") if mode in {"1", "P"} else grey.convert("RGB")
    assert difference(open_photo(tmp_path / "photo.tif"), expected) <= 1


@pytest.mark.parametrize(("bits", "top"), [(10, 1023), (12, 4095), (14, 16383), (16, 65535)])
def test_camera_depths_in_16_bit_files_use_their_whole_range(tmp_path: Path, bits: int, top: int) -> None:
    ramp = np.linspace(0, top, 256).astype(np.uint16)
    Image.fromarray(np.tile(ramp, (16, 1))).save(tmp_path / f"{bits}.png")
    values = np.asarray(open_photo(tmp_path / f"{bits}.png"))[0, :, 0]
    assert np.abs(values.astype(int) - np.arange(256)).max() <= 1


def test_colour_of_16_bits_is_scaled(tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 65535, 256).astype(">u2")[None, :, None], (4, 1, 3))
    (tmp_path / "ramp.ppm").write_bytes(b"P6 256 4 65535\n" + ramp.tobytes())
    values = np.asarray(open_photo(tmp_path / "ramp.ppm"))[0, :, 1]
    assert np.abs(values.astype(int) - np.arange(256)).max() <= 1


def test_transparency_becomes_white(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    assert open_photo(tmp_path / "clear.png").getpixel((0, 0)) == (255, 255, 255)
    palette = Image.new("P", (8, 8), 1)
    palette.putpalette([0, 0, 0, 0, 0, 200])
    palette.save(tmp_path / "palette.png", transparency=1)
    assert open_photo(tmp_path / "palette.png").getpixel((0, 0)) == (255, 255, 255)
    Image.new("L", (8, 8), 7).save(tmp_path / "grey.png", transparency=7)
    assert open_photo(tmp_path / "grey.png").getpixel((0, 0)) == (255, 255, 255)


def test_the_first_frame_counts(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue")]
    for name in ("moving.gif", "moving.webp", "moving.png", "moving.tif"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], lossless=True)
        assert open_photo(tmp_path / name).getpixel((0, 0))[0] > 250, name


@pytest.mark.parametrize(
    "name", ["a.jpg", "b.png", "c.bmp", "d.tif", "e.webp", "f.gif", "g.ppm", "h.jp2", "i.avif", "j.qoi"]
)
def test_a_truncated_file_is_refused_wherever_it_ends(tmp_path: Path, picture: Make, name: str) -> None:
    whole = io.BytesIO()
    picture(3).save(whole, Image.registered_extensions()[Path(name).suffix])
    for share in range(0, 100, 10):
        (tmp_path / name).write_bytes(whole.getvalue()[: len(whole.getvalue()) * share // 100])
        for edge in (None, 64):
            with pytest.raises(PhotoRefusedError):
                open_photo(tmp_path / name, edge=edge)


@pytest.mark.shared_data
def test_a_truncated_heif_is_refused_or_whole(tmp_path: Path, shared_data: Callable[[str], Path]) -> None:
    data = (shared_data("bad_images") / "zPug_3.heic").read_bytes()
    whole = open_photo(shared_data("bad_images") / "zPug_3.heic")
    refused = 0
    for share in range(0, 100, 10):
        (tmp_path / "cut.heic").write_bytes(data[: len(data) * share // 100])
        try:
            # The main picture lies before the further ones in this file.
            assert difference(open_photo(tmp_path / "cut.heic"), whole) == 0
        except PhotoRefusedError:
            refused += 1
    assert refused >= 6


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_in_a_file_it_is_a_photo_or_refused(tmp_path: Path, picture: Make, seed: int) -> None:
    generator = np.random.default_rng(seed)
    outcomes = set()
    for name in ("a.jpg", "b.png", "c.bmp", "e.webp", "f.gif", "g.ppm", "h.jp2", "j.qoi"):
        whole = io.BytesIO()
        picture(seed, size=(48, 32)).save(whole, Image.registered_extensions()[Path(name).suffix])
        for _ in range(12):
            data = np.frombuffer(whole.getvalue(), dtype=np.uint8).copy()
            places = generator.integers(0, min(len(data), generator.choice([32, 1 << 20])), 4)
            data[places] = generator.integers(0, 256, 4)
            (tmp_path / "photo.jpg").write_bytes(data.tobytes())
            try:
                outcomes.add(open_photo(tmp_path / "photo.jpg").mode)
            except PhotoRefusedError:
                outcomes.add("refused")
    assert outcomes == {"RGB", "refused"}


def test_too_many_pixels_are_refused_before_decoding(tmp_path: Path, picture: Make) -> None:
    picture(1).save(tmp_path / "photo.png")
    with pytest.raises(PhotoRefusedError, match="too large"):
        open_photo(tmp_path / "photo.png", max_pixels=320 * 240 - 1)
    assert open_photo(tmp_path / "photo.png", max_pixels=320 * 240).size == (320, 240)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    for name, reason in {"missing.jpg": "not there", "empty.jpg": "empty", ".": "not a file"}.items():
        with pytest.raises(PhotoRefusedError, match=reason):
            open_photo(tmp_path / name)


def test_content_counts_not_the_extension(tmp_path: Path, picture: Make) -> None:
    picture(1).save(tmp_path / "photo.png")
    (tmp_path / "photo.png").rename(tmp_path / "photo.jpg")
    assert open_photo(tmp_path / "photo.jpg").size == (320, 240)


def test_smaller_is_the_same_picture(tmp_path: Path, picture: Make) -> None:
    picture(4, size=(1600, 1200)).save(tmp_path / "photo.jpg", quality=95)
    small, whole = open_photo(tmp_path / "photo.jpg", edge=256), open_photo(tmp_path / "photo.jpg")
    assert small.size == (256, 192)
    assert difference(small, whole.resize((256, 192), Image.Resampling.LANCZOS)) < 3
    assert open_photo(tmp_path / "photo.jpg", edge=9999).size == (1600, 1200), "never enlarged"


@pytest.mark.shared_data
def test_nothing_is_left_changed(shared_data: Callable[[str], Path]) -> None:
    filters, before = list(warnings.filters), (ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS)
    open_photo(shared_data("bad_images") / "hopper_bad_exif.jpg")
    assert list(warnings.filters) == filters
    assert before == (ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS)


def test_it_refuses_to_work_where_partial_photos_would_pass(
    tmp_path: Path, picture: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(1).save(tmp_path / "photo.png")
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(RuntimeError, match="LOAD_TRUNCATED_IMAGES"):
        open_photo(tmp_path / "photo.png")
