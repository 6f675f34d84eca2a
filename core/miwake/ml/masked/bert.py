"""A BERT that is computed where it is asked only, for the built-in model: transformers takes seconds to load.

Source: Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", 2019; the
names of the weights are those of transformers' `BertForMaskedLM`.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional


class Dense(NamedTuple):
    """An affine map, computed in the precision of its weights."""

    weight: Tensor
    bias: Tensor

    def __call__(self, states: Tensor) -> Tensor:
        """Return the mapped states."""
        return functional.linear(states.to(self.weight.dtype), self.weight, self.bias)


class Norm(NamedTuple):
    """A layer normalisation in fp32; `epsilon` is added to the variance."""

    weight: Tensor
    bias: Tensor
    epsilon: float

    def __call__(self, states: Tensor) -> Tensor:
        """Return the normalised states."""
        return functional.layer_norm(states.float(), self.weight.shape, self.weight, self.bias, self.epsilon)


class Layer(NamedTuple):
    """One layer of the encoder; `query`, `both` (keys and values) and `out` are its attention's."""

    query: Dense
    both: Dense
    out: Dense
    attended: Norm
    wide: Dense
    narrow: Dense
    done: Norm

    def __call__(self, asking: Tensor, states: Tensor, heads: int) -> Tensor:
        """Return the next states (R, A, D) of those that ask (R, A, D) about all states (R, L, D)."""
        keys, values = self.both(states).chunk(2, dim=-1)
        asked, keys, values = (
            each.float().view(*each.shape[:2], heads, -1).transpose(1, 2) for each in (self.query(asking), keys, values)
        )
        found = functional.scaled_dot_product_attention(asked, keys, values)
        attended = self.attended(asking + self.out(found.transpose(1, 2).flatten(2)))
        return self.done(attended + self.narrow(functional.gelu(self.wide(attended))))


@dataclass(frozen=True)
class Bert:
    """Scores pieces at one place of each text; the last layer and the head are computed for that place alone.

    Attributes:
        words: What each piece is embedded as.
        positions: What is added to that by its position, and by being of the first kind of text.
        embedded: Normalises the sum.
        layers: The encoder.
        heads: Attention heads of a layer.
        transform: The head's first map.
        transformed: Normalises what comes of it.
        out: Scores the pieces that are asked about.
    """

    words: Tensor
    positions: Tensor
    embedded: Norm
    layers: tuple[Layer, ...]
    heads: int
    transform: Dense
    transformed: Norm
    out: Dense

    @property
    def device(self) -> torch.device:
        """Where it computes."""
        return self.words.device

    def scores(self, ids: Tensor, asked: Tensor) -> Tensor:
        """Return the scores (R, P) of the pieces at the asked column (R,) of each row of ids (R, L)."""
        states = self.embedded(self.words[ids].float() + self.positions[: ids.shape[1]])
        *inner, last = self.layers
        for layer in inner:
            states = layer(states, states, self.heads)
        asking = states[torch.arange(len(ids), device=ids.device), asked].unsqueeze(1)
        found = last(asking, states, self.heads).squeeze(1)
        return self.out(self.transformed(functional.gelu(self.transform(found)))).float()
