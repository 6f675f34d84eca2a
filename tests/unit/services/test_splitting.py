from collections import Counter, defaultdict
from pathlib import Path

import pytest

from miwake.domain.terms import Split
from miwake.services.descriptions import describe
from miwake.services.history import undo
from miwake.services.photos import list_photos
from miwake.services.projects import Project, new_project
from miwake.services.sorting import sort_photo, sort_photos
from miwake.services.splitting import SHARES
from unit.services.kit import with_captions, with_mixup, with_photos


def shares(splits: list[Split | None]) -> dict[Split, float]:
    counted = Counter(splits)
    return {split: counted[split] / len(splits) for split in Split}


def test_sorted_scenes_go_60_15_25_within_every_choice(project: Project) -> None:
    ids = with_photos(project, 80)
    mixup = with_mixup(project)
    # Three quarters of the photos show the first choice.
    answers = {photo: 2 if number % 4 == 3 else 1 for number, photo in enumerate(ids)}
    sort_photos(project, mixup.id, answers)
    splits: defaultdict[int, list[Split | None]] = defaultdict(list)
    for photo in list_photos(project):
        splits[answers[photo.id]].append(photo.split)
    assert shares(splits[1]) == pytest.approx(SHARES, abs=1 / 60)
    assert shares(splits[2]) == pytest.approx(SHARES, abs=1 / 20)


def test_described_scenes_go_60_15_25_within_every_topic(project: Project) -> None:
    ids = with_photos(project, 80)
    topics = {photo: "valve" if number % 2 else "ladder" for number, photo in enumerate(ids)}
    with_captions(project, {photo: f"the {topics[photo]} of item {photo}" for photo in ids})
    splits: defaultdict[str, list[Split | None]] = defaultdict(list)
    for photo in list_photos(project):
        splits[topics[photo.id]].append(photo.split)
    for each in splits.values():
        assert shares(each) == pytest.approx(SHARES, abs=1.5 / 40)


def test_a_scene_is_never_split_up(project: Project) -> None:
    ids = with_photos(project, 40, per_scene=4)
    mixup = with_mixup(project)
    sort_photos(project, mixup.id, {photo: 1 + number % 2 for number, photo in enumerate(ids)})
    by_scene: defaultdict[int, set[Split | None]] = defaultdict(set)
    for photo in list_photos(project):
        by_scene[photo.group].add(photo.split)
    assert [len(splits) for splits in by_scene.values()] == [1] * 10
    assert None not in set.union(*by_scene.values())


def test_a_photo_has_no_split_before_its_first_description(project: Project) -> None:
    first, second, third, _ = with_photos(project, 4)
    mixup = with_mixup(project)
    sort_photo(project, mixup.id, first, 0)
    sort_photo(project, mixup.id, second, None)
    describe(project, {third: "a ladder"})
    assert [photo.split is None for photo in list_photos(project)] == [True, True, False, True]


def test_a_split_sticks_whatever_is_said_or_taken_back_later(project: Project) -> None:
    ids = with_photos(project, 20)
    mixup = with_mixup(project)
    sort_photos(project, mixup.id, dict.fromkeys(ids, 1))
    before = {photo.id: photo.split for photo in list_photos(project)}
    sort_photos(project, mixup.id, dict.fromkeys(ids, 2))
    describe(project, dict.fromkeys(ids, "something else"))
    for _ in range(3):
        undo(project)
    assert {photo.id: photo.split for photo in list_photos(project)} == before


def test_the_order_of_a_captions_file_makes_no_difference(tmp_path: Path) -> None:
    found = []
    for name, step in (("forwards", 1), ("backwards", -1)):
        with new_project(tmp_path / name) as project:
            ids = with_photos(project, 50)
            texts = {photo: f"a {('valve', 'pump', 'ladder')[photo % 3]} with number {photo}" for photo in ids[::step]}
            with_captions(project, texts)
            found.append({photo.sha256: photo.split for photo in list_photos(project)})
    assert found[0] == found[1]
