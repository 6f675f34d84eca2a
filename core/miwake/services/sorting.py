"""Sort photos: one answer writes the description and makes the other choices reviewed negatives."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from miwake.domain.captions import Caption
from miwake.domain.changes import Changes
from miwake.domain.errors import MiwakeError, RefusedError
from miwake.domain.mixups import Mixup
from miwake.domain.photos import Photo
from miwake.domain.terms import CaptionSource
from miwake.domain.texts import normalised
from miwake.services.batches import batches, new_series
from miwake.services.contradictions import answered_with, set_aside_contradictions
from miwake.services.projects import Project
from miwake.services.splitting import split_sorted
from miwake.storage import captions, mixups, negatives, photos
from miwake.storage.database import Transaction

NEITHER = 0
# Photos a transaction: it holds the database for well under 50 ms.
BATCH = 6


@dataclass(frozen=True, slots=True)
class Sorted:
    """What sorting did; the names of the counts are those of the command line's JSON.

    Attributes:
        set_aside: What descriptions say that count as true no longer, because they state another choice.
    """

    sorted: int = 0
    neither: int = 0
    skipped: int = 0
    captions_new: int = 0
    negatives_new: int = 0
    set_aside: tuple[str, ...] = ()

    def __add__(self, other: "Sorted") -> "Sorted":
        return Sorted(
            self.sorted + other.sorted,
            self.neither + other.neither,
            self.skipped + other.skipped,
            self.captions_new + other.captions_new,
            self.negatives_new + other.negatives_new,
            self.set_aside + other.set_aside,
        )


def sort_photo(project: Project, mixup: int, photo: int, choice: int | None) -> tuple[Sorted, Changes]:
    """Answer a mix-up for one photo.

    Args:
        project: The project.
        mixup: Which question.
        photo: Which photo.
        choice: 1…n, 0 for neither, None for can't tell.

    Raises:
        MiwakeError: The mix-up has no such choice.
        RefusedError: The photo is an edited copy.
        NotFoundError: The mix-up or the photo is not in the project.
    """
    return sort_photos(project, mixup, {photo: choice})


def sort_photos(project: Project, mixup: int, answers: Mapping[int, int | None]) -> tuple[Sorted, Changes]:
    """Answer a mix-up for several photos as one step that can be undone; see `sort_photo`."""
    with project.database.read() as transaction:
        question = mixups.mixup(transaction, mixup)
        for photo, choice in answers.items():
            _check(question, choice)
            _require_taken(photos.photo(transaction, photo))
    title = (
        f"Sorted a photo: {question.name}" if len(answers) == 1 else f"Sorted {len(answers)} photos: {question.name}"
    )
    done, changes, series = Sorted(), Changes(), new_series("sort")
    for batch in batches(answers.items(), BATCH):
        with project.database.action("sort", title, series=series) as transaction:
            for photo, choice in batch:
                done += _sort(transaction, question, photo, choice, by=project.person)
        changes |= transaction.changes
    return done, changes


def unsorted(project: Project, mixup: int) -> list[int]:
    """Return the photos that have no answer yet, in the order in which they were imported."""
    with project.database.read() as transaction:
        return photos.photo_ids(transaction, mixup=mixup)


def sorted_to_neither(project: Project, mixup: int) -> list[Photo]:
    """Return the photos that show none of a mix-up's choices, as a person said."""
    with project.database.read() as transaction:
        ids = {answer.photo for answer in mixups.answers(transaction, mixup=mixup) if answer.choice == NEITHER}
        return [photo for photo in photos.photos(transaction) if photo.id in ids]


def _check(mixup: Mixup, choice: int | None) -> None:
    if choice is not None and not 0 <= choice <= len(mixup.choices):
        raise MiwakeError(f"{mixup.name} has no choice {choice}.", todo=f"Use 0 to {len(mixup.choices)}.")


def _require_taken(photo: Photo) -> None:
    if photo.made is not None:
        raise RefusedError(
            f"{photo.name} is an edited copy.",
            why="What is true of it follows from the edit; it is trained on and never tested.",
            kept="Nothing was sorted.",
            todo="Sort its original.",
        )


def _is_answered(transaction: Transaction, mixup: Mixup, photo: int, choice: int) -> bool:
    """Return whether the photo still has the description that this answer wrote; a person may have removed it."""
    wanted = normalised(mixup.choices[choice - 1])
    return any(normalised(each.text) == wanted for each in captions.captions(transaction, photos=[photo]))


def _sort(transaction: Transaction, mixup: Mixup, photo: int, choice: int | None, *, by: str) -> Sorted:
    group = photos.photo(transaction, photo).group
    earlier = mixups.answer(transaction, photo, mixup.id)
    if earlier and earlier.choice == choice and (not choice or _is_answered(transaction, mixup, photo, choice)):
        return Sorted(sorted=int(bool(choice)), neither=int(choice == NEITHER), skipped=int(choice is None))
    if earlier and earlier.choice:
        _take_back(transaction, mixup, photo, mixup.choices[earlier.choice - 1], by=by)
    mixups.set_answer(transaction, photo, mixup.id, choice)
    set_aside = tuple(set_aside_contradictions(transaction, mixup, photo, choice))
    if not choice:
        return Sorted(neither=int(choice == NEITHER), skipped=int(choice is None), set_aside=set_aside)
    true = choice - 1
    caption, is_new = captions.add_caption(
        transaction, photo, mixup.choices[true], source=CaptionSource.SORTED, mixup=mixup.id, choice=true
    )
    others = _add_choices(transaction, caption, mixup, true, by=by)
    split_sorted(transaction, group, mixup=mixup.id, choice=choice)
    return Sorted(sorted=1, captions_new=int(is_new), negatives_new=others, set_aside=set_aside)


def _add_choices(
    transaction: Transaction, caption: Caption, mixup: Mixup, true: int, *, by: str, but: Collection[str] = ()
) -> int:
    """Make the choices that are false of a photo reviewed negatives, `but` some texts; return how many those are."""
    choices = [number for number in range(len(mixup.choices)) if number != true]
    others = [number for number in choices if normalised(mixup.choices[number]) not in but]
    for number in others:
        negatives.add_choice(transaction, caption.id, mixup.choices[number], mixup=mixup.id, choice=number, by=by)
    return len(others)


def _take_back(transaction: Transaction, mixup: Mixup, photo: int, said: str, *, by: str) -> None:
    """Remove what an earlier answer to the same question had written, as far as it answers no other question."""
    for caption in captions.captions(transaction, photos=[photo]):
        if caption.mixup != mixup.id and normalised(caption.text) != normalised(said):
            continue
        negatives.remove_of_mixup(transaction, caption.id, mixup.id)
        others = answered_with(transaction, caption, but=mixup.id)
        left = {normalised(each.text) for each in negatives.negatives(transaction, captions=[caption.id])}
        for other, choice in others:
            # Where both questions have a choice, what they made of it was one row.
            _add_choices(transaction, caption, other, choice, by=by, but=left)
        if others:
            captions.answer_mixup(transaction, caption.id, others[0][0].id, others[0][1])
        elif caption.source == CaptionSource.SORTED and caption.mixup == mixup.id:
            captions.remove_caption(transaction, caption.id)
        elif caption.mixup == mixup.id:
            captions.answers_no_mixup(transaction, caption.id)
