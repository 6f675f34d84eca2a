"""Tiny models of both families, made on the fly, and small synthetic photos that can be told apart."""

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest
import torch
from open_clip.model import CustomTextCLIP
from PIL import Image
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, PreTrainedTokenizerFast

from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotMixup, SnapshotPair, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.ml.loading import load_model
from miwake.ml.model import Model

WORDS = (
    *("a", "photo", "of", "the", "red", "blue", "green", "square", "circle", "worker"),
    *("in", "helmet", "on", "table", "left", "right", "and", "two"),
)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
RED, BLUE = "a red square", "a blue square"
COLOURS = {RED: (200, 40, 40), BLUE: (40, 40, 200), "a green circle": (40, 180, 60)}


def write_model(folder: Path, config: dict[str, Any]) -> Path:
    """Write random weights for a configuration as a model folder, as if they had been trained."""
    settings = json.loads(json.dumps(config))
    settings.pop("custom_text", None)
    if settings["text_cfg"].get("hf_model_name"):
        settings["text_cfg"]["hf_model_name"] = str(folder)
    with torch.random.fork_rng():
        torch.manual_seed(11)
        module = CustomTextCLIP(**settings)
    save_file(
        {name: each.half() if each.is_floating_point() else each for name, each in module.state_dict().items()},
        folder / "open_clip_model.safetensors",
    )
    shown = {"model_cfg": config, "preprocess_cfg": {"mean": [0.5] * 3, "std": [0.5] * 3}}
    (folder / "open_clip_config.json").write_text(json.dumps(shown), encoding="utf-8")
    return folder


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Models this small lose time by sharing work between threads, most of all beside other tests."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def vit_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("vit"), VIT)


VIT: dict[str, Any] = {
    "embed_dim": 24,
    "vision_cfg": {"image_size": 32, "layers": 3, "width": 32, "head_width": 16, "patch_size": 8},
    "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 3},
}


@pytest.fixture(scope="session")
def timm_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("timm")
    vocabulary = {word: number for number, word in enumerate(SPECIAL + WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106  a word, not a password
    tokenizer.normalizer = normalizers.Lowercase()  # type: ignore[assignment]  # the stubs know the property only
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()  # type: ignore[assignment]
    tokenizer.post_processor = processors.TemplateProcessing(  # type: ignore[assignment]
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=48,
        max_position_embeddings=32,
        pad_token_id=0,
    ).to_json_file(folder / "config.json")
    return write_model(folder, TIMM)


TIMM: dict[str, Any] = {
    "embed_dim": 24,
    "init_logit_scale": 3.0,
    "vision_cfg": {"image_size": 32, "timm_model_name": "test_efficientnet", "timm_pool": "avg"},
    "text_cfg": {
        "context_length": 20,
        "hf_model_name": "tiny",
        "hf_tokenizer_name": "tiny",
        "hf_model_pretrained": False,
        "hf_pooler_type": "mean_pooler",
        "hf_proj_type": "linear",
    },
}


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
