"""An exported folder opens with plain open_clip, offline, from anywhere, and says the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from PIL import Image

from miwake.domain.errors import RefusedError
from miwake.ml.exporting import export_model
from miwake.ml.loading import load_model
from miwake.ml.model import Model

SCRIPT = """
import json, socket, sys
def refuse(*args, **options): raise OSError("no network here")
socket.socket.connect = refuse
sys.path.insert(0, sys.argv[1])
import torch
from PIL import Image
from load import load
model, preprocess, tokenizer = load()
with torch.no_grad():
    photo = model.encode_image(preprocess(Image.open(sys.argv[2]))[None], normalize=True)
    texts = model.encode_text(tokenizer(["a red square", "a blue square on the left"]), normalize=True)
print(json.dumps((photo @ texts.T).tolist()))
"""


def test_what_was_written_is_read_back_with_the_same_digest(model: Model, tmp_path: Path) -> None:
    folder = export_model(model, tmp_path / "out", facts={"recipe": "adaptive"})
    assert load_model(folder, device="cpu").digest == model.digest
    card = (folder / "MODEL_CARD.md").read_text()
    assert "recipe: adaptive" in card
    assert model.digest in card
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out"]


def test_a_folder_that_holds_something_is_left_alone(vit_model: Model, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RefusedError, match="not empty"):
        export_model(vit_model, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_plain_open_clip_gives_the_same_scores_offline(model: Model, tmp_path: Path) -> None:
    folder, elsewhere = export_model(model, tmp_path / "out"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    photo = Image.new("RGB", (40, 60), (200, 30, 90))
    photo.save(tmp_path / "photo.png")
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(elsewhere)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(tmp_path / "photo.png")],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with torch.inference_mode():
        ours = (
            model.encode_photos(model.preprocess(photo)[None])
            @ model.encode_texts(["a red square", "a blue square on the left"]).T
        )
    torch.testing.assert_close(torch.tensor(json.loads(done.stdout.splitlines()[-1])), ours, atol=1e-5, rtol=0)
