"""Photos as a mirror shows them: what is true and false of them, and which there are."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import Image

from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotMixup, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.ml.cases import known_truths, training_cases
from miwake.ml.material import gather
from miwake.ml.mirrors import is_mirror, unmirrored, with_mirrors, worth_mirroring
from miwake.ml.options import TrainingOptions

LEFT, RIGHT = "a ladder left of a tank", "a ladder right of a tank"
OPEN, CLOSED = "an open valve", "a closed valve"
MIXUPS = (SnapshotMixup("ladder", (LEFT, RIGHT)), SnapshotMixup("valve", (OPEN, CLOSED)))
PHOTO = "a" * 64


def answered(mixup: SnapshotMixup, choice: int, photo: str = PHOTO, others: Sequence[str] = ()) -> Example:
    false = tuple(Confusable(text, choice=place) for place, text in enumerate(mixup.choices) if place != choice)
    said = mixup.choices[choice]
    return Example(f"{mixup.name} {photo}", photo, said, mixup.name, choice, false, paraphrases=tuple(others))


def described(text: str, photo: str = PHOTO) -> Example:
    return Example(f"{text} {photo}", photo, text)


def site(*examples: Example, split: Split = Split.TRAIN, mixups: Sequence[SnapshotMixup] = MIXUPS) -> Snapshot:
    photos = (SnapshotPhoto(photo, f"{photo}.png", 7, split) for photo in dict.fromkeys(e.photo for e in examples))
    return Snapshot(tuple(photos), examples, mixups=tuple(mixups))


def mirrors(snapshot: Snapshot) -> list[Example]:
    return [each for each in with_mirrors(snapshot, {PHOTO}).examples if is_mirror(each.photo)]


def test_a_sorted_photo_gets_the_opposite_answer_in_its_mirror() -> None:
    (made,) = mirrors(site(answered(MIXUPS[0], 0)))
    assert (made.caption, made.choice, made.mixup) == (RIGHT, 1, "ladder")
    assert [(each.text, each.choice) for each in made.confusables] == [(LEFT, 0)]


@pytest.mark.parametrize(
    ("example", "others"),
    [
        (described("a red tank left of a wall"), ()),
        (answered(MIXUPS[1], 0), ()),
        (answered(MIXUPS[0], 0), ("a ladder right of a tank",)),
        (answered(SnapshotMixup("place", (LEFT, "a ladder on a tank")), 0), ()),
    ],
    ids=["not sorted", "a mix-up without sides", "on both sides", "no choice for the opposite"],
)
def test_without_an_opposite_answer_nothing_is_mirrored(example: Example, others: tuple[str, ...]) -> None:
    mixups = (*MIXUPS, SnapshotMixup("place", (LEFT, "a ladder on a tank")))
    snapshot = site(replace(example, paraphrases=others), mixups=mixups)
    assert worth_mirroring(snapshot) == []
    assert with_mirrors(snapshot, {PHOTO}) == snapshot


def test_what_no_mirror_changes_stays_true_and_is_never_its_negative() -> None:
    snapshot = site(
        answered(MIXUPS[0], 0, others=(OPEN, "a rusty tank")),
        answered(MIXUPS[1], 0, others=(LEFT, "a rusty tank")),
    )
    turned = with_mirrors(snapshot, {PHOTO})
    (key,) = [photo.sha256 for photo in turned.photos if is_mirror(photo.sha256)]
    truths = known_truths(turned)[key]
    assert truths.answers == {("ladder", 1), ("valve", 0)}
    assert truths.texts == {RIGHT, OPEN, "a rusty tank"}
    (case,) = [case for case in training_cases(turned) if case.photo == key]
    assert case.caption == RIGHT
    assert [each.text for each in case.negatives] == [LEFT]


def test_a_mirror_is_of_the_scene_of_its_photo() -> None:
    turned = with_mirrors(site(answered(MIXUPS[0], 1)), {PHOTO})
    assert [(unmirrored(photo.sha256), photo.group, photo.split) for photo in turned.photos] == [
        (PHOTO, 7, Split.TRAIN),
        (PHOTO, 7, Split.TRAIN),
    ]


@pytest.mark.parametrize("split", [Split.VALIDATION, Split.TEST])
def test_only_what_is_trained_on_is_mirrored(split: Split) -> None:
    snapshot = site(answered(MIXUPS[0], 0), split=split)
    assert with_mirrors(snapshot, {PHOTO}) == snapshot
    # A validation photo is trained on in a part of the cross-validation.
    assert worth_mirroring(snapshot) == ([PHOTO] if split is Split.VALIDATION else [])


def test_a_photo_of_which_a_person_made_a_copy_is_left_to_them() -> None:
    snapshot = site(answered(MIXUPS[0], 0))
    copy = SnapshotPhoto("b" * 64, "copy.png", 7, Split.TRAIN, made_of=PHOTO)
    assert worth_mirroring(replace(snapshot, photos=(*snapshot.photos, copy))) == []


def test_the_run_sees_the_mirror_image() -> None:
    picture = Image.new("RGB", (2, 1))
    picture.putpixel((0, 0), (255, 0, 0))
    snapshot = site(answered(MIXUPS[0], 0))
    material = gather(
        snapshot, [], options=TrainingOptions(), open_photo=lambda _path: picture, mirrorable=worth_mirroring(snapshot)
    )
    red = {is_mirror(key): open_it().getpixel((0, 0)) == (255, 0, 0) for key, open_it in material.openers.items()}
    assert red == {False: True, True: False}
    assert {case.answer for case in material.cases} == {("ladder", 0), ("ladder", 1)}
