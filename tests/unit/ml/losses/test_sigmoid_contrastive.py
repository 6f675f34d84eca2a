"""SigLIP's form: its own loss in the limit, the same exclusions, and a model in this form is trained in it."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from open_clip.loss import SigLipLoss

from miwake.domain.recipes import recipe
from miwake.ml.losses.batch import LossBatch
from miwake.ml.losses.contrastive import contrastive
from miwake.ml.losses.objective import Objective
from miwake.ml.losses.sigmoid_contrastive import sigmoid_contrastive

BIAS = -6.0


@pytest.fixture
def batch(a_batch: Callable[..., LossBatch]) -> LossBatch:
    return replace(a_batch(), bias=BIAS)


def test_with_nothing_excluded_it_is_the_plain_siglip_loss(batch: LossBatch) -> None:
    free = replace(batch, excluded=torch.zeros_like(batch.excluded))
    theirs = SigLipLoss()(free.photos, free.captions, torch.tensor(free.scale), torch.tensor(BIAS))
    torch.testing.assert_close(sigmoid_contrastive(free).reduced(), theirs)


def test_it_equals_its_slow_reference(batch: LossBatch) -> None:
    expected = []
    for i, photo in enumerate(batch.photos):
        total = 0.0
        for j, caption in enumerate(batch.captions):
            if i != j and batch.excluded[i, j]:
                continue
            sign = 1 if i == j else -1
            total += math.log1p(math.exp(-sign * (batch.scale * float(photo @ caption) + BIAS)))
        expected.append(total)
    assert batch.excluded.any()
    torch.testing.assert_close(sigmoid_contrastive(batch).values, torch.tensor(expected, dtype=torch.float64))


def test_an_excluded_caption_carries_no_gradient(batch: LossBatch) -> None:
    excluded = torch.zeros_like(batch.excluded)
    excluded[:, 2] = True
    captions = batch.captions.clone().requires_grad_()
    terms = sigmoid_contrastive(replace(batch, captions=captions, excluded=excluded))
    (gradient,) = torch.autograd.grad(terms.values[torch.arange(len(captions)) != 2].sum(), captions)
    assert torch.equal(gradient[2], torch.zeros_like(gradient[2]))
    assert gradient[0].abs().sum() > 0


def test_permuting_the_photos_permutes_the_terms(batch: LossBatch) -> None:
    order = torch.tensor([3, 0, 4, 1, 2])
    moved = replace(
        batch,
        photos=batch.photos[order],
        captions=batch.captions[order],
        excluded=batch.excluded[order][:, order],
    )
    torch.testing.assert_close(sigmoid_contrastive(moved).values, sigmoid_contrastive(batch).values[order])


def test_one_photo_alone_is_still_drawn_to_its_caption(a_batch: Callable[..., LossBatch]) -> None:
    alone = replace(a_batch(size=1), bias=BIAS)
    photo = alone.photos.clone().requires_grad_()
    terms = sigmoid_contrastive(replace(alone, photos=photo))
    (gradient,) = torch.autograd.grad(terms.reduced(), photo)
    assert float((gradient * alone.captions).sum()) < 0


def test_the_gradient_is_the_derivative(batch: LossBatch) -> None:
    photos = batch.photos.clone().requires_grad_()
    assert torch.autograd.gradcheck(lambda p: sigmoid_contrastive(replace(batch, photos=p)).values, (photos,))


@pytest.mark.parametrize("bias", [None, BIAS])
def test_the_form_of_the_loss_follows_the_model(a_batch: Callable[..., LossBatch], bias: float | None) -> None:
    batch = replace(a_batch(), bias=bias)
    parts = Objective(recipe("plain"))(batch, replay=None, progress=0.5).parts
    wanted = contrastive(batch) if bias is None else sigmoid_contrastive(batch)
    torch.testing.assert_close(parts["contrastive"], wanted.reduced())
