"""Edits of a caption by exact character spans, when two are the same, and the word diff that the screen highlights."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from miwake.domain.texts import ARTICLES, EMPTY_WORDS

_WORD = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start:end` of a caption, which read `before`, become `after`."""

    before: str
    after: str
    start: int
    end: int


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with all edits made; spans count characters of the unedited text.

    Raises:
        ValueError: An edit's span does not hold its `before`, or two edits overlap.
    """
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < position or text[edit.start : edit.end] != edit.before:
            raise ValueError(f"edit {edit} does not fit {text!r}")
        pieces += [text[position : edit.start], edit.after]
        position = edit.end
    return "".join([*pieces, text[position:]])


def changed_spans(before: str, after: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the character spans of the words that differ, in `before` and in `after`."""
    left, right = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    matcher = difflib.SequenceMatcher(
        a=[match.group().casefold() for match in left], b=[match.group().casefold() for match in right], autojunk=False
    )
    spans_left: list[tuple[int, int]] = []
    spans_right: list[tuple[int, int]] = []
    for tag, left_from, left_to, right_from, right_to in matcher.get_opcodes():
        if tag == "equal":
            continue
        if left_to > left_from:
            spans_left.append((left[left_from].start(), left[left_to - 1].end()))
        if right_to > right_from:
            spans_right.append((right[right_from].start(), right[right_to - 1].end()))
    return spans_left, spans_right


@lru_cache(maxsize=10_000)
def said_of(text: str, start: int, end: int) -> str:
    """Return the word that what stands at `start:end` is most likely said of: the next that means something.

    Where none follows, or nothing stands there (something is to be added), it is the one before.

    >>> said_of("a man in a red helmet on a ladder", 11, 14)
    'helmet'
    """
    before, after = _meaning(text[:start])[::-1], _meaning(text[end:])
    nearest = (after[:1] or before[:1]) if start < end else (before[:1] or after[:1])
    return nearest[0] if nearest else ""


def bare(text: str) -> str:
    """Return some words of a description without articles and case."""
    return " ".join(word for word in text.casefold().split() if word not in ARTICLES)


def _meaning(text: str) -> list[str]:
    words = (match.group().casefold() for match in _WORD.finditer(text))
    return [word for word in words if word[0].isalnum() and word not in EMPTY_WORDS]
