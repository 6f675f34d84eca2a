"""The order of Review on bare rows: what it may depend on, and what comes first."""

import json
import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.domain.terms import Kind, Operation, Split, Status
from miwake.domain.waiting import Waiting
from miwake.services.review_order import asking_order

HELD_OUT = (Split.VALIDATION, Split.TEST)
CAPTION = "a worker in a red helmet beside an open valve"


def row(id_: int, **given: object) -> Waiting:
    """Number `id_`, in a scene and of a caption of its own, with an edit that no other makes."""
    usual = Waiting(
        id=id_,
        caption=id_,
        said=CAPTION,
        group=id_,
        split=Split.TRAIN,
        subject=None,
        kind=Kind.ATTRIBUTE,
        operation=Operation.REPLACE,
        status=Status.PROPOSED,
        suspect=False,
        plausibility=0.5,
        margin=None,
        edits="",
    )
    edits = given.pop("edits", [("red", f"colour {id_}", 14, 17)])
    return usual._replace(edits=edits if isinstance(edits, str) else json.dumps(edits), **given)


def edit(before: str, after: str, text: str = CAPTION) -> tuple[str, str, int, int]:
    start = text.index(before) if before else len(text)
    return before, after, start, start + len(before)


def mixed(count: int, seed: int) -> list[Waiting]:
    """Rows of all splits, scenes, mix-ups, kinds and states."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    made = []
    for number in range(1, count + 1):
        group = chance.randrange(1, 1 + count // 3)
        split = (Split.TRAIN, Split.VALIDATION, Split.TEST)[group % 3]
        made.append(
            row(
                number,
                group=group,
                split=split,
                subject=chance.choice([None, 1, 2]),
                kind=chance.choice(list(Kind)),
                operation=chance.choice(list(Operation)),
                status=chance.choice([Status.PROPOSED, Status.PROPOSED, Status.SKIPPED, Status.ACCEPTED]),
                suspect=chance.random() < 0.2,
                plausibility=chance.random(),
                margin=chance.uniform(-1, 1) if split is Split.TRAIN else None,
                edits=[edit("red", chance.choice(["blue", "green"]))],
            )
        )
    return made


def order_of(rows: Sequence[Waiting], *splits: Split, seed: int = 0) -> list[int]:
    of = {each.id for each in rows if each.split in splits}
    return [each for each in asking_order(rows, seed=seed) if each in of]


@given(seed=st.integers(0, 50), other=st.integers(0, 50))
def test_no_number_of_any_model_decides_where_validation_and_test_scenes_come(seed: int, other: int) -> None:
    rows = mixed(60, seed)
    chance = random.Random(other)  # noqa: S311 - not for secrets
    changed = [
        each._replace(
            # Where a margin were to come into a test scene by mistake, it would still not count.
            margin=chance.uniform(-1, 1),
            plausibility=chance.random(),
            suspect=chance.random() < 0.5 if each.split is Split.TRAIN else each.suspect,
        )
        for each in rows
    ]
    before, after = asking_order(rows, seed=3), asking_order(changed, seed=3)
    held_out = {each.id for each in rows if each.split in HELD_OUT}
    assert [(place, each) for place, each in enumerate(before) if each in held_out] == [
        (place, each) for place, each in enumerate(after) if each in held_out
    ]


@given(seed=st.integers(0, 50))
def test_everything_that_waits_is_asked_about_once(seed: int) -> None:
    rows = mixed(60, seed)
    open_ones = {each.id for each in rows if each.status is not Status.ACCEPTED}
    assert Counter(asking_order(rows, seed=seed)) == Counter(open_ones)


def test_what_the_model_finds_hard_comes_first_and_what_is_not_known_after_it() -> None:
    rows = [row(1, margin=0.4), row(2), row(3, margin=-0.1), row(4, margin=0.02), row(5, plausibility=0.9)]
    assert asking_order(rows, seed=0) == [3, 4, 1, 5, 2]


def test_the_seed_shuffles_test_scenes_and_nothing_else() -> None:
    rows = [row(number, split=Split.TEST) for number in range(1, 30)]
    orders = {tuple(asking_order(rows, seed=seed)) for seed in range(5)}
    assert len(orders) == 5
    assert asking_order(rows, seed=1) == asking_order(rows[::-1], seed=1)
    train = [row(number, margin=number / 30) for number in range(1, 30)]
    assert {tuple(asking_order(train, seed=seed)) for seed in range(5)} == {tuple(range(1, 30))}


@pytest.mark.parametrize("split", Split)
def test_mix_ups_take_turns_and_kinds_within_them(split: Split) -> None:
    rows = [row(number, split=split, subject=1, kind=Kind.STATE) for number in range(1, 20)]
    rows += [row(20, split=split, subject=1, kind=Kind.COUNT), row(21, split=split, subject=2)]
    rows += [row(number, split=split, subject=None) for number in range(22, 26)]
    by_id = {each.id: each for each in rows}
    asked = [by_id[each] for each in asking_order(rows, seed=0)]
    assert {each.subject for each in asked[:3]} == {1, 2, None}
    of_first = [each.kind for each in asked if each.subject == 1]
    assert set(of_first[:2]) == {Kind.STATE, Kind.COUNT}
    # One mix-up has 20 of 25: the others are through before half of its own are.
    assert max(asked.index(each) for each in asked if each.subject != 1) < 10


@pytest.mark.parametrize("split", Split)
def test_added_details_then_suspects_then_repeats_then_what_was_put_off(split: Split) -> None:
    usual = row(0, split=split)
    rows = [
        usual._replace(id=1, status=Status.SKIPPED, group=1),
        usual._replace(id=2, group=9, caption=2, edits=json.dumps([edit("red", "blue")])),
        usual._replace(id=3, group=9, caption=3, edits=json.dumps([edit("red", "blue")])),
        usual._replace(id=4, suspect=True, group=4),
        usual._replace(id=5, operation=Operation.ADDED, group=5),
        usual._replace(id=6, suspect=True, operation=Operation.ADDED, group=6),
        usual._replace(id=7, group=7),
    ]
    asked = asking_order(rows, seed=0)
    first = set(asked[:2])
    assert first in ({7, 2}, {7, 3})
    assert asked[2:] == [5, 4, 6, *({2, 3} - first), 1]


OTHER = "a man wears the red helmet"
SAME = {
    "of another caption or a burst twin": (row(1), row(2, said=OTHER, edits=[edit("red", "colour 1", OTHER)])),
    "with another article": (
        row(1, edits=[edit("an open", "a closed")], said="an open valve"),
        row(2, edits=[edit("open", "Closed", "the open valve")], said="the open valve"),
    ),
    "a thing, wherever it is": (
        row(1, kind=Kind.OBJECT, said="a digger on gravel", edits=[("digger", "crane", 2, 8)]),
        row(2, kind=Kind.OBJECT, said="a digger", edits=[("digger", "crane", 2, 8)]),
    ),
    "an exchange, in either order": (
        row(1, said="red cone, blue drum", edits=[("red", "blue", 0, 3), ("blue", "red", 10, 14)]),
        row(2, said="blue drum, red cone", edits=[("blue", "red", 0, 4), ("red", "blue", 11, 14)]),
    ),
    "something added to the same thing": (
        row(1, said="a man in a room", edits=[("", " in a vest", 5, 5)]),
        row(2, said="a man outside", edits=[("", " in a vest", 5, 5)]),
    ),
}
OTHERS = {
    "of another thing": row(2, said="a red cone", edits=[edit("red", "colour 1", "a red cone")]),
    "to something else": row(2),
    "in another scene": row(2, group=2, edits=row(1).edits),
    "whose edit is not known": row(2, edits=[]),
}


@pytest.mark.parametrize("split", Split)
@pytest.mark.parametrize("same", SAME.values(), ids=SAME)
def test_of_the_same_edit_in_a_scene_one_is_asked_about(same: tuple[Waiting, Waiting], split: Split) -> None:
    first, second = (each._replace(group=1, split=split) for each in same)
    other = row(3, split=split, kind=first.kind)
    asked = asking_order([first, second, other], seed=0)
    assert asked[-1] in (1, 2)
    # Accepted, or put off: the other follows later all the same.
    for status in (Status.ACCEPTED, Status.SKIPPED):
        rows = [first._replace(status=status), second, other]
        assert [each for each in asking_order(rows, seed=0) if each != 1] == [3, 2]
    # Rejected, it is not among the rows: now the other is asked about in its turn.
    suspected = row(4, split=split, kind=first.kind, suspect=True)
    assert asking_order([second, suspected], seed=0) == [2, 4]


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_is_not_the_same_edit_waits_for_nothing(other: Waiting) -> None:
    group = 2 if other.group == 2 and other.edits == row(1).edits else 1
    suspected = row(3, suspect=True)
    assert asking_order([row(1), other._replace(group=group), suspected], seed=0) == [1, 2, 3]


def test_of_a_same_edit_in_training_the_hardest_is_asked_about() -> None:
    rows = [row(number, group=1, margin=margin, edits=row(1).edits) for number, margin in ((1, 0.3), (2, -0.2))]
    assert asking_order([*rows, row(3, margin=0.9)], seed=0) == [2, 3, 1]
