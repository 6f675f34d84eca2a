import csv
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "miwake_resources" / "models" / "builtin"
PHOTOS = ROOT.parent / "shared" / "data" / "photos"
MOST_BYTES = 60_000_000

# Loads the folder with nothing but open_clip, with every connection refused, and prints what it makes of one picture.
ALONE = """
import json, socket, sys
from pathlib import Path

def refuse(*_):
    raise OSError("no network")

socket.socket.connect = refuse
sys.path.insert(0, sys.argv[1])
import torch
from PIL import Image
from load import load

torch.set_num_threads(1)
model, preprocess, tokenizer = load()
with torch.no_grad():
    photo = model.encode_image(preprocess(Image.open(sys.argv[2]))[None], normalize=True)
    texts = model.encode_text(tokenizer(sys.argv[3:]), normalize=True)
print(json.dumps((texts @ photo[0]).tolist()))
"""


def _load_py() -> ModuleType:
    spec = importlib.util.spec_from_file_location("builtin_load", FOLDER / "load.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def parts() -> tuple[Any, Any, Any]:
    import torch  # noqa: PLC0415 - keeps collection fast

    torch.set_num_threads(1)
    loaded: tuple[Any, Any, Any] = _load_py().load()
    return loaded


def _photos(parts: tuple[Any, Any, Any], images: list[Image.Image]) -> Any:
    import torch  # noqa: PLC0415

    model, preprocess, _ = parts
    with torch.no_grad():
        return model.encode_image(torch.stack([preprocess(image) for image in images]), normalize=True)


def _texts(parts: tuple[Any, Any, Any], texts: list[str]) -> Any:
    import torch  # noqa: PLC0415

    model, _, tokenizer = parts
    with torch.no_grad():
        return model.encode_text(tokenizer(texts), normalize=True)


def test_the_whole_folder_is_at_most_sixty_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) <= MOST_BYTES


def test_the_configuration_says_all_that_open_clip_needs_offline() -> None:
    config = json.loads((FOLDER / "open_clip_config.json").read_text(encoding="utf-8"))
    assert config["preprocess_cfg"]["mean"] == [0.5, 0.5, 0.5]
    assert config["preprocess_cfg"]["std"] == [0.5, 0.5, 0.5]
    assert config["model_cfg"]["text_cfg"]["hf_proj_type"] == "linear"
    assert config["model_cfg"]["text_cfg"]["hf_tokenizer_name"]


def test_the_card_names_licences_measured_quality_and_limits() -> None:
    card = (FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    for heading in ("## What it is made of", "## Measured", "## Limits"):
        assert heading in card
    assert "Apache-2.0" in card


def test_matrices_are_stored_in_half_precision() -> None:
    from safetensors import safe_open  # noqa: PLC0415

    with safe_open(FOLDER / "open_clip_model.safetensors", framework="pt") as file:
        kinds = {file.get_slice(name).get_dtype() for name in file.keys() if len(file.get_slice(name).get_shape()) > 1}  # noqa: SIM118 - not a mapping
    assert kinds == {"F16"}


@pytest.mark.slow
def test_a_copy_of_the_folder_loads_elsewhere_offline_and_scores_alike(
    parts: tuple[Any, Any, Any], tmp_path: Path
) -> None:
    copied = tmp_path / "somewhere else"
    shutil.copytree(FOLDER, copied, ignore=shutil.ignore_patterns("__pycache__"))
    picture = Image.linear_gradient("L").convert("RGB")
    picture.save(tmp_path / "picture.png")
    texts = ["a photo of a dog.", "a closed valve"]
    answer = subprocess.run(
        [sys.executable, "-c", ALONE, str(copied), "picture.png", *texts],
        cwd=tmp_path, env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "empty")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    here = (_texts(parts, texts) @ _photos(parts, [picture])[0]).tolist()
    assert json.loads(answer.stdout.splitlines()[-1]) == pytest.approx(here, abs=1e-4)


@pytest.mark.slow
def test_embeddings_have_unit_length_and_tell_texts_apart(parts: tuple[Any, Any, Any]) -> None:
    texts = _texts(parts, ["a worker wearing a helmet", "a slice of pizza on a plate"])
    photos = _photos(parts, [Image.new("RGB", (300, 200), "red"), Image.linear_gradient("L").convert("RGB")])
    for embeddings in (texts, photos):
        assert embeddings.norm(dim=1).tolist() == pytest.approx([1.0, 1.0], abs=1e-5)
        assert embeddings[0] @ embeddings[1] < 0.99


@pytest.mark.slow
def test_drawn_scenes_of_unseen_styles_find_their_own_description(parts: tuple[Any, Any, Any]) -> None:
    from miwake.scenes import World, render_scene  # noqa: PLC0415

    described = {
        "valve": "a valve",
        "helmet": "a worker",
        "ladder": "a ladder and a tank",
        "gate": "a barrier gate",
        "lamp": "a signal lamp",
    }
    scenes = [
        render_scene(5000 + number, world=World.TEST, subject=subject, captions=1, confusables=0).image
        for subject in described
        for number in range(6)
    ]
    found = (_photos(parts, scenes) @ _texts(parts, list(described.values())).T).argmax(dim=1).tolist()
    right = sum(answer == number // 6 for number, answer in enumerate(found))
    assert right >= 0.5 * len(scenes)


@pytest.mark.slow
@pytest.mark.shared_data
def test_real_photos_are_found_by_their_captions(parts: tuple[Any, Any, Any]) -> None:
    if not PHOTOS.is_dir():
        pytest.skip("the captioned photos are not beside the project")
    with (PHOTOS / "captions.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["image"], row["caption"]) for row in csv.DictReader(file)]
    names = sorted({image for image, _ in rows})
    images = [Image.open(PHOTOS / "images" / name).convert("RGB") for name in names]
    scores = _texts(parts, [caption for _, caption in rows]) @ _photos(parts, images).T
    ranks = [int((row > row[names.index(image)]).sum()) for row, (image, _) in zip(scores, rows, strict=True)]
    assert sum(rank < 1 for rank in ranks) / len(ranks) >= 0.4
    assert sum(rank < 5 for rank in ranks) / len(ranks) >= 0.8
