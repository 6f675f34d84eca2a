import pytest

from miwake.domain.texts import normalised
from miwake.scenes import Box, Claim, Facts, Phrase, Scene, Thing, World, holds, render_scene, subjects
from miwake.scenes.telling import mutations
from miwake.scenes.worlds import dice


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [
        render_scene(seed, world=world, subject=subject)
        for world in World
        for seed, subject in enumerate(subjects(world))
    ]


def _thing(key: str, noun: str, left: int, right: int, *, foot: float = 200.0, **traits: str) -> Thing:
    box = Box(left, 100, right, int(foot))
    return Thing(key, noun, tuple(sorted(traits.items())), box, foot, raised=False, clear=True)


def test_every_caption_holds_and_every_confusable_is_false(scenes: list[Scene]) -> None:
    for scene in scenes:
        assert all(holds(each.claim, scene.facts) is True for each in scene.statements)
        assert all(holds(each.claim, scene.facts) is False for each in scene.confusables)


def test_every_subject_gives_captions_and_confusables_in_a_handy_size(scenes: list[Scene]) -> None:
    for scene in scenes:
        assert scene.captions
        assert scene.confusables
        assert min(scene.image.size) >= 224
        assert max(scene.image.size) <= 320


def test_every_confusable_has_a_kind_and_a_caption_and_differs_from_all_captions(scenes: list[Scene]) -> None:
    for scene in scenes:
        captions = {normalised(text) for text in scene.captions}
        assert len(captions) == len(scene.captions)
        for each in scene.confusables:
            assert each.kind is not None
            assert normalised(each.text) not in captions
            assert 0 <= each.caption < len(scene.captions)


def test_all_kinds_of_mistakes_occur(scenes: list[Scene]) -> None:
    kinds = {each.kind for scene in scenes for each in scene.confusables}
    assert {str(kind) for kind in kinds} == {
        "attribute", "state", "presence", "relation", "object", "count", "swap", "action",
    }  # fmt: skip


def test_what_is_said_to_be_left_lies_left_in_the_picture(scenes: list[Scene]) -> None:
    checked = 0
    for scene in scenes:
        for each in scene.statements:
            claim = each.claim
            if claim.relation not in {"left of", "right of"} or claim.other is None:
                continue
            a, b = (_where(scene, phrase) for phrase in (claim.subject, claim.other))
            assert (a < b) == (claim.relation == "left of")
            checked += 1
    assert checked > 15


def _where(scene: Scene, phrase: Phrase) -> float:
    (thing,) = [
        each
        for each in scene.facts.things
        if each.clear and each.noun == phrase.noun and set(phrase.traits) <= set(each.traits)
    ]
    parts = [part for key, part in scene.shown.index if key == thing.key]
    columns = sum(scene.shown.mask(thing.key, part).sum(axis=0).astype(float) for part in parts)
    return float((columns * range(len(columns))).sum() / columns.sum())


def test_counts_are_exact_and_hidden_things_leave_them_open() -> None:
    three = tuple(_thing(f"c{i}", "traffic cone", i * 50, i * 50 + 30, colour="red") for i in range(3))
    facts = Facts(three, "street", "daylight")
    assert holds(Claim(Phrase("traffic cone", count=3)), facts) is True
    assert holds(Claim(Phrase("traffic cone", count=2)), facts) is False
    assert holds(Claim(Phrase("traffic cone", count=4)), facts) is False
    hidden = Thing("c9", "traffic cone", (), Box(0, 0, 9, 9), 200.0, raised=False, clear=False)
    unsure = Facts((*three, hidden), "street", "daylight")
    assert holds(Claim(Phrase("traffic cone", count=4)), unsure) is None
    assert holds(Claim(Phrase("traffic cone", count=5)), unsure) is False


def test_overlapping_things_are_neither_left_nor_right() -> None:
    pair = (_thing("a", "barrel", 100, 160), _thing("b", "crate", 120, 180))
    facts = Facts(pair, "street", "daylight")
    assert holds(Claim(Phrase("barrel"), "left of", Phrase("crate")), facts) is None


def test_nearer_things_are_in_front() -> None:
    pair = (_thing("a", "barrel", 100, 160, foot=230.0), _thing("b", "crate", 110, 190, foot=180.0))
    facts = Facts(pair, "street", "daylight")
    assert holds(Claim(Phrase("barrel"), "in front of", Phrase("crate")), facts) is True
    assert holds(Claim(Phrase("crate"), "in front of", Phrase("barrel")), facts) is False


def test_an_unknown_trait_leaves_a_claim_open() -> None:
    facts = Facts((_thing("a", "valve", 10, 50),), "street", "daylight")
    assert holds(Claim(Phrase("valve", (("state", "open"),))), facts) is None


def test_mutations_change_exactly_one_thing() -> None:
    claim = Claim(Phrase("barrel", (("colour", "red"),)), "left of", Phrase("crate", (("material", "wooden"),)))
    made = list(mutations(claim, dice(World.TEST, 1)))
    assert made
    for changed, _ in made:
        parts = [
            changed.subject != claim.subject, changed.relation != claim.relation, changed.other != claim.other,
        ]  # fmt: skip
        swapped = changed.subject == claim.other and changed.other == claim.subject
        assert sum(parts) == 1 or swapped


def test_what_a_backdrop_may_show_is_never_claimed_to_be_absent() -> None:
    facts = Facts((_thing("a", "barrel", 10, 50),), "warehouse", "indoor light")
    assert holds(Claim(Phrase("crate")), facts) is None
    assert holds(Claim(Phrase("excavator")), facts) is False


def test_a_pointing_worker_may_be_called_standing() -> None:
    facts = Facts((_thing("a", "worker", 10, 50, pose="pointing"),), "street", "daylight")
    assert holds(Claim(Phrase("worker", (("pose", "standing"),))), facts) is None
    assert holds(Claim(Phrase("worker", (("pose", "kneeling"),))), facts) is False
