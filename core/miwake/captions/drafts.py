"""Drafts of negatives: which words become what, before articles, casing and spans are worked out."""

from itertools import pairwise
from typing import NamedTuple

from miwake.captions.inflection import article
from miwake.captions.packs import Home
from miwake.captions.sentence import Sentence
from miwake.domain.edits import Edit, apply_edits
from miwake.domain.terms import Kind, NegativeSource, Operation

FLOOR = 0.25  # hardly anyone would say what weighs less
DOUBTED = 0.96 * FLOOR  # what brings any weight below the floor, and keeps the order there
_ACRONYMS = frozenset({"tv", "suv", "pc", "atv", "led", "pvc", "ppe", "hvac", "tvs", "suvs"})


class Change(NamedTuple):
    """Words `first` to `last` become `text` (lower case); `last` = `first` - 1 inserts before `first`.

    Attributes:
        verbatim: The text keeps its own casing, as it is moved from elsewhere in the sentence.
        trailing: An insertion goes with the word before it, not with the one after it.
    """

    first: int
    last: int
    text: str
    verbatim: bool = False
    trailing: bool = False


class Draft(NamedTuple):
    """A negative to be.

    Attributes:
        kind: What it gets wrong.
        changes: What is exchanged; the first (for a swap the first two) name the slot, the rest repairs agreement.
        weight: How good a choice it is within its kind, 0 to 1; becomes the plausibility.
        operation: replace, swap or added.
        source: Where it comes from.
        suspect: Why it may in fact be true, as far as the rule knows.
        claim: Words that the negative newly states, for the guard to look up in other descriptions.
        about: Words of which it states them (the head noun); empty if the claim stands alone.
        home: Which sort of pack its new word comes from.
    """

    kind: Kind
    changes: tuple[Change, ...]
    weight: float
    operation: Operation = Operation.REPLACE
    source: NegativeSource = NegativeSource.LEXICON
    suspect: str | None = None
    claim: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    home: Home = Home.GENERAL

    @property
    def slot(self) -> tuple[object, ...]:
        """What two drafts share that change the same words."""
        spans = [each[:2] for each in self.changes[: 2 if self.operation is Operation.SWAP else 1]]
        return (self.operation, *spans)


def realised(sentence: Sentence, draft: Draft) -> tuple[str, tuple[Edit, ...]] | None:
    """Return the negative's text and its edits, with articles and casing repaired; None if changes collide."""
    changes = sorted(draft.changes, key=lambda each: (each.first, each.last))
    if any(before.last >= after.first for before, after in pairwise(changes)):
        return None
    edits = [_edit(sentence, each, changes) for each in changes]
    edits = [edit for edit in edits if edit.before != edit.after]
    if not edits or any(before.end > after.start for before, after in pairwise(edits)):
        return None
    merged = _merged(sentence.text, edits, groups=2 if draft.operation == Operation.SWAP else 1)
    return apply_edits(sentence.text, merged), merged


def moved(sentence: Sentence, first: int, last: int) -> str:
    """Return words as they read elsewhere in the sentence: without the capital that began it."""
    text = sentence.between(first, last)
    word = sentence.words[first]
    begins = first == 0 or sentence.words[first - 1].lower in {".", "!", "?"}
    if begins and word.text[:1].isupper() and word.text[1:].islower() | (len(word.text) == 1) and word.tag != "NNP":
        return text[:1].lower() + text[1:]
    return text


def _edit(sentence: Sentence, change: Change, changes: list[Change]) -> Edit:
    words = sentence.words
    text = _with_inner_article(sentence, change)
    if change.trailing:
        start = end = words[change.last].end
        text = " " + text
    elif change.last < change.first:
        start = end = words[change.first].start
        text += " "
    else:
        start, end = words[change.first].start, words[change.last].end
    if not (change.verbatim or _is_name(sentence, change)):
        text = cased(sentence.text[start:end], text, shout=sentence.all_caps)
    if not change.text and change.last >= change.first:
        start, end = _with_space(sentence, change)
    else:
        text = _capitalised(sentence, change, text)
    return _with_article(sentence, Edit(sentence.text[start:end], text, start, end), change, changes)


