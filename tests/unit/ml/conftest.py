"""Tiny models made on the fly, and small synthetic photos that can be told apart."""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from open_clip.tokenizer import SimpleTokenizer
from PIL import Image

from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotMixup, SnapshotPair, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from unit.ml.kit import TIMM, VIT, bert, write_huggingface, write_model

RED, BLUE = "a red square", "a blue square"
COLOURS = {RED: (200, 40, 40), BLUE: (40, 40, 200), "a green circle": (40, 180, 60)}


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Models this small lose time by sharing work between threads, most of all beside other tests."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session", autouse=True)
def _one_vocabulary() -> Iterator[None]:
    """Let all of open_clip's own tokenizers share one vocabulary: reading it takes longer than most trainings here."""
    read, known = SimpleTokenizer.__init__, dict[str, dict[str, Any]]()

    def remembered(self: SimpleTokenizer, *given: Any, **named: Any) -> None:
        key = repr((given, sorted(named.items())))
        if key not in known:
            read(self, *given, **named)
            known[key] = vars(self)
        self.__dict__ = dict(known[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SimpleTokenizer, "__init__", remembered)
        yield


@pytest.fixture(scope="session")
def vit_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("vit"), VIT)


@pytest.fixture(scope="session")
def timm_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_huggingface(tmp_path_factory.mktemp("timm"), TIMM, bert)


@pytest.fixture(params=["vit", "timm"])
def model(request: pytest.FixtureRequest) -> Model:
    return load_model(request.getfixturevalue(f"{request.param}_folder"), device="cpu")


@pytest.fixture
def timm_model(timm_folder: Path) -> Model:
    return load_model(timm_folder, device="cpu")


@pytest.fixture
def vit_model(vit_folder: Path) -> Model:
    return load_model(vit_folder, device="cpu")


class Site:
    """Synthetic photos of a coloured square on a noisy ground, sorted by a mix-up; decoded from memory."""

    def __init__(self, *, train: int = 16, validation: int = 12, test: int = 12, seed: int = 0) -> None:
        self.images: dict[str, Image.Image] = {}
        self.opened: list[str] = []
        chance = random.Random(seed)  # noqa: S311  not for secrets
        self.photos: list[SnapshotPhoto] = []
        self.examples: list[Example] = []
        for split, count in ((Split.TRAIN, train), (Split.VALIDATION, validation), (Split.TEST, test)):
            for number in range(count):
                self._add(split, (RED, BLUE)[number % 2], chance)

    def _add(self, split: Split, caption: str, chance: random.Random) -> None:
        path = f"{split}/{len(self.photos)}.png"
        key = hashlib.sha256(path.encode()).hexdigest()
        self.images[path] = drawn(COLOURS[caption], chance)
        self.photos.append(SnapshotPhoto(key, path, len(self.photos), split))
        other, choice = (BLUE, 0) if caption == RED else (RED, 1)
        confusables = (Confusable(other, choice=1 - choice),)
        self.examples.append(Example(f"e{len(self.photos)}", key, caption, "colour", choice, confusables))

    def open(self, path: str) -> Image.Image:
        self.opened.append(path)
        return self.images[path]

    def snapshot(self, pairs: tuple[SnapshotPair, ...] = ()) -> Snapshot:
        return Snapshot(tuple(self.photos), tuple(self.examples), pairs, (SnapshotMixup("colour", (RED, BLUE)),))

    def of(self, split: Split) -> list[Example]:
        return list(self.snapshot().of_split(split))

    @property
    def by_key(self) -> dict[str, SnapshotPhoto]:
        return {photo.sha256: photo for photo in self.photos}


def drawn(colour: tuple[int, int, int], chance: random.Random) -> Image.Image:
    noise = bytes(chance.randrange(90, 160) for _ in range(8 * 8 * 3))
    image = Image.frombytes("RGB", (8, 8), noise).resize((48, 48))
    left, top, side = chance.randrange(4, 16), chance.randrange(4, 16), chance.randrange(20, 28)
    image.paste(
        tuple(min(255, max(0, part + chance.randrange(-30, 30))) for part in colour),
        (left, top, left + side, top + side),
    )
    return image


@pytest.fixture
def site() -> Site:
    return Site()
