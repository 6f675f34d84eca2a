"""Weights that train through two thin matrices, so that a large tower needs little memory and stays one plain model.

Source: LoRA (Hu et al., arXiv 2106.09685): a weight W becomes W + c·B·A with A (r, columns) drawn and B (rows, r) zero
at the start, and only A and B train. The sum is what computes, so that merging changes no score.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from miwake.domain.errors import RefusedError

LARGEST_TRAINED = 150_000_000
"""Weights that may train in full; with gradients and optimiser they take 2.4 GB. Above, low rank is the default."""
DEFAULT_RANK = 16
SCALE = 8.0
"""c: with Adam, thin matrices need steps about ten times as long as whole ones (this rate is one for whole ones)."""
SMALLEST_SIDE = 2
"""A matrix is left as it is where its smaller side is not this many times the rank: it would save nothing."""

_WHOLE_MATRICES = ("in_proj_weight", "proj", "text_projection")
"""Matrices that open_clip and torch.nn.MultiheadAttention hold outside of a linear layer."""


class LowRank(nn.Module):
    """Adds the product of two thin matrices to a weight.

    Args:
        weight: (rows, ...) the weight; everything after the first dimension counts as columns.
        rank: Rows of A and columns of B.
        generator: Draws A.
    """

    def __init__(self, weight: Tensor, rank: int, generator: torch.Generator) -> None:
        super().__init__()
        rows, columns = _sides(weight)
        drawn = (2 * torch.rand(rank, columns, generator=generator) - 1) / math.sqrt(columns)
        self.down = nn.Parameter(drawn.to(weight))
        self.up = nn.Parameter(weight.new_zeros(rows, rank))

    def forward(self, weight: Tensor) -> Tensor:
        """Return the weight that computes."""
        return merged(weight, self.up, self.down)


def merged(weight: Tensor, up: Tensor, down: Tensor) -> Tensor:
    """Return W + c·B·A, in the precision of the weight whatever the towers compute in."""
    with torch.autocast(weight.device.type, enabled=False):
        return weight + SCALE * (up @ down).view_as(weight)


@dataclass(frozen=True, slots=True)
class _Place:
    module: nn.Module
    attribute: str
    prefix: str


class LowRankWeights:
    """The thin matrices of a module.

    Args:
        module: Whose weights are to train; it gets the thin matrices put in.
        names: Its parameters that would train in full; of these the matrices get thin ones, the rest stands still.
        rank: Of the thin matrices.

    Raises:
        RefusedError: The rank leaves nothing to train.
    """

    def __init__(self, module: nn.Module, names: Collection[str], rank: int) -> None:
        self.rank = rank
        self._places: dict[str, _Place] = {}
        generator = torch.Generator().manual_seed(0)
        for name, weight in list(module.named_parameters()):
            owner, _, attribute = name.rpartition(".")
            holder = module.get_submodule(owner)
            if name in names and _fits(holder, attribute, weight, rank):
                parametrize.register_parametrization(holder, attribute, LowRank(weight, rank, generator))
                self._places[name] = _Place(holder, attribute, f"{owner}.parametrizations.{attribute}")
        if not self._places:
            raise RefusedError(
                f"Thin matrices of rank {rank} would train nothing in this model.", todo="Choose a smaller rank."
            )
        named = dict(module.named_parameters())
        self.parameters: dict[str, nn.Parameter] = {
            f"{place.prefix}.0.{part}": named[f"{place.prefix}.0.{part}"]
            for place in self._places.values()
            for part in ("down", "up")
        }

    def start_beside(self, trained: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return thin matrices that give the starting weights and lie on a straight line with the trained ones.

        Every mixture of the two then gives the same mixture of the plain weights.
        """
        return {name: torch.zeros_like(each) if name.endswith(".up") else each for name, each in trained.items()}

    def plain(self, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return the weights of the module as it was without thin matrices, by their names there."""
        made = {}
        for name, place in self._places.items():
            original = _original(place)
            up, down = (weights[f"{place.prefix}.0.{part}"].to(original) for part in ("up", "down"))
            made[name] = merged(original, up, down)
        return made


def rank_for(wanted: int | None, *, trained: int) -> int:
    """Return the rank to train with; 0 trains weights in full.

    Args:
        wanted: What was asked for; None decides by how much would train.
        trained: Number of weights that would train in full.
    """
    if wanted is not None:
        return wanted
    return DEFAULT_RANK if trained > LARGEST_TRAINED else 0


def _original(place: _Place) -> Tensor:
    lists: nn.ModuleDict = place.module.parametrizations  # type: ignore[assignment]  # made by register_parametrization
    original: Tensor = lists[place.attribute].original  # type: ignore[assignment]
    return original.detach()


def _fits(holder: nn.Module, attribute: str, weight: Tensor, rank: int) -> bool:
    if attribute == "weight":
        usable = isinstance(holder, (nn.Linear, nn.Conv2d)) and getattr(holder, "groups", 1) == 1
    else:
        usable = attribute in _WHOLE_MATRICES
    return usable and weight.ndim > 1 and min(_sides(weight)) > SMALLEST_SIDE * rank


def _sides(weight: Tensor) -> tuple[int, int]:
    return weight.shape[0], weight[0].numel()
