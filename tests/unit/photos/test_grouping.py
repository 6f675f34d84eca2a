from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from miwake.photos.facts import inspect_photo
from miwake.photos.grouping import Candidate, Grouping, Known, Link, Placed, assign_groups
from miwake.photos.looks import as_hashes, near_pairs

START = datetime(2024, 5, 6, 7, 8, 9)  # noqa: DTZ001 - a camera's clock has no zone
BASE = 0xF0E1_D2C3_B4A5_9687


def phash(*, flipped: int = 0, base: int = BASE) -> str:
    """A hash that differs from `base` in its lowest bits."""
    return f"{base ^ ((1 << flipped) - 1):016x}"


FAR = phash(base=BASE ^ 0xFFFF_FFFF_0000_0000)


def groups_of(grouping: Grouping) -> list[int | None]:
    return [each.fresh for each in grouping.placed]


def test_alike_photos_are_one_scene_and_others_are_not() -> None:
    new = [
        Candidate(photo="a", phash=phash()),
        Candidate(photo="b", phash=FAR),
        Candidate(photo="c", phash=phash(flipped=8)),
        Candidate(photo="d", phash=phash(flipped=9)),
    ]
    assert groups_of(assign_groups(new[:3])) == [0, 1, 0]
    assert groups_of(assign_groups([new[0], new[3]])) == [0, 1], "nine bits are too many"
    assert groups_of(assign_groups(new)) == [0, 1, 0, 0], "d is one bit from c"


def test_equal_pixels_join_whatever_their_hash_says() -> None:
    plain = "8000000000000000"
    new = [
        Candidate(photo="black", phash=plain, pixels="p"),
        Candidate(photo="copy", phash=plain, pixels="p"),
        Candidate(photo="other", phash=plain, pixels="q"),
    ]
    assert groups_of(assign_groups(new)) == [0, 0, 1], "the hash of a plain surface says nothing"


def test_the_named_group_wins_over_looks_and_time() -> None:
    new = [
        Candidate(photo="a", phash=phash(), name="north", taken_at=START, camera="k"),
        Candidate(photo="b", phash=phash(), name="south", taken_at=START, camera="k"),
        Candidate(photo="c", phash=FAR, name="north"),
        Candidate(photo="d", phash=phash(flipped=3)),
    ]
    grouping = assign_groups(new)
    first, second, third, fourth = groups_of(grouping)
    assert first == third != second
    assert fourth in {first, second}, "an unnamed one joins what it looks like"
    assert grouping.links == ()
    assert [each.name for each in grouping.placed[:3]] == ["north", "south", "north"]


def test_equal_pixels_join_even_against_names() -> None:
    new = [Candidate(photo=name, phash=FAR, pixels="p", name=name) for name in "ab"]
    assert groups_of(assign_groups(new)) == [0, 0]


def test_a_new_photo_joins_the_existing_group_it_is_nearest_to_and_links_the_others() -> None:
    known = [
        Known(photo="old far", phash=phash(flipped=13), group=7),
        Known(photo="old near", phash=phash(), group=9),
    ]
    grouping = assign_groups([Candidate(photo="new", phash=phash(flipped=5))], known)
    assert grouping.placed == (Placed("new", 9, None),)
    assert grouping.links == (Link("old far", "new", "alike"),)


def test_existing_groups_are_linked_not_merged() -> None:
    known = [Known(photo="twin", phash=FAR, pixels="p", group=2), Known(photo="alike", phash=phash(), group=1)]
    assert assign_groups([], known) == Grouping((), ())
    grouping = assign_groups([Candidate(photo="new", phash=phash(), pixels="p")], known)
    assert grouping.placed == (Placed("new", 2, None),), "equal pixels are stronger than looks"
    assert grouping.links == (Link("alike", "new", "alike"),)


def test_a_named_new_group_stays_apart_from_an_existing_one_and_is_linked() -> None:
    known = [Known(photo="old", phash=phash(), group=4)]
    grouping = assign_groups([Candidate(photo="new", phash=phash(), name="mine")], known)
    assert grouping.placed == (Placed("new", None, 0, "mine"),)
    assert grouping.links == (Link("old", "new", "alike"),)


def test_a_name_finds_its_existing_group() -> None:
    known = [Known(photo="old", phash=phash(), group=4, name="mine")]
    grouping = assign_groups([Candidate(photo="new", phash=FAR, name="mine")], known)
    assert grouping.placed == (Placed("new", 4, None, "mine"),)


