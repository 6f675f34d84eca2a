from pathlib import Path

from miwake.domain.filters import parse_filter
from miwake.domain.snapshots import Snapshot
from miwake.domain.terms import Split, Status
from miwake.services import decisions, importing, pairs, review
from miwake.services.mixups import list_mixups
from miwake.services.negatives import list_negatives
from miwake.services.photos import list_photos, remove_photos
from miwake.services.projects import Project, new_project, open_project
from miwake.services.snapshots import MOST_CONFUSABLES_TESTED, make_snapshot
from miwake.services.sorting import sort_photos
from unit.services.kit import VALVE, proposal, with_captions, with_mixup, with_negatives, with_photos

HELD_OUT = (Split.VALIDATION, Split.TEST)


def captioned(project: Project, count: int = 20, *, negatives: int = 3) -> list[int]:
    ids = with_photos(project, count)
    for caption in with_captions(project, {photo: f"a valve with number {photo}" for photo in ids}):
        with_negatives(project, caption, *(proposal(f"{n} instead of {caption}") for n in range(negatives)))
    return ids


def test_equal_content_has_an_equal_digest(project: Project) -> None:
    captioned(project)
    first = make_snapshot(project, seed=1)
    with open_project(project.folder.root) as again:
        assert make_snapshot(again, seed=1).digest == first.digest
    assert Snapshot.from_json(first.as_json()) == first
    review.accept(project, list_negatives(project)[0].id)
    assert make_snapshot(project, seed=1).digest != first.digest


def test_a_moved_photo_makes_no_other_snapshot(project: Project) -> None:
    ids = captioned(project)
    before = make_snapshot(project).digest
    importing.note_paths(project, {ids[0]: Path("/elsewhere.jpg")})
    assert make_snapshot(project).digest == before


def test_a_case_has_at_most_four_confusables_drawn_by_seed(project: Project) -> None:
    captioned(project, negatives=7)
    decisions.decide_all(project, parse_filter(""), accept=True)
    drawn = []
    for seed in range(3):
        snapshot = make_snapshot(project, seed=seed)
        cases = [case for split in HELD_OUT for case in snapshot.of_split(split)]
        assert {len(case.confusables) for case in cases} == {MOST_CONFUSABLES_TESTED}
        assert {len(example.confusables) for example in snapshot.of_split(Split.TRAIN)} == {7}
        drawn.append({frozenset(each.text for each in case.confusables) for case in cases})
    assert drawn[0] != drawn[1] != drawn[2]


def test_the_other_choices_come_before_any_other_negative(project: Project) -> None:
    ids = with_photos(project, 20)
    mixup = with_mixup(project, choices=VALVE)
    captions = with_captions(project, dict.fromkeys(ids, VALVE[0]))
    for caption in captions:
        with_negatives(project, caption, proposal("an open pump"))
    decisions.decide_all(project, parse_filter(""), accept=True)
    sort_photos(project, mixup.id, dict.fromkeys(ids, 1))
    for case in make_snapshot(project).of_split(Split.TEST):
        assert (case.mixup, case.choice) == ("valve", 0)
        assert {(each.text, each.choice) for each in case.confusables} == {(VALVE[1], 1), (VALVE[2], 2)}


def test_unreviewed_ones_stand_in_only_where_nothing_was_decided(project: Project) -> None:
    captioned(project)
    unreviewed = make_snapshot(project)
    assert all(case.confusables for split in HELD_OUT for case in unreviewed.of_split(split))
    assert not any(each.accepted for case in unreviewed.of_split(Split.TEST) for each in case.confusables)
    test = next(each for each in list_negatives(project) if each.split is Split.TEST)
    review.accept(project, test.id)
    reviewed = make_snapshot(project)
    assert [[each.text for each in case.confusables] for case in reviewed.of_split(Split.TEST) if case.confusables] == [
        [test.text]
    ]
    # Another split is another matter.
    assert all(case.confusables for case in reviewed.of_split(Split.VALIDATION))
    assert reviewed.decisions.one_by_one == 1


def test_suspects_are_used_only_when_a_person_accepted_them(project: Project) -> None:
    ids = with_photos(project, 20)
    for caption in with_captions(project, {photo: f"a valve with number {photo}" for photo in ids}):
        with_negatives(project, caption, proposal(f"maybe {caption}", suspect="a synonym"))
    assert not any(example.confusables for example in make_snapshot(project).examples)
    for each in list_negatives(project):
        review.accept(project, each.id)
    used = [each for example in make_snapshot(project).examples for each in example.confusables]
    assert len(used) == 20
    assert not any(each.suspect for each in used)


def test_what_a_person_rejected_put_off_or_made_stale_is_never_used(project: Project) -> None:
    captioned(project)
    everything = list_negatives(project)
    review.nonsense(project, everything[0].id)
    review.skip(project, everything[1].id)
    review.also_true(project, everything[2].id)
    review.caption_wrong(project, everything[3].id, "a pump")
    snapshot = make_snapshot(project)
    used = {each.text for example in snapshot.examples for each in example.confusables}
    assert not used & {each.text for each in everything[:6]}
    assert any(example.caption == "a pump" and not example.confusables for example in snapshot.examples)


def test_what_is_true_of_the_photo_is_never_confusable_with_it(project: Project) -> None:
    (photo, *_) = ids = with_photos(project, 4)
    captions = with_captions(project, dict.fromkeys(ids, "a valve"))
    for caption in captions:
        with_negatives(project, caption, proposal("a red valve"), proposal("a pump"))
    with_captions(project, {photo: "A red valve."})
    sha = {each.id: each.sha256 for each in list_photos(project)}[photo]
    for example in make_snapshot(project).examples:
        texts = {each.text for each in example.confusables}
        assert ("a red valve" in texts) == (example.photo != sha and example.caption == "a valve")


