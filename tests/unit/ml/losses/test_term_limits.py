"""Where loss terms usually go wrong: nothing to compare, one photo, limits, gradients, weights."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.contrastive import contrastive
from miwake.ml.losses.margin import KindGaps, margin
from miwake.ml.losses.positive import LowQuantile, positive
from miwake.ml.losses.retention import ReplayBatch, retention
from miwake.ml.losses.terms import Terms
from miwake.ml.losses.text_negative import text_negative
from miwake.ml.losses.visual_negative import visual_negative
from miwake.ml.losses.weights import adaptive_weights, even_weights

Term = Callable[[LossBatch], Terms]


@pytest.mark.parametrize("name", ["text_negative", "visual_negative", "margin"])
def test_without_any_negative_the_loss_is_zero_with_finite_gradients(
    name: str, a_batch: Callable[..., LossBatch], terms: dict[str, Term]
) -> None:
    batch = a_batch()
    batch = replace(batch, photos=batch.photos.requires_grad_(), mask=torch.zeros_like(batch.mask))
    loss = terms[name](batch).reduced()
    loss.backward()
    assert loss.item() == 0.0
    assert batch.photos.grad is not None
    assert torch.equal(batch.photos.grad, torch.zeros_like(batch.photos))


@pytest.mark.parametrize("name", ["contrastive", "text_negative", "visual_negative", "pair", "margin", "positive"])
def test_masked_cells_carry_no_gradient_and_no_nan(
    name: str, a_batch: Callable[..., LossBatch], terms: dict[str, Term]
) -> None:
    batch = a_batch()
    batch = replace(batch, negatives=batch.negatives.requires_grad_(), photos=batch.photos.requires_grad_())
    terms[name](batch).reduced().backward()
    assert batch.photos.grad is not None
    assert batch.photos.grad.isfinite().all()
    if batch.negatives.grad is not None:
        assert torch.equal(batch.negatives.grad[~batch.mask], torch.zeros_like(batch.negatives[~batch.mask]))


@pytest.mark.parametrize("name", ["contrastive", "text_negative", "visual_negative", "pair", "margin", "positive"])
def test_a_batch_of_one_is_finite(name: str, a_batch: Callable[..., LossBatch], terms: dict[str, Term]) -> None:
    loss = terms[name](a_batch(1, 2)).reduced()
    assert loss.isfinite()


def test_one_photo_has_nothing_to_be_told_from(a_batch: Callable[..., LossBatch]) -> None:
    assert float(contrastive(a_batch(1, 2)).reduced()) == 0.0


def test_with_nothing_excluded_contrastive_is_the_plain_clip_loss(a_batch: Callable[..., LossBatch]) -> None:
    batch = a_batch()
    batch = replace(batch, excluded=torch.zeros_like(batch.excluded))
    logits = batch.scale * batch.photos @ batch.captions.T
    target = torch.arange(len(logits))
    cross_entropy = torch.nn.functional.cross_entropy
    clip = (cross_entropy(logits, target) + cross_entropy(logits.T, target)) / 2
    torch.testing.assert_close(contrastive(batch).reduced(), clip)


def test_text_negatives_of_equal_weight_are_a_plain_cross_entropy(a_batch: Callable[..., LossBatch]) -> None:
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
def test_the_gradient_is_the_derivative(
    name: str,
    a_batch: Callable[..., LossBatch],
    terms: dict[str, Term],
    weights: Callable[[LossBatch], Tensor],
    margins: Callable[[LossBatch], Tensor],
) -> None:
    def loss(photos: Tensor, captions: Tensor, negatives: Tensor) -> Tensor:
        moved = replace(batch, photos=photos, captions=captions, negatives=negatives)
        made = margin(moved, fixed, weights(batch)) if name == "margin" else terms[name](moved)
        return made.reduced()

    batch = a_batch(3, 2, 4)
    fixed = margins(batch)
    inputs = tuple(each.clone().requires_grad_() for each in (batch.photos, batch.captions, batch.negatives))
    assert torch.autograd.gradcheck(loss, inputs)


def test_the_shift_of_the_visual_negative_is_a_constant(a_batch: Callable[..., LossBatch]) -> None:
    batch = a_batch(3, 2, 4)
    captions, negatives = batch.captions.clone().requires_grad_(), batch.negatives.clone().requires_grad_()
    moved = replace(batch, captions=captions, negatives=negatives)
    visual_negative(moved, even_weights(batch)).values[0].sum().backward()
    assert captions.grad is not None
    assert not captions.grad.any()
    assert negatives.grad is None


@pytest.mark.parametrize("gap_side", [1.0, -1.0])
def test_the_photo_anchor_always_pulls_the_photo_towards_its_caption(
    gap_side: float, a_batch: Callable[..., LossBatch], unit_vectors: Callable[..., Tensor]
) -> None:
    # A normalised shift would push the wrong way once the gap is large: try both sides of a tie.
    caption, negative = unit_vectors(1, 6, seed=1), unit_vectors(1, 6, seed=2)
    raw = (unit_vectors(1, 6, seed=3) * 0.2 + gap_side * (caption - negative)).requires_grad_()
    batch = replace(
        a_batch(1, 1, 6), captions=caption, negatives=negative[:, None], views=None, mask=torch.ones(1, 1) > 0
    )
    batch = replace(batch, photos=torch.nn.functional.normalize(raw, dim=-1))
    visual_negative(batch, even_weights(batch)).values[0].sum().backward()
    assert raw.grad is not None
    stepped = torch.nn.functional.normalize(raw.detach() - 1e-3 * raw.grad, dim=-1)
    gap = ((stepped - batch.photos.detach()) * (caption - negative)).sum()
    assert float(gap) > 0


def test_adaptive_weights_grow_as_the_gap_shrinks_and_are_bounded(a_batch: Callable[..., LossBatch]) -> None:
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


def test_weights_of_masked_negatives_are_zero(a_batch: Callable[..., LossBatch]) -> None:
    batch = a_batch()
    assert torch.equal(adaptive_weights(batch, 0.5)[~batch.mask], torch.zeros(int((~batch.mask).sum())).double())


def test_the_margin_of_a_kind_follows_its_own_gaps_and_widens_with_closeness(a_batch: Callable[..., LossBatch]) -> None:
    gaps, batch = KindGaps(9), a_batch(scale=100.0)
    gaps.means[:] = 0.03
    plain = gaps.margins(replace(batch, negatives=-batch.captions[:, None].expand(-1, 3, -1)))
    close = gaps.margins(replace(batch, negatives=_at_cosine(batch.captions, 0.8)))
    torch.testing.assert_close(plain, torch.full_like(plain, 0.03))
    torch.testing.assert_close(close, torch.full_like(close, 0.03 * 1.8))
    gaps.means[:] = 0.9
    torch.testing.assert_close(gaps.margins(batch).div(1 + batch.closeness), torch.full_like(plain, 0.05))


def test_no_margin_asks_for_more_than_half_of_what_the_texts_are_apart(a_batch: Callable[..., LossBatch]) -> None:
    gaps, batch = KindGaps(9), a_batch(scale=100.0)
    gaps.means[:] = 0.03
    near = replace(batch, negatives=_at_cosine(batch.captions, 0.9998))
    torch.testing.assert_close(gaps.margins(near), torch.full_like(gaps.margins(near), 0.5 * (2 - 2 * 0.9998) ** 0.5))
    equal = gaps.margins(replace(batch, negatives=batch.captions[:, None].expand(-1, 3, -1)))
    torch.testing.assert_close(equal, torch.zeros_like(equal), atol=1e-7, rtol=0)


def _at_cosine(captions: Tensor, cosine: float) -> Tensor:
    """Return (B, 3, D) unit vectors that have this cosine with each caption."""
    beside = captions.roll(1, dims=-1)
    beside = torch.nn.functional.normalize(beside - (beside * captions).sum(-1, keepdim=True) * captions, dim=-1)
    return (cosine * captions + (1 - cosine**2) ** 0.5 * beside)[:, None].expand(-1, 3, -1)


def test_the_low_quantile_moves_slowly(a_batch: Callable[..., LossBatch]) -> None:
    low, batch = LowQuantile(), a_batch()
    low.update(batch)
    first = low.value
    low.update(replace(batch, captions=batch.photos))
    assert first is not None
    assert low.value == pytest.approx(0.95 * first + 0.05)


def test_retention_is_zero_at_the_start_and_the_squared_distance_later(unit_vectors: Callable[..., Tensor]) -> None:
    before, after = unit_vectors(4, 8, seed=1), unit_vectors(4, 8, seed=2)
    assert float(retention(ReplayBatch(before, before, before, before)).reduced()) == 0.0
    moved = retention(ReplayBatch(after, before, before, before)).reduced()
    assert float(moved) == pytest.approx(float((after - before).square().sum()) / 8)
