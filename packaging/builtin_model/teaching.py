"""The second stage: relations, attributes and states are taught on rendered scenes, and the alignment is kept.

Each step adds up, for a batch of scenes and the statements about them (each known to be true, false or undecided):
contrast of photo against false statements and of caption against photos it is false of; a caption against its own
confusable statements, as in NegCLIP; and three terms against forgetting: the ImageNet classifier's answers on the
pictures (learning without forgetting), general sentences' embeddings, and the agreement of class names with class rows.
"""

import math
import random
import time
from dataclasses import dataclass
from typing import Any

import torch
from builtin_model import alignment
from builtin_model.lessons import FROZEN_BLOCKS, Lesson, Lessons, upper_half
from torch import Tensor, nn
from torch.nn import functional

from miwake.scenes import Statement, holds

TEXT_LAYERS = 3
_SENTENCE = 20  # Tokens of a general sentence that are kept: long ones would slow every step down.


@dataclass(frozen=True, slots=True)
class Plan:
    """How the model is taught.

    Attributes:
        steps: Number of updates.
        batch: Scenes of one update.
        negatives: Confusable statements of each caption in one update, at most.
        scale: What cosines are multiplied by before a softmax.
        image_rate: Learning rate of the image tower's upper blocks.
        text_rate: Learning rate of the text tower's upper layers.
        head_rate: Learning rate of both projections.
        forgetting: Weights of the three terms against forgetting: classifier answers, sentences, class rows.
        seed: Of batches and draws.
    """

    steps: int = 240
    batch: int = 32
    negatives: int = 2
    scale: float = 40.0
    image_rate: float = 2e-4
    text_rate: float = 5e-5
    head_rate: float = 1e-4
    forgetting: tuple[float, float, float] = (1.0, 20.0, 1.0)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Keepsakes:
    """What must be kept, computed with the aligned model before teaching.

    Attributes:
        tokens: (S, L) general sentences: class names and definitions.
        embeddings: (S, 384) what the aligned model makes of them, unit length.
        rows: (1000, 1280) the classifier's rows, and its biases (1000).
        names: (1000, L) tokens of one description of each class.
    """

    tokens: Tensor
    embeddings: Tensor
    rows: Tensor
    biases: Tensor
    names: Tensor


@torch.no_grad()
def keep(model: nn.Module, classifier: nn.Module, tokenize: Any) -> Keepsakes:
    """Note down what the aligned model knows."""
    texts = alignment.class_texts()
    tokens = tokenize([text for way in (texts[0], texts[2], texts[3], texts[6]) for text in way])[:, :_SENTENCE]
    pooled = alignment.pooled_texts(model, tokens)
    embeddings = functional.normalize(model.get_submodule("text.proj")(pooled), dim=1)
    rows, biases = classifier.get_parameter("classifier.weight"), classifier.get_parameter("classifier.bias")
    return Keepsakes(
        tokens, embeddings, rows.detach().clone(), biases.detach().clone(), tokenize(texts[3])[:, :_SENTENCE]
    )


