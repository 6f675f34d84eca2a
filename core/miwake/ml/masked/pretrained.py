"""Any masked language model as transformers reads it: files are read, never run, and nothing is fetched."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from huggingface_hub import snapshot_download
from huggingface_hub.errors import LocalEntryNotFoundError
from torch import Tensor, nn
from transformers import AutoModelForMaskedLM, AutoTokenizer
from transformers.utils import logging

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.ml.masked.filling import Reader
from miwake.ml.masked.tokens import Tokens


def downloaded(name: str) -> Path:
    """Return the folder of a model that has been downloaded from the hub.

    Raises:
        NotFoundError: None of that name has been.
    """
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, ValueError, OSError) as error:
        raise NotFoundError(
            f"There is no masked language model {name} on this computer.",
            why="It is no folder here, and nothing of that name has been downloaded.",
            todo=f"Download it once where there is a network (hf download {name}), or name a folder.",
        ) from error


def read_tokens(folder: Path) -> Tokens:
    """Return the tokenizer of a model's folder.

    Raises:
        RefusedError: It has no mask, or is none that the tokenizers library reads.
    """
    with _quiet():
        found = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False, use_fast=True)
    if found.mask_token_id is None or not found.is_fast:
        raise RefusedError(f"{folder.name} is no masked language model.", why="Its tokenizer has no mask.")
    return Tokens(found.backend_tokenizer, found.mask_token, found.unk_token)


def read_model(folder: Path, *, pieces: Tensor, dtype: torch.dtype, device: torch.device) -> Reader:
    """Return the model of a folder in evaluation mode, to score some pieces (P,).

    Raises:
        RefusedError: Its weights could run code, or are not those of a masked language model.
    """
    with _quiet():
        module = _module(folder, dtype)
    module.requires_grad_(requires_grad=False).eval().to(device)
    return Pretrained(module, pieces.to(device))


class Pretrained:
    """Scores pieces at one place of each text.

    Args:
        module: A `...ForMaskedLM` of transformers, in evaluation mode.
        pieces: The pieces to score (P,).
    """

    def __init__(self, module: nn.Module, pieces: Tensor) -> None:
        self._module = module
        self._pieces = pieces

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return self._pieces.device

    def scores(self, ids: Tensor, asked: Tensor) -> Tensor:
        """Return the scores (R, P) of the pieces at the asked column (R,) of each row of ids (R, L).

        The head is run where it is asked only, if the model's is known.
        """
        model: Any = self._module
        rows, whole = torch.arange(len(ids), device=ids.device), torch.ones_like(ids)
        head = getattr(model, "lm_head", None) or getattr(model, "cls", None)
        if head is None or not hasattr(model, model.base_model_prefix):
            every: Tensor = model(input_ids=ids, attention_mask=whole).logits[rows, asked]
        else:
            states = model.base_model(input_ids=ids, attention_mask=whole).last_hidden_state
            every = head(states[rows, asked])
        return every[:, self._pieces].float()


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
    missing = sorted(found["missing_keys"])
    if missing or found["mismatched_keys"]:
        raise RefusedError(
            f"{folder.name} is no masked language model.",
            why=f"It lacks weights for it: {', '.join(missing) or 'some have another size'}.",
            todo="Choose one that was trained to fill gaps, such as a RoBERTa.",
        )
    loaded: nn.Module = module
    return loaded


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
