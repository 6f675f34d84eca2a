import hashlib

import numpy as np
import pytest

from miwake.scenes import World, choices_of, render_scene


def _hash(seed: int, **wanted: object) -> str:
    scene = render_scene(seed, **wanted)  # type: ignore[arg-type]
    return hashlib.sha256(scene.image.tobytes() + repr((scene.captions, scene.confusables)).encode()).hexdigest()


@pytest.mark.parametrize("world", list(World))
def test_equal_seeds_give_equal_pixels_and_texts(world: World) -> None:
    assert _hash(5, world=world) == _hash(5, world=world)
    assert _hash(5, world=world) != _hash(6, world=world)


def test_no_two_worlds_share_a_picture() -> None:
    assert len({_hash(3, world=world) for world in World}) == len(World)


def test_another_shot_moves_the_camera_and_keeps_the_facts() -> None:
    first, second = (render_scene(4, world=World.DEMO, subject="gate", answer=0, shot=shot) for shot in (0, 1))
    assert first.answers == second.answers == {"gate": 0}
    assert [thing.traits for thing in first.facts.things] == [thing.traits for thing in second.facts.things]
    assert first.image.tobytes() != second.image.tobytes()


@pytest.mark.parametrize("subject", ["valve", "helmet", "gate", "lamp", "ladder"])
def test_two_answers_of_one_seed_differ_only_around_the_thing_in_question(subject: str) -> None:
    a, b = (np.asarray(render_scene(8, world=World.DEMO, subject=subject, answer=i).image, float) for i in (0, 1))
    changed = np.abs(a - b).max(axis=2) > 30
    assert 0.003 < changed.mean() < 0.35


def test_an_answer_that_does_not_exist_is_refused() -> None:
    assert choices_of("valve", World.DEMO) == 2
    with pytest.raises(ValueError, match="2 answers"):
        render_scene(1, world=World.DEMO, subject="valve", answer=2)
