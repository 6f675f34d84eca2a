from dataclasses import replace
from pathlib import Path

import pytest

from miwake.domain.difficulty import Difficulty, Unmeasured
from miwake.domain.filters import parse_filter
from miwake.domain.terms import Rejection, Split, Status
from miwake.jobs import Command, request
from miwake.services import decisions, descriptions, models, review, sorting
from miwake.services.difficulty import MEASURE, queue_measuring, unmeasured, write_difficulty
from miwake.services.history import history, redo, undo
from miwake.services.negatives import edit_negative, list_negatives
from miwake.services.projects import Project
from miwake.services.proposals import queue_negatives
from miwake.services.snapshots import make_snapshot
from unit.services.kit import proposal, rows, with_captions, with_mixup, with_negatives, with_photos

MEASURES = ("closeness", "closeness_encoder", "margin", "margin_model", "doubt")


@pytest.fixture
def filled(project: Project) -> Project:
    """Ten captioned scenes with two negatives each, one of them suspected."""
    ids = with_photos(project, 10)
    for caption in with_captions(project, {photo: f"valve {photo}" for photo in ids}):
        with_negatives(project, caption, proposal(f"pump {caption}"), proposal(f"tap {caption}", suspect="a synonym"))
    return project


def measure(project: Project, *, margin: float = 0.2, doubt: str | None = None, model: str = "builtin") -> None:
    found = [Difficulty(each.id, each.text, 0.9, margin, doubt) for each in list_negatives(project)]
    write_difficulty(project, found, encoder="e1", model=model)


def use(project: Project, name: str) -> None:
    folder = project.folder.models / name
    folder.mkdir(exist_ok=True)
    (folder / models.WEIGHTS).write_bytes(name.encode())
    if name not in {model.name for model in models.list_models(project)}:
        models.register_model(project, folder, name=name, parent="builtin", run="r", metrics={})
    models.promote(project, name)


def stored(project: Project, negative: int) -> tuple[object, ...]:
    (row,) = [row for row in rows(project)["negatives"] if row["id"] == negative]
    return tuple(row[each] for each in MEASURES)


def of(project: Project, *splits: Split) -> list[int]:
    return [each.id for each in list_negatives(project) if each.split in splits]


HELD_OUT = (Split.VALIDATION, Split.TEST)


