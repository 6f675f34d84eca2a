"""Thin matrices train instead of weights, change nothing else, and what comes out is one plain model."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from fakes import RecordingControl
from miwake.domain.control import SilentControl
from miwake.domain.errors import CancelledError, RefusedError
from miwake.domain.terms import Split
from miwake.ml import lora
from miwake.ml.devices import Precision
from miwake.ml.interpolation import mixed
from miwake.ml.loading import load_model
from miwake.ml.lora import LowRankWeights, rank_for
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions, TrainingResult
from miwake.ml.student import Student, StudentPlan
from unit.ml.kit import FAMILIES
from unit.ml.runs import retrained

RANK = 2
OPTIONS = TrainingOptions(
    steps=6, batch_size=8, views=2, learning_rate=4e-3, evaluations=3, precision=Precision.FP32, lora=RANK
)
TEXTS = ["a red square", "the blue circle on the left of the table"]


def run(
    model: Model, site: Any, folder: Path, control: RecordingControl | None = None, **changed: Any
) -> TrainingResult:
    # Without validation cases the last step is kept, whether it is better or not.
    snapshot = replace(site.snapshot(), examples=tuple(site.of(Split.TRAIN)))
    return retrained(model, site, folder, options=replace(OPTIONS, **changed), control=control, snapshot=snapshot)


def student_of(model: Model, folder: Path, rank: int | None = RANK, control: Any = None) -> Student:
    return Student(model, StudentPlan(None, None, folder, rank), control=control or SilentControl())


def drawn(student: Student) -> dict[str, Tensor]:
    chance = torch.Generator().manual_seed(5)
    return {name: 0.1 * torch.randn(each.shape, generator=chance) for name, each in student.parameters.items()}


@pytest.mark.parametrize("family", ["vit", "resnet", "convnext", "siglip", "bert", "mt5"])
def test_merged_weights_score_as_the_thin_matrices_did(family: str, site: Any, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    model = load_model(FAMILIES[family][0](folder), device="cpu")
    student, photo = student_of(model, tmp_path), site.photos[0]
    student.remember({photo.sha256: lambda: site.open(photo.path)}, (0,), control=SilentControl())

    def scores() -> Tensor:
        with torch.no_grad():
            return student.encode_photos([(photo.sha256, 0)]) @ student.encode_texts(TEXTS).T

    untrained = scores()
    weights = drawn(student)
    with torch.no_grad():
        for name, each in student.parameters.items():
            each.copy_(weights[name])
    # In full precision: what is stored may be rounded to fp16 as the model that it came from is.
    plain = replace(model, halves=frozenset()).with_weights(
        {**model.module.state_dict(), **student.plain(weights)}, name="merged"
    )
    with torch.no_grad():
        pixels = model.preprocess(site.open(photo.path).convert("RGB"))
        made = plain.encode_photos(pixels[None]) @ plain.encode_texts(TEXTS).T
        before = model.encode_photos(pixels[None]) @ model.encode_texts(TEXTS).T
    torch.testing.assert_close(untrained, before, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(scores(), made, atol=1e-5, rtol=1e-4)
    assert (made - before).abs().max() > 1e-3


def test_only_matrices_change_and_only_by_so_many_dimensions(vit_model: Model, site: Any, tmp_path: Path) -> None:
    result = run(replace(vit_model, halves=frozenset()), site, tmp_path)
    before, after = vit_model.module.state_dict(), result.model.module.state_dict()
    assert before.keys() == after.keys()
    changed = {name for name, each in after.items() if not torch.equal(each, before[name])}
    assert {"visual.proj", "text.text_projection", "visual.transformer.resblocks.2.attn.in_proj_weight"} <= changed
    assert all(after[name].ndim == 2 for name in changed)
    assert not any("ln_" in name or "embedding" in name or "bias" in name for name in changed)
    for name in changed:
        assert torch.linalg.matrix_rank(after[name] - before[name], rtol=1e-3) <= RANK


def test_the_weights_themselves_stand_still_in_training(timm_model: Model, tmp_path: Path) -> None:
    student = student_of(timm_model, tmp_path)
    originals = {name: each for name, each in student.module.named_parameters() if name not in student.parameters}
    assert student.parameters
    assert all(name.endswith((".up", ".down")) for name in student.parameters)
    assert not any(each.requires_grad for each in originals.values())
    full = student_of(timm_model, tmp_path, rank=0)
    assert sum(each.numel() for each in student.parameters.values()) < 0.5 * sum(
        each.numel() for each in full.parameters.values()
    )


def test_mixing_thin_matrices_mixes_the_weights(vit_model: Model, tmp_path: Path) -> None:
    student = student_of(vit_model, tmp_path)
    start = {name: each.detach().clone() for name, each in student.parameters.items()}
    trained = drawn(student)
    beside = student.start_beside(start, trained)
    whole, none = student.plain(trained), student.plain(beside)
    for name, each in none.items():
        assert torch.equal(each, vit_model.module.state_dict()[name])
    for name, each in student.plain(mixed(beside, trained, 0.25)).items():
        torch.testing.assert_close(each, torch.lerp(none[name], whole[name], 0.25), atol=1e-6, rtol=1e-5)


def test_a_run_with_thin_matrices_resumes_to_the_same(timm_model: Model, site: Any, tmp_path: Path) -> None:
    class Interrupted(RecordingControl):
        def checkpoint(self) -> None:
            super().checkpoint()
            if max((step for name, _, step in self.metrics if name == "loss"), default=0) >= 3:
                raise CancelledError

    straight = run(timm_model, site, tmp_path / "straight")
    assert straight.model.digest != timm_model.digest
    with pytest.raises(CancelledError):
        run(timm_model, site, tmp_path / "broken", Interrupted())
    assert run(timm_model, site, tmp_path / "broken").model.digest == straight.model.digest


def test_the_model_that_is_trained_from_stays_as_it_is(timm_model: Model, site: Any, tmp_path: Path) -> None:
    before = {name: each.clone() for name, each in timm_model.module.state_dict().items()}
    run(timm_model, site, tmp_path)
    assert timm_model.module.state_dict().keys() == before.keys()
    assert all(torch.equal(each, before[name]) for name, each in timm_model.module.state_dict().items())


def test_large_models_get_thin_matrices_unasked_and_say_so(
    timm_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [rank_for(None, trained=count) for count in (lora.LARGEST_TRAINED, lora.LARGEST_TRAINED + 1)] == [0, 16]
    assert (rank_for(0, trained=10**12), rank_for(4, trained=10)) == (0, 4)
    monkeypatch.setattr(lora, "LARGEST_TRAINED", 100)
    monkeypatch.setattr(lora, "DEFAULT_RANK", 3)
    control = RecordingControl()
    student = student_of(timm_model, tmp_path, rank=None, control=control)
    assert control.notes == ["This model is large: it is trained through thin matrices (LoRA, rank 3)."]
    assert {each.shape[1] for name, each in student.parameters.items() if name.endswith(".up")} == {3}
    asked = RecordingControl()
    student_of(timm_model, tmp_path, rank=3, control=asked)
    assert asked.notes == []


def test_a_rank_that_leaves_nothing_to_train_is_refused(timm_model: Model, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="rank 4096"):
        student_of(timm_model, tmp_path, rank=4096)


def test_depthwise_convolutions_and_tables_of_words_are_left_alone() -> None:
    module = nn.Sequential(nn.Conv2d(32, 32, 7, groups=32), nn.Embedding(50, 32), nn.Linear(32, 32), nn.LayerNorm(32))
    names = {name for name, _ in module.named_parameters()}
    low = LowRankWeights(module, names, RANK)
    assert set(low.plain({name: each.detach() for name, each in low.parameters.items()})) == {"2.weight"}


@pytest.mark.slow
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_family_trains_through_thin_matrices(family: str, site: Any, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    model = load_model(FAMILIES[family][0](folder), device="cpu")
    result = run(model, site, tmp_path / "run", steps=2, evaluations=1)
    changed = {
        name.partition(".")[0]
        for name, each in result.model.module.state_dict().items()
        if not torch.equal(each, model.module.state_dict()[name])
    }
    assert changed == {"visual", "text"}
