"""Where photo towers can be cut: open_clip's vision transformer and ResNet, timm trunks with blocks or stages."""

from typing import Any

import torch
from open_clip.modified_resnet import ModifiedResNet
from open_clip.timm_model import TimmModel
from open_clip.transformer import VisionTransformer
from torch import Tensor, nn

from miwake.ml.towers.one_token import asks_of_any_token, at_places
from miwake.ml.towers.split import Cut, SplitTower, Starting, first_trained, split_at, through, with_children

UPPER = 5
"""By default the upper fifth trains; two stages instead of one cost four times as much and gave nothing here."""


def split_photo_tower(tower: nn.Module, *, probe: Tensor, depth: int | None = None) -> SplitTower:
    """Return the tower cut below its last `depth` blocks.

    Args:
        tower: The photo tower, in evaluation mode.
        probe: (1, 3, H, W) any preprocessed photo; the cut is checked on it.
        depth: How many blocks (or stages) from the top train; None for the upper fifth.

    Returns:
        The cut tower; named "whole" where it cannot be cut, or where the cut does not give what the tower gives.
    """
    # Two different photos: a cut may hold for one and fail for several.
    two = torch.cat((probe, probe.flip(-1)))
    return split_at(tower, _cut(tower, depth, probe), inputs=two, tokens=None)


def _cut(tower: nn.Module, depth: int | None, probe: Tensor) -> Cut | None:
    if isinstance(tower, VisionTransformer):
        return _vision_transformer(tower, depth)
    if isinstance(tower, ModifiedResNet):
        return _resnet(tower, depth)
    if isinstance(tower, TimmModel):
        trunk = tower.trunk
        if hasattr(trunk, "blocks") and hasattr(trunk, "patch_embed"):
            return _timm_transformer(tower, trunk, depth, probe)
        for name in ("blocks", "stages", "layers"):
            if isinstance(getattr(trunk, name, None), nn.Sequential):
                return _timm_stages(tower, trunk, name, depth)
    return None


def _vision_transformer(tower: nn.Module, depth: int | None) -> Cut:
    blocks = list(tower.get_submodule("transformer.resblocks").children())
    first = first_trained(len(blocks), depth, part=UPPER)
    pool: Any = tower._pool  # noqa: SLF001  open_clip pools nowhere else
    of_class = getattr(tower, "attn_pool", None) is None and tower.pool_type == "tok" and asks_of_any_token(blocks[-1])

    def upper(features: Tensor, _tokens: Tensor | None) -> Tensor:
        made = through(blocks[first:-1], features)
        places = torch.zeros(len(made), dtype=torch.long, device=made.device)
        pooled: Tensor = pool(at_places(blocks[-1], made, places) if of_class else blocks[-1](made))[0]
        projection = getattr(tower, "proj", None)
        return pooled if projection is None else pooled @ projection

    return Cut(f"resblocks-{first}", blocks[first], upper)


def _resnet(tower: nn.Module, depth: int | None) -> Cut:
    stages = [tower.get_submodule(f"layer{number}") for number in (1, 2, 3, 4)]
    first, pool = first_trained(len(stages), depth, part=UPPER), tower.get_submodule("attnpool")

    def upper(features: Tensor, _tokens: Tensor | None) -> Tensor:
        made: Tensor = pool(through(stages[first:], features))
        return made

    return Cut(f"layers-{first}", stages[first], upper)


def _timm_transformer(tower: nn.Module, trunk: nn.Module, depth: int | None, probe: Tensor) -> Cut:
    blocks = list(trunk.get_submodule("blocks").children())
    first = first_trained(len(blocks), depth, part=UPPER)
    starting, kept = Starting(blocks[first]), type(trunk.get_submodule("blocks"))
    above = kept(*(starting, *blocks[first + 1 :])) if kept is nn.Sequential else kept((starting, *blocks[first + 1 :]))
    top = with_children(tower, trunk=with_children(trunk, blocks=above))
    # The trunk computes positions from a photo's shape before its blocks run; one empty photo gives them.
    empty = torch.zeros_like(probe[:1])

    def upper(features: Tensor, _tokens: Tensor | None) -> Tensor:
        starting.value = features
        made: Tensor = top(empty)
        starting.value = None
        return made

    return Cut(f"blocks-{first}", blocks[first], upper)


def _timm_stages(tower: nn.Module, trunk: nn.Module, name: str, depth: int | None) -> Cut:
    stages = list(trunk.get_submodule(name).children())
    first = first_trained(len(stages), depth, part=UPPER)
    children = [child for child, _ in trunk.named_children()]
    stem = {child: nn.Identity() for child in children[: children.index(name)]}
    top, head = with_children(trunk, **stem, **{name: nn.Sequential(*stages[first:])}), tower.get_submodule("head")

    def upper(features: Tensor, _tokens: Tensor | None) -> Tensor:
        made: Tensor = head(top(features))
        return made

    return Cut(f"{name}-{first}", stages[first], upper)
