"""A masked language model from where it lies, by transformers; files are read, never run, and nothing is fetched."""

import json
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from huggingface_hub import snapshot_download
from huggingface_hub.errors import LocalEntryNotFoundError
from safetensors import SafetensorError
from torch import nn
from transformers import AutoModelForMaskedLM, AutoTokenizer
from transformers.utils import logging

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.ml.devices import Precision, choose_device, precisions
from miwake.ml.masked.filling import MaskedModel
from miwake.ml.masked.words import single_pieces

BUILTIN_MASKED = "builtin"
_CONFIG = "config.json"
_BROKEN = (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError)


def load_masked_model(source: str | Path, *, words: Iterable[str], device: str = "auto") -> MaskedModel:
    """Return a masked language model, ready to fill gaps.

    Args:
        source: "builtin"; a folder as transformers writes it; or a hub name such as "FacebookAI/roberta-base" that has
            been downloaded before.
        words: The words that gaps may be filled with; those that are several pieces to the model are left out.
        device: "auto", "cuda", "mps", "xpu" or "cpu".

    Raises:
        NotFoundError: There is no such folder, or no such model has been downloaded.
        RefusedError: It is damaged, wants to run code of its own, or is no masked language model.
    """
    folder = _located(source)
    _refuse_code(folder)
    chosen = choose_device(device)
    half = Precision.BF16 in precisions(chosen)
    with _quiet():
        tokenizer, module = _tokenizer(folder), _module(folder, torch.bfloat16 if half else torch.float32)
    module.requires_grad_(requires_grad=False).eval().to(chosen)
    pieces = single_pieces(tokenizer, words)
    if not pieces:
        raise RefusedError(f"{source} knows none of the words that gaps are filled with.", why="Is it for English?")
    return MaskedModel(module, tokenizer, pieces)


def _located(source: str | Path) -> Path:
    """Return the folder that holds the model."""
    if str(source) == BUILTIN_MASKED:
        folder = Path(str(files("miwake_resources"))) / "models" / "masked"
        if not (folder / _CONFIG).is_file():
            raise NotFoundError("The built-in masked language model is missing.", todo="Install Miwake again.")
        return folder
    if Path(source).exists():
        if not (Path(source) / _CONFIG).is_file():
            raise NotFoundError(f"There is no masked language model in {source}.", why=f"It has no {_CONFIG}.")
        return Path(source)
    try:
        return Path(snapshot_download(str(source), local_files_only=True))
    except (LocalEntryNotFoundError, ValueError, OSError) as error:
        raise NotFoundError(
            f"There is no masked language model {source} on this computer.",
            why="It is no folder here, and nothing of that name has been downloaded.",
            todo=f"Download it once where there is a network (hf download {source}), or name a folder.",
        ) from error


def _refuse_code(folder: Path) -> None:
    try:
        content = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RefusedError(f"The {_CONFIG} of {folder.name} cannot be read.", why=str(error)) from error
    if not isinstance(content, dict) or content.get("auto_map"):
        raise RefusedError(
            f"{folder.name} was not loaded.",
            why="Its configuration asks to run code that comes with it.",
            kept="Nothing in it was executed.",
        )


def _tokenizer(folder: Path) -> Any:
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False, use_fast=True)
    except _BROKEN as error:
        raise _damaged(folder, error) from error
    if tokenizer.mask_token_id is None or not tokenizer.is_fast:
        raise RefusedError(f"{folder.name} is no masked language model.", why="Its tokenizer has no mask.")
    return tokenizer


def _module(folder: Path, dtype: torch.dtype) -> nn.Module:
    try:
        module, found = AutoModelForMaskedLM.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            weights_only=True,
            output_loading_info=True,
            dtype=dtype,
        )
    except pickle.UnpicklingError as error:
        raise RefusedError(
            f"{folder.name} was not loaded.",
            why="Its weights hold more than numbers and could run code on this computer.",
            kept="Nothing in them was executed.",
            todo="Ask for the model with safetensors weights.",
        ) from error
    except _BROKEN as error:
        raise _damaged(folder, error) from error
    missing = sorted(found["missing_keys"])
    if missing or found["mismatched_keys"]:
        raise RefusedError(
            f"{folder.name} is no masked language model.",
            why=f"It lacks weights for it: {', '.join(missing) or 'some have another size'}.",
            todo="Choose one that was trained to fill gaps, such as a RoBERTa.",
        )
    loaded: nn.Module = module
    return loaded


def _damaged(folder: Path, error: Exception) -> RefusedError:
    return RefusedError(
        f"{folder.name} could not be loaded.", why=(str(error).strip() or "It is damaged.").splitlines()[0]
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers' progress bars and advice off the terminal."""
    settings: Any = logging
    shown, level = settings.is_progress_bar_enabled(), settings.get_verbosity()
    settings.disable_progress_bar()
    settings.set_verbosity_error()
    try:
        yield
    finally:
        settings.set_verbosity(level)
        if shown:
            settings.enable_progress_bar()
