"""The last block runs on the one token that is pooled, and the tower gives what it gave."""

from typing import Any

import pytest
import torch
from open_clip.transformer import TextTransformer, VisionTransformer
from torch import Tensor, nn

from miwake.ml.towers.one_token import at_places
from miwake.ml.towers.photos import split_photo_tower
from miwake.ml.towers.split import WHOLE, SplitTower
from miwake.ml.towers.texts import split_text_tower

WIDTH = 16
HEADS = 2
END = 29
TOKENS = torch.tensor([[28, 4, 5, END, 0, 0], [28, 4, END, 0, 0, 0], [28, 7, 8, 9, 3, END]])


def text_tower(**options: Any) -> TextTransformer:
    torch.manual_seed(0)
    kept = {"context_length": 6, "vocab_size": 30, "width": WIDTH, "heads": HEADS, "layers": 3, "output_dim": 8}
    tower = TextTransformer(**kept, **options)
    make_lively(tower)
    return tower


def photo_tower(**options: Any) -> VisionTransformer:
    torch.manual_seed(0)
    tower = VisionTransformer(16, 4, width=WIDTH, layers=3, heads=HEADS, mlp_ratio=2.0, output_dim=8, **options)
    make_lively(tower)
    return tower


def make_lively(tower: nn.Module) -> None:
    """Make vectors, which start at zero or one, differ: what forgets one of them is seen."""
    with torch.no_grad():
        for each in tower.eval().parameters():
            each.add_(0.2 * torch.randn(each.shape))


@pytest.fixture
def seen_by_mlp() -> list[tuple[int, ...]]:
    return []


def watch(block: nn.Module, seen: list[tuple[int, ...]]) -> None:
    def note(_module: nn.Module, args: tuple[Tensor, ...]) -> None:
        seen.append(tuple(args[0].shape))

    block.get_submodule("mlp").register_forward_pre_hook(note)


def upper_of_texts(split: SplitTower) -> Tensor:
    return split.upper(split.lower(TOKENS), TOKENS)


@pytest.mark.parametrize(
    "options",
    [
        {"pool_type": "argmax"},
        {"pool_type": "eos", "eos_id": END},
        {"pool_type": "first", "no_causal_mask": True},
        {"pool_type": "last"},
        {"pool_type": "argmax", "use_pad_mask": True},
        {"pool_type": "argmax", "ls_init_value": 0.1},
    ],
    ids=str,
)
def test_a_text_tower_asks_its_last_block_of_one_token(
    options: dict[str, Any], seen_by_mlp: list[tuple[int, ...]]
) -> None:
    tower = text_tower(**options)
    split = split_text_tower(tower, probe=TOKENS)
    watch(tower.transformer.resblocks[-1], seen_by_mlp)
    with torch.no_grad():
        made = upper_of_texts(split)
        assert seen_by_mlp == [(3, 1, WIDTH)]
        torch.testing.assert_close(made, tower(TOKENS))


def test_gradients_are_those_of_the_whole_block() -> None:
    whole, cut = text_tower(), text_tower()
    split = split_text_tower(cut, probe=TOKENS)
    cut.requires_grad_(requires_grad=True)
    toward = torch.randn(3, 8)
    torch.autograd.backward((whole(TOKENS) * toward).sum())
    torch.autograd.backward((upper_of_texts(split) * toward).sum())
    theirs, found = dict(whole.named_parameters()), dict(cut.named_parameters())
    assert "transformer.resblocks.2.attn.in_proj_weight" in split.trained
    for name in split.trained:
        torch.testing.assert_close(found[name].grad, theirs[name].grad)


def test_a_text_tower_that_pools_nothing_keeps_all_tokens(seen_by_mlp: list[tuple[int, ...]]) -> None:
    tower = text_tower(pool_type="none")
    split = split_text_tower(tower, probe=TOKENS)
    assert split.name != WHOLE
    watch(tower.transformer.resblocks[-1], seen_by_mlp)
    with torch.no_grad():
        torch.testing.assert_close(upper_of_texts(split), tower(TOKENS))
    assert seen_by_mlp[0] == (3, 6, WIDTH)


@pytest.mark.parametrize(
    ("options", "tokens"),
    [
        ({}, 1),
        ({"final_ln_after_pool": True}, 1),
        ({"pool_type": "avg"}, 17),
        ({"attentional_pool": True, "attn_pooler_queries": 4, "attn_pooler_heads": 2}, 17),
    ],
    ids=str,
)
def test_a_photo_tower_asks_its_last_block_of_its_class_token_if_it_pools_that(
    options: dict[str, Any], tokens: int, seen_by_mlp: list[tuple[int, ...]]
) -> None:
    tower, photos = photo_tower(**options), torch.rand(2, 3, 16, 16)
    split = split_photo_tower(tower, probe=photos[:1], depth=2)
    assert split.name != WHOLE
    watch(tower.transformer.resblocks[-1], seen_by_mlp)
    with torch.no_grad():
        made = split.upper(split.lower(photos), None)
        assert seen_by_mlp == [(2, tokens, WIDTH)]
        torch.testing.assert_close(made, tower(photos))


def test_a_mask_for_each_sequence_and_head_is_read_at_the_place_that_is_asked_for() -> None:
    block = photo_tower().transformer.resblocks[0]
    tokens, places = torch.randn(2, 5, WIDTH), torch.tensor([1, 4])
    mask = torch.randn(2 * HEADS, 5, 5)
    with torch.no_grad():
        whole = block(tokens, attn_mask=mask)
        found = at_places(block, tokens, places, mask)
    torch.testing.assert_close(found[:, 0], whole[torch.arange(2), places])