def _is_name(sentence: Sentence, change: Change) -> bool:
    """Whether one word alone is written as a name inside of a sentence ("a Frisbee"), which another word is not."""
    if change.first != change.last or change.first == 0:
        return False
    word, before = sentence.words[change.first], sentence.words[change.first - 1]
    return word.text[:1].isupper() and word.text[1:].islower() and before.text.islower()


def _with_space(sentence: Sentence, change: Change) -> tuple[int, int]:
    """Return the span of deleted words together with the space on one side of them."""
    words = sentence.words
    if change.last + 1 < len(words):
        return words[change.first].start, words[change.last + 1].start
    return words[change.first - 1].end if change.first else 0, words[change.last].end


def _capitalised(sentence: Sentence, change: Change, text: str) -> str:
    """Begin a text that now begins a capitalised sentence with a capital, and no other moved one."""
    first = sentence.words[change.first] if change.first < len(sentence.words) else None
    begins = first is not None and (first.place == 0 or sentence.words[first.place - 1].lower in {".", "!", "?"})
    if change.verbatim and first is not None and begins and first.text[:1].isupper():
        return text[:1].upper() + text[1:]
    return text


def _with_inner_article(sentence: Sentence, change: Change) -> str:
    """Let an article that ends the new text agree with the word that follows it."""
    head, _, last = change.text.rpartition(" ")
    if last not in {"a", "an"} or change.last + 1 >= len(sentence.words):
        return change.text
    fitting = article(sentence.words[change.last + 1].lower)
    return f"{head} {fitting}".strip()


def _with_article(sentence: Sentence, edit: Edit, change: Change, changes: list[Change]) -> Edit:
    """Extend an edit over the article before it where the new words ask for the other one."""
    before = change.first - 1
    if before < 0 or any(each.first <= before <= each.last for each in changes):
        return edit
    word = sentence.words[before]
    following = change.text
    if not following and change.last + 1 < len(sentence.words):
        following = sentence.words[change.last + 1].lower
    if word.lower not in {"a", "an"} or word.tag == "NN" or not following:
        return edit
    fitting = article(following.lower())
    if fitting == word.lower:
        return edit
    fitting = cased(word.text, fitting, shout=sentence.all_caps)
    gap = sentence.text[word.end : edit.start]
    return Edit(word.text + gap + edit.before, fitting + gap + edit.after, word.start, edit.end)


def _merged(text: str, edits: list[Edit], *, groups: int) -> tuple[Edit, ...]:
    """Join neighbouring edits until there are at most `groups`, the nearest first."""
    edits = list(edits)
    while len(edits) > groups:
        gaps = [after.start - before.end for before, after in pairwise(edits)]
        at = gaps.index(min(gaps))
        left, right = edits[at], edits[at + 1]
        between = text[left.end : right.start]
        joined = Edit(left.before + between + right.before, left.after + between + right.after, left.start, right.end)
        edits[at : at + 2] = [joined]
    return tuple(edits)


def cased(before: str, after: str, *, shout: bool = False) -> str:
    """Return `after` in the casing of `before`; "TV" and its like are spelled so by nature."""
    letters = [char for char in before if char.isalpha()]
    if before.lower() in _ACRONYMS and not shout:
        return after
    if shout or (len(letters) > 1 and all(char.isupper() for char in letters)):
        return after.upper()
    if letters and before[:1].isupper():
        parts = before.split()
        if len(parts) > 1 and all(part[:1].isupper() for part in parts):
            return " ".join(part[:1].upper() + part[1:] for part in after.split(" "))
        return after[:1].upper() + after[1:]
    return after
