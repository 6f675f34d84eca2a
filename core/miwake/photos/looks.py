"""Finds photos that look alike by their 64-bit perceptual hashes, in bulk."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

BITS = 64
# On 26 photos and 60 textures, copies at JPEG quality 20, half size, 0.7 to 1.3 times the brightness or contrast, with
# noise or a slight blur differed by at most 8 bits; 2 % crops by a median of 4 to 8. Different photos: at least 20,
# different photos of one woven texture: at least 16.
NEAR = 8
# The same with a crop of 5 %, a shift of 4 % or a turn of 2 degrees: 81 to 92 % of the photos are within 14. Too far to
# say "same scene" alone, enough together with the same camera and minutes.
NEAR_IN_SERIES = 14
# A hash has about half of its bits set, unless the photo is plain (dark, sky, wall): then it says nothing.
_TELLING = range(16, BITS - 16 + 1)
_BLOCK = 1 << 22
# Thousands of photos that all look alike are one group by a few ties each; all their pairs would fill the memory.
_MOST_TIES = 32

Hashes = npt.NDArray[np.uint64]
Indices = npt.NDArray[np.int64]


def as_hashes(phashes: Sequence[str]) -> Hashes:
    """Return hexadecimal hashes as numbers, shape (N,).

    Raises:
        ValueError: One is no 64-bit hash.
    """
    return np.array([int(each, 16) for each in phashes], dtype=np.uint64)


def is_telling(phash: str) -> bool:
    """Return whether a hash says something: that of a plain surface is made of noise."""
    return int(phash, 16).bit_count() in _TELLING


def near_pairs(hashes: Hashes, *, new_from: int = 0, within: int = NEAR) -> tuple[Indices, Indices, Indices]:
    """Return all pairs of hashes that differ in at most `within` bits and are not both old, as (i, j, bits), i < j.

    Two such hashes agree in at least one of `within + 1` bands of bits, so only photos that share a band are compared.

    Args:
        hashes: Shape (N,), without repetitions: many equal ones would be compared with each other for nothing.
        new_from: Those before this index are old: they were compared when they came.
        within: Largest distance.
    """
    count = len(hashes)
    found = [
        pairs[0] * count + pairs[1]
        for shift, mask in _bands(within + 1)
        for pairs in _pairs_of_band(hashes, (hashes >> np.uint64(shift)) & np.uint64(mask), new_from, within)
    ]
    if not found:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, nothing
    left, right = np.divmod(np.unique(np.concatenate(found)), count)
    return left, right, np.bitwise_count(hashes[left] ^ hashes[right]).astype(np.int64)


def _bands(count: int) -> Iterator[tuple[int, int]]:
    """Yield (shift, mask) of `count` bands that cover the 64 bits."""
    edges = [BITS * band // count for band in range(count + 1)]
    for low, high in pairwise(edges):
        yield low, (1 << (high - low)) - 1


def _pairs_of_band(hashes: Hashes, band: Hashes, new_from: int, within: int) -> Iterator[Indices]:
    order = np.argsort(band, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(band[order])) + 1):
        # Sorted stably, so the new ones are at the end.
        new = members[np.searchsorted(members, new_from) :]
        rows = max(1, _BLOCK // max(1, len(members)))
        for start in range(0, len(new), rows):
            block = new[start : start + rows]
            bits = np.bitwise_count(hashes[block][:, None] ^ hashes[members][None, :])
            bits[members[None, :] >= block[:, None]] = BITS
            row, column = np.nonzero(_ties(bits, within))
            if len(row):
                yield np.stack([members[column], block[row]])


def _ties(bits: npt.NDArray[np.uint8], within: int) -> npt.NDArray[np.bool_]:
    """Return which distances (rows, columns) are near; of a row with very many of them, only the nearest."""
    near = bits <= within
    dense = np.flatnonzero(np.count_nonzero(near, axis=1) > _MOST_TIES)
    near[dense] = False
    near[dense, np.argmin(bits[dense], axis=1)] = True
    return near
