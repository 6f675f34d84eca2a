"""Split what writes many rows into short transactions that are undone as one step."""

import secrets
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of `size`, the last one maybe shorter.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def new_series(word: str) -> str:
    """Return a name for one series of transactions, unlike any other."""
    return f"{word}-{secrets.token_hex(4)}"
