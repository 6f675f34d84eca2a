"""Freeze what a run trains and tests on."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miwake.domain.captions import Caption
from miwake.domain.mixups import Answer, Mixup
from miwake.domain.negatives import Negative
from miwake.domain.pairs import Pair
from miwake.domain.photos import Photo
from miwake.domain.snapshots import (
    Confusable,
    DecisionCounts,
    Example,
    Snapshot,
    SnapshotMixup,
    SnapshotPair,
    SnapshotPhoto,
)
from miwake.domain.terms import Decided, Split, Status
from miwake.domain.texts import normalised
from miwake.domain.wording import counted
from miwake.services.projects import Project
from miwake.services.snapshot_copies import copies_used
from miwake.storage import captions, mixups, negatives, pairs, photos

MOST_CONFUSABLES_TESTED = 4
MOST_CONFUSABLES_TRAINED = 8
# How near a split is to training: of two linked scenes in different splits the nearer one is left out.
_NEARNESS = {Split.TRAIN: 0, Split.VALIDATION: 1, Split.TEST: 2}


@dataclass(frozen=True, slots=True)
class _Content:
    """All rows that a snapshot is made of."""

    photos: list[Photo]
    captions: dict[int, list[Caption]]
    negatives: dict[int, list[Negative]]
    mixups: dict[int, Mixup]
    answers: dict[int, list[Answer]]
    pairs: list[Pair]
    left_out: set[int]


def make_snapshot(project: Project, *, seed: int = 0) -> Snapshot:
    """Freeze the project: photos with a split, their descriptions, what is false of them, pairs and mix-ups.

    Of a case at most four confusable descriptions are frozen: the other choices of its mix-up, else accepted
    negatives. Proposed ones that are not suspected stand in only where nothing at all was decided in the scenes of
    that split; the report then says "unreviewed". Edited copies are no cases: they train as pairs with their originals.
    """
    content = _read(project)
    kept = [
        photo for photo in content.photos if photo.split and photo.group not in content.left_out and photo.made is None
    ]
    reviewed = {
        photo.split for photo in kept for caption in content.captions.get(photo.id, []) if _decided(content, caption)
    }
    examples = tuple(
        example for photo in kept for example in _examples(content, photo, seed=seed, reviewed=photo.split in reviewed)
    )
    used = {example.photo for example in examples}
    notes: list[str] = []
    if content.left_out:
        notes.append(
            f"{counted(len(content.left_out), 'scene was', 'scenes were')} left out: "
            "another scene that is used otherwise shows the same."
        )
    by_id = {photo.id: photo for photo in kept}
    copies = copies_used(content.photos, by_id, content.captions)
    found_pairs = tuple(_pairs(content, by_id))
    if len(found_pairs) < len(content.pairs):
        missing = counted(len(content.pairs) - len(found_pairs), "look-alike pair was", "look-alike pairs were")
        notes.append(f"{missing} left out: both photos need different descriptions and the same use.")
    used |= {sha for pair in found_pairs for sha in (pair.photo_a, pair.photo_b)}
    taken = (
        SnapshotPhoto(photo.sha256, str(photo.path), photo.group, photo.split)
        for photo in kept
        if photo.split and photo.sha256 in used
    )
    return Snapshot(
        photos=(*taken, *copies.photos),
        examples=examples,
        pairs=found_pairs + copies.pairs,
        mixups=tuple(_mixup(mixup) for mixup in content.mixups.values()),
        decisions=_counts(content, examples),
        notes=(*notes, *copies.notes),
    )


def _read(project: Project) -> _Content:
    with project.database.read() as transaction:
        by_photo: dict[int, list[Caption]] = defaultdict(list)
        for caption in captions.captions(transaction):
            by_photo[caption.photo].append(caption)
        by_caption: dict[int, list[Negative]] = defaultdict(list)
        for negative in negatives.negatives(transaction):
            by_caption[negative.caption].append(negative)
        by_answered: dict[int, list[Answer]] = defaultdict(list)
        for answer in mixups.answers(transaction):
            by_answered[answer.photo].append(answer)
        splits = photos.splits(transaction)
        return _Content(
            photos=photos.photos(transaction),
            captions=by_photo,
            negatives=by_caption,
            mixups={mixup.id: mixup for mixup in mixups.mixups(transaction)},
            answers=by_answered,
            pairs=pairs.pairs(transaction),
            left_out=set(_torn(photos.group_links(transaction), splits)),
        )


def _torn(links: Iterable[tuple[int, int]], splits: dict[int, Split | None]) -> Iterable[int]:
    """Yield of linked scenes with different splits the one nearer to training."""
    for link in links:
        first, second = (splits[group] for group in link)
        if first and second and first is not second:
            yield min(link, key=lambda group: _NEARNESS[splits[group] or Split.TRAIN])


def _decided(content: _Content, caption: Caption) -> bool:
    return any(each.status is Status.ACCEPTED for each in content.negatives.get(caption.id, []))


def _examples(content: _Content, photo: Photo, *, seed: int, reviewed: bool) -> Iterable[Example]:
    own = content.captions.get(photo.id, [])
    true = {normalised(caption.text) for caption in own}
    for caption in own:
        usable = [each for each in content.negatives.get(caption.id, []) if normalised(each.text) not in true]
        trains = photo.split is Split.TRAIN
        # What it is learned from once is tested once for each question that it answers.
        for place, question in enumerate(_questions(content, caption)[: 1 if trains else None]):
            chosen = _trained(usable) if trains else _tested(usable, question, seed=seed, reviewed=reviewed)
            named = (photo.sha256, normalised(caption.text), *([question.mixup.name] if question and place else []))
            yield Example(
                id=hashlib.sha256(":".join(named).encode()).hexdigest()[:16],
                photo=photo.sha256,
                caption=caption.text,
                mixup=question.mixup.name if question else None,
                choice=question.true if question else None,
                confusables=tuple(_confusable(each, question) for each in chosen),
                paraphrases=tuple(each.text for each in own if each.id != caption.id),
            )


@dataclass(frozen=True, slots=True)
class _Question:
    """A mix-up that a description answers, and with which choice, from 0."""

    mixup: Mixup
    true: int

    def other_choice(self, text: str) -> int | None:
        """Return which of the choices that are false a text says; None if none."""
        said = [normalised(choice) for choice in self.mixup.choices]
        number = said.index(normalised(text)) if normalised(text) in said else self.true
        return number if number != self.true else None


def _questions(content: _Content, caption: Caption) -> list[_Question | None]:
    """Return the questions that a description answers, its own first; only None where it answers none."""
    given = [(each.mixup, each.choice - 1) for each in content.answers.get(caption.photo, []) if each.choice]
    if caption.mixup is not None and caption.choice is not None:
        given = [(caption.mixup, caption.choice), *(each for each in given if each[0] != caption.mixup)]
    said = normalised(caption.text)
    found = [_Question(content.mixups[mixup], true) for mixup, true in given if mixup in content.mixups]
    answered = [each for each in found if normalised(each.mixup.choices[each.true]) == said]
    return [*answered] or [None]


def _trained(usable: Sequence[Negative]) -> list[Negative]:
    """Accepted ones, then proposed ones that nobody suspects, the most plausible first."""
    accepted = [each for each in usable if each.status is Status.ACCEPTED]
    proposed = [each for each in usable if each.status is Status.PROPOSED and each.suspect is None]
    proposed.sort(key=lambda each: (-each.plausibility, each.id))
    return (accepted + proposed)[:MOST_CONFUSABLES_TRAINED]


def _tested(usable: Sequence[Negative], question: _Question | None, *, seed: int, reviewed: bool) -> list[Negative]:
    """The mix-up's other choices, else accepted ones, drawn by seed, never by a model; see `make_snapshot`."""
    accepted = [each for each in usable if each.status is Status.ACCEPTED]
    choices = [each for each in accepted if question and question.other_choice(each.text) is not None]
    stand_in = [] if reviewed else [each for each in usable if each.status is Status.PROPOSED and each.suspect is None]
    drawn = sorted(choices or accepted or stand_in, key=lambda each: _shuffled(each.text, seed))
    return drawn[:MOST_CONFUSABLES_TESTED]


