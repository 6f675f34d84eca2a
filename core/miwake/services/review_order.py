"""In which order Review asks: by value in training scenes, blindly in all others."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from operator import attrgetter

from miwake.domain.terms import Operation, Split, Status
from miwake.domain.waiting import Waiting

# A margin that is not known comes after all that are: cosines differ by no more than 2.
_UNKNOWN = 3.0
# What is asked about later; the larger, the later.
_ADDED, _SUSPECT, _REPEAT, _PUT_OFF = 1, 2, 4, 8
# Rows hold plain words: looking a member up in its enumeration for each of 20,000 of them takes time.
_PROPOSED, _SKIPPED, _ACCEPTED = map(str, (Status.PROPOSED, Status.SKIPPED, Status.ACCEPTED))
_OF_ADDED, _TRAIN = str(Operation.ADDED), str(Split.TRAIN)
_NO_EDITS = "[]"
_SUBJECT, _KIND = attrgetter("subject"), attrgetter("kind")


def asking_order(rows: Sequence[Waiting], *, seed: int) -> list[int]:
    """Return the negatives that wait, by identifier, in the order in which to ask.

    Training scenes: by what helps most, the smallest margin first. Validation and test scenes: by seed alone; nothing
    of a negative but its words, its kind, its mix-up and what a person said is looked at there, for choosing test
    cases by looking at a model fakes gains. In both, mix-ups take turns, and kinds within a mix-up. Asked about after
    all others: added details, then suspects, then what makes the same edit in the same scene as another that is asked
    about or was accepted, then what was put off.

    Args:
        rows: What waits, and what was accepted.
        seed: Shuffles validation and test scenes.
    """
    train = [each for each in rows if each.split == _TRAIN]
    held_out = [each for each in rows if each.split != _TRAIN]
    by_value = _in_turns(train, _value)
    by_seed = _in_turns(held_out, lambda each: _shuffled(each, seed))
    return [each.id for each in _alternating([by_value, by_seed])]


def _value(row: Waiting) -> tuple[float, float]:
    """Sort key of a training negative: smallest margin, most plausible first."""
    return _UNKNOWN if row.margin is None else row.margin, -row.plausibility


def _shuffled(row: Waiting, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{row.id}".encode()).hexdigest()


def _in_turns(rows: Sequence[Waiting], order: Callable[[Waiting], tuple[float, float] | str]) -> list[Waiting]:
    """Return what waits: stage by stage, mix-ups in turns, kinds in turns within a mix-up, each in its order."""
    keyed = sorted((_stage(each), order(each), each.id, each) for each in rows if each.status != _ACCEPTED)
    again = _repeats(rows, [each for *_, each in keyed])
    stages: dict[int, list[Waiting]] = {}
    for stage, _, _, each in keyed:
        stages.setdefault(stage + (_REPEAT if each.id in again else 0), []).append(each)
    return [each for stage in sorted(stages) for each in _balanced(stages[stage], _SUBJECT, _KIND)]


def _stage(row: Waiting) -> int:
    return (
        (_PUT_OFF if row.status == _SKIPPED else 0)
        + (_SUSPECT if row.suspect else 0)
        + (_ADDED if row.operation == _OF_ADDED else 0)
    )


def _repeats(rows: Sequence[Waiting], waiting: Sequence[Waiting]) -> set[int]:
    """Return those that make an edit which another makes that was accepted, put off, or is asked about before."""
    # Most edits are made once: only of the others it is looked up what they are said of.
    exchanges = {each.id: each.exchange for each in rows if each.edits != _NO_EDITS}
    counts = Counter(exchanges.values())
    several = {id_ for id_, exchange in exchanges.items() if counts[exchange] > 1}
    asked = {each.claim for each in rows if each.id in several and each.status != _PROPOSED}
    again = set()
    for each in waiting:
        if each.id in several and each.status == _PROPOSED:
            claim = each.claim
            if claim in asked:
                again.add(each.id)
            asked.add(claim)
    return again


def _balanced(rows: Iterable[Waiting], *keys: Callable[[Waiting], object]) -> list[Waiting]:
    """Let what shares the first key take turns, and what shares the next one in each of those; order is kept."""
    if not keys:
        return list(rows)
    parts: dict[object, list[Waiting]] = {}
    for each in rows:
        parts.setdefault(keys[0](each), []).append(each)
    return list(_alternating([_balanced(part, *keys[1:]) for part in parts.values()]))


def _alternating(parts: Iterable[Sequence[Waiting]]) -> Iterator[Waiting]:
    return (each for each in chain.from_iterable(zip_longest(*parts)) if each is not None)
