"""Words drawn over pictures, as signs, labels and plates show them: to teach and to measure what finds lettering."""

import io
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

_ENGLISH = """
DANGER KEEP OUT EXIT Caution Wet floor High voltage P-101 valve closed 12.5 bar No entry SITE OFFICE hard hat area 2024
AREA B3 Notice Welcome Street Stop Speed 40 Fire exit Hello Pump house ABC-1234 Panel 7 Oil Diesel only Inspection label
"""
_JAPANESE = "安全第一 立入禁止 工事中 消火器 頭上注意 足元注意 高圧危険 出口 火気厳禁 資材置場 徐行 作業中 段差注意"
HEIGHTS = (9, 12, 16, 22, 30, 45)
BUSIEST, LEAST_CONTRAST, MIDDLE_GREY = 40, 60, 128
JAPANESE_SHARE, PLATE_SHARE = 0.2, 0.6
_CAPITAL, _KANJI = 0.72, 0.85


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A picture with words; `box` is left, top, right, bottom as shares, `height` that of a capital in pixels."""

    image: Image.Image
    text: str
    height: int
    angle: float
    box: npt.NDArray[np.float64]


def fonts(folder: Path) -> list[Path]:
    """Return the typefaces of a folder, those for formulas apart."""
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".ttf", ".ttc", ".otf"} and "Math" not in p.name)


def draw_words(
    ground: Image.Image,
    dice: random.Random,
    typefaces: Sequence[Path],
    *,
    height: int | None = None,
    angle: float | None = None,
    japanese: bool | None = None,
) -> Drawn | None:
    """Return the picture with words at a random place, saved as JPEG; None where they find no quiet place in it.

    Args:
        ground: RGB.
        dice: Where all choices come from.
        typefaces: Font files; those with CJK in their name write Japanese.
        height: Of a capital letter, in pixels.
        angle: By how many degrees the words are turned.
        japanese: Language; one in five is Japanese if None.
    """
    tall = height or dice.choice(HEIGHTS)
    turn = (
        angle
        if angle is not None
        else dice.choice((0, 0, 0, dice.uniform(-8, 8), dice.uniform(-45, 45), dice.uniform(-180, 180)))
    )
    foreign = japanese if japanese is not None else dice.random() < JAPANESE_SHARE
    chosen = [path for path in typefaces if ("CJK" in path.name) == foreign]
    if not chosen:
        return None
    font = ImageFont.truetype(str(dice.choice(chosen)), max(6, round(tall / (_KANJI if foreign else _CAPITAL))))
    text = (
        dice.choice(_JAPANESE.split()) if foreign else " ".join(dice.sample(_ENGLISH.split(), dice.choice((2, 2, 3))))
    )
    left, top, right, bottom = font.getbbox(text)
    pad = tall // 2
    size = (math.ceil(right - left) + 2 * pad, math.ceil(bottom - top) + 2 * pad)
    place = _place(ground, dice, size, turn)
    if place is None:
        return None
    ink, plate = _colours(ground, dice, place)
    if ink is None:
        return None
    label = Image.new("RGBA", size, plate)
    ImageDraw.Draw(label).text((pad - left, pad - top), text, font=font, fill=ink)
    turned = label.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)
    image = ground.copy()
    image.paste(turned, place[:2], turned)
    end = (place[0] + turned.width, place[1] + turned.height)
    blurred = image.crop((*place[:2], *end)).filter(ImageFilter.GaussianBlur(dice.choice((0, 0, 0.5, 0.9))))
    image.paste(blurred, place[:2])
    box = np.array([*place[:2], *end]) / np.tile(ground.size, 2)
    return Drawn(_as_jpeg(image, dice.choice((60, 75, 90, 95))), text, tall, turn, box)


def _place(
    ground: Image.Image, dice: random.Random, size: tuple[int, int], turn: float
) -> tuple[int, int, int, int] | None:
    along, across = abs(math.cos(math.radians(turn))), abs(math.sin(math.radians(turn)))
    width, height = math.ceil(size[0] * along + size[1] * across), math.ceil(size[0] * across + size[1] * along)
    room = (ground.width - width - 6, ground.height - height - 6)
    if min(room) < 1:
        return None
    x, y = 2 + dice.randrange(room[0]), 2 + dice.randrange(room[1])
    return x, y, x + width, y + height


def _colours(
    ground: Image.Image, dice: random.Random, place: tuple[int, int, int, int]
) -> tuple[tuple[int, ...] | None, tuple[int, ...]]:
    """Return ink and plate; without a plate only where the ground is quiet enough to read on."""
    if dice.random() < PLATE_SHARE:
        while True:
            ink, plate = (tuple(dice.randrange(256) for _ in range(3)) for _ in range(2))
            if abs(_grey(ink) - _grey(plate)) > LEAST_CONTRAST:
                return (*ink, 255), (*plate, 255)
    under = np.asarray(ground.convert("L").crop(place), dtype=np.float32)
    if under.std() > BUSIEST:
        return None, (0, 0, 0, 0)
    return ((245, 245, 240, 255) if under.mean() < MIDDLE_GREY else (20, 20, 25, 255)), (0, 0, 0, 0)


def _grey(colour: tuple[int, ...]) -> float:
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def _as_jpeg(image: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(io.BytesIO(file.getvalue())).convert("RGB")
