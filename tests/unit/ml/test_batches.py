"""Batches: scenes in turn, pairs together, and nobody is told from what may be true of them."""

from collections import Counter
from pathlib import Path

import pytest
import torch

from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotMixup, SnapshotPair, SnapshotPhoto
from miwake.domain.terms import Kind, Split
from miwake.ml.assembly import assemble
from miwake.ml.batches import BatchPlan, exclusions
from miwake.ml.cases import TrainingCase, known_truths, training_cases, training_pairs
from miwake.ml.losses.objective import KINDS
from miwake.ml.losses.pair import pair


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
    place = {row.case.caption: number for number, row in enumerate(batch.rows)}
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


def a_snapshot_with_a_copy() -> Snapshot:
    """Photo p0 is sorted to the left; c is its mirrored copy; p1 is sorted to the right, in other words too."""
    left, right = "a ladder left of a tank", "a ladder right of a tank"
    photos = (
        SnapshotPhoto("p0", "0.jpg", 0, Split.TRAIN),
        SnapshotPhoto("p1", "1.jpg", 1, Split.TRAIN),
        SnapshotPhoto("p2", "2.jpg", 2, Split.TRAIN),
        SnapshotPhoto("p3", "3.jpg", 3, Split.TRAIN),
        SnapshotPhoto("c", "c.jpg", 0, Split.TRAIN, made_of="p0", also_true=(right, "a rusty tank")),
    )
    examples = (
        Example("0", "p0", left, "ladder", 0, paraphrases=("a rusty tank",)),
        Example("1", "p1", "the tank is left of the ladder", "ladder", 1),
        Example("2", "p2", "a rusty tank"),
        Example("3", "p3", left, "ladder", 0),
    )
    pair = SnapshotPair("copy-5-9", "p0", "c", left, right, Split.TRAIN)
    return Snapshot(photos, examples, (pair,), (SnapshotMixup("ladder", (left, right)),))


def test_an_edited_copy_and_its_photo_are_a_block_of_two_and_two_in_spite_of_their_scene() -> None:
    snapshot = a_snapshot_with_a_copy()
    batch = a_plan(snapshot).batch(0)
    ((first, second),) = batch.pairs
    rows = [batch.rows[place] for place in (first, second)]
    assert [row.case.photo for row in rows] == ["p0", "c"]
    assert [row.negatives[0].text for row in rows] == [row.case.caption for row in rows[::-1]]
    excluded = exclusions(batch, known_truths(snapshot))
    assert not excluded[first][second]
    assert not excluded[second][first]
    # The same photo's other row is of the scene, and is no such block.
    (single,) = (place for place, row in enumerate(batch.rows) if row.case.photo == "p0" and place != first)
    assert excluded[single][second]
    assert excluded[second][single]


def test_what_is_true_of_an_edited_copy_is_never_its_negative() -> None:
    snapshot = a_snapshot_with_a_copy()
    batch = a_plan(snapshot).batch(0)
    excluded = exclusions(batch, known_truths(snapshot))
    ((_, copy),) = batch.pairs
    at = {row.case.photo: place for place, row in enumerate(batch.rows[:4])}
    # The copy is not sorted, but its text is a choice: other words for that choice may be true of it as well.
    assert excluded[copy][at["p1"]]
    # The edit left the rust where it was.
    assert excluded[copy][at["p2"]]
    # What p3 is sorted to is what the edit made false.
    assert not excluded[copy][at["p3"]]
    assert not excluded[at["p3"]][copy]
    # What the copy says is what p1 was sorted to, in other words.
    assert excluded[at["p1"]][copy]


def test_the_pair_term_sees_the_block_of_an_edited_copy() -> None:
    snapshot = a_snapshot_with_a_copy()
    assembly = assemble(a_plan(snapshot).batch(0), (), two_views=False)
    photos = torch.nn.functional.normalize(torch.randn(len(assembly.photos), 8), dim=-1)
    texts = torch.nn.functional.normalize(torch.randn(len(assembly.texts), 8), dim=-1)
    batch = assembly.loss_batch(photos, texts, truths=known_truths(snapshot), scale=10.0)
    assert batch.pairs is not None
    ((first, second),) = batch.pairs.tolist()
    terms = pair(batch)
    assert terms.values.shape == (1, 4)
    logits = 10.0 * batch.photos[[first, second]] @ batch.captions[[first, second]].T
    expected = torch.nn.functional.cross_entropy(logits, torch.arange(2), reduction="none")
    assert torch.allclose(terms.values[0, :2], expected, atol=1e-5)


def test_marked_pairs_keep_half_of_the_places_however_many_copies_there_are() -> None:
    photos = [SnapshotPhoto(f"p{n}", "", n, Split.TRAIN) for n in range(60)]
    copies = [SnapshotPhoto(f"c{n}", "", n, Split.TRAIN, made_of=f"p{n}") for n in range(50)]
    examples = [Example(f"e{n}", f"p{n}", f"thing {n} left of it") for n in range(60)]
    made = [
        SnapshotPair(f"copy-{n}", f"p{n}", f"c{n}", f"thing {n} left of it", f"thing {n} right of it", Split.TRAIN)
        for n in range(50)
    ]
    marked = [SnapshotPair(f"pair-{n}", f"p{n}", f"p{n + 1}", f"a {n}", f"b {n}", Split.TRAIN) for n in range(50, 55)]

    def seconds(pairs: list[SnapshotPair]) -> list[Counter[str]]:
        plan = a_plan(Snapshot((*photos, *copies), tuple(examples), tuple(pairs)), size=64)
        batches = [plan.batch(step) for step in range(10)]
        return [Counter(batch.rows[second].case.photo[0] for _, second in batch.pairs) for batch in batches]

    assert seconds([*marked, *made]) == [Counter(p=4, c=4)] * 10
    assert seconds([*marked[:1], *made]) == [Counter(p=1, c=7)] * 10
    assert seconds([*marked, *made[:2]]) == [Counter(p=5, c=2)] * 10
    assert seconds(made) == [Counter(c=8)] * 10
