import pytest

from miwake.domain.errors import MiwakeError, NotFoundError
from miwake.domain.filters import parse_filter
from miwake.domain.terms import CaptionSource, Decided, Status
from miwake.services import descriptions, mixups, negatives, review, sorting
from miwake.services.browsing import Browse, browse
from miwake.services.difficulty import unmeasured
from miwake.services.history import undo
from miwake.services.negatives import captions_to_do, fitting
from miwake.services.photos import list_photos, photo_ids
from miwake.services.projects import Project
from miwake.services.snapshots import make_snapshot
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
    sort_photo(project, mixup.id, photo, None)
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


def described(project: Project, text: str = "a closed valve beside a tank") -> int:
    """Return a photo with an imported description that has an accepted negative."""
    (photo,) = with_photos(project, 1)
    (caption,) = with_captions(project, {photo: text})
    with_negatives(project, caption, proposal(f"no {text}"))
    review.accept(project, negatives.list_negatives(project)[0].id)
    return photo


@pytest.mark.parametrize("choice", [1, 0])
def test_what_a_description_says_against_an_answer_is_set_aside_and_told(project: Project, choice: int) -> None:
    photo = described(project)
    mixup = with_mixup(project)
    before = rows(project)
    done, changes = sort_photo(project, mixup.id, photo, choice)
    assert done.set_aside == ("a closed valve beside a tank",)
    assert changes.captions >= {1}
    assert texts(project, photo) == ([VALVE[0]] if choice else [])
    left = [each.text for each in negatives.list_negatives(project)]
    assert left == ([VALVE[1]] if choice else [])
    assert [example.caption for example in make_snapshot(project).examples] == texts(project, photo)
    assert browse(project, Browse(search="beside a tank")) == []
    assert captions_to_do(project) == []
    assert "beside a tank" not in {each.caption for each in unmeasured(project)}
    assert photo_ids(project, search="beside a tank") == []
    assert review.queue(project) == []
    assert list(fitting(project, parse_filter("caption:tank"))[1]) == []
    undo(project)
    assert rows(project) == before


def test_what_was_set_aside_counts_again_when_the_answer_changes(project: Project) -> None:
    photo = described(project)
    mixup = with_mixup(project)
    negative = negatives.list_negatives(project)[0]
    for choice in (1, 2, 0, None):
        done, _ = sort_photo(project, mixup.id, photo, choice)
        aside = choice in (1, 0)
        assert done.set_aside == (("a closed valve beside a tank",) if aside else ())
        assert ("a closed valve beside a tank" in texts(project, photo)) is not aside
        assert (negative in negatives.list_negatives(project)) is not aside
    sort_photo(project, mixup.id, photo, 1)
    mixups.remove_mixup(project, mixup.id)
    assert "a closed valve beside a tank" in texts(project, photo)


def test_the_very_phrase_of_another_choice_is_set_aside_and_used_when_it_is_the_answer(project: Project) -> None:
    photo = described(project, "A closed valve.")
    mixup = with_mixup(project)
    sort_photo(project, mixup.id, photo, 1)
    assert texts(project, photo) == ["an open valve"]
    done, _ = sort_photo(project, mixup.id, photo, 2)
    assert (done.captions_new, done.set_aside) == (0, ())
    (caption,) = descriptions.descriptions(project)
    assert (caption.text, caption.mixup, caption.choice) == ("A closed valve.", mixup.id, 1)
    sort_photo(project, mixup.id, photo, 1)
    assert texts(project, photo) == ["an open valve"]


@pytest.mark.parametrize(
    "text",
    ["an open valve beside a tank", "a closed valve and an open valve", "no closed valve", "a closed hatch", "a valve"],
)
def test_what_does_not_contradict_the_answer_stays(project: Project, text: str) -> None:
    photo = described(project, text)
    done, _ = sort_photo(project, with_mixup(project).id, photo, 1)
    assert done.set_aside == ()
    assert text in texts(project, photo)


