"""How well the model recovers a masked content word of sentences that it never saw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from masked_model.learning import scores
from masked_model.lessons import Lesson, batch_of
from transformers import BertForMaskedLM

_CHUNK = 128


@dataclass(frozen=True, slots=True)
class Recovery:
    """Share of content words that were recovered as the first and among the first five; a cut word counts as lost."""

    words: int
    sentences: int
    first: float
    five: float


@torch.no_grad()
def recovery(model: BertForMaskedLM, lessons: Sequence[Lesson], *, mask: int, most: int | None = None) -> Recovery:
    """Mask every content word (letters only, no preposition or little word) of every sentence alone, in turn.

    Args:
        model: In evaluation mode.
        lessons: The sentences.
        mask: The id of the mask.
        most: Ask for an evenly spread part of this size only.
    """
    questions = [(lesson, word) for lesson in lessons for word in np.flatnonzero(lesson.worth == 1.0)]
    if most and most < len(questions):
        questions = [questions[i] for i in np.linspace(0, len(questions) - 1, most).astype(int)]
    questions.sort(key=lambda each: len(each[0].ids))
    first = five = 0
    for start in range(0, len(questions), _CHUNK):
        chunk = questions[start : start + _CHUNK]
        whole = [(lesson, lesson.words == word) for lesson, word in chunk if (lesson.words == word).sum() == 1]
        if not whole:
            continue
        batch = batch_of([each[0] for each in whole], [each[1] for each in whole], mask=mask)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            best = scores(model, batch).float().topk(5).indices
        found = best == batch.targets[:, None]
        first += int(found[:, 0].sum())
        five += int(found.sum())
    return Recovery(len(questions), len(lessons), first / len(questions), five / len(questions))
