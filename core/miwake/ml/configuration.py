"""The open_clip configuration of a model: read, checked, and brought into the one form that Miwake works with."""

import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import open_clip
from open_clip.transform import PreprocessCfg

from miwake.domain.errors import NotFoundError, RefusedError

CONFIG_FILE = "open_clip_config.json"
_PREPROCESS_KEYS = ("mean", "std", "interpolation", "resize_mode", "fill_color")


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """What open_clip needs to build a model.

    Attributes:
        model: `model_cfg`: the two towers.
        preprocess: `preprocess_cfg`: mean, std, interpolation, resize mode.
    """

    model: dict[str, Any]
    preprocess: dict[str, Any]

    @property
    def text_tower_is_huggingface(self) -> bool:
        """Whether the text tower comes from transformers (and so needs its configuration and tokenizer files)."""
        return bool(self.model["text_cfg"].get("hf_model_name"))

    def as_json(self) -> dict[str, Any]:
        """Return what `open_clip_config.json` holds."""
        return {"model_cfg": deepcopy(self.model), "preprocess_cfg": deepcopy(self.preprocess)}

    @property
    def identity(self) -> str:
        """Return the configuration as text, without the names of where tokenizer and text tower came from."""
        shown = self.as_json()
        for name in ("hf_model_name", "hf_tokenizer_name"):
            if shown["model_cfg"]["text_cfg"].get(name):
                shown["model_cfg"]["text_cfg"][name] = "here"
        return json.dumps(shown, sort_keys=True)


def from_folder(folder: Path) -> ModelConfig:
    """Read `open_clip_config.json`.

    Raises:
        NotFoundError: The folder has none.
        RefusedError: It is not a configuration of a two-tower model.
    """
    path = folder / CONFIG_FILE
    if not path.is_file():
        raise NotFoundError(f"{folder} is not a model folder.", why=f"It has no {CONFIG_FILE}.")
    try:
        shown = json.loads(path.read_text(encoding="utf-8"))
        model, preprocess = shown["model_cfg"], shown.get("preprocess_cfg", {})
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError(f"{path} cannot be read.", why=f"It is no open_clip configuration ({error}).") from error
    return _normalised(model, preprocess, path.name)


def from_architecture(name: str) -> ModelConfig:
    """Return the configuration of a built-in open_clip architecture, such as "ViT-B-32".

    Raises:
        NotFoundError: open_clip has no such architecture.
        RefusedError: It needs files that only the network has.
    """
    model = open_clip.get_model_config(name)
    if model is None:
        raise NotFoundError(f"There is no architecture {name!r}.", todo="Give an open_clip name such as ViT-B-32.")
    if model["text_cfg"].get("hf_model_name") or model["text_cfg"].get("hf_tokenizer_name") or "siglip" in name.lower():
        raise RefusedError(
            f"{name} cannot be opened from a weights file alone.",
            why="Its tokenizer is not part of open_clip.",
            todo="Give a model folder with open_clip_config.json and the tokenizer's files.",
        )
    return _normalised(model, {}, name)


def _normalised(model: Any, preprocess: Any, where: str) -> ModelConfig:
    usable = isinstance(model, dict) and {"embed_dim", "vision_cfg", "text_cfg"} <= model.keys()
    if usable and "multimodal_cfg" in model:
        raise RefusedError(
            f"{where} describes a model that also writes captions (CoCa).",
            why="Retraining its photo and text towers would leave that part behind, and an export without it.",
            todo="Start from a model with a photo tower and a text tower only.",
        )
    if not usable or not isinstance(preprocess, dict):
        raise RefusedError(f"{where} does not describe a model with a photo tower and a text tower.")
    model = deepcopy(model)
    timm_name = str(model["vision_cfg"].get("timm_model_name") or "")
    if ":" in timm_name:
        raise RefusedError(f"{where} asks for a tower from the network ({timm_name}).")
    model["custom_text"] = True
    if timm_name:
        model["vision_cfg"]["timm_model_pretrained"] = False
    if model["text_cfg"].get("hf_model_name"):
        model["text_cfg"]["hf_model_pretrained"] = False
        if not model["text_cfg"].get("hf_tokenizer_name"):
            model["text_cfg"]["hf_tokenizer_name"] = model["text_cfg"]["hf_model_name"]
    base = PreprocessCfg()
    kept = {key: preprocess.get(key, getattr(base, key)) for key in _PREPROCESS_KEYS}
    return ModelConfig(model, {key: list(each) if isinstance(each, tuple) else each for key, each in kept.items()})