def teach(model: nn.Module, lessons: Lessons, keepsakes: Keepsakes, tokenize: Any, plan: Plan) -> None:
    """Train the upper halves and the projections in place; print the mean loss of each tenth of the steps."""
    torch.manual_seed(plan.seed)
    dice = random.Random(plan.seed)  # noqa: S311 - seeded draws, not cryptography
    frozen = _frozen_answers(model, lessons, keepsakes)
    optimiser = _optimiser(model, plan)
    losses: list[float] = []
    started = time.monotonic()
    for step in range(plan.steps):
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * _schedule(step, plan.steps)
        chosen = dice.sample(range(len(lessons.lessons)), plan.batch)
        batch = _batch([lessons.lessons[index] for index in chosen], dice, plan)
        features = lessons.features[chosen].float()
        loss = _loss(model, features, frozen[chosen], batch, keepsakes, tokenize, dice, plan)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], 1.0)
        optimiser.step()
        losses.append(loss.item())
        if (step + 1) % max(1, plan.steps // 10) == 0:
            tenth = losses[-max(1, plan.steps // 10) :]
            print(
                f"step {step + 1}: loss {sum(tenth) / len(tenth):.3f}, {time.monotonic() - started:.0f} s", flush=True
            )
    model.eval().requires_grad_(requires_grad=False)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Statements of a batch: `own` (B) is each scene's caption, `hard` (B, K) its negatives, -1 where there is none.

    `false` (B, T) says which statement is certainly false of which scene.
    """

    texts: list[str]
    own: Tensor
    hard: Tensor
    false: Tensor


def _batch(lessons: list[Lesson], dice: random.Random, plan: Plan) -> _Batch:
    told: list[Statement] = []
    own: list[int] = []
    hard = torch.full((len(lessons), plan.negatives), -1)
    for index, lesson in enumerate(lessons):
        caption, confusables = dice.choice(lesson.told)
        own.append(len(told))
        told.append(caption)
        for place, each in enumerate(dice.sample(confusables, min(plan.negatives, len(confusables)))):
            hard[index, place] = len(told)
            told.append(each)
    false = torch.tensor([[holds(each.claim, lesson.facts) is False for each in told] for lesson in lessons])
    return _Batch([each.text for each in told], torch.tensor(own), hard, false)


def _loss(
    model: nn.Module,
    features: Tensor,
    frozen: Tensor,
    batch: _Batch,
    keepsakes: Keepsakes,
    tokenize: Any,
    dice: random.Random,
    plan: Plan,
) -> Tensor:
    pooled, photos = upper_half(model, features)
    photos = functional.normalize(photos, dim=1)
    chosen = dice.sample(range(len(keepsakes.tokens)), plan.batch)
    classes = dice.sample(range(len(keepsakes.names)), plan.batch)
    texts = _texts(model, tokenize(batch.texts))
    general = _texts(model, torch.cat([keepsakes.tokens[chosen], keepsakes.names[classes]]))
    scores = plan.scale * photos @ texts.T
    answers = functional.linear(pooled, keepsakes.rows, keepsakes.biases)
    rows = keepsakes.rows[classes] - keepsakes.rows.mean(dim=0)
    rows = functional.normalize(model.get_submodule("visual.head")(rows), dim=1)
    agreement = plan.scale * rows @ general[plan.batch :].T
    classifier, sentences, names = plan.forgetting
    return (
        _contrast(scores, batch)
        + _against_own(scores, batch)
        + classifier * functional.kl_div(answers.log_softmax(dim=1), frozen, reduction="batchmean")
        + sentences * (general[: plan.batch] - keepsakes.embeddings[chosen]).square().sum(dim=1).mean()
        + names * _symmetric(agreement)
    )


def _contrast(scores: Tensor, batch: _Batch) -> Tensor:
    """Photo against all statements that are false of it, and caption against all photos it is false of."""
    barred = torch.where(batch.false, 0.0, -math.inf)
    rows = torch.arange(len(scores))
    allowed = barred.clone()
    allowed[rows, batch.own] = 0.0
    to_texts = functional.cross_entropy(scores + allowed, batch.own)
    to_photos = functional.cross_entropy((scores + allowed)[:, batch.own].T, rows)
    return (to_texts + to_photos) / 2


def _against_own(scores: Tensor, batch: _Batch) -> Tensor:
    """Caption against its own confusable statements: (1+K)-way cross-entropy, rows without any left out."""
    positive = scores.gather(1, batch.own[:, None])
    negative = scores.gather(1, batch.hard.clamp_min(0)).masked_fill(batch.hard < 0, -math.inf)
    has = (batch.hard >= 0).any(dim=1)
    logits = torch.cat([positive, negative], dim=1)[has]
    return functional.cross_entropy(logits, torch.zeros(len(logits), dtype=torch.long))


def _symmetric(logits: Tensor) -> Tensor:
    target = torch.arange(len(logits))
    return (functional.cross_entropy(logits, target) + functional.cross_entropy(logits.T, target)) / 2


def _texts(model: nn.Module, tokens: Tensor) -> Tensor:
    """Return unit embeddings (N, 384); short and long sentences go apart, each trimmed, which saves a third."""
    encode: Any = model
    lengths = (tokens != 0).sum(dim=1)
    order = lengths.argsort()
    # Half precision pays for texts only: the photo tower's convolutions are slower with it on the way back.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        parts = [encode.encode_text(tokens[some, : int(lengths[some].max())]).float() for some in order.chunk(3)]
    return functional.normalize(torch.cat(parts)[order.argsort()], dim=1)


@torch.no_grad()
def _frozen_answers(model: nn.Module, lessons: Lessons, keepsakes: Keepsakes) -> Tensor:
    answers = []
    for chunk in torch.split(lessons.features, 64):
        pooled, _ = upper_half(model, chunk.float())
        answers.append(functional.linear(pooled, keepsakes.rows, keepsakes.biases).softmax(dim=1))
    return torch.cat(answers)


def _optimiser(model: nn.Module, plan: Plan) -> torch.optim.Optimizer:
    model.eval().requires_grad_(requires_grad=False)
    trunk: Any = model.get_submodule("visual.trunk")
    text: Any = model.get_submodule("text.transformer")
    groups = (
        (
            plan.image_rate,
            [*trunk.blocks[FROZEN_BLOCKS:].parameters(), *trunk.conv_head.parameters(), *trunk.bn2.parameters()],
        ),
        (plan.text_rate, list(text.encoder.layer[-TEXT_LAYERS:].parameters())),
        (
            plan.head_rate,
            [*model.get_submodule("visual.head").parameters(), *model.get_submodule("text.proj").parameters()],
        ),
    )
    for _, parameters in groups:
        for parameter in parameters:
            parameter.requires_grad_()
    return torch.optim.AdamW(
        [{"params": parameters, "lr": rate, "peak": rate} for rate, parameters in groups], weight_decay=0.0
    )


def _schedule(step: int, steps: int) -> float:
    """Warm up over a twentieth of the steps, then fall to a tenth as a cosine."""
    warm = max(1, steps // 20)
    if step < warm:
        return (step + 1) / warm
    return 0.55 + 0.45 * math.cos(math.pi * (step - warm) / max(1, steps - warm))
