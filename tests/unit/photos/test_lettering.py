from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from miwake.photos.lettering import find_lettering, look_for_lettering
from miwake.photos.lettering.finding import THRESHOLD
from miwake.photos.lettering.glyphs import LOOK, find_glyphs
from miwake.photos.lettering.judging import line_score, shipped_judge
from miwake.photos.lettering.lines import find_lines
from miwake.scenes import World, render_scene

Picture = Callable[..., Image.Image]
# Real photos of ../shared/data/photos, looked at one by one, and only those that are clearly told rightly: they guard
# against changes. docs/counterfactuals.md counts all of them, the mistaken ones as well.
LEGIBLE = ("107438", "114174", "125870", "129648", "174632", "231460", "408805", "433998", "525891")
PLAIN = ("078499", "174375", "177977", "212679", "256353", "358083")


def lettered(text: str, *, size: int = 30, turn: float = 0.0, light: bool = False) -> Image.Image:
    """A quiet picture with a word in it."""
    ground, ink = ((40, 44, 60), (240, 240, 230)) if light else ((200, 205, 210), (20, 20, 30))
    image = Image.new("RGB", (480, 360), ground)
    noise = np.random.default_rng(0).normal(0, 4, (360, 480, 1))
    ImageDraw.Draw(image).text((120, 150), text, fill=ink, font=ImageFont.load_default(size))
    turned = image.rotate(turn, fillcolor=ground, resample=Image.Resampling.BICUBIC)
    return Image.fromarray(np.clip(np.asarray(turned) + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize("turn", [0.0, 12.0, 90.0])
@pytest.mark.parametrize("size", [18, 40])
def test_words_are_found_in_every_size_and_direction(size: int, turn: float, light: bool) -> None:  # noqa: FBT001
    assert find_lettering(lettered("DANGER", size=size, turn=turn, light=light)) is not None


def test_where_the_letters_stand_is_said() -> None:
    found = find_lettering(lettered("Pump 1024"))
    assert found is not None
    assert "letters or figures, in the middle" in found
    seen = look_for_lettering(lettered("Pump 1024"))
    assert seen is not None
    left, top, right, bottom = seen.box
    assert 0.2 < left < right < 0.75
    assert 0.38 < top < bottom < 0.55


def test_nothing_is_found_where_nothing_is_written(picture: Picture) -> None:
    assert look_for_lettering(Image.new("RGB", (300, 200), (90, 120, 150))) is None
    assert look_for_lettering(Image.new("RGB", (8, 5))) is None
    assert find_lettering(picture(1)) is None


def test_rendered_scenes_are_seldom_taken_for_writing() -> None:
    """Measured on 60 scenes of all worlds: docs/counterfactuals.md."""
    found = [find_lettering(render_scene(70_000 + n, world=World.DEMO).image) for n in range(6)]
    assert sum(each is not None for each in found) <= 1


def test_blobs_are_measured_as_they_were_drawn() -> None:
    image = Image.new("L", (160, 60), 200)
    draw, places = ImageDraw.Draw(image), (20, 50, 80, 110)
    for left in places:
        draw.rectangle((left, 20, left + 3, 39), fill=40)
        draw.rectangle((left, 36, left + 9, 39), fill=40)
    grey = np.asarray(image, dtype=np.float32)
    glyphs = find_glyphs(grey)
    assert glyphs is not None
    assert glyphs.boxes.tolist() == [[left, 20, left + 10, 40] for left in places]
    assert glyphs.contrast == pytest.approx([160] * 4)
    assert glyphs.stroke == pytest.approx([4] * 4, abs=0.6)
    assert glyphs.pixels.tolist() == [104] * 4
    # They are as far apart as they are tall: no word.
    assert find_lines(glyphs) == []
    assert glyphs.looks([0, 2]).shape == (2, LOOK)
    assert find_glyphs(255 - grey) is None


def test_a_row_is_found_from_left_to_right_and_is_straight() -> None:
    image = Image.new("L", (200, 120), 200)
    draw = ImageDraw.Draw(image)
    for left, top in ((20, 20), (34, 21), (48, 22), (62, 23), (20, 90)):
        draw.rectangle((left, top, left + 8, top + 13), outline=40, width=3)
    glyphs = find_glyphs(np.asarray(image, dtype=np.float32))
    assert glyphs is not None
    (line, *_) = find_lines(glyphs)
    assert glyphs.boxes[list(line), 0].tolist() == [20, 34, 48, 62]


def test_no_single_blob_decides() -> None:
    judge = shipped_judge()
    generator = np.random.default_rng(0)
    letters = judge.letters(generator.random((50, LOOK), dtype=np.float32) * 100)
    assert np.abs(letters).max() <= 4
    assert line_score(np.array([4, 4, 4], np.float32)) > THRESHOLD > line_score(np.array([4, -4, -4, -4], np.float32))


def test_the_same_photo_gives_the_same_answer() -> None:
    image = lettered("Valve 12", size=24, turn=-17)
    assert look_for_lettering(image) == look_for_lettering(image.copy())


@pytest.mark.slow
@pytest.mark.shared_data
def test_real_photos_with_writing_are_told_from_those_without(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("photos") / "images"
    found = {name: find_lettering(Image.open(folder / f"000000{name}.jpg")) for name in (*LEGIBLE, *PLAIN)}
    assert all(found[name] for name in LEGIBLE)
    assert not any(found[name] for name in PLAIN)
