"""A transformer's last block at the one token that is pooled: what it would say of the others, nobody reads."""

from typing import Any

import torch
from open_clip.transformer import ResidualAttentionBlock
from torch import Tensor, nn


def asks_of_any_token(block: nn.Module) -> bool:
    """Return whether `at_places` computes what this block computes."""
    return type(block) is ResidualAttentionBlock and not hasattr(block, "ln_1_kv")


def at_places(block: nn.Module, tokens: Tensor, places: Tensor, attn_mask: Tensor | None = None) -> Tensor:
    """Return what a block gives at one place of each sequence.

    Keys and values are formed of all tokens; the query, the attention and the two-layer network of one. For sequences
    of fifty tokens that is a sixth of the block's work.

    Args:
        block: One of open_clip's; see `asks_of_any_token`.
        tokens: (N, T, D) what the block is given.
        places: (N,) the place of each sequence that is asked for.
        attn_mask: (T, T) or (N · heads, T, T), added to the attention's logits; None for none.

    Returns:
        (N, 1, D)
    """
    made: Any = block
    rows = torch.arange(len(tokens), device=tokens.device)
    normed = made.ln_1(tokens)
    mask = None if attn_mask is None else _rows_of(attn_mask, places, heads=made.attn.num_heads)
    found: Tensor = tokens[rows, places].unsqueeze(1)
    found = found + made.ls_1(made.attention(normed[rows, places].unsqueeze(1), normed, normed, attn_mask=mask))
    after: Tensor = found + made.ls_2(made.mlp(made.ln_2(found)))
    return after


def _rows_of(mask: Tensor, places: Tensor, *, heads: int) -> Tensor:
    """Return (N · heads, 1, T): of each sequence, the mask's row at its place."""
    each = places.repeat_interleave(heads)
    chosen = mask[each] if mask.ndim == 2 else mask[torch.arange(len(each), device=mask.device), each]  # noqa: PLR2004
    return chosen.unsqueeze(1)
