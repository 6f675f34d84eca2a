"""Batches of random unit vectors, and every term as a function of a batch alone."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.contrastive import contrastive
from miwake.ml.losses.margin import KindGaps, margin
from miwake.ml.losses.pair import pair
from miwake.ml.losses.positive import positive
from miwake.ml.losses.terms import Terms
from miwake.ml.losses.text_negative import text_negative
from miwake.ml.losses.visual_negative import visual_negative

Term = Callable[[LossBatch], Terms]


def unit(*shape: int, seed: int) -> Tensor:
    drawn = torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return torch.nn.functional.normalize(drawn, dim=-1)


def made_batch(size: int = 5, negatives: int = 3, width: int = 8, *, seed: int = 0, scale: float = 12.0) -> LossBatch:
    generator = torch.Generator().manual_seed(seed)
    excluded = torch.rand(size, size, generator=generator) < 0.3
    excluded.fill_diagonal_(fill_value=False)
    mask = torch.rand(size, negatives, generator=generator) < 0.7
    if size > 1:
        mask[0], mask[1, 0] = False, True
    return LossBatch(
        photos=unit(size, width, seed=seed + 1),
        captions=unit(size, width, seed=seed + 2),
        negatives=unit(size, negatives, width, seed=seed + 3),
        mask=mask,
        kinds=torch.randint(0, 9, (size, negatives), generator=generator),
        excluded=excluded,
        scale=scale,
        views=unit(size, width, seed=seed + 4),
        pairs=torch.tensor([[0, 3], [4, 1]]) if size > 4 else None,
    )


def weights_of(batch: LossBatch) -> Tensor:
    drawn = torch.rand(batch.mask.shape, generator=torch.Generator().manual_seed(9), dtype=torch.float64)
    return torch.where(batch.mask, drawn + 0.1, torch.zeros_like(drawn))


def margins_of(batch: LossBatch) -> Tensor:
    gaps = KindGaps(9)
    gaps.update(batch)
    return gaps.margins(batch)


TERMS: dict[str, Term] = {
    "contrastive": contrastive,
    "text_negative": lambda batch: text_negative(batch, weights_of(batch)),
    "visual_negative": lambda batch: visual_negative(batch, weights_of(batch)),
    "pair": pair,
    "margin": lambda batch: margin(batch, margins_of(batch), weights_of(batch)),
    "positive": lambda batch: positive(batch, 0.3),
}


@pytest.fixture
def a_batch() -> Callable[..., LossBatch]:
    """Makes a batch: `a_batch(size, negatives, width, seed=..., scale=...)`."""
    return made_batch


@pytest.fixture
def terms() -> dict[str, Term]:
    """Every term, with fixed uneven weights."""
    return TERMS


@pytest.fixture
def weights() -> Callable[[LossBatch], Tensor]:
    """Fixed uneven weights of a batch."""
    return weights_of


@pytest.fixture
def margins() -> Callable[[LossBatch], Tensor]:
    """The margins of a batch, from its own gaps."""
    return margins_of


@pytest.fixture
def unit_vectors() -> Callable[..., Tensor]:
    """Makes random unit vectors: `unit_vectors(*shape, seed=...)`."""
    return unit
