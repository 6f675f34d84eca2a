"""Which rows each step sees: scenes in turn, choices in proportion, pairs together; a function of seed and step."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miwake.domain.texts import normalised
from miwake.ml.cases import Negative, TrainingCase, TrainingPair, Truths

PAIR_SHARE = 4
"""At most one row in four belongs to the pairs of a batch."""

OneUnit = list[TrainingCase]


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a batch: its photo in two views, its description and up to K of its false ones."""

    case: TrainingCase
    negatives: tuple[Negative, ...]
    view: int
    other_view: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one step; `pairs` holds the positions of the two rows of each pair."""

    rows: tuple[Row, ...]
    pairs: tuple[tuple[int, int], ...]


class BatchPlan:
    """The batches of a run.

    An epoch visits each scene once for each mix-up, every time with another of its photos, so that a scene with ten
    photos counts as much as one with a single photo. The choices of a mix-up are spread evenly over the epoch.

    Args:
        cases: What to train on.
        pairs: Marked pairs and edited copies; of a batch's, half are marked ones as far as there are enough.
        size: Rows of a batch.
        negatives: K, at most this many negatives for a row.
        views: How many views of a photo there are.
        seed: Seed of every choice; the batch of a step depends on it and on the step alone.
    """

    def __init__(
        self,
        cases: Sequence[TrainingCase],
        pairs: Sequence[TrainingPair],
        *,
        size: int,
        negatives: int,
        views: int,
        seed: int,
    ) -> None:
        self._units = _units(cases)
        self._negatives, self._views, self._seed = negatives, views, seed
        in_pairs = min(len(pairs), size // (2 * PAIR_SHARE)) if self._units else min(len(pairs), size // 2)
        self._decks = _decks(pairs, in_pairs)
        self._singles = min(size - 2 * in_pairs, len(cases))
        # With fewer scenes than rows, each scene gives several photos to a batch.
        self._each = max(1, math.ceil(self._singles / len(self._units))) if self._units else 1
        self._epochs: dict[int, list[TrainingCase]] = {}

    def batch(self, step: int) -> Batch:
        """Return the rows of a step (counted from 0)."""
        chance = random.Random(f"{self._seed} batch {step}")  # noqa: S311  not for secrets
        rows = [self._row(case, chance) for case in self._at(step * self._singles, self._singles)]
        pairs = []
        for deck, count in self._decks:
            for pair in (self._pair_at(deck, step * count + number) for number in range(count)):
                pairs.append((len(rows), len(rows) + 1))
                rows += [self._row(pair.first, chance), self._row(pair.second, chance)]
        return Batch(tuple(rows), tuple(pairs))

    def _row(self, case: TrainingCase, chance: random.Random) -> Row:
        negatives = case.negatives
        if len(negatives) > self._negatives:
            negatives = tuple(chance.sample(negatives, self._negatives))
        return Row(case, negatives, chance.randrange(self._views), chance.randrange(self._views))

    def _at(self, position: int, count: int) -> list[TrainingCase]:
        found: list[TrainingCase] = []
        while len(found) < count:
            order = self._epoch(position // self._epoch_length)
            start = position % self._epoch_length
            taken = order[start : start + count - len(found)]
            found += taken
            position += len(taken)
        return found

    @property
    def _epoch_length(self) -> int:
        return sum(min(self._each, len(unit)) for unit in self._units)

    def _epoch(self, number: int) -> list[TrainingCase]:
        if number not in self._epochs:
            self._epochs = {number: self._drawn(number)}
        return self._epochs[number]

    def _drawn(self, epoch: int) -> list[TrainingCase]:
        """Return the epoch's cases, each answer spread evenly over it."""
        chance = random.Random(f"{self._seed} epoch {epoch}")  # noqa: S311  not for secrets
        by_answer: dict[tuple[str, int] | None, list[TrainingCase]] = {}
        for number, unit in enumerate(self._units):
            order = list(unit)
            random.Random(f"{self._seed} unit {number}").shuffle(order)  # noqa: S311  not for secrets
            count = min(self._each, len(order))
            for offset in range(count):
                case = order[(epoch * count + offset) % len(order)]
                by_answer.setdefault(case.answer, []).append(case)
        placed = []
        for cases in by_answer.values():
            chance.shuffle(cases)
            placed += [((place + chance.random()) / len(cases), case) for place, case in enumerate(cases)]
        return [case for _, case in sorted(placed, key=lambda each: each[0])]

    def _pair_at(self, deck: Sequence[TrainingPair], position: int) -> TrainingPair:
        epoch, place = divmod(position, len(deck))
        order = list(range(len(deck)))
        random.Random(f"{self._seed} pairs {epoch}").shuffle(order)  # noqa: S311  not for secrets
        return deck[order[place]]


def exclusions(batch: Batch, truths: Mapping[str, Truths]) -> list[list[bool]]:
    """Return B x B: whether caption j may be true of photo i, so that it is not its negative.

    It may be if it was said of photo i, states an answer that photo i got, or belongs to a photo of the same scene; a
    marked pair overrides the rule about scenes.
    """
    pairs = {frozenset(pair) for pair in batch.pairs}
    said = [normalised(row.case.caption) for row in batch.rows]

    def excluded(i: int, j: int) -> bool:
        photo, other = batch.rows[i].case, batch.rows[j].case
        known = truths[photo.photo]
        if photo.photo == other.photo or said[j] in known.texts or other.answer in known.answers:
            return True
        return photo.group == other.group and frozenset((i, j)) not in pairs

    size = len(batch.rows)
    return [[i != j and excluded(i, j) for j in range(size)] for i in range(size)]


def _decks(pairs: Sequence[TrainingPair], count: int) -> list[tuple[list[TrainingPair], int]]:
    """Return the pairs that people marked and the edited copies, each with how many of them a batch has.

    Mirroring a folder makes hundreds of copies; the few pairs that somebody marked must not drown in them.
    """
    marked, made = [pair for pair in pairs if not pair.made], [pair for pair in pairs if pair.made]
    of_marked = min(len(marked), max((count + 1) // 2, count - len(made)))
    return [(deck, share) for deck, share in ((marked, of_marked), (made, count - of_marked)) if share]


def _units(cases: Sequence[TrainingCase]) -> list[OneUnit]:
    units: dict[tuple[int, str | None], OneUnit] = {}
    for case in cases:
        units.setdefault((case.group, case.answer[0] if case.answer else None), []).append(case)
    return list(units.values())
