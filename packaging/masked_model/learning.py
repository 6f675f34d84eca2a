"""Teaching: an encoder under a tied masked-language-model head, asked for words of true sentences."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import torch
from masked_model.lessons import Batch, Lesson, asked, batch_of
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertForMaskedLM

# Shares of a batch by source: captions first, as they are what is filled later.
SHARES = {"captions": 0.55, "scenes": 0.08, "site": 0.14, "examples": 0.15, "definitions": 0.08}
_POOL = 16


@dataclass(frozen=True, slots=True)
class Plan:
    """How the model is taught: steps of `batch` sentences; the rate rises for `warmup` steps, falls for `cooldown`."""

    steps: int = 2143
    cooldown: int = 400
    batch: int = 64
    rate: float = 3e-4
    warmup: int = 200
    decay: float = 0.01
    look: int = 200
    seed: int = 0


def teach(
    model: BertForMaskedLM,
    lessons: dict[str, Sequence[Lesson]],
    plan: Plan,
    *,
    mask: int,
    look: Callable[[int], None],
    enough: Callable[[], bool],
) -> int:
    """Teach the model in place.

    Args:
        model: The model.
        lessons: Sentences by source.
        plan: How.
        mask: The id of the mask.
        look: Called with the number of the step, every `plan.look` steps.
        enough: Asked at each step; once it says so, the rate goes down and teaching ends after the cooldown.

    Returns:
        The number of steps; a plan with as many gives the same model without anything to say when it is enough.
    """
    decayed = [each for each in model.parameters() if each.dim() > 1]
    plain = [each for each in model.parameters() if each.dim() <= 1]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": plan.decay}, {"params": plain, "weight_decay": 0.0}],
        lr=plan.rate,
        betas=(0.9, 0.98),
        fused=True,
    )
    torch.manual_seed(plan.seed)
    batches = _batches(lessons, plan, mask=mask)
    started, losses, last = time.monotonic(), list[float](), plan.steps
    model.train()
    for step, batch in enumerate(batches, start=1):
        if step + plan.cooldown < last and enough():
            last = step + plan.cooldown
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * min(1.0, step / plan.warmup, (last - step + 1) / plan.cooldown)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = functional.cross_entropy(scores(model, batch).float(), batch.targets)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        losses.append(loss.item())
        if step % plan.look == 0 or step == last:
            print(f"step {step}: loss {sum(losses) / len(losses):.3f}, {time.monotonic() - started:.0f} s", flush=True)
            losses.clear()
            model.eval()
            look(step)
            model.train()
        if step == last:
            break
    model.eval()
    return last


def scores(model: BertForMaskedLM, batch: Batch) -> Tensor:
    """Return the scores (M, V) of every piece at the masked places."""
    states = model.bert(batch.ids, attention_mask=batch.attention).last_hidden_state
    found: Tensor = model.cls(states[batch.places[:, 0], batch.places[:, 1]])
    return found


def _batches(lessons: dict[str, Sequence[Lesson]], plan: Plan, *, mask: int) -> Iterator[Batch]:
    """Yield batches of sentences of about one length, so that little is padded."""
    dice = np.random.default_rng(plan.seed)
    sources = {name: _endless(texts, dice) for name, texts in lessons.items()}
    size = _POOL * plan.batch
    while True:
        pool = [each for name, share in SHARES.items() for each in islice(sources[name], round(share * size))]
        pool.sort(key=lambda lesson: len(lesson.ids))
        starts = np.arange(0, len(pool) - plan.batch + 1, plan.batch)
        dice.shuffle(starts)
        for start in starts:
            chosen = pool[start : start + plan.batch]
            yield batch_of(chosen, [asked(lesson, dice) for lesson in chosen], mask=mask)


def _endless(lessons: Sequence[Lesson], dice: np.random.Generator) -> Iterator[Lesson]:
    while True:
        for number in dice.permutation(len(lessons)):
            yield lessons[number]


def needed(source: str, texts: Sequence[str], plan: Plan) -> list[str]:
    """Return as many sentences of a source as are learned from, in seeded order."""
    most = int(SHARES[source] * plan.batch * plan.steps) + plan.batch * _POOL
    dice = random.Random(plan.seed)  # noqa: S311 -- a sample, not a secret
    return dice.sample(list(texts), min(most, len(texts)))
