"""What the model is taught and examined on: rendered scenes with true and false statements, as cached features.

The lower blocks of the image tower stay frozen, so each picture passes through them once. Only `World.TEACH` is ever
taught; examinations also draw from a world whose styles and seeds teaching never sees.
"""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from miwake.scenes import SAMPLE_MIXUPS, Facts, Scene, Statement, World, render_scene, subjects

FROZEN_BLOCKS = 5
CAPTIONS = 5
CONFUSABLES = 16
_CHUNK = 32
# What the sample project mixes up is never taught: its report shows what a person's own photos teach.
_UNTAUGHT = frozenset(mixup.name for mixup in SAMPLE_MIXUPS)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is true and false of one scene: each caption with the confusable statements that were made from it."""

    facts: Facts
    told: tuple[tuple[Statement, tuple[Statement, ...]], ...]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Lessons and, for each, the features (N, 112, 14, 14; half precision) that the trained blocks take."""

    features: Tensor
    lessons: tuple[Lesson, ...]


@torch.no_grad()
def prepare(model: nn.Module, preprocess: Any, *, world: World, first: int, count: int) -> Lessons:
    """Render `count` scenes of a world, from seed `first` on, and cache what the frozen blocks make of them."""
    features: list[Tensor] = []
    lessons: list[Lesson] = []
    for start in range(0, count, _CHUNK):
        chunk = [
            render_scene(
                seed,
                world=world,
                subject=_subject(world, seed),
                captions=CAPTIONS,
                confusables=CONFUSABLES,
            )
            for seed in range(first + start, first + min(start + _CHUNK, count))
        ]
        pictures = torch.stack([preprocess(scene.image) for scene in chunk])
        features.append(lower_half(model, pictures).to(torch.float16))
        lessons += [_lesson(scene) for scene in chunk]
    return Lessons(torch.cat(features), tuple(lessons))


def _subject(world: World, seed: int) -> str:
    taught = sorted(set(subjects(world)) - _UNTAUGHT)
    return taught[seed % len(taught)]


def lower_half(model: nn.Module, pictures: Tensor) -> Tensor:
    """Return what the frozen blocks make of pictures (N, 3, 224, 224): (N, 112, 14, 14)."""
    trunk: Any = model.get_submodule("visual.trunk")
    with torch.autocast("cpu", dtype=torch.bfloat16):
        state = trunk.bn1(trunk.conv_stem(pictures.contiguous(memory_format=torch.channels_last)))
        for block in trunk.blocks[:FROZEN_BLOCKS]:
            state = block(state)
    found: Tensor = state.float()
    return found


def upper_half(model: nn.Module, features: Tensor) -> tuple[Tensor, Tensor]:
    """Return the pooled features (N, 1280) and the embeddings (N, 384), not normalised."""
    trunk: Any = model.get_submodule("visual.trunk")
    state = features.contiguous(memory_format=torch.channels_last)
    for block in trunk.blocks[FROZEN_BLOCKS:]:
        state = block(state)
    pooled = trunk.global_pool(trunk.bn2(trunk.conv_head(state)))
    return pooled, model.get_submodule("visual.head")(pooled)


def _lesson(scene: Scene) -> Lesson:
    told = (
        (caption, tuple(each for each in scene.confusables if each.caption == caption.caption))
        for caption in scene.statements
    )
    return Lesson(scene.facts, tuple(told))
