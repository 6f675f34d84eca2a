"""Puts photos of one scene into one group: same pixels, a person's word, alike to look at, taken together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np

from miwake.photos.components import Components
from miwake.photos.looks import NEAR_IN_SERIES, as_hashes, is_telling, near_pairs
from miwake.photos.series import may_be_one_place, series_pairs, stays

_SAME_PIXELS = "same pixels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A new photo that needs a group; the fields are those of its facts.

    Attributes:
        photo: Its identity.
        phash: Perceptual hash, 16 hexadecimal digits.
        pixels: Hash of its pixels, as in `PhotoFacts`; empty if it is not known.
        name: The group that a person (a captions file) put it into; their word wins.
    """

    photo: str
    phash: str
    pixels: str = ""
    name: str | None = None
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    camera: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Candidate):
    """A photo that is in a group already; `name` is the name that a person gave to that group."""

    group: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a new photo belongs: in `known`, the number of an existing group, or in the new group `fresh`.

    Attributes:
        photo: Its identity.
        known: Number of an existing group, or None.
        fresh: Number of a new group, from 0 in the order of the candidates, or None.
        name: The name that a person gave to the group, or None.
    """

    photo: str
    known: int | None
    fresh: int | None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Two photos that belong together although their groups stay apart, and why."""

    photo_a: str
    photo_b: str
    why: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """The place of each candidate, in their order, and the links between groups that were not joined."""

    placed: tuple[Placed, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Tie:
    one: int
    other: int
    why: str


def assign_groups(new: Sequence[Candidate], known: Sequence[Known] = ()) -> Grouping:
    """Return the group of each new photo. Existing groups are never merged: what would join them is a link.

    Strongest first: equal pixels always join; then the group that a person named; then photos that look alike, alone
    or within one camera's minutes; then one shot series. Two groups that a person named differently are not joined by
    looks or time.
    """
    photos: list[Candidate] = [*known, *new]
    components = Components(
        groups=[*(each.group for each in known), *(None for _ in new)], names=[each.name for each in photos]
    )
    ties = _ties(photos, len(known))
    refused = [tie for tie in ties if not components.join(tie.one, tie.other, forced=tie.why == _SAME_PIXELS)]
    links: dict[frozenset[int], Link] = {}
    for tie in refused:
        apart = frozenset((components.root(tie.one), components.root(tie.other)))
        # They may have come together by another way since.
        if len(apart) > 1:
            links.setdefault(apart, Link(photos[tie.one].photo, photos[tie.other].photo, tie.why))
    return Grouping(tuple(_placed(photos, components, len(known))), tuple(links.values()))


def _placed(photos: Sequence[Candidate], components: Components, new_from: int) -> Iterator[Placed]:
    fresh: dict[int, int] = {}
    for index in range(new_from, len(photos)):
        root = components.root(index)
        group = components.group(index)
        number = None if group is not None else fresh.setdefault(root, len(fresh))
        yield Placed(photos[index].photo, group, number, components.name(index))


def _ties(photos: Sequence[Candidate], new_from: int) -> Iterator[_Tie]:
    yield from _equal([each.pixels or None for each in photos], new_from, _SAME_PIXELS)
    yield from _equal([each.name for each in photos], new_from, "same name")
    yield from _alike(photos, new_from)
    for one, other in series_pairs(photos):
        if max(one, other) >= new_from:
            yield _Tie(one, other, "taken together")


def _equal(keys: Iterable[str | None], new_from: int, why: str) -> Iterator[_Tie]:
    last: dict[str, int] = {}
    for index, key in enumerate(keys):
        if key is None:
            continue
        if key in last and index >= new_from:
            yield _Tie(last[key], index, why)
        last[key] = index


def _alike(photos: Sequence[Candidate], new_from: int) -> list[_Tie]:
    """Return what looks alike, closest first, so that a photo joins the group that it is nearest to."""
    weighed = [*_near(photos, new_from), *_near_in_stay(photos, new_from)]
    return [_Tie(one, other, "alike") for _, one, other in sorted(set(weighed))]


def _near(photos: Sequence[Candidate], new_from: int) -> Iterator[tuple[int, int, int]]:
    places: dict[str, list[int]] = {}
    for index, each in enumerate(photos):
        if is_telling(each.phash):
            places.setdefault(each.phash, []).append(index)
    for members in places.values():
        yield from ((0, one, other) for one, other in pairwise(members) if other >= new_from)
    # Old hashes first: a hash counts as new if its first photo is.
    firsts = [members[0] for members in places.values()]
    old = int(np.searchsorted(np.array(firsts, dtype=np.int64), new_from))
    for one, other, bits in zip(*near_pairs(as_hashes(list(places)), new_from=old), strict=True):
        yield int(bits), firsts[one], firsts[other]


def _near_in_stay(photos: Sequence[Candidate], new_from: int) -> Iterator[tuple[int, int, int]]:
    hashes = as_hashes([each.phash for each in photos])
    telling = np.array([is_telling(each.phash) for each in photos], dtype=bool)
    for later, earlier in stays(photos):
        bits = np.bitwise_count(hashes[earlier] ^ hashes[later])
        close = (bits <= NEAR_IN_SERIES) & telling[earlier] & telling[later]
        if later < new_from:
            close &= earlier >= new_from
        for position in np.flatnonzero(close):
            other = int(earlier[position])
            if may_be_one_place(photos[other], photos[later]):
                yield int(bits[position]), min(other, later), max(other, later)
