"""Where text towers can be cut: open_clip's text transformer, and encoders from transformers (BERT's family, NLLB)."""

import torch
from open_clip.hf_model import HFTextEncoder
from open_clip.transformer import TextTransformer, text_global_pool
from torch import Tensor, nn

from miwake.ml.towers.one_token import asks_of_any_token, at_places
from miwake.ml.towers.split import Cut, SplitTower, Starting, first_trained, split_at, through, with_children

_LAYERS = (("transformer.encoder", "layer"), ("transformer.transformer", "layer"), ("transformer", "layers"))
"""Where the encoders that open_clip uses keep their layers: BERT's and RoBERTa's, DistilBERT's, NLLB's."""

_POOLS_OF_ONE = ("first", "last", "argmax", "eos")
"""Rules of open_clip's by which one token of a text is pooled."""

UPPER = 3
"""By default the upper third trains."""


def split_text_tower(tower: nn.Module, *, probe: Tensor, depth: int | None = None) -> SplitTower:
    """Return the tower cut below its last `depth` layers.

    Args:
        tower: The text tower, in evaluation mode.
        probe: (N, L) token ids of texts of different lengths; the cut is checked on them.
        depth: How many layers from the top train; None for the upper third.

    Returns:
        The cut tower; named "whole" where it cannot be cut, or where the cut does not give what the tower gives.
    """
    return split_at(tower, _cut(tower, depth), inputs=probe, tokens=probe)


def _cut(tower: nn.Module, depth: int | None) -> Cut | None:
    if isinstance(tower, TextTransformer) and tower.cls_emb is None:
        return _text_transformer(tower, depth)
    if isinstance(tower, HFTextEncoder):
        for path, name in _LAYERS:
            layers = _at(tower, f"{path}.{name}")
            if isinstance(layers, nn.ModuleList):
                return _encoder(tower, path, name, depth)
    return None


def _at(tower: nn.Module, path: str) -> nn.Module | None:
    try:
        return tower.get_submodule(path)
    except AttributeError:
        return None


def _text_transformer(tower: nn.Module, depth: int | None) -> Cut:
    blocks = nn.ModuleList(tower.get_submodule("transformer.resblocks").children())
    first = first_trained(len(blocks), depth, part=UPPER)
    transformer = with_children(tower.get_submodule("transformer"), resblocks=blocks[first:])
    given = _GivenEmbeddings(transformer)
    top = with_children(tower, transformer=given)
    of_one = tower.pool_type in _POOLS_OF_ONE and asks_of_any_token(blocks[-1])

    def upper(features: Tensor, tokens: Tensor | None) -> Tensor:
        given.value, given.places = features, _pooled_places(tower, features, tokens) if of_one else None
        made: Tensor = top(tokens)
        given.value, given.places = None, None
        return made

    return Cut(f"resblocks-{first}", blocks[first], upper)


def _pooled_places(tower: TextTransformer, features: Tensor, tokens: Tensor | None) -> Tensor:
    """Return (N,) the place of each text's token that the tower pools: its own rule, asked of the places' numbers."""
    numbers = torch.arange(features.shape[1], device=features.device).expand(len(features), -1)
    found: Tensor = text_global_pool(numbers, tokens, tower.pool_type, getattr(tower, "eos_id", None))
    return found


class _GivenEmbeddings(nn.Module):
    """A transformer that starts from features that were computed before, whatever it is called with.

    With `places`, its last block runs on one token of each text, which then stands at all places: pooling finds it.
    """

    def __init__(self, transformer: nn.Module) -> None:
        super().__init__()
        self.transformer = transformer
        self.value: Tensor | None = None
        self.places: Tensor | None = None

    def get_cast_dtype(self) -> torch.dtype:
        """Return the precision of the weights, as open_clip's transformer does."""
        return next(self.transformer.parameters()).dtype

    def forward(self, _embedded: Tensor, attn_mask: Tensor | None = None) -> Tensor:
        """Return the features after the upper blocks."""
        assert self.value is not None
        if attn_mask is not None and attn_mask.shape[-1] != self.value.shape[1]:
            attn_mask = attn_mask[: self.value.shape[1], : self.value.shape[1]]
        *lower, last = self.transformer.get_submodule("resblocks").children()
        made = through(lower, self.value, attn_mask=attn_mask)
        if self.places is None:
            return through((last,), made, attn_mask=attn_mask)
        return at_places(last, made, self.places, attn_mask).expand(-1, made.shape[1], -1)


def _encoder(tower: nn.Module, path: str, name: str, depth: int | None) -> Cut:
    encoder = tower.get_submodule(path)
    layers = list(encoder.get_submodule(name).children())
    first = first_trained(len(layers), depth, part=UPPER)
    starting = Starting(layers[first])
    top = with_children(encoder, **{name: nn.ModuleList((starting, *layers[first + 1 :]))})
    # The masks and positions that the layers get are made from the token ids, as in the whole tower.
    while path:
        path, _, child = path.rpartition(".")
        top = with_children(tower.get_submodule(path), **{child: top})

    def upper(features: Tensor, tokens: Tensor | None) -> Tensor:
        starting.value = features
        made: Tensor = top(tokens)
        starting.value = None
        return made

    return Cut(f"layers-{first}", layers[first], upper)
