"""Weights are read from safetensors, or from pickles that hold tensors only; nothing in a file is ever executed."""

import pickle
import warnings
from pathlib import Path

import safetensors
import torch
from safetensors.torch import load_file
from torch import Tensor

from miwake.domain.errors import NotFoundError, RefusedError

State = dict[str, Tensor]


def read_weights(path: Path) -> State:
    """Return the tensors of a weights file by name.

    Raises:
        NotFoundError: There is no such file.
        RefusedError: It is damaged, holds something else than tensors, or would run code.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no weights file at {path}.")
    content = _safetensors(path) if path.suffix == ".safetensors" else _pickle(path)
    inner = content.get("state_dict", content)
    if not isinstance(inner, dict) or not inner or not all(isinstance(each, Tensor) for each in inner.values()):
        raise RefusedError(f"{path.name} does not hold a model's weights.", why="It has no plain list of tensors.")
    return {str(name).removeprefix("module."): tensor for name, tensor in inner.items()}


def _safetensors(path: Path) -> dict[str, object]:
    try:
        return dict(load_file(path))
    except (safetensors.SafetensorError, OSError, ValueError) as error:
        raise RefusedError(
            f"{path.name} cannot be read.", why=f"It is damaged or not a safetensors file ({error})."
        ) from error


def _pickle(path: Path) -> dict[str, object]:
    try:
        with warnings.catch_warnings():
            # It warns of pickles written by other programs; whether they can be read is found out here.
            warnings.simplefilter("ignore", UserWarning)
            content = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError, KeyError, AttributeError, OSError) as error:
        raise RefusedError(
            f"{path.name} was not loaded.",
            why="It is damaged, or it holds more than weights and could run code on this computer.",
            kept="Nothing in it was executed.",
            todo="Ask for the model as a safetensors file.",
        ) from error
    if not isinstance(content, dict):
        raise RefusedError(f"{path.name} does not hold a model's weights.", why="It has no plain list of tensors.")
    return content
