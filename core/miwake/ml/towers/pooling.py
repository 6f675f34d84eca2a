"""timm's attention pooling at a tenth of its cost: only its first token is asked for, so nothing else is formed."""

from typing import Any

import torch
from timm.layers.attention_pool2d import AttentionPool2d
from torch import Tensor, nn


class FirstTokenPool(AttentionPool2d):
    """An `AttentionPool2d` that computes what it returns and nothing else; parameters, names and results are the same.

    timm forms queries, keys and values of all T = H·W + 1 tokens. With the query q of the first token alone, the
    attention of a head is softmax((q·W_k)·x_t) and its output W_v·(Σ a_t x_t): two products with one vector a head.
    """

    def forward(self, x: Tensor, pre_logits: bool = False) -> Tensor:  # noqa: FBT001, FBT002  timm's signature
        """Return (N, out) from a map (N, C, H, W); (N, heads · width) with `pre_logits`."""
        if x.shape[-2:] != tuple(self.feat_size):
            # The marks of the places are stretched to another map: timm's own way.
            stretched: Tensor = super().forward(x, pre_logits)
            return stretched
        qkv: Any = self.qkv
        shape = (3, self.num_heads, -1)
        ask, key, value = qkv.weight.view(*shape, self.in_features)
        asked_bias, _, value_bias = qkv.bias.view(shape)
        places = x.flatten(2).transpose(1, 2)
        tokens = torch.cat((places.mean(1, keepdim=True), places), dim=1) + self.pos_embed
        query = torch.einsum("nc,hdc->nhd", tokens[:, 0], ask) + asked_bias
        # The bias of the keys adds the same to all tokens of a head: the softmax does not see it.
        wanted = torch.einsum("nhd,hdc->nhc", query, key) * self.scale
        attention = torch.einsum("nhc,ntc->nht", wanted, tokens).softmax(dim=-1)
        seen = torch.einsum("nht,ntc->nhc", attention, tokens)
        found = (torch.einsum("nhc,hdc->nhd", seen, value) + value_bias).flatten(1)
        made: Tensor = found if pre_logits else self.proj(found)
        return made


def pool_lean(visual: nn.Module) -> None:
    """Let the attention pool of a photo tower, if it has timm's, compute no more than its result."""
    pool = attention_pool(visual)
    if pool is None or not _usable(pool):
        return
    lean = FirstTokenPool.__new__(FirstTokenPool)
    lean.__dict__.update(pool.__dict__)
    visual.get_submodule("head").add_module("pool", lean)


def _usable(pool: Any) -> bool:
    """Return whether it is timm's own, with one matrix for queries, keys and values, and no token but the average."""
    one_matrix = pool.qkv is not None and pool.qkv.bias is not None
    return type(pool) is AttentionPool2d and one_matrix and pool.cls_token is None


def attention_pool(visual: nn.Module) -> AttentionPool2d | None:
    """Return the attention pool at the top of a photo tower; None where it has none."""
    pool = getattr(getattr(visual, "head", None), "pool", None)
    return pool if isinstance(pool, AttentionPool2d) else None
