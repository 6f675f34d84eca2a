"""A recipe's loss: the weighted sum of its terms, with every part named."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from miwake.domain.recipes import Recipe
from miwake.domain.terms import Kind
from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.contrastive import contrastive
from miwake.ml.losses.margin import KindGaps, margin
from miwake.ml.losses.pair import pair
from miwake.ml.losses.positive import LowQuantile, positive
from miwake.ml.losses.retention import ReplayBatch, retention
from miwake.ml.losses.sigmoid_contrastive import sigmoid_contrastive
from miwake.ml.losses.terms import Terms
from miwake.ml.losses.text_negative import text_negative
from miwake.ml.losses.visual_negative import visual_negative
from miwake.ml.losses.weights import adaptive_weights, even_weights

KINDS: tuple[Kind | None, ...] = (None, *Kind)
"""None is another choice of a mix-up; the position is the index in `LossBatch.kinds`."""


@dataclass(frozen=True, slots=True, eq=False)
class LossParts:
    """The loss to minimise, and its parts before their weights (only those that the recipe uses)."""

    total: Tensor
    parts: dict[str, Tensor]


class Objective:
    """The loss of one run; holds the running means that margin and positive need.

    Args:
        recipe: Which terms count, and how much.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.gaps = KindGaps(len(KINDS))
        self.low = LowQuantile()

    def __call__(self, batch: LossBatch, *, replay: ReplayBatch | None, progress: float) -> LossParts:
        """Return the loss of a batch and update the running means.

        Args:
            batch: The embeddings.
            replay: General photos and captions; None leaves `retention` out.
            progress: Share of the run's steps that are done, 0 to 1.
        """
        self.gaps.update(batch)
        self.low.update(batch)
        terms = self._terms(batch, replay, progress)
        parts = {name: each.reduced() for name, each in terms.items()}
        weighted = [getattr(self.recipe, name) * value for name, value in parts.items()]
        return LossParts(torch.stack(weighted).sum() if weighted else batch.photos.sum() * 0.0, parts)

    def _terms(self, batch: LossBatch, replay: ReplayBatch | None, progress: float) -> dict[str, Terms]:
        weights = adaptive_weights(batch, progress) if self.recipe.adaptive_weights else even_weights(batch)
        makers: dict[str, Callable[[], Terms]] = {
            "contrastive": lambda: contrastive(batch) if batch.bias is None else sigmoid_contrastive(batch),
            "text_negative": lambda: text_negative(batch, weights),
            "visual_negative": lambda: visual_negative(batch, weights),
            "pair": lambda: pair(batch),
            "margin": lambda: margin(batch, self.gaps.margins(batch), weights),
            "positive": lambda: positive(batch, self.low.value or 0.0),
        }
        terms = {name: make() for name, make in makers.items() if getattr(self.recipe, name) > 0}
        if replay is not None and self.recipe.retention > 0:
            terms["retention"] = retention(replay)
        return terms

    def state(self) -> dict[str, Any]:
        """Return the running means for a checkpoint."""
        return {"means": self.gaps.means.clone(), "seen": self.gaps.seen.clone(), "low": self.low.value}

    def restore(self, state: dict[str, Any]) -> None:
        """Take the running means back from a checkpoint."""
        self.gaps.means, self.gaps.seen = state["means"].clone(), state["seen"].clone()
        self.low.value = state["low"]
