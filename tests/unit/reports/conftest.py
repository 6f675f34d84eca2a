import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from miwake.domain.comparisons import Comparison, Control, Curve, Retention
from miwake.domain.scores import CaseScores
from miwake.domain.snapshots import Confusable, DecisionCounts, Example, Snapshot, SnapshotMixup
from miwake.domain.terms import Kind, RetentionVerdict
from miwake.evaluation import compare
from miwake.reports import PhotoSource

Build = Callable[..., Comparison]

MIXUPS = (
    SnapshotMixup("valve", ("a closed valve on a pipe", "an open valve on a pipe"), 40, ((0, 1, 90.0), (1, 0, 15.0))),
    SnapshotMixup("helmet", ("a worker wearing a helmet", "a worker holding a helmet", "a worker without a helmet")),
)
LETTERS = {"valve": "F" * 9 + "B" + "W" + "R" * 9, "helmet": "F" * 5 + "W" * 2 + "R" * 7}
FREE = (
    ("two workers on a scaffold beside a red crane", "three workers on a scaffold beside a red crane", Kind.COUNT, "F"),
    ("a ladder left of the blue tank", "a ladder right of the blue tank", Kind.RELATION, "R"),
    ("a cracked concrete wall behind a fence", "an intact concrete wall behind a fence", Kind.STATE, "F"),
    ("a yellow excavator digging a trench", "a yellow crane digging a trench", Kind.OBJECT, "R"),
    ("a man climbing a steel ladder", "a man descending a steel ladder", Kind.ACTION, "W"),
    ("a red cone next to a blue barrel", "a blue cone next to a red barrel", Kind.SWAP, "F"),
)


def sorted_examples(letters: dict[str, str]) -> list[tuple[Example, str]]:
    found = []
    for mixup in MIXUPS:
        for index, letter in enumerate(letters.get(mixup.name, "")):
            choice = index % len(mixup.choices)
            others = tuple(
                Confusable(phrase, choice=place) for place, phrase in enumerate(mixup.choices) if place != choice
            )
            name = f"{mixup.name}-{index:02d}"
            found.append((Example(name, f"sha-{name}", mixup.choices[choice], mixup.name, choice, others), letter))
    return found


def free_examples() -> list[tuple[Example, str]]:
    return [
        (Example(f"free-{index}", f"sha-free-{index}", true, confusables=(Confusable(false, kind),)), letter)
        for index, (true, false, kind, letter) in enumerate(FREE)
    ]


def scores(examples: list[tuple[Example, str]], *, wrong: str) -> list[CaseScores]:
    random = np.random.default_rng(len(wrong) + ord(wrong[0]))
    found = []
    for group, (example, letter) in enumerate(examples):
        positive = 0.22 if letter in wrong else 0.31
        negatives = tuple(float(each) for each in random.uniform(0.24, 0.29, len(example.confusables)))
        found.append(CaseScores(example, group, positive + float(random.uniform(0, 0.01)), negatives))
    return found


@pytest.fixture(scope="session")
def build() -> Build:
    """Make a comparison from a letter for each test photo (F fixed, B broken, W wrong, R right) and any field."""

    def make(
        letters: dict[str, str] | None = None, *, free: bool = True, seed: int = 1, **fields: object
    ) -> Comparison:
        examples = sorted_examples(LETTERS if letters is None else letters) + (free_examples() if free else [])
        random = np.random.default_rng(seed)
        evidence = compare(
            scores(examples, wrong="FW"),
            scores(examples, wrong="BW"),
            snapshot=Snapshot((), (), mixups=MIXUPS, decisions=DecisionCounts(sorted=174, one_by_one=31, bulk=12)),
            closeness={example.id: (float(random.uniform(0.6, 0.98)),) for example, _ in examples},
        )
        whole = Comparison(
            run="2f6c1a",
            recipe="adaptive",
            model_before="builtin",
            model_after="site-1",
            device="cpu",
            seconds=212.4,
            seconds_training=170.2,
            control=Control("plain", 0.3),
            alpha=0.5,
            curves=(
                Curve("validation mix-up rate", tuple((step, 0.42 * 0.97**step + 0.08) for step in range(0, 60, 4))),
                Curve("loss", tuple((step, 2.1 * 0.98**step + 0.4) for step in range(60))),
            ),
            notes=("Two photos were left out: their scene is in training as well.",),
            **{**evidence.parts(), "caption_only": 0.52, "cases": {**evidence.cases, "train": 140, "validation": 20}},
        )
        kept = Retention(2_000, 0.31, 0.309, (-0.008, 0.006), RetentionVerdict.KEPT)
        return replace(whole, **{"retention": kept, **fields})

    return make


@pytest.fixture(scope="session")
def photos() -> PhotoSource:
    """Drawn thumbnails of every test photo, some of them missing."""
    return PhotoSource(thumbnails=drawn_photo, names=Names())


class Names(dict[str, str]):
    """File names as a phone writes them."""

    def get(self, key: str, default: object = None) -> str:  # type: ignore[override]
        return f"IMG_{sum(map(ord, key)) % 9000 + 1000}.jpg"


def drawn_photo(sha256: str) -> bytes | None:
    if sha256.endswith("4"):
        return None
    random = np.random.default_rng(sum(map(ord, sha256)))
    size = (320, 240) if random.uniform() < 0.8 else (180, 240)
    sky, ground = (tuple(int(each) for each in random.integers(low, low + 60, 3)) for low in (150, 80))
    image = Image.new("RGB", size, sky)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 150, size[0], size[1]), fill=ground)
    x = int(random.integers(60, 120))
    if "valve" in sha256:
        pen.rectangle((0, 130, size[0], 160), fill=(120, 125, 130))
        turned = 45 if int(sha256[-1]) % 2 else 0
        pen.ellipse((x, 80, x + 70, 150), outline=(190, 40, 40), width=9)
        pen.line((x + 35 - turned // 2, 90, x + 35 + turned // 2, 140), fill=(190, 40, 40), width=8)
    else:
        pen.rectangle((x, 110, x + 50, 210), fill=(230, 140, 40))
        pen.ellipse((x + 8, 70, x + 42, 110), fill=(225, 190, 160))
        pen.pieslice((x + 4, 62, x + 46, 108), 180, 360, fill=(240, 215, 60))
    held = io.BytesIO()
    image.save(held, "JPEG", quality=80)
    return held.getvalue()
