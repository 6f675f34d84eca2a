from collections import Counter, defaultdict
from itertools import islice

import pytest

from miwake.scenes import (
    SAMPLE_MIXUPS,
    Claim,
    Phrase,
    SampleScene,
    World,
    holds,
    render_scene,
    sample_pairs,
    sample_scenes,
)
from miwake.scenes.samples import _plan
from miwake.scenes.worlds import dice, scene_seed, style_of

CHOICES: dict[str, tuple[Claim, ...]] = {
    "valve": tuple(Claim(Phrase("valve", (("state", state),))) for state in ("open", "closed")),
    "helmet": tuple(Claim(Phrase("worker", (("helmet", how),))) for how in ("worn", "held")),
    "ladder": tuple(Claim(Phrase("ladder"), side, Phrase("tank")) for side in ("left of", "right of")),
    "gate": tuple(Claim(Phrase("gate", (("state", state),))) for state in ("open", "closed")),
    "lamp": tuple(Claim(Phrase("lamp", (("state", state),))) for state in ("lit", "unlit")),
}


@pytest.fixture(scope="module")
def photos() -> list[SampleScene]:
    return list(sample_scenes(0, photos=24))


def test_the_true_choice_holds_and_the_others_do_not(photos: list[SampleScene]) -> None:
    for photo in photos:
        if photo.mixup is None:
            assert photo.choice is None
            assert photo.scene.captions
            continue
        verdicts = [holds(claim, photo.scene.facts) for claim in CHOICES[photo.mixup]]
        assert verdicts == [index == photo.choice for index in range(len(verdicts))]


def test_names_are_unique_and_times_go_on(photos: list[SampleScene]) -> None:
    assert len({photo.name for photo in photos}) == len(photos) == 24
    assert [photo.taken_at for photo in photos] == sorted(photo.taken_at for photo in photos)


def test_photos_of_one_group_show_one_scene(photos: list[SampleScene]) -> None:
    groups = defaultdict(list)
    for photo in photos:
        groups[photo.group].append(photo)
    assert any(len(group) > 1 for group in groups.values())
    for group in groups.values():
        assert len({(photo.scene.seed, photo.mixup, photo.choice) for photo in group}) == 1
        assert len({photo.scene.image.tobytes() for photo in group}) == len(group)


def test_mixups_and_choices_are_balanced() -> None:
    plan = _plan(dice(World.DEMO, 0, "visit"), 200)
    counts = Counter((subject, answer) for subject, answer, _, _ in plan if answer is not None)
    assert len(plan) == 200
    assert set(counts) == {(mixup.name, i) for mixup in SAMPLE_MIXUPS for i in range(len(mixup.choices))}
    assert max(counts.values()) - min(counts.values()) <= 1


def test_each_caption_of_a_pair_is_true_of_its_own_photo_only() -> None:
    for pair in islice(sample_pairs(0, count=5), 5):
        a, b = CHOICES[pair.mixup]
        assert [holds(a, pair.a.facts), holds(b, pair.b.facts)] == [True, True]
        assert [holds(b, pair.a.facts), holds(a, pair.b.facts)] == [False, False]
        assert pair.a.seed == pair.b.seed


def test_worlds_share_no_seed_and_teaching_shares_no_style() -> None:
    spaces = [{scene_seed(world, seed) for seed in range(300)} for world in World]
    assert len(set.union(*spaces)) == 300 * len(World)
    taught = [style_of(world) for world in (World.TEACH, World.GENERAL_REPLAY)]
    shown = [style_of(world) for world in (World.DEMO, World.TEST, World.GENERAL_MEASURE)]
    for one in taught:
        for other in shown:
            assert not set(one.cuts) & set(other.cuts)
            assert one.tint != other.tint


def test_a_seed_outside_its_space_is_refused() -> None:
    with pytest.raises(ValueError, match="seed"):
        render_scene(2**48, world=World.DEMO)
