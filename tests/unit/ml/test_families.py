"""Every family of towers is loaded, embeds, trains and is exported to what plain open_clip scores the same."""

import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from fakes import RecordingControl
from miwake.domain.terms import Split
from miwake.ml.devices import Precision
from miwake.ml.exporting import export_model
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions, TrainingResult
from unit.ml.kit import FAMILIES
from unit.ml.runs import retrained

TEXTS = ["a red square", "the blue circle on the left of the table"]
OPTIONS = TrainingOptions(steps=2, batch_size=6, views=2, learning_rate=4e-3, evaluations=1, precision=Precision.FP32)


@pytest.fixture(params=sorted(FAMILIES))
def family(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def loaded(family: str, tmp_path: Path) -> Model:
    folder = tmp_path / "start"
    folder.mkdir()
    write: Callable[[Path], Path] = FAMILIES[family][0]
    return load_model(write(folder), device="cpu")


def trained(model: Model, site: Any, folder: Path, control: RecordingControl) -> TrainingResult:
    # Without validation cases the last step is kept, whether it is better or not.
    snapshot = replace(site.snapshot(), examples=tuple(site.of(Split.TRAIN)))
    return retrained(model, site, folder, options=OPTIONS, control=control, snapshot=snapshot)


def test_a_family_trains_and_plain_open_clip_scores_what_came_out_the_same(
    family: str, loaded: Model, site: Any, tmp_path: Path
) -> None:
    control = RecordingControl()
    result = trained(loaded, site, tmp_path / "run", control)
    told = {side for side in ("photo", "text") if any(f"The {side} tower" in note for note in result.notes)}
    assert told == FAMILIES[family][1]
    assert result.steps == 2
    changed = {
        name.partition(".")[0]
        for name, each in result.model.module.state_dict().items()
        if not torch.equal(each, loaded.module.state_dict()[name])
    }
    assert changed == {"visual", "text"}
    folder = export_model(result.model, tmp_path / "out")
    assert load_model(folder, device="cpu").digest == result.model.digest
    plain, preprocess, tokenizer = runpy.run_path(str(folder / "load.py"))["load"]()
    photo = Image.new("RGB", (40, 60), (200, 30, 90))
    photo.paste((20, 160, 60), (5, 5, 25, 30))
    with torch.inference_mode():
        theirs, _ = plain.get_logits(preprocess(photo)[None], tokenizer(TEXTS))
        seen, said = result.model.encode_photos(result.model.preprocess(photo)[None]), result.model.encode_texts(TEXTS)
    ours = result.model.scale * seen @ said.T + (result.model.bias or 0.0)
    torch.testing.assert_close(theirs, ours, atol=2e-4, rtol=1e-4)
