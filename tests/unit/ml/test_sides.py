"""A tower that averages over places gets sight of sides without a change of its scores, and learns them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import open_clip
import pytest
import torch
from timm.layers.attention_pool2d import AttentionPool2d
from torch import Tensor

from fakes import RecordingControl
from miwake.domain.terms import Split
from miwake.ml.devices import Precision
from miwake.ml.exporting import export_model
from miwake.ml.loading import load_model
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions
from miwake.ml.student import Student, StudentPlan
from miwake.ml.towers.pooling import FirstTokenPool, attention_pool, pool_lean
from miwake.ml.towers.sides import HEAD, fixed_places, with_sides
from unit.ml.runs import retrained

MAP = (7, 7)


@pytest.fixture(scope="module")
def averaging() -> Model:
    return load_model("builtin", device="cpu")


@pytest.fixture(scope="module")
def sided(averaging: Model) -> Model:
    return with_sides(averaging)


@pytest.fixture
def maps() -> Tensor:
    return torch.rand((3, 1280, *MAP), generator=torch.Generator().manual_seed(1)) * 3


def pool_of(model: Model) -> Any:
    return attention_pool(model.visual)


def test_scores_stay_as_they_were(averaging: Model, sided: Model) -> None:
    photos = torch.rand((3, 3, 224, 224), generator=torch.Generator().manual_seed(2))
    assert sided is not averaging
    assert sided.digest != averaging.digest
    with torch.no_grad():
        torch.testing.assert_close(sided.encode_photos(photos), averaging.encode_photos(photos), atol=1e-5, rtol=0)


def test_a_model_in_full_precision_keeps_its_scores_too(averaging: Model) -> None:
    weights = dict(averaging.module.state_dict())
    name = "visual.head.proj.weight"
    weights[name] = weights[name] * 1.000123
    full = replace(averaging, halves=averaging.halves - {name}).with_weights(weights, name="full")
    sided = with_sides(full)
    assert sided is not full
    photos = torch.rand((2, 3, 224, 224), generator=torch.Generator().manual_seed(5))
    with torch.no_grad():
        torch.testing.assert_close(sided.encode_photos(photos), full.encode_photos(photos), atol=1e-5, rtol=0)
    assert not {"visual.head.pool.qkv.weight", "visual.head.pool.proj.weight"} & sided.halves


def test_what_lies_left_reaches_other_heads_than_what_lies_right(sided: Model, maps: Tensor) -> None:
    pool = pool_of(sided)
    with torch.no_grad():
        seen, mirrored = (pool(each, pre_logits=True) for each in (maps, maps.flip(-1)))
    average, left, right = slice(0, 6 * HEAD), slice(6 * HEAD, 10 * HEAD), slice(10 * HEAD, 14 * HEAD)
    torch.testing.assert_close(mirrored[:, average], seen[:, average], atol=1e-4, rtol=1e-4)
    size = seen[:, left].norm()
    assert (mirrored[:, left] - seen[:, right]).norm() < 0.2 * (mirrored[:, left] - seen[:, left]).norm()
    assert (mirrored[:, left] - seen[:, left]).norm() > 0.1 * size


def test_an_upright_mirror_exchanges_top_and_bottom(sided: Model, maps: Tensor) -> None:
    pool = pool_of(sided)
    with torch.no_grad():
        seen, mirrored = (pool(each, pre_logits=True) for each in (maps, maps.flip(-2)))
    top, bottom = slice(14 * HEAD, 17 * HEAD), slice(17 * HEAD, 20 * HEAD)
    assert (mirrored[:, top] - seen[:, bottom]).norm() < 0.2 * (mirrored[:, top] - seen[:, top]).norm()


def test_plain_open_clip_opens_it_and_scores_the_same(sided: Model, tmp_path: Path) -> None:
    folder = export_model(sided, tmp_path / "sided")
    again = load_model(folder, device="cpu")
    assert with_sides(again) is again
    plain, _, _ = open_clip.create_model_and_transforms(
        f"local-dir:{folder}", text_cfg={**sided.config.model["text_cfg"], "hf_model_name": str(folder)}
    )
    photos = torch.rand((2, 3, 224, 224), generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        theirs = plain.eval().encode_image(photos, normalize=True)
        torch.testing.assert_close(theirs, sided.encode_photos(photos), atol=1e-5, rtol=0)


def test_where_its_heads_look_does_not_train_but_what_they_say_does(sided: Model, tmp_path: Path) -> None:
    student = Student(sided, StudentPlan(None, None, tmp_path), control=RecordingControl())
    trained = {name for name in student.parameters if name.startswith("visual.head")}
    assert trained == {"visual.head.pool.proj.weight", "visual.head.pool.proj.bias"}


def test_a_tower_that_ends_otherwise_stays_as_it_is(vit_model: Model, timm_model: Model) -> None:
    assert with_sides(vit_model) is vit_model
    # Its last map is a single place: there are no sides to tell apart.
    assert with_sides(timm_model) is timm_model


def test_a_pool_that_asks_each_photo_its_own_question_trains_whole() -> None:
    tower = torch.nn.Module()
    tower.head = torch.nn.Sequential()
    tower.head.add_module("pool", AttentionPool2d(128, feat_size=MAP, out_features=16))
    assert fixed_places(tower) == frozenset()


@pytest.mark.parametrize("size", [MAP, (8, 6)], ids=["its own map", "another map"])
def test_the_lean_pool_gives_what_timm_gives_and_the_same_gradients(size: tuple[int, int]) -> None:
    torch.manual_seed(4)
    theirs = AttentionPool2d(128, feat_size=MAP, out_features=16)
    torch.nn.init.normal_(theirs.qkv.bias)  # type: ignore[union-attr, arg-type]
    tower = torch.nn.Module()
    tower.head = torch.nn.Sequential()
    tower.head.add_module("pool", theirs)
    pool_lean(tower)
    ours: Any = attention_pool(tower)
    assert type(ours) is FirstTokenPool
    maps = torch.randn(4, 128, *size)
    found = []
    for pool in (theirs, ours):
        given = maps.clone().requires_grad_()
        pool.zero_grad()
        made = pool(given)
        (made**2).sum().backward()
        found.append((made, given.grad, *(each.grad.clone() for each in theirs.parameters() if each.grad is not None)))
    # The bias of the keys has a gradient of zero: rounding in one of them.
    for one, other in zip(*found, strict=True):
        torch.testing.assert_close(other, one, atol=2e-4, rtol=1e-3)


def test_it_is_the_same_on_any_number_of_threads(averaging: Model, sided: Model) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        other = with_sides(averaging)
    finally:
        torch.set_num_threads(before)
    assert other.digest == sided.digest != averaging.digest
    for name, each in pool_of(other).state_dict().items():
        torch.testing.assert_close(each, pool_of(sided).state_dict()[name], atol=2e-3, rtol=2e-3)


def test_a_retraining_gives_sight_of_sides_once_and_keeps_it(averaging: Model, site: Any, tmp_path: Path) -> None:
    options = TrainingOptions(steps=1, batch_size=4, views=1, evaluations=1, precision=Precision.FP32)
    control = RecordingControl()
    snapshot = replace(site.snapshot(), examples=tuple(site.of(Split.TRAIN)))
    first = retrained(averaging, site, tmp_path / "1", options=options, control=control, snapshot=snapshot)
    assert [note for note in first.notes if "sight of left and right" in note]
    assert first.model.config.model["vision_cfg"]["timm_pool"] == "abs_attn"
    second = retrained(first.model, site, tmp_path / "2", options=options, control=control, snapshot=snapshot)
    assert not [note for note in second.notes if "sight of left and right" in note]
    places = fixed_places(second.model.visual)
    assert places
    for name in places:
        assert torch.equal(second.model.visual.get_parameter(name), first.model.visual.get_parameter(name))
    assert not torch.equal(pool_of(second.model).proj.weight, pool_of(first.model).proj.weight)


def test_texts_of_all_lengths_come_back_in_their_order(sided: Model, tmp_path: Path) -> None:
    student = Student(sided, StudentPlan(None, None, tmp_path), control=RecordingControl())
    texts = [f"{number} " + "valve " * (number % 13 + 1) for number in range(100)]
    with torch.no_grad():
        expected = student.encode_texts(texts)
    torch.testing.assert_close(student.encode_texts(texts).detach(), expected, atol=1e-5, rtol=1e-4)
