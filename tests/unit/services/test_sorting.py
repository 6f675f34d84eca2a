import pytest

from miwake.domain.errors import MiwakeError, NotFoundError
from miwake.domain.filters import parse_filter
from miwake.domain.terms import CaptionSource, Decided, Status
from miwake.services import descriptions, mixups, negatives, sorting
from miwake.services.history import undo
from miwake.services.photos import list_photos
from miwake.services.projects import Project
from miwake.services.sorting import Sorted, sort_photo, sort_photos, sorted_to_neither, unsorted
from unit.services.kit import VALVE, proposal, rows, with_captions, with_mixup, with_negatives, with_photos


def texts(project: Project, photo: int) -> list[str]:
    return [each.text for each in descriptions.descriptions(project, photo=photo)]


def test_an_answer_writes_the_caption_and_the_other_choices_as_reviewed(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    mixup = with_mixup(project, choices=VALVE)
    done, changes = sort_photo(project, mixup.id, photo, 2)
    assert done == Sorted(sorted=1, captions_new=1, negatives_new=2)
    (caption,) = descriptions.descriptions(project)
    assert (caption.text, caption.source, caption.mixup, caption.choice) == (
        VALVE[1],
        CaptionSource.SORTED,
        mixup.id,
        1,
    )
    made = negatives.list_negatives(project)
    assert [(each.text, each.choice, each.status, each.decided) for each in made] == [
        (VALVE[0], 0, Status.ACCEPTED, Decided.SORTED),
        (VALVE[2], 2, Status.ACCEPTED, Decided.SORTED),
    ]
    assert list_photos(project)[0].split is not None
    assert changes.captions == {caption.id}
    assert changes.answers


def test_another_answer_takes_back_what_the_first_wrote(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    mixup = with_mixup(project, choices=VALVE)
    sort_photo(project, mixup.id, photo, 1)
    after_first = rows(project)
    sort_photo(project, mixup.id, photo, 3)
    assert texts(project, photo) == [VALVE[2]]
    assert {each.text for each in negatives.list_negatives(project)} == {VALVE[0], VALVE[1]}
    undo(project)
    assert rows(project) == after_first


@pytest.mark.parametrize(("choice", "expected"), [(0, Sorted(neither=1)), (None, Sorted(skipped=1))])
def test_neither_and_cannot_tell_write_no_description(project: Project, choice: int | None, expected: Sorted) -> None:
    (photo,) = with_photos(project, 1)
    mixup = with_mixup(project)
    sort_photo(project, mixup.id, photo, 1)
    assert sort_photo(project, mixup.id, photo, choice)[0] == expected
    assert texts(project, photo) == []
    assert negatives.list_negatives(project) == []
    assert [each.id for each in sorted_to_neither(project, mixup.id)] == ([photo] if choice == 0 else [])
    (counted,) = mixups.list_mixups(project)
    assert (counted.counts, counted.neither, counted.unsorted) == ((0, 0), int(choice == 0), 0)


def test_the_same_answer_again_changes_nothing(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    mixup = with_mixup(project)
    sort_photo(project, mixup.id, photo, 1)
    before = rows(project)
    done, changes = sort_photo(project, mixup.id, photo, 1)
    assert done == Sorted(sorted=1)
    assert not changes
    assert rows(project) == before


def test_the_same_answer_brings_back_a_description_that_was_removed(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    mixup = with_mixup(project)
    sort_photo(project, mixup.id, photo, 1)
    descriptions.remove_description(project, 1)
    assert sort_photo(project, mixup.id, photo, 1)[0].captions_new == 1
    assert texts(project, photo) == [VALVE[0]]


def test_a_choice_that_an_imported_caption_says_already_is_used_and_kept(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    (imported,) = with_captions(project, {photo: "An open valve."})
    with_negatives(project, imported, proposal("an open pump"))
    before = rows(project)
    mixup = with_mixup(project)
    done, _ = sort_photo(project, mixup.id, photo, 1)
    assert (done.sorted, done.captions_new) == (1, 0)
    (caption,) = descriptions.descriptions(project)
    assert (caption.source, caption.mixup, caption.choice) == (CaptionSource.IMPORTED, mixup.id, 0)
    sort_photo(project, mixup.id, photo, 0)
    assert texts(project, photo) == ["An open valve."]
    assert [each.text for each in negatives.list_negatives(project)] == ["an open pump"]
    for _ in range(3):
        undo(project)
    assert rows(project) == before


def test_a_proposal_that_is_another_choice_becomes_reviewed(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    (caption,) = with_captions(project, {photo: VALVE[0]})
    with_negatives(project, caption, proposal("A closed valve", suspect="unlikely"))
    mixup = with_mixup(project)
    sort_photo(project, mixup.id, photo, 1)
    (negative,) = negatives.list_negatives(project)
    assert (negative.status, negative.decided, negative.choice) == (Status.ACCEPTED, Decided.SORTED, 1)


def test_two_mixups_on_one_photo_stay_apart(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    valve, ladder = with_mixup(project), with_mixup(project, "ladder", ("a ladder left", "a ladder right"))
    sort_photo(project, valve.id, photo, 1)
    sort_photo(project, ladder.id, photo, 2)
    sort_photo(project, valve.id, photo, 2)
    assert sorted(texts(project, photo)) == ["a closed valve", "a ladder right"]
    assert len(negatives.list_negatives(project, parse_filter("mixup:ladder"))) == 1


def test_an_answer_that_does_not_exist_changes_nothing(project: Project) -> None:
    first, second = with_photos(project, 2)
    mixup = with_mixup(project)
    before = rows(project)
    with pytest.raises(MiwakeError, match="no choice 3"):
        sort_photos(project, mixup.id, {first: 1, second: 3})
    with pytest.raises(NotFoundError):
        sort_photos(project, mixup.id, {first: 1, 99: 1})
    with pytest.raises(NotFoundError):
        sort_photo(project, 7, first, 1)
    assert rows(project) == before


def test_many_photos_are_one_step(project: Project) -> None:
    ids = with_photos(project, 3 * sorting.BATCH)
    mixup = with_mixup(project)
    before = rows(project)
    answers = {photo: number % 3 for number, photo in enumerate(ids)}
    done, _ = sort_photos(project, mixup.id, answers)
    assert (done.sorted, done.neither) == (2 * sorting.BATCH, sorting.BATCH)
    assert unsorted(project, mixup.id) == []
    undo(project)
    assert rows(project) == before
    assert unsorted(project, mixup.id) == ids
