"""Batches: scenes in turn, pairs together, and nobody is told from what may be true of them."""

from collections import Counter
from pathlib import Path

import pytest

from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotPair, SnapshotPhoto
from miwake.domain.terms import Kind, Split
from miwake.ml.batches import BatchPlan, exclusions
from miwake.ml.cases import TrainingCase, known_truths, training_cases, training_pairs
from miwake.ml.losses.objective import KINDS


def a_snapshot() -> Snapshot:
    """Scene 0 has ten photos, scenes 1 to 9 one each; odd ones are closed."""
    photos = [SnapshotPhoto(f"p{n}", f"{n}.jpg", max(0, n - 9), Split.TRAIN) for n in range(19)]
    photos.append(SnapshotPhoto("test", "test.jpg", 99, Split.TEST))
    phrases = ("a valve that is open", "a valve that is closed")
    examples = [
        Example(f"e{p.sha256}", p.sha256, phrases[n % 2], "valve", n % 2, (Confusable(phrases[1 - n % 2], choice=0),))
        for n, p in enumerate(photos)
    ]
    pair = SnapshotPair("pair", "p0", "p1", "open, wide", "shut, tight", Split.TRAIN)
    return Snapshot(tuple(photos), tuple(examples), (pair,))


def a_plan(snapshot: Snapshot, *, size: int = 8, seed: int = 0) -> BatchPlan:
    cases, pairs = training_cases(snapshot), training_pairs(snapshot)
    return BatchPlan(cases, pairs, size=size, negatives=4, views=3, seed=seed)


def test_the_batch_of_a_step_depends_on_seed_and_step_only() -> None:
    snapshot = a_snapshot()
    forward = [a_plan(snapshot).batch(step) for step in range(6)]
    plan = a_plan(snapshot)
    assert [plan.batch(step) for step in reversed(range(6))][::-1] == forward
    assert a_plan(snapshot, seed=1).batch(0) != forward[0]


def test_every_scene_counts_alike_however_many_photos_it_has() -> None:
    plan = a_plan(a_snapshot())
    drawn = [row.case for step in range(40) for row in plan.batch(step).rows[:6]]
    by_group = Counter(case.group for case in drawn)
    assert set(by_group.values()) == {24}
    assert len({case.photo for case in drawn if case.group == 0}) == 10


def test_test_photos_are_never_drawn() -> None:
    plan = a_plan(a_snapshot())
    assert all(row.case.photo != "test" for step in range(20) for row in plan.batch(step).rows)


def test_a_pair_comes_together_and_is_told_apart_although_it_is_one_scene() -> None:
    snapshot = a_snapshot()
    batch = a_plan(snapshot).batch(0)
    ((first, second),) = batch.pairs
    assert [batch.rows[place].case.photo for place in (first, second)] == ["p0", "p1"]
    excluded = exclusions(batch, known_truths(snapshot))
    assert not excluded[first][second]
    assert not excluded[second][first]


def test_what_may_be_true_of_a_photo_is_not_its_negative() -> None:
    snapshot = a_snapshot()
    batch = a_plan(snapshot).batch(0)
    excluded = exclusions(batch, known_truths(snapshot))
    for i, row in enumerate(batch.rows[:6]):
        for j, other in enumerate(batch.rows[:6]):
            alike = row.case.answer == other.case.answer or row.case.group == other.case.group
            assert excluded[i][j] == (alike and i != j)


def test_a_second_answer_of_the_photo_counts_although_its_row_states_the_first() -> None:
    photos = tuple(SnapshotPhoto(key, key, number, Split.TRAIN) for number, key in enumerate("ab"))
    examples = (
        Example("1", "a", "a valve", "valve", 0),
        Example("2", "a", "a red lamp", "lamp", 1),
        Example("3", "b", "the lamp is red", "lamp", 1),
    )
    snapshot = Snapshot(photos, examples)
    batch = BatchPlan(training_cases(snapshot), [], size=3, negatives=1, views=1, seed=0).batch(0)
    place = {row.caption: number for number, row in enumerate(batch.rows)}
    excluded = exclusions(batch, known_truths(snapshot))
    assert excluded[place["a valve"]][place["the lamp is red"]]
    assert not excluded[place["the lamp is red"]][place["a valve"]]


@pytest.mark.parametrize(
    ("accepted", "suspect", "kept"), [(True, True, True), (False, True, False), (False, False, True)]
)
def test_suspects_train_only_if_a_person_accepted_them(*, accepted: bool, suspect: bool, kept: bool) -> None:
    negative = Confusable("a blue helmet", Kind.ATTRIBUTE, accepted=accepted, suspect=suspect)
    snapshot = Snapshot(
        (SnapshotPhoto("a", "a", 0, Split.TRAIN),), (Example("1", "a", "a red helmet", confusables=(negative,)),)
    )
    (case,) = training_cases(snapshot)
    assert [each.text for each in case.negatives] == (["a blue helmet"] if kept else [])
    assert all(KINDS[each.kind] is Kind.ATTRIBUTE for each in case.negatives)


def test_a_negative_that_another_description_states_is_not_used() -> None:
    photo = SnapshotPhoto("a", "a", 0, Split.TRAIN)
    first = Example("1", "a", "a red helmet", confusables=(Confusable("A helmet on a hook."),))
    second = Example("2", "a", "a helmet on a hook")
    cases: list[TrainingCase] = training_cases(Snapshot((photo,), (first, second)))
    assert cases[0].negatives == ()


def test_few_scenes_still_fill_a_batch(tmp_path: Path) -> None:
    photos = tuple(SnapshotPhoto(str(n), str(n), n % 2, Split.TRAIN) for n in range(20))
    examples = tuple(Example(str(n), str(n), f"photo {n}") for n in range(20))
    plan = BatchPlan(training_cases(Snapshot(photos, examples)), [], size=8, negatives=1, views=1, seed=0)
    batch = plan.batch(0)
    assert len({row.case.photo for row in batch.rows}) == 8
    assert Counter(row.case.group for row in batch.rows) == {0: 4, 1: 4}
