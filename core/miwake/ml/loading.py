"""A model from where it lies: the built-in one, a model folder, or a weights file of a known architecture."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from open_clip.convert import convert_state_dict
from open_clip.model import CustomTextCLIP, convert_to_custom_text_state_dict
from torch import nn

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.ml.configuration import CONFIG_FILE, ModelConfig, from_architecture, from_folder
from miwake.ml.devices import choose_device
from miwake.ml.model import Model, digest_of, halves_of
from miwake.ml.tokenising import Tokeniser, let_short_texts_through, load_tokenizer
from miwake.ml.towers.pooling import pool_lean
from miwake.ml.weights_files import State, read_weights

BUILTIN = "builtin"
_WEIGHTS = (
    "open_clip_model.safetensors",
    "open_clip_pytorch_model.safetensors",
    "model.safetensors",
    "open_clip_pytorch_model.bin",
)


def load_model(source: str | Path, *, device: str = "auto") -> Model:
    """Return the model in fp32, ready to encode; nothing is fetched from the network.

    Args:
        source: "builtin"; a model folder; a weights file in a model folder; or "ARCHITECTURE@FILE" with a name that
            open_clip knows ("ViT-B-32@clip.safetensors").
        device: "auto", "cuda", "mps", "xpu" or "cpu".

    Raises:
        NotFoundError: Something that was named is not there.
        RefusedError: A file is damaged, unsafe, or does not fit the model.
    """
    config, folder, weights = _located(source)
    chosen = choose_device(device)
    module = _built(config, folder)
    _fill(module, read_weights(weights), weights.name)
    tower = module.get_submodule("text")
    let_short_texts_through(tower)
    pool_lean(module.get_submodule("visual"))
    tokeniser = Tokeniser(load_tokenizer(config, folder), tower)
    module.requires_grad_(requires_grad=False).eval()
    halves, digest = halves_of(module), digest_of(module, config, tokeniser)
    # Convolutions run up to twice as fast on the CPU where the colours of a pixel lie together.
    module.get_submodule("visual").to(memory_format=torch.channels_last)
    return Model(str(source), module.to(chosen), config, tokeniser, chosen, halves, digest)


def builtin_folder() -> Path:
    """Return where the model that ships with Miwake lies."""
    return Path(str(files("miwake_resources"))) / "models" / BUILTIN


def _located(source: str | Path) -> tuple[ModelConfig, Path | None, Path]:
    named = str(source)
    if named == BUILTIN:
        folder = builtin_folder()
        if not (folder / CONFIG_FILE).is_file():
            raise NotFoundError("The built-in model is missing.", todo="Install Miwake again.")
        return from_folder(folder), folder, _weights_in(folder)
    architecture, at, file = named.partition("@")
    if at and not Path(named).exists():
        return from_architecture(architecture), None, Path(file)
    path = Path(source)
    if path.is_dir():
        return from_folder(path), path, _weights_in(path)
    if not path.is_file():
        raise NotFoundError(f"There is no model at {path}.", todo="Name a model folder, a weights file or builtin.")
    if not (path.parent / CONFIG_FILE).is_file():
        raise RefusedError(
            f"{path.name} does not say which architecture it belongs to.",
            todo=f"Name it, as in ViT-B-32@{path.name}, or put {CONFIG_FILE} beside the file.",
        )
    return from_folder(path.parent), path.parent, path


def _weights_in(folder: Path) -> Path:
    for name in _WEIGHTS:
        if (folder / name).is_file():
            return folder / name
    raise NotFoundError(f"{folder} has no weights.", why=f"None of {', '.join(_WEIGHTS)} is there.")


def _built(config: ModelConfig, folder: Path | None) -> nn.Module:
    settings: dict[str, Any] = {**config.as_json()["model_cfg"]}
    settings.pop("custom_text")
    if config.text_tower_is_huggingface:
        if folder is None or not (folder / "config.json").is_file():
            raise NotFoundError("The text tower's config.json is missing.", why=f"{folder} has none.")
        settings["text_cfg"]["hf_model_name"] = str(folder)
    try:
        # Building draws random weights that are replaced at once: the caller's random state is left alone.
        with torch.random.fork_rng(devices=[]):
            module: nn.Module = CustomTextCLIP(**settings)
    except (TypeError, ValueError, RuntimeError, KeyError, AssertionError, OSError) as error:
        raise RefusedError("The model cannot be built from its configuration.", why=str(error)) from error
    return module


def _fill(module: nn.Module, state: State, name: str) -> None:
    state = convert_state_dict(module, state)
    if "positional_embedding" in state:
        state = convert_to_custom_text_state_dict(state)
    state.pop("text.transformer.embeddings.position_ids", None)
    wanted = module.state_dict()
    if "logit_bias" in wanted:
        # Weights that were trained in CLIP's form have none; open_clip starts SigLIP's form on them from zero too.
        state.setdefault("logit_bias", torch.zeros_like(wanted["logit_bias"]))
    state = {key: each.reshape(wanted[key].shape) if _scalar(key, wanted) else each for key, each in state.items()}
    try:
        module.load_state_dict(state)
    except RuntimeError as error:
        raise RefusedError(f"{name} does not fit the model's configuration.", why=str(error)) from error


def _scalar(key: str, wanted: State) -> bool:
    return key in {"logit_scale", "logit_bias"} and key in wanted and wanted[key].numel() == 1
