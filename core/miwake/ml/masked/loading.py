"""A masked language model from where it lies: the built-in one by itself, any other by transformers."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import torch
from safetensors import SafetensorError

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.ml.devices import Precision, choose_device, precisions
from miwake.ml.masked.filling import MaskedModel
from miwake.ml.masked.words import known_words

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
    if str(source) == BUILTIN_MASKED:
        from miwake.ml.masked.builtin import read_model, read_tokens  # noqa: PLC0415 -- one or the other
    else:
        from miwake.ml.masked.pretrained import read_model, read_tokens  # noqa: PLC0415 -- transformers takes seconds
    chosen = choose_device(device)
    half = Precision.BF16 in precisions(chosen)
    with _refusing_what_is_damaged(folder):
        tokens = read_tokens(folder)
        known = known_words(tokens, words)
        if not known.words:
            raise RefusedError(f"{source} knows none of the words that gaps are filled with.", why="Is it for English?")
        dtype = torch.bfloat16 if half else torch.float32
        return MaskedModel(read_model(folder, pieces=known.pieces, dtype=dtype, device=chosen), tokens, known)


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
    from miwake.ml.masked.pretrained import downloaded  # noqa: PLC0415 -- transformers takes seconds

    return downloaded(str(source))


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


@contextmanager
def _refusing_what_is_damaged(folder: Path) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise RefusedError(
            f"{folder.name} could not be loaded.", why=(str(error).strip() or "It is damaged.").splitlines()[0]
        ) from error
