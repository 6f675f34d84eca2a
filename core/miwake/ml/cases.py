"""What a snapshot gives to train on: photos with a true description and negatives that may be used."""

from collections.abc import Mapping
from dataclasses import dataclass

from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotPair, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.domain.texts import normalised
from miwake.ml.losses.objective import KINDS


@dataclass(frozen=True, slots=True)
class Negative:
    """A description that is false of a photo; `kind` is its position in `KINDS`."""

    text: str
    kind: int


@dataclass(frozen=True, slots=True)
class TrainingCase:
    """A photo with all that a training row may be made of.

    Attributes:
        photo: Its SHA-256.
        group: Its scene.
        caption: The true description that the negatives were made of. Another one of the photo is a case of its own:
            beside these negatives it would say something else, where one fact of the same sentence should differ.
        negatives: False descriptions that may be trained on.
        answer: The mix-up and the choice that `caption` states; None for a free description.
    """

    photo: str
    group: int
    caption: str
    negatives: tuple[Negative, ...]
    answer: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class TrainingPair:
    """Two cases that are put into the same batch and told from each other; `made` if the second is an edited copy."""

    first: TrainingCase
    second: TrainingCase
    made: bool = False


@dataclass(frozen=True, slots=True)
class Truths:
    """All that is known to be true of a photo: normalised descriptions, and answers to mix-ups."""

    texts: frozenset[str]
    answers: frozenset[tuple[str, int]]


def training_cases(snapshot: Snapshot) -> list[TrainingCase]:
    """Return the cases of the training photos, without negatives that may be true."""
    photos = {photo.sha256: photo for photo in snapshot.photos}
    truths = known_truths(snapshot)
    return [_case(each, photos[each.photo], truths[each.photo]) for each in snapshot.of_split(Split.TRAIN)]


def training_pairs(snapshot: Snapshot) -> list[TrainingPair]:
    """Return the marked pairs of the training photos, and those of edited copies with their originals."""
    photos = {photo.sha256: photo for photo in snapshot.photos}
    return [_pair(pair, photos) for pair in snapshot.pairs if pair.split is Split.TRAIN]


def known_truths(snapshot: Snapshot) -> dict[str, Truths]:
    """Return what is known to be true of each photo that an example or pair shows.

    A text that is a choice of a mix-up answers it, also where nobody sorted (an edited copy is described, not sorted),
    and whoever answered so has said that text, whatever the words.
    """
    texts: dict[str, set[str]] = {}
    answers: dict[str, set[tuple[str, int]]] = {}
    for each in snapshot.examples:
        texts.setdefault(each.photo, set()).update(normalised(text) for text in (each.caption, *each.paraphrases))
        answers.setdefault(each.photo, set())
        if each.mixup is not None and each.choice is not None:
            answers[each.photo].add((each.mixup, each.choice))
    for pair in snapshot.pairs:
        for photo, caption in ((pair.photo_a, pair.caption_a), (pair.photo_b, pair.caption_b)):
            texts.setdefault(photo, set()).add(normalised(caption))
            answers.setdefault(photo, set())
    for copy in (photo for photo in snapshot.photos if photo.made_of is not None and photo.sha256 in texts):
        texts[copy.sha256].update(normalised(text) for text in copy.also_true)
    for mixup in snapshot.mixups:
        for choice, phrase in enumerate(normalised(text) for text in mixup.choices):
            for photo, true in texts.items():
                if phrase in true or (mixup.name, choice) in answers[photo]:
                    answers[photo].add((mixup.name, choice))
                    true.add(phrase)
    return {photo: Truths(frozenset(each), frozenset(answers[photo])) for photo, each in texts.items()}


def _case(example: Example, photo: SnapshotPhoto, truths: Truths) -> TrainingCase:
    usable = dict.fromkeys(
        Negative(each.text, KINDS.index(each.kind))
        for each in example.confusables
        if _may_train(each) and normalised(each.text) not in truths.texts
    )
    known = example.mixup is not None and example.choice is not None
    return TrainingCase(
        photo=photo.sha256,
        group=photo.group,
        caption=example.caption,
        negatives=tuple(usable),
        answer=(example.mixup or "", example.choice or 0) if known else None,
    )


def _may_train(confusable: Confusable) -> bool:
    return confusable.accepted or not confusable.suspect


def _pair(pair: SnapshotPair, photos: Mapping[str, SnapshotPhoto]) -> TrainingPair:
    first, second = photos[pair.photo_a], photos[pair.photo_b]
    return TrainingPair(
        _side(first, pair.caption_a, false=pair.caption_b),
        _side(second, pair.caption_b, false=pair.caption_a),
        made=second.made_of is not None,
    )


def _side(photo: SnapshotPhoto, caption: str, *, false: str) -> TrainingCase:
    return TrainingCase(photo.sha256, photo.group, caption, (Negative(false, KINDS.index(None)),), None)
