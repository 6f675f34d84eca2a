"""Photos as a mirror shows them: what is true and false of them, and which there are."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from fakes import RecordingControl
from miwake.domain.recipes import recipe
from miwake.domain.snapshots import Confusable, Example, Snapshot, SnapshotMixup, SnapshotPhoto
from miwake.domain.terms import Split
from miwake.evaluation.confusion import mixed_up
from miwake.ml.cases import known_truths, training_cases
from miwake.ml.devices import Precision
from miwake.ml.material import gather
from miwake.ml.mirrors import is_mirror, unmirrored, with_mirrors, worth_mirroring
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions
from miwake.ml.scoring import score_examples
from miwake.ml.training import train

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


def test_what_may_be_true_of_the_mirror_is_never_its_negative() -> None:
    unsure = "no drum left of a tank"
    turned = with_mirrors(site(answered(MIXUPS[0], 0, others=(unsure,))), {PHOTO})
    (key,) = [photo.sha256 for photo in turned.photos if is_mirror(photo.sha256)]
    assert known_truths(turned)[key].texts == {RIGHT, unsure}


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


class Squares:
    """Photos of a bright square on one side of a noisy ground; `key` names side and number."""

    def __init__(self) -> None:
        self.images = {f"{side} {n}": self._drawn(side, n) for side in ("left", "right") for n in range(12)}

    @staticmethod
    def _drawn(side: str, number: int) -> Image.Image:
        chance = random.Random(f"{side} {number}")  # noqa: S311  not for secrets
        noise = bytes(chance.randrange(60, 120) for _ in range(8 * 8 * 3))
        image = Image.frombytes("RGB", (8, 8), noise).resize((48, 48))
        across, down = chance.randrange(2, 6) + (24 if side == "right" else 0), chance.randrange(4, 24)
        image.paste((230, 200, 60), (across, down, across + 18, down + 18))
        return image

    def snapshot(self, *sides: str) -> Snapshot:
        keys = [key for key in self.images if key.startswith(sides)]
        photos = tuple(SnapshotPhoto(key, key, number, Split.TRAIN) for number, key in enumerate(keys))
        examples = tuple(answered(MIXUPS[0], 0 if key.startswith("left") else 1, key) for key in keys)
        return Snapshot(photos, examples, mixups=MIXUPS)

    def mixed_up(self, model: Model, side: str) -> float:
        snapshot = self.snapshot(side)
        photos = {photo.sha256: photo for photo in snapshot.photos}
        cases = list(snapshot.of_split(Split.TRAIN))
        scores = score_examples(model, cases, photos, open_photo=self.images.__getitem__, control=RecordingControl())
        return sum(map(mixed_up, scores)) / len(scores)


@pytest.mark.parametrize("mirrors", [True, False])
def test_from_photos_of_one_side_the_other_is_learned(vit_model: Model, tmp_path: Path, *, mirrors: bool) -> None:
    squares = Squares()
    snapshot = squares.snapshot("left")
    control = RecordingControl()
    result = train(
        vit_model,
        snapshot,
        recipe("adaptive").without([] if mirrors else ["mirrors"]),
        workspace=tmp_path,
        open_photo=squares.images.__getitem__,
        control=control,
        options=TrainingOptions(steps=150, batch_size=8, learning_rate=5e-3, views=2, precision=Precision.FP32),
        mirrorable=worth_mirroring(snapshot),
    )
    told = [note for note in control.notes if note.startswith("12 photos were trained on as a mirror shows them")]
    assert len(told) == mirrors
    wrong = {side: squares.mixed_up(result.model, side) for side in ("left", "right")}
    assert wrong["right"] == (0.0 if mirrors else 1.0)
    assert sum(wrong.values()) / 2 <= (0.25 if mirrors else 0.5)