def test_no_margin_is_ever_kept_or_asked_for_outside_training_scenes(filled: Project) -> None:
    asked = {each.negative: each for each in unmeasured(filled)}
    assert set(asked) == set(of(filled, *Split))
    assert {each for each, wanted in asked.items() if wanted.photo} == set(of(filled, Split.TRAIN))
    measure(filled, margin=-3.0, doubt="the model doubts it")
    held_out, train = of(filled, *HELD_OUT), of(filled, Split.TRAIN)
    assert held_out
    assert {stored(filled, each) for each in held_out} == {(0.9, "e1", None, None, None)}
    assert {stored(filled, each) for each in train} == {(0.9, "e1", -3.0, "builtin", "the model doubts it")}
    suspects = [each.suspect for each in list_negatives(filled) if each.id in held_out]
    assert suspects == [None, "a synonym"] * (len(held_out) // 2)
    assert {each.margin for each in list_negatives(filled) if each.id in held_out} == {None}
    assert {review.item(filled, each).margin for each in held_out} == {None}
    assert unmeasured(filled) == []


def test_a_margin_that_came_into_a_test_scene_all_the_same_is_not_read(filled: Project) -> None:
    measure(filled, doubt="doubted")
    held_out = of(filled, *HELD_OUT)
    with filled.database.action("tamper", "Tampered") as transaction:
        connection = transaction.session.connection()
        connection.exec_driver_sql("UPDATE negatives SET margin = -1, margin_model = 'builtin', doubt = 'doubted'")
    assert {each.margin for each in list_negatives(filled) if each.id in held_out} == {None}
    assert not {"doubted"} & {each.suspect for each in list_negatives(filled) if each.id in held_out}


def test_a_margin_of_another_model_counts_as_unknown(filled: Project) -> None:
    measure(filled, doubt="doubted")
    train = of(filled, Split.TRAIN)
    use(filled, "one")
    assert {each.margin for each in list_negatives(filled)} == {None}
    assert "doubted" not in {each.suspect for each in list_negatives(filled)}
    assert {each.closeness for each in list_negatives(filled)} == {0.9}
    asked = unmeasured(filled)
    assert ({each.negative for each in asked}, {each.closeness for each in asked}) == (set(train), {False})
    undo(filled)
    assert {each.margin for each in list_negatives(filled) if each.id in train} == {0.2}
    use(filled, "one")
    measure(filled, margin=0.7, model="one")
    assert {each.margin for each in list_negatives(filled) if each.id in train} == {0.7}
    models.roll_back(filled)
    assert {each.margin for each in list_negatives(filled)} == {None}


def test_a_margin_of_a_model_that_went_out_of_use_meanwhile_is_not_kept(filled: Project) -> None:
    measure(filled, margin=0.3)
    measure(filled, margin=0.9, model="one")
    train = of(filled, Split.TRAIN)
    assert {each.margin for each in list_negatives(filled) if each.id in train} == {0.3}


def test_closeness_is_of_one_encoder(filled: Project) -> None:
    measure(filled)
    assert unmeasured(filled, encoder="e1") == []
    asked = unmeasured(filled, encoder="e2")
    assert {(each.closeness, each.photo) for each in asked} == {(True, None)}
    assert len(asked) == 20


def test_what_is_asked_for_is_the_texts_and_the_photo(filled: Project) -> None:
    asked = unmeasured(filled)
    assert [(each.caption, each.text) for each in asked] == sorted((each.caption, each.text) for each in asked)
    shown = next(each for each in asked if each.photo)
    assert shown.photo
    number = shown.caption.split()[1]
    assert Path(shown.photo.path).name == f"IMG_{int(number) - 1}.jpg"
    assert shown.photo.split is Split.TRAIN


def test_the_models_doubt_makes_a_suspect_until_a_person_decides(filled: Project) -> None:
    measure(filled, margin=-0.4, doubt="doubted")
    first, second, third = [each for each in list_negatives(filled) if each.suspect == "doubted"][:3]
    fitting = {each.id for each in list_negatives(filled, parse_filter("suspect:yes"))}
    assert fitting == {each.id for each in list_negatives(filled) if each.suspect}
    assert first.id in fitting
    review.accept(filled, first.id)
    review.nonsense(filled, second.id)
    measure(filled, margin=-0.5, doubt="doubted")
    after = {each.id: each for each in list_negatives(filled)}
    assert (after[first.id].suspect, after[first.id].status) == (None, Status.ACCEPTED)
    assert (after[second.id].suspect, after[second.id].rejection) == (None, Rejection.NONSENSE)
    assert after[third.id].suspect == "doubted"
    trained = {text for each in make_snapshot(filled).of_split(Split.TRAIN) for text in _texts(each)}
    assert first.text in trained
    assert third.text not in trained
    done, _ = decisions.decide_all(filled, parse_filter("suspect:yes split:train"), accept=False)
    assert done.decided > 0
    assert list_negatives(filled, parse_filter("suspect:yes status:proposed split:train")) == []


def _texts(example: object) -> list[str]:
    return [each.text for each in example.confusables]  # type: ignore[attr-defined]


def test_what_a_text_says_comes_before_what_a_model_says(filled: Project) -> None:
    measure(filled, margin=-0.4, doubt="doubted")
    train = [each.suspect for each in list_negatives(filled) if each.split is Split.TRAIN]
    assert set(train) == {"doubted", "a synonym"}


def test_measuring_is_no_step_that_undo_takes_back_and_stands_in_no_undos_way(filled: Project) -> None:
    before = [entry.title for entry in history(filled)]
    measure(filled)
    assert [entry.title for entry in history(filled)] == before
    state = rows(filled)
    review.accept(filled, 1)
    measure(filled, margin=0.6)
    undo(filled)
    assert stored(filled, 1)[0] == 0.9
    assert list_negatives(filled)[0].status is Status.PROPOSED
    redo(filled)
    undo(filled)
    measure(filled)
    assert rows(filled) == state
    while list_negatives(filled):
        undo(filled)


def test_what_was_measured_is_forgotten_with_the_text_that_it_was_measured_of(filled: Project) -> None:
    measure(filled)
    edit_negative(filled, 1, "a hatch")
    assert stored(filled, 1) == (None,) * 5
    late = [Difficulty(1, "pump 1", 0.1, 0.1)]
    write_difficulty(filled, late, encoder="e1", model="builtin")
    assert stored(filled, 1) == (None,) * 5
    measure(filled)
    assert stored(filled, 1)[0] == 0.9
    undo(filled)
    assert list_negatives(filled)[0].text == "pump 1"
    assert stored(filled, 1) == (None,) * 5
    assert [each.negative for each in unmeasured(filled)] == [1]


def test_stale_negatives_are_neither_measured_nor_written(filled: Project) -> None:
    review.accept(filled, 1)
    measure(filled)
    descriptions.edit_description(filled, list_negatives(filled)[0].caption, "a hydrant")
    assert list_negatives(filled)[0].status is Status.STALE
    assert stored(filled, 1) == (None,) * 5
    assert 1 not in {each.negative for each in unmeasured(filled)}
    measure(filled)
    assert stored(filled, 1) == (None,) * 5


def test_a_choice_of_a_mix_up_is_measured_too(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    sorting.sort_photo(project, with_mixup(project).id, photo, 1)
    (asked,) = unmeasured(project)
    assert asked == replace(asked, caption="an open valve", text="a closed valve", closeness=True)
    assert isinstance(asked, Unmeasured)


def test_the_job_is_queued_only_where_there_is_work_that_nobody_does(filled: Project) -> None:
    proposing = queue_negatives(filled)
    assert queue_measuring(filled) is None
    request(proposing, Command.CANCEL)
    folder = queue_measuring(filled)
    assert folder
    assert (folder.spec.kind, folder.spec.params) == (MEASURE, {"device": "auto"})
    assert queue_measuring(filled) is None
    request(folder, Command.CANCEL)
    measure(filled)
    assert queue_measuring(filled) is None
