import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miwake.domain.difficulty import Difficulty
from miwake.domain.edits import Edit
from miwake.domain.errors import NotFoundError, RefusedError
from miwake.domain.filters import parse_filter
from miwake.domain.terms import CaptionSource, Decided, Kind, Rejection, Split, Status
from miwake.services import decisions, descriptions, review
from miwake.services.difficulty import write_difficulty
from miwake.services.history import undo
from miwake.services.negatives import captions_to_do, edit_negative, list_negatives
from miwake.services.projects import Project
from unit.services.kit import proposal, rows, with_captions, with_negatives, with_photos

KINDS = (Kind.STATE, Kind.OBJECT)


@pytest.fixture
def filled(project: Project) -> Project:
    """Twenty captioned scenes with three negatives each, the last one suspected."""
    ids = with_photos(project, 20)
    for caption in with_captions(project, {photo: f"a valve with number {photo}" for photo in ids}):
        proposals = [proposal(f"{n} instead of {caption}", kind=KINDS[n % 2], plausibility=0.1 * n) for n in range(2)]
        with_negatives(project, caption, *proposals, proposal(f"maybe {caption}", suspect="a synonym"))
    return project


def by_split(project: Project, *splits: Split) -> list[int]:
    return [each.id for each in list_negatives(project) if each.split in splits]


HELD_OUT = (Split.VALIDATION, Split.TEST)


def set_margins(project: Project, margins: list[float]) -> None:
    measured = [
        Difficulty(each.id, each.text, closeness=margin, margin=margin)
        for number, each in enumerate(list_negatives(project))
        for margin in [margins[number % len(margins)] + number * 1e-6]
    ]
    write_difficulty(project, measured, encoder="e", model="builtin")


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(margins=st.lists(st.floats(-1, 1), min_size=3, max_size=7))
def test_no_model_has_a_say_in_the_order_of_validation_and_test(filled: Project, margins: list[float]) -> None:
    held_out = set(by_split(filled, *HELD_OUT))
    set_margins(filled, [0.0])
    before = [each for each in review.queue(filled, seed=3) if each in held_out]
    set_margins(filled, margins)
    assert [each for each in review.queue(filled, seed=3) if each in held_out] == before
    assert all(review.item(filled, each).margin is None for each in list(held_out)[:3])


def test_the_seed_decides_the_order_of_validation_and_test(filled: Project) -> None:
    held_out = set(by_split(filled, *HELD_OUT))
    orders = {tuple(each for each in review.queue(filled, seed=seed) if each in held_out) for seed in range(4)}
    assert len(orders) == 4
    assert {frozenset(order) for order in orders} == {frozenset(held_out)}


def test_training_scenes_are_ordered_by_margin_within_each_kind(filled: Project) -> None:
    set_margins(filled, [0.3, -0.2, 0.9, 0.1])
    train = set(by_split(filled, Split.TRAIN))
    rows_by_id = {each.id: each for each in list_negatives(filled)}
    order = [rows_by_id[each] for each in review.queue(filled) if each in train]
    for kind in KINDS:
        margins = [each.margin for each in order if each.kind is kind and not each.suspect]
        assert margins == sorted(margins, key=lambda margin: margin or 0.0)
    assert review.item(filled, order[0].id).margin == order[0].margin


def test_kinds_take_turns_and_suspects_come_later_and_skipped_ones_last(filled: Project) -> None:
    skipped = [each.id for each in list_negatives(filled) if each.kind is Kind.OBJECT][:4]
    for each in skipped:
        review.skip(filled, each)
    rows_by_id = {each.id: each for each in list_negatives(filled)}
    for splits in ((Split.TRAIN,), HELD_OUT):
        order = [rows_by_id[each] for each in review.queue(filled) if rows_by_id[each].split in splits]
        stage = [2 if each.status is Status.SKIPPED else 1 if each.suspect else 0 for each in order]
        assert stage == sorted(stage)
        first = [each.kind for each in order[:6]]
        assert first[0] != first[1]
        assert first[:2] * 3 == first
    assert set(review.queue(filled)) == set(rows_by_id)


def test_the_same_edit_on_burst_twins_is_asked_about_once(project: Project) -> None:
    texts = dict(zip(with_photos(project, 2, per_scene=2), ("a red helmet", "a man in a red helmet"), strict=True))
    for text, caption in zip(texts.values(), with_captions(project, texts), strict=True):
        start = text.index("red")
        edits = [Edit("red", colour, start, start + 3) for colour in ("blue", "green")]
        with_negatives(project, caption, *(proposal(text.replace("red", edit.after), edit) for edit in edits))
    colours = {each.id: "blue" if "blue" in each.text else "green" for each in list_negatives(project)}
    first, second, *later = review.queue(project)
    assert colours[first] != colours[second]
    assert {colours[each] for each in later} == {"blue", "green"}
    (twin,) = (each for each in later if colours[each] == colours[first])
    (other,) = (each for each in later if each != twin)
    review.accept(project, first)
    assert review.queue(project) == [second, *later]
    review.nonsense(project, first)
    assert set(review.queue(project)[:2]) == {second, twin}
    assert review.queue(project)[2] == other


