"""General scenes and queries: what a model knew before, measured where every query's fitting photos are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from miwake.domain.texts import normalised
from miwake.scenes.claims import Claim, holds
from miwake.scenes.facts import Facts
from miwake.scenes.lexicon import BACKDROP_NOUNS
from miwake.scenes.render import Scene, render_scene
from miwake.scenes.worlds import World


@dataclass(frozen=True, slots=True)
class GeneralQuery:
    """A caption to be matched to photos.

    Attributes:
        text: The caption.
        scene: Index of the scene that it was written for: its group.
        fitting: Indexes of all scenes for which it is true, `scene` among them.
    """

    text: str
    scene: int
    fitting: tuple[int, ...]


def general_scenes(world: World, count: int, *, start: int = 0, captions: int = 10) -> Iterator[Scene]:
    """Yield the general scenes `start` to `start + count` of a general world.

    Raises:
        ValueError: The world is not a general one.
    """
    if not world.is_general:
        raise ValueError(f"{world} is not a general world")
    for seed in range(start, start + count):
        yield render_scene(seed, world=world, captions=captions, confusables=0)


def general_queries(scenes: Sequence[Scene], *, most_fitting: int = 5, per_scene: int = 10) -> tuple[GeneralQuery, ...]:
    """Return captions of the scenes with all the scenes that they fit, grouped by scene.

    A caption is left out if for any scene people could differ on whether it fits, if more than `most_fitting` scenes
    fit, or if an earlier scene has the same text.
    """
    by_noun: dict[str, list[int]] = {}
    for index, scene in enumerate(scenes):
        shown = BACKDROP_NOUNS.get(scene.facts.place, set())
        for noun in {thing.noun for thing in scene.facts.things} | shown:
            by_noun.setdefault(noun, []).append(index)
    queries: list[GeneralQuery] = []
    seen: set[str] = set()
    for index, scene in enumerate(scenes):
        taken = 0
        for statement in scene.statements:
            key = normalised(statement.text)
            near = by_noun.get(statement.claim.subject.noun, [])
            fitting = None if key in seen or taken >= per_scene else _fitting(statement.claim, scenes, near)
            if fitting is not None and len(fitting) <= most_fitting:
                seen.add(key)
                taken += 1
                queries.append(GeneralQuery(statement.text, index, fitting))
    return tuple(queries)


def fits(claim: Claim, facts: Facts) -> bool:
    """Return whether the claim is surely true of a scene."""
    return holds(claim, facts) is True


def _fitting(claim: Claim, scenes: Sequence[Scene], near: Sequence[int]) -> tuple[int, ...] | None:
    """Return which of the scenes the claim fits, None if it is open for one of them."""
    verdicts = [(index, holds(claim, scenes[index].facts)) for index in near]
    if any(verdict is None for _, verdict in verdicts):
        return None
    return tuple(index for index, verdict in verdicts if verdict)
