"""The reader of the built-in model says what transformers says of the same files."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from miwake.domain.errors import RefusedError
from miwake.ml.masked import loading
from miwake.ml.masked.builtin import read_model, read_tokens
from miwake.ml.masked.filling import MaskedModel
from miwake.ml.masked.pretrained import read_model as read_by_transformers
from miwake.ml.masked.words import known_words

WORDS = ("red", "blue", "yellow", "open", "closed", "on", "under", "behind", "worker", "crane")
GAPS = [
    ("a worker in a ", " vest is standing on a ladder"),
    ("two ", " barrels are behind a yellow crane and a worker is carrying a ladder to the crane"),
    ("", " ", " valve is next to a closed valve"),
    ("a worker in a ", " vest is standing on a ladder"),
]
CPU = torch.device("cpu")


def _model(folder: Path, dtype: torch.dtype, *, by_transformers: bool = False) -> MaskedModel:
    tokens = read_tokens(folder)
    known = known_words(tokens, WORDS)
    read = read_by_transformers if by_transformers else read_model
    return MaskedModel(read(folder, pieces=known.pieces, dtype=dtype, device=CPU), tokens, known)


def test_in_fp32_the_chances_are_those_of_transformers(bert_folder: Path) -> None:
    ours = _model(bert_folder, torch.float32).fill(GAPS)
    theirs = _model(bert_folder, torch.float32, by_transformers=True).fill(GAPS)
    assert len(ours) == len(theirs) == len(GAPS)
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one.chances, other.chances, atol=1e-5)
    assert not np.allclose(ours[0].chances, ours[1].chances, atol=1e-3)


def test_in_half_precision_they_are_close(bert_folder: Path) -> None:
    ours = _model(bert_folder, torch.bfloat16).fill(GAPS)
    exact = _model(bert_folder, torch.float32).fill(GAPS)
    for one, other in zip(ours, exact, strict=True):
        np.testing.assert_allclose(one.chances, other.chances, atol=0.02)


def test_a_gap_is_filled_alike_whatever_else_is_asked(bert_folder: Path) -> None:
    model = _model(bert_folder, torch.bfloat16)
    many = [(f"a worker {'and a man ' * (number % 7)}in a ", f" vest {number}") for number in range(80)]
    together = model.fill([*many, *GAPS])
    for gap, filling in zip([*many, *GAPS], together, strict=True):
        assert np.array_equal(model.fill([gap])[0].chances, filling.chances)


def test_a_missing_weight_is_named(bert_folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copy"
    shutil.copytree(bert_folder, copied)
    tensors = load_file(copied / "model.safetensors")
    del tensors["cls.predictions.bias"]
    save_file(tensors, copied / "model.safetensors")
    with pytest.raises(KeyError, match=r"cls\.predictions\.bias"):
        _model(copied, torch.float32)


def test_damaged_files_are_refused_with_the_model_as_a_whole(
    bert_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "models" / "masked"
    shutil.copytree(bert_folder, copied)
    monkeypatch.setattr(loading, "files", lambda _: tmp_path)
    assert "red" in loading.load_masked_model("builtin", words=WORDS, device="cpu").words
    (copied / "model.safetensors").write_bytes(b"no weights at all")
    with pytest.raises(SafetensorError):
        _model(copied, torch.float32)
    with pytest.raises(RefusedError, match="could not be loaded"):
        loading.load_masked_model("builtin", words=WORDS, device="cpu")
    (copied / "tokenizer_config.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(RefusedError, match="could not be loaded"):
        loading.load_masked_model("builtin", words=WORDS, device="cpu")
