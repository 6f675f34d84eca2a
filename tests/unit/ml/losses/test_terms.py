"""Every loss term against a slow reference written out by hand, and against the ways such losses go wrong."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.contrastive import contrastive
from miwake.ml.losses.margin import KindGaps, margin
from miwake.ml.losses.pair import pair
from miwake.ml.losses.positive import LowQuantile, positive
from miwake.ml.losses.retention import ReplayBatch, retention
from miwake.ml.losses.terms import Terms
from miwake.ml.losses.text_negative import text_negative
from miwake.ml.losses.visual_negative import visual_negative
from miwake.ml.losses.weights import adaptive_weights, even_weights

Term = Callable[[LossBatch], Terms]


def unit(*shape: int, seed: int) -> Tensor:
    drawn = torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return torch.nn.functional.normalize(drawn, dim=-1)


def a_batch(size: int = 5, negatives: int = 3, width: int = 8, *, seed: int = 0, scale: float = 12.0) -> LossBatch:
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


def dot(left: Tensor, right: Tensor) -> float:
    return float(sum(float(a) * float(b) for a, b in zip(left, right, strict=True)))


def softmax_loss(own: float, others: list[float]) -> float:
    return -math.log(math.exp(own) / (math.exp(own) + sum(math.exp(other) for other in others)))


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def slow_contrastive(batch: LossBatch) -> float:
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


def slow_text_negative(batch: LossBatch) -> float:
    weights, s, values = weights_of(batch), batch.scale, []
    for i, photo in enumerate(batch.photos):
        others = [
            s * dot(photo, batch.negatives[i, k]) + math.log(float(weights[i, k]))
            for k in range(batch.mask.shape[1])
            if batch.mask[i, k]
        ]
        if others:
            values.append(softmax_loss(s * dot(photo, batch.captions[i]), others))
    return mean(values)


def slow_visual_negative(batch: LossBatch) -> float:
    assert batch.views is not None
    weights, s, values = weights_of(batch), batch.scale, []
    for i in range(len(batch.photos)):
        kept = [k for k in range(batch.mask.shape[1]) if batch.mask[i, k]]
        shifted = [batch.photos[i] + batch.negatives[i, k] - batch.captions[i] for k in kept]
        logs = [math.log(float(weights[i, k])) for k in kept]
        for anchor, true in ((batch.photos[i], batch.views[i]), (batch.captions[i], batch.photos[i])):
            others = [s * dot(anchor, each) + log for each, log in zip(shifted, logs, strict=True)]
            if others:
                values.append(softmax_loss(s * dot(anchor, true), others))
    return mean(values)


def slow_pair(batch: LossBatch) -> float:
    assert batch.pairs is not None
    values, s = [], batch.scale
    for a, b in batch.pairs.tolist():
        for own, other in ((a, b), (b, a)):
            true = s * dot(batch.photos[own], batch.captions[own])
            values.append(softmax_loss(true, [s * dot(batch.photos[own], batch.captions[other])]))
            values.append(softmax_loss(true, [s * dot(batch.photos[other], batch.captions[own])]))
    return mean(values)


def slow_margin(batch: LossBatch) -> float:
    weights, s, gaps = weights_of(batch), batch.scale, {}
    cells = [(i, k) for i in range(batch.mask.shape[0]) for k in range(batch.mask.shape[1]) if batch.mask[i, k]]
    for i, k in cells:
        gap = dot(batch.photos[i], batch.captions[i]) - dot(batch.photos[i], batch.negatives[i, k])
        gaps.setdefault(int(batch.kinds[i, k]), []).append(gap)
    values = []
    for i, k in cells:
        gap = dot(batch.photos[i], batch.captions[i]) - dot(batch.photos[i], batch.negatives[i, k])
        theta = min(max(mean(gaps[int(batch.kinds[i, k])]), 1 / s), 5 / s)
        theta *= 1 + max(0.0, dot(batch.captions[i], batch.negatives[i, k]))
        values.append(float(weights[i, k]) * s * max(0.0, theta - gap))
    return mean(values)


def slow_positive(batch: LossBatch) -> float:
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


@pytest.mark.parametrize("name", TERMS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_term_equals_its_slow_reference(name: str, seed: int) -> None:
    batch = a_batch(seed=seed)
    assert float(TERMS[name](batch).reduced()) == pytest.approx(SLOW[name](batch), rel=1e-9)


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
def test_permuting_the_photos_permutes_the_terms_and_nothing_else(name: str) -> None:
    batch, order = a_batch(), torch.tensor([3, 0, 4, 2, 1])
    even: dict[str, Term] = {
        **TERMS,
        "text_negative": lambda each: text_negative(each, even_weights(each)),
        "visual_negative": lambda each: visual_negative(each, even_weights(each)),
    }
    before, after = even[name](batch), even[name](permuted(batch, order, torch.tensor([2, 0, 1])))
    torch.testing.assert_close(after.values, before.values[..., order])
    assert torch.equal(after.mask, before.mask[..., order])


def test_permuting_photos_and_negatives_leaves_margin_and_pair_alone() -> None:
    batch = a_batch()
    other = permuted(batch, torch.tensor([3, 0, 4, 2, 1]), torch.tensor([2, 0, 1]))
    torch.testing.assert_close(pair(other).values, pair(batch).values)
    one, two = (margin(each, margins_of(each), even_weights(each)).reduced() for each in (batch, other))
    torch.testing.assert_close(one, two)


@pytest.mark.parametrize("name", ["text_negative", "visual_negative", "margin"])
def test_without_any_negative_the_loss_is_zero_with_finite_gradients(name: str) -> None:
    batch = a_batch()
    batch = replace(batch, photos=batch.photos.requires_grad_(), mask=torch.zeros_like(batch.mask))
    loss = TERMS[name](batch).reduced()
    loss.backward()
    assert loss.item() == 0.0
    assert batch.photos.grad is not None
    assert torch.equal(batch.photos.grad, torch.zeros_like(batch.photos))


@pytest.mark.parametrize("name", TERMS)
def test_masked_cells_carry_no_gradient_and_no_nan(name: str) -> None:
    batch = a_batch()
    batch = replace(batch, negatives=batch.negatives.requires_grad_(), photos=batch.photos.requires_grad_())
    TERMS[name](batch).reduced().backward()
    assert batch.photos.grad is not None
    assert batch.photos.grad.isfinite().all()
    if batch.negatives.grad is not None:
        assert torch.equal(batch.negatives.grad[~batch.mask], torch.zeros_like(batch.negatives[~batch.mask]))


@pytest.mark.parametrize("name", TERMS)
def test_a_batch_of_one_is_finite(name: str) -> None:
    loss = TERMS[name](a_batch(1, 2)).reduced()
    assert loss.isfinite()


def test_one_photo_has_nothing_to_be_told_from() -> None:
    assert float(contrastive(a_batch(1, 2)).reduced()) == 0.0


def test_with_nothing_excluded_contrastive_is_the_plain_clip_loss() -> None:
    batch = a_batch()
    batch = replace(batch, excluded=torch.zeros_like(batch.excluded))
    logits = batch.scale * batch.photos @ batch.captions.T
    target = torch.arange(len(logits))
    cross_entropy = torch.nn.functional.cross_entropy
    clip = (cross_entropy(logits, target) + cross_entropy(logits.T, target)) / 2
    torch.testing.assert_close(contrastive(batch).reduced(), clip)


def test_text_negatives_of_equal_weight_are_a_plain_cross_entropy() -> None:
    batch = replace(a_batch(), mask=torch.ones(5, 3, dtype=torch.bool))
    logits = batch.scale * torch.cat((batch.true_cosines[:, None], batch.false_cosines), dim=1)
    plain = torch.nn.functional.cross_entropy(logits, torch.zeros(5, dtype=torch.long))
    torch.testing.assert_close(text_negative(batch, even_weights(batch)).reduced(), plain)


def test_a_case_computed_by_hand() -> None:
    photo, caption, negative = (torch.tensor([each]) for each in ([1.0, 0.0], [0.8, 0.6], [0.6, 0.8]))
    batch = LossBatch(
        photos=photo,
        captions=caption,
        negatives=negative[:, None],
        mask=torch.ones(1, 1, dtype=torch.bool),
        kinds=torch.zeros(1, 1, dtype=torch.long),
        excluded=torch.zeros(1, 1, dtype=torch.bool),
        scale=10.0,
    )
    ones = even_weights(batch)
    # v.t = 0.8, v.t- = 0.6, t.t- = 0.96: the gap is 2 in logits, the shift (-0.2, 0.2).
    assert float(text_negative(batch, ones).reduced()) == pytest.approx(math.log(1 + math.exp(-2)), rel=1e-5)
    by_photo, by_caption = visual_negative(batch, ones).values[:, 0].tolist()
    assert by_photo == pytest.approx(math.log(1 + math.exp(-2)), rel=1e-5)
    assert by_caption == pytest.approx(math.log(1 + math.exp(-0.4)), rel=1e-5)
    assert float(margin(batch, torch.tensor([[0.5]]), ones).reduced()) == pytest.approx(3.0, rel=1e-5)
    assert float(positive(batch, 0.9).reduced()) == pytest.approx(1.0, rel=1e-5)


@pytest.mark.parametrize("name", ["contrastive", "text_negative", "pair", "margin", "positive"])
def test_the_gradient_is_the_derivative(name: str) -> None:
    def loss(photos: Tensor, captions: Tensor, negatives: Tensor) -> Tensor:
        moved = replace(batch, photos=photos, captions=captions, negatives=negatives)
        made = margin(moved, fixed, weights_of(batch)) if name == "margin" else TERMS[name](moved)
        return made.reduced()

    batch = a_batch(3, 2, 4)
    fixed = margins_of(batch)
    inputs = tuple(each.clone().requires_grad_() for each in (batch.photos, batch.captions, batch.negatives))
    assert torch.autograd.gradcheck(loss, inputs)


def test_the_shift_of_the_visual_negative_is_a_constant() -> None:
    batch = a_batch(3, 2, 4)
    captions, negatives = batch.captions.clone().requires_grad_(), batch.negatives.clone().requires_grad_()
    moved = replace(batch, captions=captions, negatives=negatives)
    visual_negative(moved, even_weights(batch)).values[0].sum().backward()
    assert captions.grad is not None
    assert not captions.grad.any()
    assert negatives.grad is None


@pytest.mark.parametrize("gap_side", [1.0, -1.0])
def test_the_photo_anchor_always_pulls_the_photo_towards_its_caption(gap_side: float) -> None:
    # A normalised shift would push the wrong way once the gap is large: try both sides of a tie.
    caption, negative = unit(1, 6, seed=1), unit(1, 6, seed=2)
    raw = (unit(1, 6, seed=3) * 0.2 + gap_side * (caption - negative)).requires_grad_()
    batch = replace(
        a_batch(1, 1, 6), captions=caption, negatives=negative[:, None], views=None, mask=torch.ones(1, 1) > 0
    )
    batch = replace(batch, photos=torch.nn.functional.normalize(raw, dim=-1))
    visual_negative(batch, even_weights(batch)).values[0].sum().backward()
    assert raw.grad is not None
    stepped = torch.nn.functional.normalize(raw.detach() - 1e-3 * raw.grad, dim=-1)
    gap = ((stepped - batch.photos.detach()) * (caption - negative)).sum()
    assert float(gap) > 0


def test_adaptive_weights_grow_as_the_gap_shrinks_and_are_bounded() -> None:
    photo = torch.tensor([[1.0, 0.0]] * 3)
    angles = torch.tensor([0.1, 0.8, 1.5])
    negatives = torch.stack((angles.cos(), angles.sin()), dim=1)[:, None]
    batch = replace(
        a_batch(3, 1, 2, scale=10.0),
        photos=photo,
        captions=torch.tensor([[0.8, 0.6]] * 3),
        negatives=negatives,
        mask=torch.tensor([[True], [True], [True]]),
    )
    easy_last = adaptive_weights(batch, 1.0)[:, 0]
    assert easy_last[0] > easy_last[1] > easy_last[2] >= 0
    assert float(easy_last.max()) <= 4 / 0.25
    assert torch.equal(adaptive_weights(batch, 0.0), torch.ones(3, 1))
    assert not adaptive_weights(replace(batch, photos=photo.requires_grad_()), 1.0).requires_grad


def test_weights_of_masked_negatives_are_zero() -> None:
    batch = a_batch()
    assert torch.equal(adaptive_weights(batch, 0.5)[~batch.mask], torch.zeros(int((~batch.mask).sum())).double())


def test_the_margin_of_a_kind_follows_its_own_gaps_and_widens_with_closeness() -> None:
    gaps, batch = KindGaps(9), a_batch(scale=100.0)
    gaps.means[:] = 0.03
    plain = gaps.margins(replace(batch, negatives=-batch.captions[:, None].expand(-1, 3, -1)))
    close = gaps.margins(replace(batch, negatives=batch.captions[:, None].expand(-1, 3, -1)))
    torch.testing.assert_close(plain, torch.full_like(plain, 0.03))
    torch.testing.assert_close(close, torch.full_like(close, 0.06))
    gaps.means[:] = 0.9
    torch.testing.assert_close(gaps.margins(batch).div(1 + batch.closeness), torch.full_like(plain, 0.05))


def test_the_low_quantile_moves_slowly() -> None:
    low, batch = LowQuantile(), a_batch()
    low.update(batch)
    first = low.value
    low.update(replace(batch, captions=batch.photos))
    assert first is not None
    assert low.value == pytest.approx(0.95 * first + 0.05)


def test_retention_is_zero_at_the_start_and_the_squared_distance_later() -> None:
    before, after = unit(4, 8, seed=1), unit(4, 8, seed=2)
    assert float(retention(ReplayBatch(before, before, before, before)).reduced()) == 0.0
    moved = retention(ReplayBatch(after, before, before, before)).reduced()
    assert float(moved) == pytest.approx(float((after - before).square().sum()) / 8)
