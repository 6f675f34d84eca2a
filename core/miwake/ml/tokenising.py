"""Texts into token ids, trimmed to the longest of the batch where the text tower allows it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from open_clip.hf_model import HFTextEncoder
from open_clip.tokenizer import DEFAULT_CONTEXT_LENGTH, HFTokenizer, SimpleTokenizer
from open_clip.transformer import TextTransformer
from torch import Tensor, nn

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.ml.configuration import ModelConfig


class Tokeniser:
    """The tokenizer of one model.

    Args:
        tokenizer: open_clip's HFTokenizer or SimpleTokenizer.
        tower: The text tower; it says which ids are padding and whether padding may be cut off.
    """

    def __init__(self, tokenizer: Any, tower: nn.Module) -> None:
        self.tokenizer = tokenizer
        self._huggingface = isinstance(tower, HFTextEncoder)
        self._padding = int(tower.config.pad_token_id or 0) if isinstance(tower, HFTextEncoder) else 0
        self._trims = self._huggingface or _ends_at_its_last_word(tower)

    def __call__(self, texts: Sequence[str]) -> Tensor:
        """Return (N, L) ids; L is the longest text of the batch, or the full context where padding counts.

        The result of a text does not depend on L: padding is masked, or comes after the position that is read.
        """
        ids: Tensor = self.tokenizer(list(texts))
        if not self._trims:
            return ids
        if self._huggingface:
            used = (ids != self._padding).long() * torch.arange(1, ids.shape[1] + 1)
            longest = int(used.max())
        else:
            longest = int(ids.argmax(dim=-1).max()) + 1
        return ids[:, : max(longest, 1)]

    def save(self, folder: Path) -> None:
        """Write the tokenizer's files, where it has any."""
        if isinstance(self.tokenizer, HFTokenizer):
            self.tokenizer.save_pretrained(folder)

    @property
    def identity(self) -> str:
        """Return all that decides which ids a text gets."""
        backend = getattr(getattr(self.tokenizer, "tokenizer", None), "backend_tokenizer", None)
        length = self.tokenizer.context_length
        return f"{type(self.tokenizer).__name__} {length} {backend.to_str() if backend is not None else ''}"


def load_tokenizer(config: ModelConfig, folder: Path | None) -> Any:
    """Return open_clip's tokenizer for a configuration, from files only.

    Raises:
        NotFoundError: The tokenizer's files are missing.
        RefusedError: They cannot be read.
    """
    text = config.model["text_cfg"]
    length = text.get("context_length", DEFAULT_CONTEXT_LENGTH)
    settings = dict(text.get("tokenizer_kwargs") or {})
    if not text.get("hf_tokenizer_name"):
        return SimpleTokenizer(context_length=length, **settings)
    if folder is None or not any(folder.glob("*token*")):
        raise NotFoundError("The model's tokenizer files are missing.", why=f"{folder} has none.")
    try:
        return HFTokenizer(str(folder), context_length=length, tokenizer_mode=text.get("tokenizer_mode"), **settings)
    except (OSError, ValueError) as error:
        raise RefusedError("The model's tokenizer files cannot be read.", why=str(error)) from error


def let_short_texts_through(tower: nn.Module) -> None:
    """Make open_clip's text transformer take texts shorter than its context: its causal mask is cut to fit."""

    def fit(
        _transformer: nn.Module, args: tuple[Tensor, ...], options: dict[str, Tensor | None]
    ) -> tuple[tuple[Tensor, ...], dict[str, Tensor | None]]:
        mask, length = options.get("attn_mask"), args[0].shape[1]
        if mask is not None and mask.ndim == 2:  # noqa: PLR2004  one mask for all texts
            options = {**options, "attn_mask": mask[:length, :length]}
        return args, options

    if isinstance(tower, TextTransformer):
        tower.get_submodule("transformer").register_forward_pre_hook(fit, with_kwargs=True)


def _ends_at_its_last_word(tower: nn.Module) -> bool:
    causal = getattr(tower, "attn_mask", None) is not None and getattr(tower, "cls_emb", None) is None
    return causal and getattr(tower, "pool_type", "") == "argmax"
