"""A cut tower gives what the whole tower gives, and trains what lies above the cut and nothing else."""

import pytest
import timm
import torch
from open_clip.timm_model import TimmModel
from torch import Tensor, nn

from miwake.ml.model import Model
from miwake.ml.towers.photos import split_photo_tower
from miwake.ml.towers.split import WHOLE, first_trained
from miwake.ml.towers.texts import split_text_tower

PHOTO = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(0))
TEXTS = ["a red square", "the blue circle on the left of the table"]


@pytest.mark.parametrize("depth", [1, 2, None])
def test_both_parts_of_a_photo_tower_give_the_whole(model: Model, depth: int | None) -> None:
    split = split_photo_tower(model.visual, probe=PHOTO[:1], depth=depth)
    assert split.name != WHOLE
    with torch.no_grad():
        torch.testing.assert_close(split.upper(split.lower(PHOTO), None), model.visual(PHOTO))


@pytest.mark.parametrize("depth", [1, 2, None])
def test_both_parts_of_a_text_tower_give_the_whole(model: Model, depth: int | None) -> None:
    tokens = model.tokeniser(TEXTS)
    split = split_text_tower(model.text, probe=tokens, depth=depth)
    assert split.name != WHOLE
    with torch.no_grad():
        torch.testing.assert_close(split.upper(split.lower(tokens), tokens), model.text(tokens))


def test_only_what_lies_above_the_cut_trains(model: Model) -> None:
    deep = split_photo_tower(model.visual, probe=PHOTO[:1], depth=2)
    shallow = split_photo_tower(model.visual, probe=PHOTO[:1], depth=1)
    everything = {name for name, _ in model.visual.named_parameters()}
    assert shallow.trained < deep.trained < everything
    assert not any(each.requires_grad for each in model.visual.parameters())


def test_a_change_below_the_cut_changes_the_features_only(model: Model) -> None:
    split = split_photo_tower(model.visual, probe=PHOTO[:1], depth=1)
    features = split.lower(PHOTO)
    before = split.upper(features, None)
    frozen = next(each for name, each in model.visual.named_parameters() if name not in split.trained)
    with torch.no_grad():
        frozen.add_(torch.randn(frozen.shape, generator=torch.Generator().manual_seed(1)))
    assert torch.equal(split.upper(features, None), before)
    assert not torch.equal(split.lower(PHOTO), features)


@pytest.mark.parametrize("trunk", ["test_vit", "test_convnext"])
def test_other_trunks_of_timm_are_cut_too(timm_model: Model, trunk: str) -> None:
    tower = timm_model.visual
    tower.trunk = timm.create_model(trunk, num_classes=0).eval()
    tower.head = nn.Identity()
    photo = torch.rand(2, 3, 160, 160, generator=torch.Generator().manual_seed(0))
    split = split_photo_tower(tower, probe=photo[:1], depth=1)
    assert split.name != WHOLE
    with torch.no_grad():
        torch.testing.assert_close(split.upper(split.lower(photo), None), tower(photo), atol=1e-4, rtol=1e-3)


class Odd(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(3, 4)

    def forward(self, pixels: Tensor) -> Tensor:
        made: Tensor = self.layer(pixels.mean(dim=(2, 3)))
        return made


def test_an_unknown_tower_trains_whole() -> None:
    tower = Odd()
    split = split_photo_tower(tower, probe=PHOTO[:1])
    assert split.name == WHOLE
    assert split.trained == {"layer.weight", "layer.bias"}
    assert torch.equal(split.upper(split.lower(PHOTO), None), tower(PHOTO))


def test_by_default_a_share_of_the_blocks_trains() -> None:
    assert [first_trained(blocks, None, part=5) for blocks in (12, 7, 6, 1)] == [10, 6, 5, 0]
    assert first_trained(6, 9, part=3) == 0


@pytest.mark.parametrize(
    ("trunk", "size", "pool"),
    [
        ("test_vit_relpos", 160, ""),
        pytest.param("eva02_tiny_patch14_224", 224, "token", marks=pytest.mark.slow),
        pytest.param("vit_pe_core_tiny_patch16_384", 384, "map", marks=pytest.mark.slow),
        pytest.param("fastvit_mci0", 128, "avg", marks=pytest.mark.slow),
        pytest.param("swin_tiny_patch4_window7_224", 224, "", marks=pytest.mark.slow),
        pytest.param("vitamin_small_224", 224, "", marks=pytest.mark.slow),
    ],
)
def test_each_kind_of_trunk_on_open_clips_list_is_cut(trunk: str, size: int, pool: str) -> None:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        tower = TimmModel(trunk, embed_dim=24, image_size=size, pool=pool).eval().requires_grad_(requires_grad=False)
    photos = torch.rand(3, 3, size, size, generator=torch.Generator().manual_seed(0))
    split = split_photo_tower(tower, probe=photos[:1])
    assert split.name != WHOLE
    assert 0 < len(split.trained) < len(list(tower.parameters()))
    with torch.no_grad():
        torch.testing.assert_close(split.upper(split.lower(photos), None), tower(photos), atol=1e-4, rtol=1e-3)