def shot(photo: str, seconds: float, metres: float | None = 0.0, *, flipped: int = 0, camera: str = "k") -> Candidate:
    """A photo taken some seconds and metres north of the start; `flipped` 32 looks like nothing else."""
    return Candidate(
        photo=photo,
        phash=phash(flipped=flipped),
        taken_at=START + timedelta(seconds=seconds),
        latitude=None if metres is None else 35.0 + metres / 111_195,
        longitude=None if metres is None else 139.0,
        camera=camera,
    )


@pytest.mark.parametrize(
    ("later", "together"),
    [
        (shot("b", 20, 5, flipped=32), True),
        (shot("b", 40, 5, flipped=32), False),
        (shot("b", 20, 30, flipped=32), False),
        (shot("b", 20, 5, flipped=32, camera="other"), False),
        (shot("b", 4, None, flipped=32), True),
        (shot("b", 20, None, flipped=32), False),
        (shot("b", 500, 30, flipped=14), True),
        (shot("b", 500, 30, flipped=15), False),
        (shot("b", 700, 30, flipped=14), False),
        (shot("b", 500, 80, flipped=14), False),
        (shot("b", 500, None, flipped=14), True),
    ],
)
def test_time_and_place(later: Candidate, together: bool) -> None:  # noqa: FBT001 - a parameter of the table
    assert groups_of(assign_groups([shot("a", 0), later])) == ([0, 0] if together else [0, 1])
    assert len(set(groups_of(assign_groups([later, shot("a", 0)])))) == (1 if together else 2), "in any order"


def test_walking_along_is_not_one_long_series() -> None:
    hashes = np.random.default_rng(0).integers(0, 1 << 63, 20, dtype=np.int64)
    walk = [
        Candidate(photo=str(n), phash=f"{hashes[n]:016x}", taken_at=START + timedelta(seconds=4 * n), camera="k")
        for n in range(20)
    ]
    assert len(set(groups_of(assign_groups(walk)))) >= 10


def test_near_pairs_are_those_that_a_plain_comparison_finds() -> None:
    generator = np.random.default_rng(1)
    centres = generator.integers(0, 1 << 63, 40, dtype=np.uint64)
    flips = generator.integers(0, 64, (40, 8, 6), dtype=np.uint64)
    masks = np.bitwise_or.reduce(np.uint64(1) << flips, axis=2)
    hashes = np.unique(centres[:, None] ^ masks)
    for new_from in (0, 100, len(hashes)):
        expected = {
            (i, j, (int(hashes[i]) ^ int(hashes[j])).bit_count())
            for i, j in combinations(range(len(hashes)), 2)
            if (int(hashes[i]) ^ int(hashes[j])).bit_count() <= 8 and j >= new_from
        }
        found = set(zip(*(each.tolist() for each in near_pairs(hashes, new_from=new_from)), strict=True))
        assert found == expected
    assert near_pairs(as_hashes([]))[0].size == 0


def test_thousands_of_photos_that_all_look_alike_are_one_group() -> None:
    generator = np.random.default_rng(2)
    masks = np.bitwise_or.reduce(np.uint64(1) << generator.integers(0, 64, (3000, 4), dtype=np.uint64), axis=1)
    new = [Candidate(photo=str(n), phash=f"{int(mask) ^ BASE:016x}") for n, mask in enumerate(masks)]
    assert set(groups_of(assign_groups(new))) == {0}


def test_importing_in_two_parts_gives_the_groups_of_one() -> None:
    generator = np.random.default_rng(3)
    centres = generator.integers(0, 1 << 63, 30, dtype=np.uint64)
    masks = np.uint64(1) << generator.integers(0, 64, (30, 4), dtype=np.uint64)
    new = [Candidate(photo=str(n), phash=f"{each:016x}") for n, each in enumerate((centres[:, None] ^ masks).ravel())]
    whole = groups_of(assign_groups(new))
    half = assign_groups(new[:60])
    known = [
        Known(photo=each.photo, phash=each.phash, group=100 + int(place.fresh or 0))
        for each, place in zip(new[:60], half.placed, strict=True)
    ]
    rest = assign_groups(new[60:], known)
    parts = groups_of(half) + [
        place.known - 100 if place.known is not None else 1000 + int(place.fresh or 0) for place in rest.placed
    ]
    assert [whole.index(group) for group in whole] == [parts.index(group) for group in parts]


@pytest.mark.shared_data
@pytest.mark.parametrize("folder", ["photos", "textile"])
def test_different_photos_of_one_kind_do_not_collapse(shared_data: Callable[[str], Path], folder: str) -> None:
    facts = [inspect_photo(path) for path in sorted((shared_data(folder) / "images").iterdir())]
    grouping = assign_groups([Candidate(photo=each.sha256, phash=each.phash, pixels=each.pixels) for each in facts])
    assert len(set(groups_of(grouping))) == len(facts)
