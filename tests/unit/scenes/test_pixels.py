import numpy as np
import pytest

from miwake.scenes import World, render_scene
from miwake.scenes.colours import names, reference


def _hue(rgb: np.ndarray) -> np.ndarray:
    """Return the colour's direction on the colour wheel and its strength, as a plane vector."""
    red, green, blue = (float(each) for each in rgb)
    return np.array([red - (green + blue) / 2, (green - blue) * 3**0.5 / 2])


@pytest.mark.parametrize(
    ("subject", "key", "part", "slot"),
    [
        ("helmet", "worker1", "helmet", "helmet colour"),
        ("ladder", "tank1", "body", "colour"),
        ("valve", "valve1", "lever", "lever colour"),
    ],
)
@pytest.mark.parametrize("world", [World.TEACH, World.DEMO, World.TEST])
def test_the_named_colour_is_what_the_pixels_show(subject: str, key: str, part: str, slot: str, world: World) -> None:
    vivid = {"red", "blue", "yellow", "green"}
    checked = 0
    for seed in range(7):
        scene = render_scene(seed, world=world, subject=subject, captions=0, confusables=0)
        (thing,) = [each for each in scene.facts.things if each.key == key]
        named = thing.trait(slot)
        if named not in vivid or scene.facts.light == "dusk":
            continue
        pixels = np.asarray(scene.image)[scene.shown.mask(key, part)]
        shown = _hue(np.median(pixels, axis=0))
        angles = {
            name: float(shown @ _hue(np.array(reference(name))))
            / float(np.linalg.norm(shown) * np.linalg.norm(_hue(np.array(reference(name)))))
            for name in vivid
        }
        assert max(angles, key=lambda name: angles[name]) == named
        checked += 1
    assert checked >= 1


def test_colour_names_are_told_apart_by_their_shades() -> None:
    assert len({reference(name) for name in names()}) == len(names())


@pytest.mark.parametrize("subject", ["valve", "helmet", "gate", "lamp", "ladder"])
def test_the_thing_in_question_is_always_seen(subject: str) -> None:
    key, slot = {
        "valve": ("valve1", "state"),
        "helmet": ("worker1", "helmet"),
        "gate": ("gate1", "state"),
        "lamp": ("lamp1", "state"),
        "ladder": ("ladder1", "material"),
    }[subject]
    for seed in range(6):
        scene = render_scene(seed, world=World.DEMO, subject=subject, captions=0, confusables=0, shot=seed % 3)
        (thing,) = [each for each in scene.facts.things if each.key == key]
        assert thing.clear
        assert thing.trait(slot) is not None
