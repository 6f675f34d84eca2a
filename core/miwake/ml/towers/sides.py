"""Gives a photo tower that averages over all places sight of left, right, top and bottom; its scores stay.

Averaged, "a ladder left of a tank" and "right of a tank" are the same photo, and no retraining can tell them apart.
"""

import hashlib
from collections import OrderedDict
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from typing import Any

import torch
from open_clip.timm_model import TimmModel
from timm.layers.attention_pool2d import AttentionPool2d
from torch import Tensor, nn

from miwake.ml.configuration import ModelConfig
from miwake.ml.model import Model, halves_of
from miwake.ml.towers.pooling import attention_pool, pool_lean

HEAD = 64
"""Width of a head of timm's attention pool."""
SIDES = ((-1, 0), (1, 0), (0, -1), (0, 1))
"""Left, right, top, bottom."""
SHARPNESS = 2.0
"""Logit at the edge: what lies on a head's side weighs e⁴ = 55 times what lies opposite."""
GAIN = 2.0
"""How much larger than in the average the sides are read; what they say is not used before it is learned."""
_PLACE = 30.0
"""Length of the mark of a place: so large that a photo's own features hardly move the attention."""
_TOLERANCE = 1e-4


def with_sides(model: Model) -> Model:
    """Return a model with the same scores whose photo tower can learn where in a photo something is.

    Average pooling and projection become an attention pool that plain open_clip knows (`abs_attn`). Some of its heads
    average over all places and pass on what the projection said; the others look at one side each, and what they see
    gets a weight of zero. Only this last matrix trains later (`fixed_places`).

    Args:
        model: Any model.

    Returns:
        A model whose digest says what it was made of; the model itself where its tower does not end in average pooling
        and a projection without a bias, or where there is no room for the heads, or where the result would not be the
        same.
    """
    projection = _averaged(model.visual)
    if projection is None or model.config.model["vision_cfg"].get("timm_pool", "avg") != "avg":
        return model
    size = _map_size(model)
    if size is None:
        return model
    module = deepcopy(model.module)
    tower: Any = module.get_submodule("visual")
    tower.trunk.reset_classifier(0, global_pool="")
    stored_as_half = "visual.head.proj.weight" in model.halves
    pool = _pool(projection.cpu(), size)
    if stored_as_half:
        pool.half().float()
    tower.head = nn.Sequential(OrderedDict(pool=pool))
    pool_lean(tower)
    module.to(model.device).eval().requires_grad_(requires_grad=False)
    vision = {**model.config.model["vision_cfg"], "timm_pool": "abs_attn", "timm_proj": "none"}
    config = ModelConfig({**deepcopy(model.config.model), "vision_cfg": vision}, model.config.preprocess)
    halves = halves_of(module)
    if not stored_as_half:
        # Its ones and zeros would survive fp16; what it learns would not.
        halves -= {"visual.head.pool.proj.weight", "visual.head.pool.proj.bias"}
    # Of what it comes from: its last bits may differ between machines and numbers of threads, its meaning does not.
    digest = hashlib.sha256(f"{model.digest} with sides".encode()).hexdigest()
    made = replace(model, module=module, config=config, halves=halves, digest=digest)
    return made if _same(model, made) else model


def fixed_places(visual: nn.Module) -> frozenset[str]:
    """Return the names of the tower's parameters that say where its heads look, if that is the same for all photos.

    They do not train: the marks of the places are large and what reads them is small, so that the steps of a
    retraining would blur them.
    """
    pool = attention_pool(visual)
    if pool is None or not _asks_all_alike(pool):
        return frozenset()
    return frozenset(f"head.pool.{name}" for name in ("qkv.weight", "qkv.bias", "pos_embed"))


def _asks_all_alike(pool: Any) -> bool:
    return pool.qkv is not None and not bool(pool.qkv.weight[: pool.embed_dim].any())


