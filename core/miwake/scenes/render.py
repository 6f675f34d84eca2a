"""One scene from a seed: photo, true captions, false confusables and the facts they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PIL import Image

from miwake.scenes.facts import Box, Facts, Thing
from miwake.scenes.layouts.general import general_scene
from miwake.scenes.layouts.mixups import gate_scene, helmet_scene, ladder_scene, lamp_scene, valve_scene
from miwake.scenes.layouts.plant import machine_scene, wall_scene
from miwake.scenes.layouts.setting import Scenery, set_scene
from miwake.scenes.layouts.site import climb_scene, crew_scene, row_scene
from miwake.scenes.objects.catalogue import FAMILIES
from miwake.scenes.stage import PartMap
from miwake.scenes.telling import Statement, tell
from miwake.scenes.worlds import World, dice, style_of


@dataclass(frozen=True, slots=True)
class Scene:
    """A rendered scene.

    Attributes:
        image: The photo, RGB.
        captions: True descriptions, diversely worded.
        confusables: False descriptions, each one fact away from a caption.
        statements: The captions with what they claim, for checks.
        facts: All that is known of the scene.
        answers: Name of a mix-up -> index of its true choice.
        shown: Which pixels show which thing and part; `shown.mask(key, part)`.
        subject: Which layout was drawn.
        world: The world it belongs to.
        seed: Its number in that world.
    """

    image: Image.Image
    captions: tuple[str, ...]
    confusables: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    facts: Facts
    answers: dict[str, int]
    shown: PartMap
    subject: str
    world: World
    seed: int


@dataclass(frozen=True, slots=True)
class _Subject:
    """A layout with the camera that suits it; `choices` is how many answers its mix-up has (1: none)."""

    build: Callable[[Scenery, int], None]
    places: tuple[str, ...]
    horizon: tuple[float, float]
    camera: tuple[float, float]
    choices: int = 1


_OUT = ("site yard", "street", "roof")
_IN = ("plant hall", "warehouse")
_SITE = {
    "valve": _Subject(valve_scene, ("plant hall",), (0.80, 0.88), (1.2, 1.4), 2),
    "helmet": _Subject(helmet_scene, (*_OUT, *_IN), (0.42, 0.52), (0.95, 1.1), 2),
    "ladder": _Subject(ladder_scene, ("site yard", "plant hall", "roof"), (0.55, 0.64), (1.3, 1.5), 2),
    "gate": _Subject(gate_scene, ("site yard", "street"), (0.52, 0.6), (1.3, 1.5), 2),
    "lamp": _Subject(lamp_scene, (*_OUT, *_IN), (0.56, 0.66), (1.3, 1.5), 2),
    "crew": _Subject(crew_scene, (*_OUT, *_IN), (0.5, 0.6), (1.3, 1.5)),
    "row": _Subject(row_scene, (*_OUT, *_IN), (0.45, 0.58), (1.3, 1.5)),
    "machine": _Subject(machine_scene, ("site yard", "street", "warehouse"), (0.5, 0.6), (1.3, 1.5)),
    "wall": _Subject(wall_scene, ("plant hall",), (0.74, 0.8), (1.3, 1.5)),
    "climb": _Subject(climb_scene, (*_OUT, *_IN), (0.58, 0.66), (1.3, 1.5)),
}


_GENERAL = {
    family: _Subject(partial(general_scene, family=family), places, (0.42, 0.6), (1.2, 1.5))
    for family, (places, _) in FAMILIES.items()
}


def subjects(world: World) -> tuple[str, ...]:
    """Return the names of the layouts that this world draws."""
    return tuple(_layouts(world))


def choices_of(subject: str, world: World) -> int:
    """Return how many answers the subject's mix-up has; 1 if it shows none."""
    return _layouts(world)[subject].choices


def render_scene(
    seed: int, *, world: World, subject: str | None = None, answer: int | None = None, shot: int = 0,
    captions: int = 6, confusables: int = 8,
) -> Scene:  # fmt: skip
    """Return the scene of this seed; equal arguments give equal pixels and texts.

    Args:
        seed: Its number within the world, from 0.
        world: Which seed space and which drawing styles.
        subject: Which layout; chosen by the seed if None.
        answer: Which choice of the subject's mix-up is true; chosen by the seed if None.
            Two answers of one seed differ in nothing else.
        shot: Which photo of the same scene: 0 is the first, others move the camera a little.
        captions: How many captions at most.
        confusables: How many confusable statements at most.

    Raises:
        KeyError: There is no such subject in this world.
        ValueError: `seed` or `answer` is out of range.
    """
    plan = dice(world, seed, "plan")
    name = plan.choice(subjects(world))
    layout = _layouts(world)[subject or name]
    chosen = plan.randrange(60) % layout.choices
    chosen = chosen if answer is None else answer
    if not 0 <= chosen < layout.choices:
        raise ValueError(f"{subject or name} has {layout.choices} answers, there is no {chosen}")
    rolls = dice(world, seed, "layout", subject or name)
    scenery = set_scene(rolls, style_of(world), places=layout.places, horizon=layout.horizon, camera=layout.camera)
    layout.build(scenery, chosen)
    taken = scenery.stage.photograph(shot=dice(world, seed, "shot", shot), still=shot == 0)
    unsure = tuple(
        Thing(f"also seen: {noun}", noun, (), Box(0, 0, 0, 0), 0.0, raised=True, clear=False)
        for noun in scenery.also_seen
    )
    facts = Facts(_sided(taken.things) + unsure, scenery.place, scenery.stage.light.name, tuple(scenery.links))
    told, false = tell(facts, dice(world, seed, "words", shot), captions=captions, confusables=confusables)
    answers = {subject or name: chosen} if layout.choices > 1 else {}
    return Scene(
        taken.image, tuple(each.text for each in told), tuple(false), tuple(told), facts, answers, taken.shown,
        subject or name, world, seed,
    )  # fmt: skip


def _layouts(world: World) -> dict[str, _Subject]:
    return _GENERAL if world.is_general else _SITE


def _sided(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Where exactly two things share a noun and stand clearly apart, say which is left and which is right."""
    by_noun: dict[str, list[Thing]] = {}
    for thing in things:
        by_noun.setdefault(thing.noun, []).append(thing)
    sides: dict[str, str] = {}
    for group in by_noun.values():
        if len(group) != 2 or not all(thing.clear for thing in group):
            continue
        left, right = sorted(group, key=lambda thing: thing.box.x)
        if right.box.x - left.box.x > 0.5 * (left.box.width + right.box.width) / 2:
            sides |= {left.key: "left", right.key: "right"}
    return tuple(
        Thing(
            t.key,
            t.noun,
            tuple(sorted({**dict(t.traits), "side": sides[t.key]}.items())),
            t.box,
            t.foot,
            t.raised,
            t.clear,
        )
        if t.key in sides
        else t
        for t in things
    )
