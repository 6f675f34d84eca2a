"""Every training and validation scene is held out exactly once, and no test scene ever takes part."""

from dataclasses import replace
from typing import Any

import pytest

from miwake.domain.snapshots import SnapshotPair
from miwake.domain.terms import Split
from miwake.ml.folds import folds, scenes
from unit.ml.conftest import BLUE, RED


@pytest.mark.parametrize("count", [2, 3])
def test_each_scene_is_held_out_once(site: Any, count: int) -> None:
    snapshot = site.snapshot()
    held: list[int] = []
    for part in folds(snapshot, count=count, seed=0):
        splits = {photo.split for photo in part.photos}
        assert splits == {Split.TRAIN, Split.VALIDATION}
        held += sorted({photo.group for photo in part.photos if photo.split is Split.VALIDATION})
    assert len(held) == len(set(held)) == scenes(snapshot)
    assert not set(held) & {photo.group for photo in snapshot.photos if photo.split is Split.TEST}


def test_photos_of_one_scene_stay_together_and_answers_are_spread(site: Any) -> None:
    for photo in range(0, len(site.photos), 4):  # two photos of the same colour share a scene
        if photo + 2 < len(site.photos) and site.photos[photo].split == site.photos[photo + 2].split:
            site.photos[photo + 2] = replace(site.photos[photo + 2], group=site.photos[photo].group)
    for part in folds(site.snapshot(), count=2, seed=3):
        by_group: dict[int, set[Split]] = {}
        for photo in part.photos:
            by_group.setdefault(photo.group, set()).add(photo.split)
        assert all(len(found) == 1 for found in by_group.values())
        held = {photo.sha256 for photo in part.photos if photo.split is Split.VALIDATION}
        told = [example.caption for example in part.examples if example.photo in held]
        assert abs(told.count(RED) - told.count(BLUE)) <= 2


def test_a_pair_trains_only_where_both_of_its_photos_do(site: Any) -> None:
    first, second = site.photos[0].sha256, site.photos[1].sha256
    pair = SnapshotPair("p", first, second, RED, BLUE, Split.TRAIN)
    for part in folds(site.snapshot((pair,)), count=2, seed=0):
        training = {photo.sha256 for photo in part.photos if photo.split is Split.TRAIN}
        assert bool(part.pairs) == ({first, second} <= training)


def test_the_seed_decides_the_parts(site: Any) -> None:
    def held(seed: int) -> set[str]:
        part = next(folds(site.snapshot(), count=2, seed=seed))
        return {photo.sha256 for photo in part.photos if photo.split is Split.VALIDATION}

    assert held(0) == held(0)
    assert held(0) != held(1)
