"""Reads a small BERT that ships with Miwake from its files: tokenizer, configuration and safetensors, nothing else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from miwake.ml.masked.bert import Bert, Dense, Layer, Norm
from miwake.ml.masked.filling import Reader
from miwake.ml.masked.tokens import Tokens

_HEAD = "cls.predictions."


def read_tokens(folder: Path) -> Tokens:
    """Return the tokenizer of a model's folder.

    Raises:
        OSError: A file cannot be read.
        ValueError: It is not JSON, or no tokenizer.
        KeyError: It has no mask.
    """
    named = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    backend = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    return Tokens(backend, named["mask_token"], named.get("unk_token"))


def read_model(folder: Path, *, pieces: Tensor, dtype: torch.dtype, device: torch.device) -> Reader:
    """Return a model in evaluation mode that scores some pieces (P,).

    Args:
        folder: As transformers writes a `BertForMaskedLM` with absolute positions and the exact GELU.
        pieces: What to score.
        dtype: Precision of its products of matrices; sums and normalisations are fp32.
        device: Where to compute.

    Raises:
        OSError: A file cannot be read.
        ValueError: The configuration is not JSON.
        KeyError: It lacks a field, or a weight is missing.
        SafetensorError: The weights are damaged.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = _Weights(load_file(folder / "model.safetensors"), config["layer_norm_eps"], dtype, device)
    embeddings = "bert.embeddings.{}_embeddings.weight".format
    words = weights.named[embeddings("word")]
    kind = weights.named[embeddings("token_type")][0].float()
    bias = weights.named[f"{_HEAD}bias"]
    return Bert(
        words=words.to(device),
        positions=(weights.named[embeddings("position")].float() + kind).to(device),
        embedded=weights.norm("bert.embeddings."),
        layers=tuple(weights.layer(f"bert.encoder.layer.{each}.") for each in range(config["num_hidden_layers"])),
        heads=config["num_attention_heads"],
        transform=weights.dense(f"{_HEAD}transform.dense"),
        transformed=weights.norm(f"{_HEAD}transform."),
        out=Dense(words[pieces].to(device, dtype), bias[pieces].to(device, dtype)),
    )


@dataclass(frozen=True)
class _Weights:
    """The weights by their names, and how the parts of a model take them."""

    named: Mapping[str, Tensor]
    epsilon: float
    dtype: torch.dtype
    device: torch.device

    def dense(self, *names: str) -> Dense:
        """Return the maps of these names side by side."""
        weight, bias = (torch.cat([self.named[f"{name}.{part}"] for name in names]) for part in ("weight", "bias"))
        return Dense(weight.to(self.device, self.dtype), bias.to(self.device, self.dtype))

    def norm(self, owner: str) -> Norm:
        weight, bias = (self.named[f"{owner}LayerNorm.{part}"].to(self.device).float() for part in ("weight", "bias"))
        return Norm(weight, bias, self.epsilon)

    def layer(self, owner: str) -> Layer:
        attention = f"{owner}attention."
        return Layer(
            query=self.dense(f"{attention}self.query"),
            both=self.dense(f"{attention}self.key", f"{attention}self.value"),
            out=self.dense(f"{attention}output.dense"),
            attended=self.norm(f"{attention}output."),
            wide=self.dense(f"{owner}intermediate.dense"),
            narrow=self.dense(f"{owner}output.dense"),
            done=self.norm(f"{owner}output."),
        )