def test_what_is_decided_leaves_the_queue_and_stays_changeable(filled: Project) -> None:
    first, second, third = review.queue(filled)[:3]
    review.accept(filled, first)
    review.nonsense(filled, second)
    assert not {first, second} & set(review.queue(filled))
    assert {each.id for each in review.last_decided(filled)} == {first, second}
    review.nonsense(filled, first)
    review.skip(filled, second)
    assert [each.rejection for each in review.last_decided(filled)] == [Rejection.NONSENSE]
    assert review.queue(filled)[-1] in (second, third) or second in review.queue(filled)
    with pytest.raises(NotFoundError):
        review.skip(filled, 9999)


def test_also_true_becomes_a_description_and_no_negative(filled: Project) -> None:
    asked = review.item(filled, 1)
    review.also_true(filled, 1)
    described = descriptions.descriptions(filled, photo=asked.photo.id)
    assert [(each.text, each.source) for each in described][1:] == [(asked.negative.text, CaptionSource.TYPED)]
    (decided,) = review.last_decided(filled)
    assert (decided.status, decided.rejection) == (Status.REJECTED, Rejection.ALSO_TRUE)
    before = len(descriptions.descriptions(filled))
    review.also_true(filled, 2, keep_as_description=False)
    assert len(descriptions.descriptions(filled)) == before


def test_a_wrong_caption_is_corrected_and_its_negatives_are_made_anew(filled: Project) -> None:
    asked = review.item(filled, 1)
    own = [each.id for each in list_negatives(filled) if each.caption == asked.caption.id]
    review.accept(filled, own[1])
    review.caption_wrong(filled, own[0], "a pump")
    left = {each.id: each for each in list_negatives(filled) if each.caption == asked.caption.id}
    assert {each.status for each in left.values()} == {Status.STALE}
    assert set(left) == set(own[:2])
    assert [each.text for each in captions_to_do(filled)] == ["a pump"]
    # What the engine proposes again takes the place of the stale one.
    assert with_negatives(filled, asked.caption.id, proposal(left[own[1]].text), proposal("a ladder")) == 2
    made = [each for each in list_negatives(filled) if each.caption == asked.caption.id]
    assert [(each.text, each.status) for each in made if each.status is not Status.STALE] == [
        (left[own[1]].text, Status.PROPOSED),
        ("a ladder", Status.PROPOSED),
    ]
    assert captions_to_do(filled) == []
    with pytest.raises(RefusedError, match="changed since"):
        review.accept(filled, own[0])


def test_a_correction_that_the_photo_has_already_is_refused(filled: Project) -> None:
    asked = review.item(filled, 1)
    descriptions.describe(filled, {asked.photo.id: "a pump"})
    before = rows(filled)
    with pytest.raises(RefusedError, match="already"):
        review.caption_wrong(filled, 1, "A pump.")
    with pytest.raises(RefusedError, match="empty"):
        review.caption_wrong(filled, 1, "  ")
    assert rows(filled) == before


def test_an_edited_negative_is_the_persons_and_no_longer_suspected(filled: Project) -> None:
    suspected = next(each for each in list_negatives(filled) if each.suspect)
    edit_negative(filled, suspected.id, "a chair")
    edited = review.item(filled, suspected.id).negative
    assert (edited.text, edited.source, edited.suspect) == ("a chair", "person", None)
    with pytest.raises(RefusedError):
        edit_negative(filled, suspected.id, review.item(filled, suspected.id).caption.text)


def test_bulk_never_overrules_a_person(filled: Project) -> None:
    review.accept(filled, 1)
    review.nonsense(filled, 2)
    before = {each.id: each for each in list_negatives(filled)}
    expected = decisions.preview(filled, parse_filter(""))
    done, _ = decisions.decide_all(filled, parse_filter(""), accept=False)
    assert done == expected == decisions.BulkDecision(len(before), len(before) - 2, 2)
    after = {each.id: each for each in list_negatives(filled)}
    assert (after[1], after[2]) == (before[1], before[2])
    assert {each.decided for each in after.values() if each.id > 2} == {Decided.BULK}
    again, _ = decisions.decide_all(filled, parse_filter("reviewed:no"), accept=True)
    assert again.decided == len(before) - 2
    assert [each.status for each in list_negatives(filled)][:2] == [Status.ACCEPTED, Status.REJECTED]
    undo(filled)
    undo(filled)
    assert {each.id: each for each in list_negatives(filled)} == before


def test_not_reviewed_means_all_that_nobody_judged_one_by_one(filled: Project) -> None:
    review.accept(filled, 1)
    everything = len(list_negatives(filled))
    assert decisions.preview(filled, parse_filter("reviewed:no")).matched == everything - 1
    assert decisions.preview(filled, parse_filter("NOT kind:state AND reviewed:no")).matched > 0


def test_todays_decisions_are_counted_of_whoever_acts(filled: Project) -> None:
    assert review.decided_today(filled) == 0
    review.accept(filled, 1)
    review.nonsense(filled, 2)
    review.nonsense(filled, 2)
    review.skip(filled, 3)
    assert review.decided_today(filled) == 2
    with filled.database.action("tamper", "Tampered", undoable=False) as transaction:
        transaction.session.connection().exec_driver_sql(
            "UPDATE negatives SET decided_at = '2020-01-01T00:00:00+00:00' WHERE id = 1"
        )
    assert review.decided_today(filled) == 1
    filled.person = filled.database.person = "somebody else"
    assert review.decided_today(filled) == 0
