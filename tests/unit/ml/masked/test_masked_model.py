"""Loading masked language models of several families, and filling gaps with them."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from huggingface_hub import constants
from safetensors.torch import load_file, save_file
from transformers import AutoModelForMaskedLM, AutoTokenizer

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.ml.masked import load_masked_model

WORDS = ("red", "blue", "yellow", "open", "closed", "on", "under", "behind", "worker", "crane", "excavator")
GAPS = [
    ("a worker in a ", " vest is standing on a ladder"),
    ("two ", " barrels are behind a yellow crane and a worker is carrying a ladder to the crane"),
    ("", " ", " valve is next to a closed valve"),
]


@pytest.fixture(params=["bert_folder", "roberta_folder"])
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_words_of_one_piece_are_known_and_others_are_not(folder: Path) -> None:
    model = load_masked_model(folder, words=WORDS)
    assert set(model.words) == set(WORDS) - {"excavator"}
    assert model.fill([GAPS[0]])[0].chance("excavator") is None


def test_the_chances_are_those_of_the_plain_model(folder: Path) -> None:
    filled = load_masked_model(folder, words=WORDS).fill(GAPS)
    plain, tokenizer = AutoModelForMaskedLM.from_pretrained(folder).eval(), AutoTokenizer.from_pretrained(folder)
    for parts, filling in zip(GAPS, filled, strict=True):
        encoded = tokenizer(tokenizer.mask_token.join(parts), return_tensors="pt")
        column = int((encoded["input_ids"][0] == tokenizer.mask_token_id).nonzero()[-1])
        with torch.no_grad():
            scores = plain(input_ids=encoded["input_ids"]).logits[0, column]
        pieces = {word: tokenizer(f"the {word}", add_special_tokens=False)["input_ids"][-1] for word in filling.words}
        wanted = torch.stack([scores[piece] for piece in pieces.values()])
        capital = [tokenizer(f"the {word.capitalize()}", add_special_tokens=False)["input_ids"] for word in pieces]
        for row, ids in enumerate(capital):
            if len(ids) == 2:
                wanted[row] = torch.maximum(wanted[row], scores[ids[-1]])
        np.testing.assert_allclose(filling.chances, wanted.log_softmax(0).numpy(), atol=0.05)


def test_the_likeliest_word_comes_first(folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copy"
    shutil.copytree(folder, copied)
    tokenizer_piece = _piece(folder, "blue")
    tensors = load_file(copied / "model.safetensors")
    bias = "cls.predictions.bias" if "cls.predictions.bias" in tensors else "lm_head.bias"
    tensors[bias][tokenizer_piece] = 30.0
    save_file(tensors, copied / "model.safetensors", metadata={"format": "pt"})
    best = load_masked_model(copied, words=WORDS).fill([GAPS[0]])[0].likeliest(3)
    assert best[0][0] == "blue"
    assert best[0][1] == pytest.approx(0, abs=0.01)
    assert best[1][1] >= best[2][1]


def _piece(folder: Path, word: str) -> int:
    return int(AutoTokenizer.from_pretrained(folder)(f"the {word}", add_special_tokens=False)["input_ids"][-1])


def test_a_gap_is_filled_alike_whatever_else_is_asked(folder: Path) -> None:
    model = load_masked_model(folder, words=WORDS)
    many = [(f"a worker {'and a man ' * (number % 7)}in a ", " vest") for number in range(80)]
    together = model.fill([*many, *GAPS])
    for place, gap in enumerate([*many, *GAPS]):
        assert np.array_equal(model.fill([gap])[0].chances, together[place].chances)


def test_long_texts_are_cut_around_the_gap(folder: Path) -> None:
    model = load_masked_model(folder, words=WORDS)
    far = model.fill([("a red barrel " * 400, " and a yellow crane" * 400)])[0]
    near = model.fill([("a red barrel " * 60, " and a yellow crane" * 60)])[0]
    assert np.array_equal(far.chances, near.chances)


def test_nothing_asked_is_nothing_filled(bert_folder: Path) -> None:
    assert load_masked_model(bert_folder, words=WORDS).fill([]) == []


def test_a_model_without_a_head_is_refused(bert_folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "encoder"
    shutil.copytree(bert_folder, copied)
    tensors = load_file(copied / "model.safetensors")
    kept = {name: tensor for name, tensor in tensors.items() if not name.startswith("cls.")}
    save_file(kept, copied / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(RefusedError, match="no masked language model") as caught:
        load_masked_model(copied, words=WORDS)
    assert "cls.predictions" in str(caught.value.why)


def test_a_configuration_that_asks_for_code_is_refused(bert_folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "code"
    shutil.copytree(bert_folder, copied)
    config = json.loads((copied / "config.json").read_text(encoding="utf-8"))
    config["auto_map"] = {"AutoModelForMaskedLM": "evil.Evil"}
    (copied / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (copied / "evil.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    with pytest.raises(RefusedError, match="not loaded"):
        load_masked_model(copied, words=WORDS)


def test_pickled_weights_are_read_and_pickled_code_is_not(bert_folder: Path, tmp_path: Path) -> None:
    copied, marker = tmp_path / "pickle", tmp_path / "ran"
    shutil.copytree(bert_folder, copied)
    tensors = load_file(copied / "model.safetensors")
    (copied / "model.safetensors").unlink()
    torch.save(tensors, copied / "pytorch_model.bin")
    assert "red" in load_masked_model(copied, words=WORDS).words
    torch.save({**tensors, "evil": _Evil(marker)}, copied / "pytorch_model.bin")
    with pytest.raises(RefusedError):
        load_masked_model(copied, words=WORDS)
    assert not marker.exists()


class _Evil:
    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.marker,)


def test_damaged_weights_are_refused(bert_folder: Path, tmp_path: Path) -> None:
    copied = tmp_path / "damaged"
    shutil.copytree(bert_folder, copied)
    (copied / "model.safetensors").write_bytes(b"no weights at all")
    with pytest.raises(RefusedError, match="could not be loaded"):
        load_masked_model(copied, words=WORDS)


def test_a_hub_name_that_was_never_downloaded_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="nobody/nothing") as caught:
        load_masked_model("nobody/nothing", words=WORDS)
    assert "hf download nobody/nothing" in str(caught.value.todo)


def test_a_folder_without_a_model_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"config\.json|no masked language model"):
        load_masked_model(tmp_path, words=WORDS)


def test_a_model_that_knows_no_word_is_refused(bert_folder: Path) -> None:
    with pytest.raises(RefusedError, match="none of the words"):
        load_masked_model(bert_folder, words=("wort", "blau"))


def test_a_downloaded_model_is_found_by_its_name(
    bert_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "hub" / "models--someone--bert"
    shutil.copytree(bert_folder, cache / "snapshots" / "abc")
    (cache / "refs").mkdir()
    (cache / "refs" / "main").write_text("abc", encoding="utf-8")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    assert "red" in load_masked_model("someone/bert", words=WORDS).words


def test_loading_writes_nothing_to_the_terminal(bert_folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    load_masked_model(bert_folder, words=WORDS)
    assert capfd.readouterr() == ("", "")
