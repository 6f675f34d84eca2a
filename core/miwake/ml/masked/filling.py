"""Filling gaps in batches: the log chance of every known word, the same whatever else is asked at the same time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from miwake.ml.masked.tokens import Tokens
from miwake.ml.masked.words import KnownWords

# Every batch has this many rows of one length, filled up with copies: equal shapes compute a row in one order of
# additions, so that what else is asked for does not change the last bits.
_ROWS = 8
_LONGEST = 64


class Reader(Protocol):
    """Reads texts with a mask, for the pieces that it was made to score (P,)."""

    @property
    def device(self) -> torch.device:
        """Where it computes."""

    def scores(self, ids: Tensor, asked: Tensor) -> Tensor:
        """Return the scores (R, P) of the pieces at the asked column (R,) of each row of ids (R, L)."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What may stand in one gap: log chances (W,) of the known words."""

    words: tuple[str, ...]
    places: Mapping[str, int]
    chances: NDArray[np.float32]

    def likeliest(self, count: int) -> list[tuple[str, float]]:
        """Return the likeliest words with their log chances, best first."""
        count = min(count, len(self.words))
        best = np.argpartition(-self.chances, count - 1)[:count]
        order = sorted(best.tolist(), key=lambda place: (-self.chances[place], place))
        return [(self.words[place], float(self.chances[place])) for place in order]

    def chance(self, word: str) -> float | None:
        """Return the log chance of a word; None if the model has no single piece for it."""
        place = self.places.get(word)
        return None if place is None else float(self.chances[place])


class MaskedModel:
    """A masked language model that fills gaps with single words.

    Args:
        reader: Scores the pieces of the known words.
        tokens: Its tokenizer.
        known: The words that gaps can be filled with.
    """

    def __init__(self, reader: Reader, tokens: Tokens, known: KnownWords) -> None:
        self._reader = reader
        self._tokens = tokens
        self._words = known.words
        self._places = {word: place for place, word in enumerate(self._words)}
        self._lower = known.lower.to(reader.device)
        self._capital = None if known.capital is None else known.capital.to(reader.device)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that gaps can be filled with."""
        return self._words

    def fill(self, gaps: Sequence[Sequence[str]]) -> list[Filling]:
        """Return what may stand in each gap.

        Args:
            gaps: Each a text in parts, with a mask between two neighbours; the last mask is the one that is asked
                about. Texts over 64 pieces are cut on both sides of it.
        """
        texts = [self._tokens.mask.join(parts) for parts in gaps]
        different = list(dict.fromkeys(texts))
        rows = [self._framed(ids) for ids in self._tokens.ids(different)]
        found: dict[str, Filling] = {}
        for places, ids, asked in _batches(rows):
            chances = self._chances(ids, asked)
            for row, place in enumerate(places):
                found[different[place]] = Filling(self._words, self._places, chances[row])
        return [found[text] for text in texts]

    def _framed(self, ids: list[int]) -> tuple[list[int], int]:
        """Return the pieces between start and end, cut to the longest allowed, and where the asked mask is."""
        asked = max(place for place, piece in enumerate(ids) if piece == self._tokens.mask_id)
        before, after = self._tokens.frame
        room = _LONGEST - len(before) - len(after)
        start = max(0, min(asked - room // 2, len(ids) - room))
        return [*before, *ids[start : start + room], *after], len(before) + asked - start

    @torch.inference_mode()
    def _chances(self, ids: Tensor, asked: Tensor) -> NDArray[np.float32]:
        """Return the log chances (R, W) of the known words at the asked column of each row."""
        device = self._reader.device
        scores = self._reader.scores(ids.to(device), asked.to(device))
        known = scores.index_select(1, self._lower)
        if self._capital is not None:
            known = known.maximum(scores.index_select(1, self._capital))
        chances: NDArray[np.float32] = known.log_softmax(dim=-1).cpu().numpy()
        return chances


def _batches(rows: Sequence[tuple[list[int], int]]) -> Iterator[tuple[list[int], Tensor, Tensor]]:
    """Yield the places of rows with their ids (R, L) and the asked column of each (R,)."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, (ids, _) in enumerate(rows):
        by_length[len(ids)].append(place)
    for _, places in sorted(by_length.items()):
        for start in range(0, len(places), _ROWS):
            taken = places[start : start + _ROWS]
            full = taken + [taken[0]] * (_ROWS - len(taken))
            yield (
                taken,
                torch.tensor([rows[place][0] for place in full]),
                torch.tensor([rows[place][1] for place in full]),
            )
