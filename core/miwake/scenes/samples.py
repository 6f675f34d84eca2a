"""The sample project: photos of a made-up site visit with what gets mixed up on it, and their true answers."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from miwake.scenes.render import Scene, render_scene
from miwake.scenes.worlds import World, dice


@dataclass(frozen=True, slots=True)
class SampleMixup:
    """Something that gets confused on the sample site; `choices` exclude each other."""

    name: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleScene:
    """A photo of the sample project.

    Attributes:
        name: File name as a phone gives it, such as "IMG_2031.jpg"; unique.
        scene: The photo with all that is true of it.
        group: Photos of one physical scene share it.
        mixup: Name of the mix-up that the photo shows; None for a photo with free captions only.
        choice: Index of the true choice; None without a mix-up.
        taken_at: When it was taken, UTC.
    """

    name: str
    scene: Scene
    group: str
    mixup: str | None
    choice: int | None
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class SamplePair:
    """Two photos that differ in exactly one fact; caption i is true of photo i and false of the other."""

    name: str
    mixup: str
    a: Scene
    b: Scene
    caption_a: str
    caption_b: str


SAMPLE_MIXUPS = (
    SampleMixup("valve", ("an open valve", "a closed valve")),
    SampleMixup("helmet", ("a worker wearing a helmet", "a worker holding a helmet")),
    SampleMixup("ladder", ("a ladder to the left of a tank", "a ladder to the right of a tank")),
    SampleMixup("gate", ("an open barrier gate", "a closed barrier gate")),
    SampleMixup("lamp", ("a signal lamp that is lit", "a signal lamp that is unlit")),
)
_FREE = ("crew", "row", "climb", "machine", "wall")
_START = datetime(2025, 4, 7, 8, 12, tzinfo=UTC)


def sample_scenes(seed: int, *, photos: int = 200) -> Iterator[SampleScene]:
    """Yield the sample project's photos in the order in which they were taken.

    Nine photos of ten show a mix-up, mix-ups and their choices in equal numbers; every fourth physical scene has two
    or three photos, which share their group.

    Args:
        seed: Another visit for every seed, 0 to 9999.
        photos: How many photos.
    """
    rolls = dice(World.DEMO, seed, "visit")
    moment, number = _START, 2031
    for index, (subject, answer, group, shot) in enumerate(_plan(rolls, photos)):
        moment += timedelta(seconds=rolls.randint(4, 20) if shot else rolls.randint(60, 400))
        number += rolls.choice((1, 1, 1, 2)) if index else 0
        scene = render_scene(seed * 100_000 + group, world=World.DEMO, subject=subject, answer=answer, shot=shot)
        yield SampleScene(
            f"IMG_{number:04d}.jpg", scene, f"scene-{group:03d}", None if answer is None else subject, answer, moment
        )


def sample_pairs(seed: int, *, count: int, world: World = World.DEMO) -> Iterator[SamplePair]:
    """Yield look-alike pairs, mix-ups in turn: the same scene twice, with one fact changed."""
    for index in range(count):
        mixup = SAMPLE_MIXUPS[index % len(SAMPLE_MIXUPS)]
        number = seed * 100_000 + 90_000 + index
        a, b = (render_scene(number, world=world, subject=mixup.name, answer=choice) for choice in (0, 1))
        yield SamplePair(f"{mixup.name}-{index:03d}", mixup.name, a, b, mixup.choices[0], mixup.choices[1])


def _plan(rolls: random.Random, photos: int) -> list[tuple[str, int | None, int, int]]:
    """Return (subject, answer, group, shot) of every photo; photos of one scene follow each other."""
    slots = [(mixup.name, choice) for mixup in SAMPLE_MIXUPS for choice in range(len(mixup.choices))]
    wanted: dict[tuple[str, int | None], int] = {}
    free = photos // 10
    for index in range(photos - free):
        slot = slots[index % len(slots)]
        wanted[slot] = wanted.get(slot, 0) + 1
    for index in range(free):
        name = _FREE[index % len(_FREE)]
        wanted[name, None] = wanted.get((name, None), 0) + 1
    series: list[tuple[str, int | None, int]] = []
    for (name, answer), count in wanted.items():
        left = count
        while left:
            size = min(left, rolls.choice((1, 1, 1, 1, 1, 1, 2, 3)))
            series.append((name, answer, size))
            left -= size
    rolls.shuffle(series)
    return [(name, answer, group, shot) for group, (name, answer, size) in enumerate(series) for shot in range(size)]