def _shuffled(text: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{text}".encode()).hexdigest()


def _confusable(negative: Negative, question: _Question | None) -> Confusable:
    return Confusable(
        text=negative.text,
        kind=negative.kind,
        choice=question.other_choice(negative.text) if question else None,
        accepted=negative.status is Status.ACCEPTED,
        suspect=negative.suspect is not None and negative.status is not Status.ACCEPTED,
    )


def _pairs(content: _Content, kept: dict[int, Photo]) -> Iterable[SnapshotPair]:
    for pair in content.pairs:
        first, second = kept.get(pair.photo_a), kept.get(pair.photo_b)
        if not (first and second and first.split and first.split is second.split):
            continue
        told_apart = _telling_captions(content, first.id, second.id)
        if told_apart:
            yield SnapshotPair(f"pair-{pair.id}", first.sha256, second.sha256, *told_apart, first.split)


def _telling_captions(content: _Content, first: int, second: int) -> tuple[str, str] | None:
    """Return a description of each photo that is not one of the other; answers to one mix-up first."""
    ones, others = content.captions.get(first, []), content.captions.get(second, [])
    shared = {normalised(each.text) for each in ones} & {normalised(each.text) for each in others}
    candidates = [
        (one, other)
        for one in ones
        for other in others
        if normalised(one.text) not in shared and normalised(other.text) not in shared
    ]
    if not candidates:
        return None
    one, other = max(candidates, key=lambda each: each[0].mixup is not None and each[0].mixup == each[1].mixup)
    return one.text, other.text


def _mixup(mixup: Mixup) -> SnapshotMixup:
    costs = tuple((cost.true, cost.said, cost.amount) for cost in mixup.costs)
    return SnapshotMixup(mixup.name, mixup.choices, mixup.per_month, costs, mixup.critical)


def _counts(content: _Content, examples: Sequence[Example]) -> DecisionCounts:
    texts = {(example.photo, normalised(each.text)) for example in examples for each in example.confusables}
    sha = {photo.id: photo.sha256 for photo in content.photos}
    counts = {"sorted": 0, "one_by_one": 0, "bulk": 0, "unreviewed": 0}
    sorted_photos: set[int] = set()
    for each in (negative for of_caption in content.negatives.values() for negative in of_caption):
        if (sha[each.photo], normalised(each.text)) not in texts:
            continue
        if each.decided is Decided.SORTED:
            sorted_photos.add(each.photo)
        else:
            counts[each.decided or "unreviewed"] += 1
    counts["sorted"] = len(sorted_photos)
    return DecisionCounts(**counts)
