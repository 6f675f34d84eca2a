"""Sentences as numbers: pieces, the words that they belong to, and how much each word is worth asking for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from miwake.captions.vocabulary import vocabulary as words_of

LONGEST = 32
MASK = 4
_LETTERS = re.compile(r"[a-z]+")
PREPOSITIONS = words_of(
    "on in at under over above below behind beside near with without by through into onto against between across",
    "along around from to off up down inside outside toward towards next front left right top",
)
LITTLE = words_of(
    "a an the of and or is are was were be been being it its this that these those there he she they his her their him",
    "them i you we my your our who which what as for has have had do does did not no some any one s t",
)
_CONTENT, _PREPOSITION, _LITTLE = 1.0, 0.5, 0.1
_SHARE = 0.22


@dataclass(frozen=True, slots=True)
class Lesson:
    """One sentence: piece ids, of each piece its word (-1 for special ones), and of each word its worth."""

    ids: NDArray[np.int32]
    words: NDArray[np.int16]
    worth: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences (B, L) with masked pieces; `targets` (M,) are the true pieces at `places` (M, 2)."""

    ids: Tensor
    attention: Tensor
    places: Tensor
    targets: Tensor


def read(texts: Sequence[str], tokenizer: Tokenizer) -> list[Lesson]:
    """Return the lessons of sentences that have a word to ask for, cut at 32 pieces."""
    found = []
    for each in tokenizer.encode_batch(list(texts)):
        ids = np.array([*each.ids[: LONGEST - 1], each.ids[-1]][: len(each.ids)], dtype=np.int32)
        numbers = [-1 if number is None else number for number in each.word_ids[: len(ids) - 1]] + [-1]
        words = np.array(numbers, dtype=np.int16)
        spelled: dict[int, str] = {}
        for number, piece in zip(numbers, each.tokens, strict=False):
            if number >= 0:
                spelled[number] = spelled.get(number, "") + piece.removeprefix("##")
        worth = np.array([worth_of(spelled.get(number, "")) for number in range(max(numbers) + 1)], dtype=np.float32)
        if worth.sum() > 0:
            found.append(Lesson(ids, words, worth))
    return found


def worth_of(word: str) -> float:
    """Return how often a word is asked for, relative to a content word."""
    if not _LETTERS.fullmatch(word):
        return 0.0
    if word in LITTLE:
        return _LITTLE
    return _PREPOSITION if word in PREPOSITIONS else _CONTENT


def asked(lesson: Lesson, dice: np.random.Generator) -> NDArray[np.bool_]:
    """Return which pieces to mask: all of some words, at least one word."""
    possible = int((lesson.worth > 0).sum())
    count = min(possible, max(1, round(_SHARE * possible + dice.uniform(-0.5, 0.5))))
    chosen = dice.choice(len(lesson.worth), size=count, replace=False, p=lesson.worth / lesson.worth.sum())
    return np.isin(lesson.words, chosen)


def batch_of(lessons: Sequence[Lesson], masks: Sequence[NDArray[np.bool_]], *, mask: int) -> Batch:
    """Return sentences padded to the longest, with the chosen pieces masked."""
    longest = max(len(lesson.ids) for lesson in lessons)
    ids = np.zeros((len(lessons), longest), dtype=np.int64)
    attention = np.zeros((len(lessons), longest), dtype=np.int64)
    places, targets = [], []
    for row, (lesson, masked) in enumerate(zip(lessons, masks, strict=True)):
        ids[row, : len(lesson.ids)] = np.where(masked, mask, lesson.ids)
        attention[row, : len(lesson.ids)] = 1
        for column in np.flatnonzero(masked):
            places.append((row, column))
            targets.append(lesson.ids[column])
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(attention),
        torch.tensor(places, dtype=torch.long),
        torch.tensor(np.array(targets, dtype=np.int64)),
    )