def _averaged(visual: nn.Module) -> Tensor | None:
    """Return the projection (D, C) behind the average if that is how the tower ends and the heads have room."""
    if not isinstance(visual, TimmModel) or [name for name, _ in visual.head.named_children()] != ["drop", "proj"]:
        return None
    state = visual.head.state_dict()
    if state.keys() != {"proj.weight"}:
        return None
    width, features = state["proj.weight"].shape
    heads = features // HEAD - -(-width // HEAD)
    return state["proj.weight"] if features % HEAD == 0 and heads >= len(SIDES) else None


def _map_size(model: Model) -> tuple[int, int] | None:
    """Return the height and width of the trunk's last map, if it is what open_clip would build the pool for."""
    trunk: Any = model.visual.get_submodule("trunk")
    with torch.no_grad():
        features = trunk.forward_features(torch.zeros(1, 3, *model.image_size, device=model.device))
    size = tuple(features.shape[2:])
    return size if size == trunk.default_cfg.get("pool_size") else None


def _pool(projection: Tensor, size: tuple[int, int]) -> AttentionPool2d:
    width, features = projection.shape
    averaging = -(-width // HEAD)
    with torch.random.fork_rng(devices=[]):
        pool: Any = AttentionPool2d(features, feat_size=size, out_features=width)
    # In double precision, so that rounding to what is stored gives the same on any number of threads.
    _, scale, right = torch.linalg.svd(projection.double(), full_matrices=False)
    marks = _marks(right)
    ask, key, value = torch.zeros(features), *torch.zeros(2, features, features, dtype=torch.double)
    value[:width] = projection
    for side, (first, last) in zip(SIDES, pairwise(_bounds(averaging, pool.num_heads, width)), strict=True):
        for number, head in enumerate(range(first, last)):
            rows, read = slice(HEAD * head, HEAD * (head + 1)), slice(HEAD * number, HEAD * (number + 1))
            value[rows][: len(scale[read])] = GAIN * scale[read, None] * right[read]
            key[HEAD * head : HEAD * head + len(marks)] = marks / _PLACE
            ask[HEAD * head : HEAD * head + len(marks)] = _question(side)
    with torch.no_grad():
        pool.qkv.weight.copy_(torch.cat((torch.zeros_like(key), key, value)))
        pool.qkv.bias.copy_(torch.cat((ask, torch.zeros(2 * features))))
        pool.pos_embed.copy_(_places(marks, size))
        pool.proj.weight.copy_(torch.eye(width, features))
        pool.proj.bias.zero_()
    made: AttentionPool2d = pool
    return made


def _bounds(first: int, heads: int, width: int) -> list[int]:
    """Return where each side's heads begin, and where the last ones end; left and right get what is left over."""
    each, over = divmod(heads - first, len(SIDES))
    bounds = [first]
    for number in range(len(SIDES)):
        bounds.append(bounds[-1] + min(each + (number < over), -(-width // HEAD)))
    return bounds


def _marks(seen: Tensor) -> Tensor:
    """Return three directions (3, C) that the projection does not see: across, down, and "the average of all".

    Args:
        seen: (D, C) an orthonormal basis of what it sees.
    """
    drawn = torch.randn((3, seen.shape[1]), generator=torch.Generator().manual_seed(0)).double()
    directions: Tensor = torch.linalg.qr((drawn - drawn @ seen.T @ seen).T)[0].T
    return directions


def _places(marks: Tensor, size: tuple[int, int]) -> Tensor:
    down, across = (each.flatten()[:, None] for each in torch.meshgrid(*map(_scale, size), indexing="ij"))
    return _PLACE * torch.cat((marks[2:], across * marks[0] + down * marks[1]))


def _scale(length: int) -> Tensor:
    return torch.linspace(-1, 1, length) if length > 1 else torch.zeros(1)


def _question(side: tuple[int, int]) -> Tensor:
    """Return what a head asks the marks: its side, and never the average of all; timm divides by √width."""
    asked: Tensor = HEAD**0.5 * torch.tensor([SHARPNESS * side[0], SHARPNESS * side[1], -5 * SHARPNESS])
    return asked


def _same(before: Model, after: Model) -> bool:
    probe = torch.rand((2, 3, *before.image_size), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        return bool((before.encode_photos(probe) - after.encode_photos(probe)).abs().max() < _TOLERANCE)
