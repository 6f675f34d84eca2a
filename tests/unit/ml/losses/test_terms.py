"""Every loss term against a slow reference written out by hand, and under permutation."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.margin import margin
from miwake.ml.losses.pair import pair
from miwake.ml.losses.terms import Terms
from miwake.ml.losses.text_negative import text_negative
from miwake.ml.losses.visual_negative import visual_negative
from miwake.ml.losses.weights import even_weights

Term = Callable[[LossBatch], Terms]


def dot(left: Tensor, right: Tensor) -> float:
    return float(sum(float(a) * float(b) for a, b in zip(left, right, strict=True)))


def softmax_loss(own: float, others: list[float]) -> float:
    return -math.log(math.exp(own) / (math.exp(own) + sum(math.exp(other) for other in others)))


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def slow_contrastive(batch: LossBatch, weights: Tensor) -> float:
    size, s = len(batch.photos), batch.scale
    values = []
    for i in range(size):
        rivals = [j for j in range(size) if j != i and not batch.excluded[i, j]]
        own = s * dot(batch.photos[i], batch.captions[i])
        if rivals:
            values.append(softmax_loss(own, [s * dot(batch.photos[i], batch.captions[j]) for j in rivals]))
        rivals = [j for j in range(size) if j != i and not batch.excluded[j, i]]
        if rivals:
            values.append(softmax_loss(own, [s * dot(batch.photos[j], batch.captions[i]) for j in rivals]))
    return mean(values)


def slow_text_negative(batch: LossBatch, weights: Tensor) -> float:
    s, values = batch.scale, []
    for i, photo in enumerate(batch.photos):
        others = [
            s * dot(photo, batch.negatives[i, k]) + math.log(float(weights[i, k]))
            for k in range(batch.mask.shape[1])
            if batch.mask[i, k]
        ]
        if others:
            values.append(softmax_loss(s * dot(photo, batch.captions[i]), others))
    return mean(values)


def slow_visual_negative(batch: LossBatch, weights: Tensor) -> float:
    assert batch.views is not None
    s, values = batch.scale, []
    for i in range(len(batch.photos)):
        kept = [k for k in range(batch.mask.shape[1]) if batch.mask[i, k]]
        shifted = [batch.photos[i] + batch.negatives[i, k] - batch.captions[i] for k in kept]
        logs = [math.log(float(weights[i, k])) for k in kept]
        for anchor, true in ((batch.photos[i], batch.views[i]), (batch.captions[i], batch.photos[i])):
            others = [s * dot(anchor, each) + log for each, log in zip(shifted, logs, strict=True)]
            if others:
                values.append(softmax_loss(s * dot(anchor, true), others))
    return mean(values)


def slow_pair(batch: LossBatch, weights: Tensor) -> float:
    assert batch.pairs is not None
    values, s = [], batch.scale
    for a, b in batch.pairs.tolist():
        for own, other in ((a, b), (b, a)):
            true = s * dot(batch.photos[own], batch.captions[own])
            values.append(softmax_loss(true, [s * dot(batch.photos[own], batch.captions[other])]))
            values.append(softmax_loss(true, [s * dot(batch.photos[other], batch.captions[own])]))
    return mean(values)


def slow_margin(batch: LossBatch, weights: Tensor) -> float:
    s, gaps = batch.scale, {}
    cells = [(i, k) for i in range(batch.mask.shape[0]) for k in range(batch.mask.shape[1]) if batch.mask[i, k]]
    for i, k in cells:
        gap = dot(batch.photos[i], batch.captions[i]) - dot(batch.photos[i], batch.negatives[i, k])
        gaps.setdefault(int(batch.kinds[i, k]), []).append(gap)
    values = []
    for i, k in cells:
        gap = dot(batch.photos[i], batch.captions[i]) - dot(batch.photos[i], batch.negatives[i, k])
        theta = min(max(mean(gaps[int(batch.kinds[i, k])]), 1 / s), 5 / s)
        close = max(0.0, dot(batch.captions[i], batch.negatives[i, k]))
        theta = min(theta * (1 + close), 0.5 * math.sqrt(2 - 2 * close))
        values.append(float(weights[i, k]) * s * max(0.0, theta - gap))
    return mean(values)


def slow_positive(batch: LossBatch, weights: Tensor) -> float:
    pairs = zip(batch.photos, batch.captions, strict=True)
    return mean([batch.scale * max(0.0, 0.3 - dot(photo, caption)) for photo, caption in pairs])


SLOW = {
    "contrastive": slow_contrastive,
    "text_negative": slow_text_negative,
    "visual_negative": slow_visual_negative,
    "pair": slow_pair,
    "margin": slow_margin,
    "positive": slow_positive,
}


@pytest.mark.parametrize("name", ["contrastive", "text_negative", "visual_negative", "pair", "margin", "positive"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_term_equals_its_slow_reference(
    name: str,
    seed: int,
    a_batch: Callable[..., LossBatch],
    terms: dict[str, Term],
    weights: Callable[[LossBatch], Tensor],
) -> None:
    batch = a_batch(seed=seed)
    assert float(terms[name](batch).reduced()) == pytest.approx(SLOW[name](batch, weights(batch)), rel=1e-9)


def permuted(batch: LossBatch, photos: Tensor, negatives: Tensor) -> LossBatch:
    inverse = torch.argsort(photos)
    assert batch.views is not None
    assert batch.pairs is not None
    return replace(
        batch,
        photos=batch.photos[photos],
        captions=batch.captions[photos],
        negatives=batch.negatives[photos][:, negatives],
        mask=batch.mask[photos][:, negatives],
        kinds=batch.kinds[photos][:, negatives],
        excluded=batch.excluded[photos][:, photos],
        views=batch.views[photos],
        pairs=inverse[batch.pairs],
    )


@pytest.mark.parametrize("name", ["contrastive", "text_negative", "visual_negative", "positive"])
def test_permuting_the_photos_permutes_the_terms_and_nothing_else(
    name: str, a_batch: Callable[..., LossBatch], terms: dict[str, Term]
) -> None:
    batch, order = a_batch(), torch.tensor([3, 0, 4, 2, 1])
    even: dict[str, Term] = {
        **terms,
        "text_negative": lambda each: text_negative(each, even_weights(each)),
        "visual_negative": lambda each: visual_negative(each, even_weights(each)),
    }
    before, after = even[name](batch), even[name](permuted(batch, order, torch.tensor([2, 0, 1])))
    torch.testing.assert_close(after.values, before.values[..., order])
    assert torch.equal(after.mask, before.mask[..., order])


def test_permuting_photos_and_negatives_leaves_margin_and_pair_alone(
    a_batch: Callable[..., LossBatch], margins: Callable[[LossBatch], Tensor]
) -> None:
    batch = a_batch()
    other = permuted(batch, torch.tensor([3, 0, 4, 2, 1]), torch.tensor([2, 0, 1]))
    torch.testing.assert_close(pair(other).values, pair(batch).values)
    one, two = (margin(each, margins(each), even_weights(each)).reduced() for each in (batch, other))
    torch.testing.assert_close(one, two)
