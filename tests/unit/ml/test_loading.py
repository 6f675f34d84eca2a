"""Models are read from files only, and nothing in a file is ever executed."""

import json
import pickle
import shutil
from pathlib import Path

import open_clip
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.ml.loading import load_model
from miwake.ml.model import Model


def test_a_folder_gives_unit_vectors_in_fp32(model: Model) -> None:
    photo = model.preprocess(Image.new("RGB", (50, 40), "red"))
    with torch.inference_mode():
        photos, texts = model.encode_photos(photo[None]), model.encode_texts(["a red square", "a photo"])
    assert photo.shape == (3, 32, 32)
    assert (photos.shape, texts.shape) == ((1, 24), (2, 24))
    assert photos.dtype == torch.float32
    torch.testing.assert_close(texts.norm(dim=-1), torch.ones(2))


def test_a_text_means_the_same_whatever_it_is_batched_with(model: Model) -> None:
    long = "the red square and the blue circle on the left of the table"
    with torch.inference_mode():
        alone, beside = model.encode_texts(["a red square"])[0], model.encode_texts([long, "a red square"])[1]
    assert model.tokeniser(["a red square"]).shape[1] < model.tokeniser([long]).shape[1]
    torch.testing.assert_close(alone, beside)


def test_equal_content_has_an_equal_digest_wherever_it_lies(timm_folder: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(timm_folder, moved)
    one, two = load_model(timm_folder, device="cpu"), load_model(moved, device="cpu")
    assert one.digest == two.digest
    state = one.module.state_dict()
    state["visual.head.proj.weight"] = state["visual.head.proj.weight"] + 1
    assert one.with_weights(state, name="other").digest != one.digest


def test_loading_leaves_the_random_state_alone(vit_folder: Path) -> None:
    torch.manual_seed(1)
    before = torch.get_rng_state()
    load_model(vit_folder, device="cpu")
    assert torch.equal(before, torch.get_rng_state())


def test_a_weights_file_of_a_named_architecture(vit_folder: Path, tmp_path: Path) -> None:
    config = json.loads((vit_folder / "open_clip_config.json").read_text())["model_cfg"]
    (tmp_path / "tiny-test-arch.json").write_text(json.dumps(config))
    open_clip.add_model_config(tmp_path / "tiny-test-arch.json")
    pickled = tmp_path / "weights.pt"
    torch.save({"state_dict": load_file(vit_folder / "open_clip_model.safetensors")}, pickled)
    named = load_model(f"tiny-test-arch@{pickled}", device="cpu")
    with torch.inference_mode():
        one = named.encode_texts(["a red square"])
        two = load_model(vit_folder, device="cpu").encode_texts(["a red square"])
    assert torch.equal(one, two)


class Hostile:
    """Would create a file when unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def test_a_pickle_that_runs_code_is_refused_unrun(vit_folder: Path, tmp_path: Path) -> None:
    shutil.copy(vit_folder / "open_clip_config.json", tmp_path)
    torch.save({"state_dict": {"a": Hostile(tmp_path / "ran")}}, tmp_path / "one.pt")
    (tmp_path / "two.bin").write_bytes(pickle.dumps(Hostile(tmp_path / "ran")))
    for name in ("one.pt", "two.bin"):
        with pytest.raises(RefusedError) as refused:
            load_model(tmp_path / name, device="cpu")
        assert "executed" in refused.value.kept
    assert not (tmp_path / "ran").exists()


def test_damaged_and_unfitting_files_are_refused(vit_folder: Path, timm_folder: Path, tmp_path: Path) -> None:
    shutil.copy(vit_folder / "open_clip_config.json", tmp_path)
    weights = tmp_path / "open_clip_model.safetensors"
    weights.write_bytes((vit_folder / weights.name).read_bytes()[:5000])
    with pytest.raises(RefusedError, match="cannot be read"):
        load_model(tmp_path, device="cpu")
    shutil.copy(timm_folder / weights.name, weights)
    with pytest.raises(RefusedError, match="does not fit"):
        load_model(tmp_path, device="cpu")


@pytest.mark.parametrize("source", ["nowhere/at/all", "no-such-architecture@weights.pt"])
def test_what_is_not_there_is_said(source: str) -> None:
    with pytest.raises(NotFoundError):
        load_model(source, device="cpu")


def test_a_folder_without_weights_or_tokenizer_is_said(timm_folder: Path, tmp_path: Path) -> None:
    shutil.copy(timm_folder / "open_clip_config.json", tmp_path)
    with pytest.raises(NotFoundError, match="no weights"):
        load_model(tmp_path, device="cpu")
    shutil.copy(timm_folder / "open_clip_model.safetensors", tmp_path)
    with pytest.raises(NotFoundError, match=r"config\.json"):
        load_model(tmp_path, device="cpu")
    shutil.copy(timm_folder / "config.json", tmp_path)
    with pytest.raises(NotFoundError, match="tokenizer"):
        load_model(tmp_path, device="cpu")


def test_a_tower_from_the_network_is_refused(timm_folder: Path, tmp_path: Path) -> None:
    shown = json.loads((timm_folder / "open_clip_config.json").read_text())
    shown["model_cfg"]["vision_cfg"]["timm_model_name"] = "hf-hub:somebody/something"
    (tmp_path / "open_clip_config.json").write_text(json.dumps(shown))
    (tmp_path / "open_clip_model.safetensors").touch()
    with pytest.raises(RefusedError, match="network"):
        load_model(tmp_path, device="cpu")


def test_a_model_that_also_writes_captions_is_refused_with_the_reason(vit_folder: Path, tmp_path: Path) -> None:
    shown = json.loads((vit_folder / "open_clip_config.json").read_text())
    shown["model_cfg"]["multimodal_cfg"] = {"layers": 2}
    (tmp_path / "open_clip_config.json").write_text(json.dumps(shown))
    (tmp_path / "open_clip_model.safetensors").touch()
    with pytest.raises(RefusedError, match="CoCa") as refused:
        load_model(tmp_path, device="cpu")
    assert refused.value.why


def test_weights_of_clips_form_start_siglips_form_without_a_bias(vit_folder: Path, tmp_path: Path) -> None:
    shown = json.loads((vit_folder / "open_clip_config.json").read_text())
    shown["model_cfg"]["init_logit_bias"] = -10
    (tmp_path / "open_clip_config.json").write_text(json.dumps(shown))
    shutil.copy(vit_folder / "open_clip_model.safetensors", tmp_path)
    assert load_model(vit_folder, device="cpu").bias is None
    assert load_model(tmp_path, device="cpu").bias == 0.0


def test_a_pickle_that_calls_itself_safetensors_is_refused_unrun(vit_folder: Path, tmp_path: Path) -> None:
    shutil.copy(vit_folder / "open_clip_config.json", tmp_path)
    (tmp_path / "open_clip_model.safetensors").write_bytes(pickle.dumps(Hostile(tmp_path / "ran")))
    with pytest.raises(RefusedError, match="cannot be read"):
        load_model(tmp_path, device="cpu")
    assert not (tmp_path / "ran").exists()


def test_a_lone_weights_file_asks_for_its_architecture(tmp_path: Path) -> None:
    (tmp_path / "clip.safetensors").touch()
    with pytest.raises(RefusedError, match="which architecture"):
        load_model(tmp_path / "clip.safetensors", device="cpu")
