"""Give scenes their split: by group, sticky, 60/15/25, stratified."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from miwake.domain.terms import Split
from miwake.domain.texts import EMPTY_WORDS
from miwake.storage import photos
from miwake.storage.database import Transaction

SHARES = {Split.TRAIN: 0.60, Split.VALIDATION: 0.15, Split.TEST: 0.25}


def next_split(stratum: Mapping[Split, int], everything: Mapping[Split, int]) -> Split:
    """Return the split that a scene goes to, given the scenes counted so far in its stratum and in all.

    The split that is furthest below its share of the stratum; of equals, the one furthest below its share of all.
    """
    return max(SHARES, key=lambda split: (_deficit(stratum, split), _deficit(everything, split)))


def split_sorted(transaction: Transaction, group: int, *, mixup: int, choice: int) -> None:
    """Split the scene of a photo that was just sorted to a choice (from 1), if it has no split yet."""
    if photos.split_of(transaction, group) is not None:
        return
    stratum = photos.split_counts(transaction, mixup=mixup, choice=choice)
    photos.set_split(transaction, group, next_split(stratum, photos.split_counts(transaction)))


def dealing_order(captions: Mapping[int, Sequence[str]]) -> list[int]:
    """Return the scenes in an order in which those about the same thing lie together.

    Dealt out one after another in this order, every split gets its share of each (implicit stratification).
    """
    topics = _topics(captions)
    return sorted(captions, key=lambda each: (topics[each], _shuffled(captions[each])))


def deal(transaction: Transaction, groups: Sequence[int]) -> None:
    """Give each scene that has no split yet the one that is furthest below its share."""
    known = photos.splits_of(transaction, groups)
    counts = photos.split_counts(transaction)
    for group in groups:
        if known[group] is None:
            split = next_split(counts, counts)
            photos.set_split(transaction, group, split)
            counts[split] += 1


def _deficit(counts: Mapping[Split, int], split: Split) -> float:
    return round(SHARES[split] * (sum(counts.values()) + 1) - counts.get(split, 0), 6)


def _topics(captions: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Return for each scene the word of its descriptions that most scenes share, but not more than half of them."""
    words = {group: {word for text in texts for word in _words(text)} for group, texts in captions.items()}
    frequency = Counter(word for each in words.values() for word in each)
    half = len(captions) / 2

    def telling(word: str) -> tuple[bool, int, str]:
        return frequency[word] <= half, frequency[word], word

    return {group: max(each, key=telling) if each else "" for group, each in words.items()}


def _words(text: str) -> list[str]:
    return [word for word in (raw.strip(".,;:!?\"'()") for raw in text.casefold().split()) if word not in EMPTY_WORDS]


def _shuffled(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
