"""From the rows of a step to the inputs of a loss: every photo view and every text is encoded once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from miwake.ml.batches import Batch, exclusions
from miwake.ml.cases import Truths
from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.retention import ReplayBatch
from miwake.ml.options import ReplayItem
from miwake.ml.student import PhotoView
from miwake.ml.views import PLAIN


@dataclass(frozen=True, slots=True, eq=False)
class StartVectors:
    """Unit vectors of the replay photos (by key) and captions (by text) under the starting model."""

    photos: Mapping[str, Tensor]
    captions: Mapping[str, Tensor]


@dataclass(frozen=True, slots=True, eq=False)
class Assembly:
    """One step: what to encode, and where each part of the loss finds its vectors.

    Attributes:
        batch: The rows.
        replay: General photos and captions.
        photos: Distinct photo views to encode.
        texts: Distinct texts to encode.
        two_views: Whether a second view of each photo is among `photos`.
    """

    batch: Batch
    replay: tuple[ReplayItem, ...]
    photos: tuple[PhotoView, ...]
    texts: tuple[str, ...]
    two_views: bool

    def loss_batch(
        self,
        photos: Tensor,
        texts: Tensor,
        *,
        truths: Mapping[str, Truths],
        scale: float,
        bias: float | None = None,
    ) -> LossBatch:
        """Return the loss's inputs from the encoded photos (N, D) and texts (M, D)."""
        rows, device = self.batch.rows, photos.device
        seen = {item: number for number, item in enumerate(self.photos)}
        said = {text: number for number, text in enumerate(self.texts)}
        most = max((len(row.negatives) for row in rows), default=0) or 1
        index, kinds = torch.zeros(len(rows), most, dtype=torch.long), torch.zeros(len(rows), most, dtype=torch.long)
        mask = torch.zeros(len(rows), most, dtype=torch.bool)
        for i, row in enumerate(rows):
            for k, negative in enumerate(row.negatives):
                index[i, k], kinds[i, k], mask[i, k] = said[negative.text], negative.kind, True
        return LossBatch(
            photos=photos[[seen[row.case.photo, row.view] for row in rows]],
            captions=texts[[said[row.case.caption] for row in rows]],
            negatives=texts[index.to(device)],
            mask=mask.to(device),
            kinds=kinds.to(device),
            excluded=torch.tensor(exclusions(self.batch, truths)).to(device),
            scale=scale,
            views=self._second_views(photos, seen),
            pairs=torch.tensor(self.batch.pairs, dtype=torch.long).reshape(-1, 2).to(device),
            bias=bias,
        )

    def _second_views(self, photos: Tensor, seen: Mapping[PhotoView, int]) -> Tensor | None:
        if not self.two_views:
            return None
        return photos[[seen[row.case.photo, row.other_view] for row in self.batch.rows]]

    def replay_batch(self, photos: Tensor, texts: Tensor, start: StartVectors) -> ReplayBatch | None:
        """Return the replay part of the loss's inputs; None where there is none."""
        if not self.replay:
            return None
        seen = {item: number for number, item in enumerate(self.photos)}
        said = {text: number for number, text in enumerate(self.texts)}
        return ReplayBatch(
            photos=photos[[seen[item.key, PLAIN] for item in self.replay]],
            captions=texts[[said[item.caption] for item in self.replay]],
            photos_before=torch.stack([start.photos[item.key] for item in self.replay]),
            captions_before=torch.stack([start.captions[item.caption] for item in self.replay]),
        )


def assemble(batch: Batch, replay: Sequence[ReplayItem], *, two_views: bool) -> Assembly:
    """Return what a step has to encode, each distinct photo view and text once.

    Args:
        batch: The rows.
        replay: General photos and captions.
        two_views: Whether a second view of each photo is needed.
    """
    photos: dict[PhotoView, None] = {}
    texts: dict[str, None] = {}
    for row in batch.rows:
        photos[row.case.photo, row.view] = None
        if two_views:
            photos[row.case.photo, row.other_view] = None
        texts[row.case.caption] = None
        texts.update(dict.fromkeys(negative.text for negative in row.negatives))
    for item in replay:
        photos[item.key, PLAIN] = None
        texts[item.caption] = None
    return Assembly(batch, tuple(replay), tuple(photos), tuple(texts), two_views)