def test_what_another_question_wrote_stays(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    valve, state = with_mixup(project), with_mixup(project, "leak", ("a closed valve that leaks", "a dry valve"))
    sort_photo(project, state.id, photo, 1)
    assert sort_photo(project, valve.id, photo, 1)[0].set_aside == ()
    assert texts(project, photo) == ["a closed valve that leaks", "an open valve"]


def test_what_two_answers_contradict_counts_again_only_when_neither_does(project: Project) -> None:
    photo = described(project, "a closed valve, a rusty valve")
    valve, rust = with_mixup(project), with_mixup(project, "rust", ("a rusty valve", "a painted valve"))
    sort_photo(project, valve.id, photo, 1)
    sort_photo(project, rust.id, photo, 2)
    sort_photo(project, valve.id, photo, 2)
    assert "a closed valve, a rusty valve" not in texts(project, photo)
    sort_photo(project, rust.id, photo, 1)
    assert "a closed valve, a rusty valve" in texts(project, photo)


def test_a_person_may_say_again_what_was_set_aside_but_no_file_does(project: Project) -> None:
    photo = described(project)
    mixup = with_mixup(project)
    sort_photo(project, mixup.id, photo, 1)
    with_captions(project, {photo: "A closed valve beside a tank"})
    assert texts(project, photo) == [VALVE[0]]
    descriptions.describe(project, {photo: "a closed valve beside a tank"})
    assert texts(project, photo) == ["a closed valve beside a tank", VALVE[0]]
    sort_photo(project, mixup.id, photo, 0)
    descriptions.describe(project, {photo: "a tank"})
    (caption,) = descriptions.descriptions(project)
    descriptions.edit_description(project, caption.id, "a closed valve beside a tank")
    assert texts(project, photo) == ["a closed valve beside a tank"]


SHARED = ("a closed valve", "a leaking valve", "an open valve")


def of_mixup(project: Project, name: str) -> set[str]:
    return {each.text for each in negatives.list_negatives(project, parse_filter(f"mixup:{name}"))}


def test_a_description_that_answers_two_questions_belongs_to_both(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    valve, leak = with_mixup(project), with_mixup(project, "leak", SHARED)
    sort_photo(project, valve.id, photo, 2)
    done, _ = sort_photo(project, leak.id, photo, 1)
    assert (done.captions_new, done.negatives_new) == (0, 2)
    (caption,) = descriptions.descriptions(project)
    assert (caption.mixup, caption.choice) == (valve.id, 1)
    before = rows(project)
    for mixup, choice in ((valve, 2), (leak, 1)):
        assert not sort_photo(project, mixup.id, photo, choice)[1]
    assert rows(project) == before
    # The first question takes its word back: the other keeps what it had.
    sort_photo(project, valve.id, photo, None)
    (caption,) = descriptions.descriptions(project)
    assert (caption.mixup, caption.choice) == (leak.id, 0)
    assert of_mixup(project, "leak") == set(SHARED[1:])
    assert of_mixup(project, "valve") == set()
    sort_photo(project, leak.id, photo, None)
    assert (texts(project, photo), negatives.list_negatives(project)) == ([], [])


def test_the_question_sorted_last_takes_nothing_of_the_first_away(project: Project) -> None:
    (photo,) = with_photos(project, 1)
    valve, leak = with_mixup(project), with_mixup(project, "leak", SHARED)
    sort_photo(project, valve.id, photo, 2)
    after_first = rows(project)
    sort_photo(project, leak.id, photo, 1)
    sort_photo(project, leak.id, photo, None)
    (caption,) = descriptions.descriptions(project)
    assert (caption.text, caption.mixup, caption.choice) == ("a closed valve", valve.id, 1)
    assert [each.text for each in negatives.list_negatives(project)] == ["an open valve"]
    assert of_mixup(project, "valve") == {"an open valve"}
    undo(project)
    undo(project)
    assert rows(project) == after_first