def test_of_scenes_that_turned_out_to_be_one_the_nearer_to_training_is_left_out(project: Project) -> None:
    captioned(project)
    groups = {each.split: each.group for each in list_photos(project)}
    with project.database.action("link", "Linked", undoable=False):
        pass
    importing.add_photos(project, [], links=[(groups[Split.TRAIN], groups[Split.TEST])])
    importing.add_photos(project, [], links=[(groups[Split.TEST], groups[Split.VALIDATION])])
    snapshot = make_snapshot(project)
    used = {photo.group for photo in snapshot.photos}
    assert groups[Split.TEST] in used
    assert not used & {groups[Split.TRAIN], groups[Split.VALIDATION]}
    assert any("2 scenes were left out" in note for note in snapshot.notes)


def test_pairs_need_one_split_and_descriptions_that_tell_them_apart(project: Project) -> None:
    captioned(project)
    photos = list_photos(project)
    train = [each for each in photos if each.split is Split.TRAIN]
    test = [each for each in photos if each.split is Split.TEST]
    pairs.mark_pair(project, train[0].id, train[1].id)
    pairs.mark_pair(project, test[0].id, test[1].id)
    pairs.mark_pair(project, train[0].id, test[0].id)
    with_captions(project, {train[2].id: "the same", train[3].id: "the same"})
    for caption in list_negatives(project):
        assert caption.status is Status.PROPOSED
    snapshot = make_snapshot(project)
    assert {(pair.photo_a, pair.photo_b, pair.split) for pair in snapshot.pairs} == {
        (train[0].sha256, train[1].sha256, Split.TRAIN),
        (test[0].sha256, test[1].sha256, Split.TEST),
    }
    assert any("1 look-alike pair was left out" in note for note in snapshot.notes)


def test_a_pairs_descriptions_are_its_answers_to_one_mixup(project: Project) -> None:
    ids = with_photos(project, 2, per_scene=2)
    with_captions(project, {ids[0]: "north side", ids[1]: "south side"})
    mixup = with_mixup(project)
    sort_photos(project, mixup.id, {ids[0]: 1, ids[1]: 2})
    pairs.mark_pair(project, *ids)
    (pair,) = make_snapshot(project).pairs
    assert (pair.caption_a, pair.caption_b) == VALVE[:2]


def test_decisions_are_counted_as_they_were_made(project: Project) -> None:
    ids = with_photos(project, 12)
    mixup = with_mixup(project)
    sort_photos(project, mixup.id, dict.fromkeys(ids[:4], 1))
    captions = with_captions(project, {photo: f"a place with number {photo}" for photo in ids[4:]})
    for caption in captions:
        with_negatives(project, caption, proposal(f"not {caption}"))
    train = [each.id for each in list_negatives(project) if each.split is Split.TRAIN and each.mixup is None]
    review.accept(project, train[0])
    decisions.decide_all(project, parse_filter("split:train AND kind:state"), accept=True)
    counts = make_snapshot(project).decisions
    assert (counts.sorted, counts.one_by_one, counts.bulk) == (4, 1, len(train) - 1)


def test_a_removed_photo_is_in_no_snapshot(project: Project) -> None:
    ids = captioned(project)
    gone = list_photos(project)[0].sha256
    remove_photos(project, ids[:1])
    snapshot = make_snapshot(project)
    assert gone not in {photo.sha256 for photo in snapshot.photos}
    assert {example.photo for example in snapshot.examples} <= {photo.sha256 for photo in snapshot.photos}


def test_mixups_are_frozen_with_what_they_cost(tmp_path: Path) -> None:
    with new_project(tmp_path / "p") as project:
        with_mixup(project, per_month=12.0, critical=True)
        (frozen,) = make_snapshot(project).mixups
        assert (frozen.per_month, frozen.critical) == (12.0, True)
        assert list_mixups(project)[0].choices == frozen.choices


def test_a_description_that_answers_two_questions_is_a_case_of_each(project: Project) -> None:
    ids = with_photos(project, 8)
    valve = with_mixup(project)
    leak = with_mixup(project, "leak", ("a closed valve", "a leaking valve", "an open valve"))
    sort_photos(project, valve.id, dict.fromkeys(ids, 2))
    alone = make_snapshot(project)
    sort_photos(project, leak.id, dict.fromkeys(ids, 1))
    both = make_snapshot(project)
    assert [each for each in both.examples if each.mixup == "valve" and each.id not in _ids(alone)] == []
    held_out = [each for split in (Split.VALIDATION, Split.TEST) for each in both.of_split(split)]
    by_mixup = {name: [each for each in held_out if each.mixup == name] for name in ("valve", "leak")}
    assert len(by_mixup["valve"]) == len(by_mixup["leak"]) == len(held_out) / 2
    for name, choice, others in (
        ("valve", 1, {("an open valve", 0)}),
        ("leak", 0, {("a leaking valve", 1), ("an open valve", 2)}),
    ):
        for each in by_mixup[name]:
            assert each.choice == choice
            assert {(other.text, other.choice) for other in each.confusables} == others
    assert len({each.id for each in both.examples}) == len(both.examples)
    # Learned from once.
    trained = list(both.of_split(Split.TRAIN))
    assert len({each.photo for each in trained}) == len(trained)
    assert {each.mixup for each in trained} == {"valve"}


def _ids(snapshot: Snapshot) -> set[str]:
    return {each.id for each in snapshot.examples}
