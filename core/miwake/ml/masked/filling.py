"""Filling gaps in batches: the log chance of every known word, the same whatever else is asked at the same time."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

# Every batch has this many rows and a length that is a multiple of `_STEP`, filled up with copies: equal shapes compute
# a row in one order of additions, so that what else is asked for does not change the last bits.
_ROWS = 16
_STEP = 4
_LONGEST = 64


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
        module: A `...ForMaskedLM` of transformers, in evaluation mode.
        tokenizer: Its fast tokenizer.
        pieces: Of each known word its pieces in lower case and with a capital.
    """

    def __init__(self, module: nn.Module, tokenizer: Any, pieces: Mapping[str, tuple[int, int]]) -> None:
        self._module = module
        self._tokenizer = tokenizer
        self._words = tuple(pieces)
        self._places = {word: place for place, word in enumerate(self._words)}
        self._pieces = torch.tensor(list(pieces.values()), dtype=torch.long)
        self._frame = _frame(tokenizer)

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
        mask = self._tokenizer.mask_token
        texts = [mask.join(parts) for parts in gaps]
        encoded = self._tokenizer(texts, add_special_tokens=False)["input_ids"] if texts else []
        rows = [self._framed(ids) for ids in encoded]
        found: list[Filling | None] = [None] * len(rows)
        for places, ids, attention, asked in self._batches(rows):
            chances = self._chances(ids, attention, asked)
            for row, place in enumerate(places):
                found[place] = Filling(self._words, self._places, chances[row])
        return [each for each in found if each is not None]

    def _framed(self, ids: list[int]) -> tuple[list[int], int]:
        """Return the pieces between start and end, cut to the longest allowed, and where the asked mask is."""
        asked = max(place for place, piece in enumerate(ids) if piece == self._tokenizer.mask_token_id)
        before, after = self._frame
        room = _LONGEST - len(before) - len(after)
        start = max(0, min(asked - room // 2, len(ids) - room))
        return [*before, *ids[start : start + room], *after], len(before) + asked - start

    def _batches(self, rows: list[tuple[list[int], int]]) -> Iterator[tuple[list[int], Tensor, Tensor, Tensor]]:
        """Yield the places of rows with ids (R, L), attention (R, L) and the asked column (R,)."""
        by_length: dict[int, list[int]] = defaultdict(list)
        for place, (ids, _) in enumerate(rows):
            by_length[math.ceil(len(ids) / _STEP) * _STEP].append(place)
        padding = self._tokenizer.pad_token_id or 0
        for length, places in sorted(by_length.items()):
            for start in range(0, len(places), _ROWS):
                taken = places[start : start + _ROWS]
                full = taken + [taken[0]] * (_ROWS - len(taken))
                padded = [rows[place][0] + [padding] * (length - len(rows[place][0])) for place in full]
                sizes = torch.tensor([[len(rows[place][0])] for place in full])
                attention = (torch.arange(length) < sizes).long()
                yield taken, torch.tensor(padded), attention, torch.tensor([rows[place][1] for place in full])

    @torch.inference_mode()
    def _chances(self, ids: Tensor, attention: Tensor, asked: Tensor) -> NDArray[np.float32]:
        """Return the log chances (R, W) of the known words at the asked column of each row."""
        device = next(self._module.parameters()).device
        scores = self._scores(ids.to(device), attention.to(device), asked.to(device))
        known = scores.float()[:, self._pieces.to(device)].amax(dim=-1)
        chances: NDArray[np.float32] = known.log_softmax(dim=-1).cpu().numpy()
        return chances

    def _scores(self, ids: Tensor, attention: Tensor, asked: Tensor) -> Tensor:
        """Return the scores (R, V) of all pieces; the head is run where it is asked only, if the model's is known."""
        model: Any = self._module
        rows = torch.arange(len(ids), device=ids.device)
        head = getattr(model, "lm_head", None) or getattr(model, "cls", None)
        if head is None or not hasattr(model, model.base_model_prefix):
            scores: Tensor = model(input_ids=ids, attention_mask=attention).logits[rows, asked]
            return scores
        states = model.base_model(input_ids=ids, attention_mask=attention).last_hidden_state
        found: Tensor = head(states[rows, asked])
        return found


def _frame(tokenizer: Any) -> tuple[list[int], list[int]]:
    """Return the special pieces before and after every text."""
    bare = tokenizer("the", add_special_tokens=False)["input_ids"]
    framed = tokenizer("the")["input_ids"]
    start = framed.index(bare[0])
    return framed[:start], framed[start + len(bare) :]
