"""Snapshots: read back as written, named by their content and by nothing else."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miwake.domain.snapshots import (
    Confusable,
    DecisionCounts,
    Example,
    Snapshot,
    SnapshotMixup,
    SnapshotPair,
    SnapshotPhoto,
)
from miwake.domain.terms import Kind, Split

SNAPSHOT = Snapshot(
    photos=(
        SnapshotPhoto("aa", "/site/開/IMG_1.jpg", 1, Split.TRAIN),
        SnapshotPhoto("bb", "/site/IMG_2.jpg", 2, Split.TEST),
        SnapshotPhoto("cc", "/site/IMG_3.jpg", 2, Split.TEST),
    ),
    examples=(
        Example("e1", "aa", "an open valve", "valve", 0, (Confusable("a closed valve", choice=1),)),
        Example(
            "e2",
            "bb",
            "a red bucket",
            confusables=(Confusable("a blue bucket", Kind.ATTRIBUTE, accepted=False, suspect=True),),
            found_by_model=True,
            paraphrases=("a bucket that is red",),
        ),
    ),
    pairs=(SnapshotPair("p1", "bb", "cc", "a crack", "a scratch", Split.TEST),),
    mixups=(SnapshotMixup("valve", ("an open valve", "a closed valve"), 30.0, ((0, 1, 40.0),), critical=True),),
    decisions=DecisionCounts(sorted=2, one_by_one=1),
    notes=("two photos were left out: 破損",),
)

texts = st.text(st.characters(codec="utf-8"), max_size=8)
confusables = st.builds(
    Confusable,
    text=texts,
    kind=st.none() | st.sampled_from(Kind),
    choice=st.none() | st.integers(0, 4),
    accepted=st.booleans(),
    suspect=st.booleans(),
)
examples = st.builds(
    Example,
    id=texts,
    photo=texts,
    caption=texts,
    mixup=st.none() | texts,
    choice=st.none() | st.integers(0, 4),
    confusables=st.lists(confusables, max_size=3).map(tuple),
    found_by_model=st.booleans(),
    paraphrases=st.lists(texts, max_size=2).map(tuple),
)
photos = st.builds(SnapshotPhoto, sha256=texts, path=texts, group=st.integers(0, 9), split=st.sampled_from(Split))
snapshots = st.builds(
    Snapshot,
    photos=st.lists(photos, max_size=3).map(tuple),
    examples=st.lists(examples, max_size=3).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
)


def _through_a_file(snapshot: Snapshot) -> Snapshot:
    return Snapshot.from_json(json.loads(json.dumps(snapshot.as_json())))


def test_it_is_read_back_as_it_was_written() -> None:
    assert _through_a_file(SNAPSHOT) == SNAPSHOT


@given(snapshots)
def test_any_snapshot_is_read_back_as_it_was_written(snapshot: Snapshot) -> None:
    assert _through_a_file(snapshot) == snapshot
    assert _through_a_file(snapshot).digest == snapshot.digest


def test_vocabulary_comes_back_as_vocabulary() -> None:
    again = _through_a_file(SNAPSHOT)
    assert isinstance(again.photos[0].split, Split)
    assert isinstance(again.examples[1].confusables[0].kind, Kind)


def test_the_digest_does_not_depend_on_where_the_photos_lie() -> None:
    moved = replace(SNAPSHOT, photos=tuple(replace(each, path=f"/elsewhere/{each.group}") for each in SNAPSHOT.photos))
    assert moved.digest == SNAPSHOT.digest


@pytest.mark.parametrize(
    "changed",
    [
        replace(SNAPSHOT, photos=SNAPSHOT.photos[:2]),
        replace(SNAPSHOT, photos=(replace(SNAPSHOT.photos[0], split=Split.TEST), *SNAPSHOT.photos[1:])),
        replace(SNAPSHOT, photos=(replace(SNAPSHOT.photos[0], group=9), *SNAPSHOT.photos[1:])),
        replace(SNAPSHOT, examples=SNAPSHOT.examples[::-1]),
        replace(SNAPSHOT, examples=(replace(SNAPSHOT.examples[0], caption="a valve"), SNAPSHOT.examples[1])),
        replace(SNAPSHOT, pairs=()),
        replace(SNAPSHOT, mixups=()),
        replace(SNAPSHOT, decisions=DecisionCounts(sorted=3)),
        replace(SNAPSHOT, notes=()),
    ],
    ids=["photos", "split", "group", "order", "caption", "pairs", "mix-ups", "decisions", "notes"],
)
def test_any_change_of_content_changes_the_digest(changed: Snapshot) -> None:
    assert changed.digest != SNAPSHOT.digest


def test_the_digest_of_a_given_content_never_changes() -> None:
    # Runs and models name their snapshot by it: a change here orphans them.
    assert Snapshot((), ()).digest == "1e77ab688f3031d0360c71a78992a9bc3923b581974efe6caa3852bb6754d30c"


def test_examples_follow_the_split_of_their_photo() -> None:
    assert [each.id for each in SNAPSHOT.of_split(Split.TRAIN)] == ["e1"]
    assert [each.id for each in SNAPSHOT.of_split(Split.TEST)] == ["e2"]
    assert list(SNAPSHOT.of_split(Split.VALIDATION)) == []


def test_a_photo_is_found_by_its_identity() -> None:
    assert SNAPSHOT.photo("bb").path == "/site/IMG_2.jpg"
    with pytest.raises(KeyError, match="dd"):
        SNAPSHOT.photo("dd")
