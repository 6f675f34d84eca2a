"""Where photo towers can be cut: open_clip's vision transformer, timm trunks with blocks or stages."""

from collections.abc import Callable
from typing import Any

import torch
from open_clip.timm_model import TimmModel
from open_clip.transformer import VisionTransformer
from torch import Tensor, nn

from miwake.ml.towers.split import (
    SplitTower,
    equals_whole,
    first_trained,
    input_of,
    through,
    used_parameters,
    whole_tower,
    with_children,
)

Upper = Callable[[Tensor], Tensor]

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
    found = _cut(tower, depth)
    if found is None:
        return whole_tower(tower)
    name, block, upper = found

    def lower(pixels: Tensor) -> Tensor:
        with torch.no_grad():
            return input_of(block, tower, pixels)

    def upper_of(features: Tensor, _tokens: Tensor | None) -> Tensor:
        return upper(features)

    try:
        trained = used_parameters(tower, lambda: upper(lower(probe)))
        made = SplitTower(name, lower, upper_of, trained)
        return made if equals_whole(tower, made, probe, None) else whole_tower(tower)
    except (RuntimeError, TypeError, AttributeError):
        return whole_tower(tower)


def _cut(tower: nn.Module, depth: int | None) -> tuple[str, nn.Module, Upper] | None:
    if isinstance(tower, VisionTransformer):
        return _vision_transformer(tower, depth)
    if isinstance(tower, TimmModel):
        trunk = tower.trunk
        if hasattr(trunk, "blocks") and hasattr(trunk, "patch_embed"):
            return _timm_transformer(tower, trunk, depth)
        for name in ("blocks", "stages"):
            if isinstance(getattr(trunk, name, None), nn.Sequential):
                return _timm_stages(tower, trunk, name, depth)
    return None


def _vision_transformer(tower: nn.Module, depth: int | None) -> tuple[str, nn.Module, Upper]:
    blocks = list(tower.get_submodule("transformer.resblocks").children())
    first = first_trained(len(blocks), depth, part=UPPER)
    pool: Any = tower._pool  # noqa: SLF001  open_clip pools nowhere else

    def upper(features: Tensor) -> Tensor:
        pooled: Tensor = pool(through(blocks[first:], features))[0]
        projection = getattr(tower, "proj", None)
        return pooled if projection is None else pooled @ projection

    return f"resblocks-{first}", blocks[first], upper


def _timm_transformer(tower: nn.Module, trunk: nn.Module, depth: int | None) -> tuple[str, nn.Module, Upper]:
    blocks = list(trunk.get_submodule("blocks").children())
    first = first_trained(len(blocks), depth, part=UPPER)
    norm, head = trunk.get_submodule("norm"), tower.get_submodule("head")
    pool: Any = trunk.forward_head

    def upper(features: Tensor) -> Tensor:
        made: Tensor = head(pool(norm(through(blocks[first:], features))))
        return made

    return f"blocks-{first}", blocks[first], upper


def _timm_stages(tower: nn.Module, trunk: nn.Module, name: str, depth: int | None) -> tuple[str, nn.Module, Upper]:
    stages = list(trunk.get_submodule(name).children())
    first = first_trained(len(stages), depth, part=UPPER)
    children = [child for child, _ in trunk.named_children()]
    stem = {child: nn.Identity() for child in children[: children.index(name)]}
    top, head = with_children(trunk, **stem, **{name: nn.Sequential(*stages[first:])}), tower.get_submodule("head")

    def upper(features: Tensor) -> Tensor:
        made: Tensor = head(top(features))
        return made

    return f"{name}-{first}", stages[first], upper
