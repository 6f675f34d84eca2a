"""Examinations on rendered scenes: how often a false statement scores at least as high as the true one."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import torch
from builtin_model import alignment
from builtin_model.lessons import Lessons, lower_half, upper_half
from torch import Tensor, nn
from torch.nn import functional

from miwake.scenes import SAMPLE_MIXUPS, World, render_scene

_RIVALS = 4


@dataclass(frozen=True, slots=True)
class Confusion:
    """Shares of mistakes, ties counted as mistakes.

    Attributes:
        rate: Over captions, the best of at most four confusable statements against the caption.
        cases: How many captions.
        pairwise: By kind, one confusable statement against the caption (chance 0.5).
    """

    rate: float
    cases: int
    pairwise: dict[str, float]


@torch.no_grad()
def confusion(model: nn.Module, lessons: Lessons, tokenize: Any) -> Confusion:
    """Examine a model on lessons that it was not taught."""
    pictures = functional.normalize(upper_half(model, lessons.features.float())[1], dim=1)
    told = [(index, *pair) for index, lesson in enumerate(lessons.lessons) for pair in lesson.told if pair[1]]
    texts = sorted({each.text for _, caption, rivals in told for each in (caption, *rivals[:_RIVALS])})
    places = {text: place for place, text in enumerate(texts)}
    scores = pictures @ _texts(model, tokenize(texts)).T
    asked: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    wrong = 0
    for index, caption, rivals in told:
        own = scores[index, places[caption.text]].item()
        theirs = [(str(each.kind), scores[index, places[each.text]].item()) for each in rivals[:_RIVALS]]
        wrong += max(score for _, score in theirs) >= own
        asked.update(kind for kind, _ in theirs)
        lost.update(kind for kind, score in theirs if score >= own)
    return Confusion(wrong / len(told), len(told), {kind: lost[kind] / count for kind, count in sorted(asked.items())})


@dataclass(frozen=True, slots=True)
class Sorted:
    """Pictures of one mix-up: its choices, the features (N, 112, 14, 14) and the true choice of each (N)."""

    choices: tuple[str, ...]
    features: Tensor
    answers: Tensor


def sorted_pictures(model: nn.Module, preprocess: Any, *, world: World, pictures: int) -> dict[str, Sorted]:
    """Render each mix-up of the sample site, its choices in equal numbers."""
    rooms: dict[str, Sorted] = {}
    for mixup in SAMPLE_MIXUPS:
        answers = torch.arange(pictures) % len(mixup.choices)
        drawn = [
            render_scene(number, world=world, subject=mixup.name, answer=int(answer), captions=1, confusables=0)
            for number, answer in enumerate(answers)
        ]
        with torch.no_grad():
            features = lower_half(model, torch.stack([preprocess(scene.image) for scene in drawn]))
        rooms[mixup.name] = Sorted(mixup.choices, features, answers)
    return rooms


@torch.no_grad()
def mixups(model: nn.Module, rooms: dict[str, Sorted], tokenize: Any) -> dict[str, float]:
    """Return, for each mix-up, the share of pictures whose false choice scores at least as high as the true one."""
    shares: dict[str, float] = {}
    for name, room in rooms.items():
        pictures = functional.normalize(upper_half(model, room.features)[1], dim=1)
        scores = pictures @ _texts(model, tokenize(list(room.choices))).T
        own = scores.gather(1, room.answers[:, None])
        rival = scores.scatter(1, room.answers[:, None], float("-inf")).amax(dim=1, keepdim=True)
        shares[name] = (rival >= own).float().mean().item()
    return shares


def _texts(model: nn.Module, tokens: Tensor) -> Tensor:
    return functional.normalize(model.get_submodule("text.proj")(alignment.pooled_texts(model, tokens)), dim=1)
