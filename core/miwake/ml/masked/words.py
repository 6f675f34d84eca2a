"""Which words are a single piece to a tokenizer, so that one mask can stand for them."""

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor

from miwake.ml.masked.tokens import Tokens


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words that a model can fill gaps with, and which of its pieces they are.

    Attributes:
        words: W words in lower case.
        pieces: The P pieces (P,) that they are, each once.
        lower: Where among the pieces each word is (W,).
        capital: Where it is with a capital (W,), the same where that has no piece; None if that holds for all.
    """

    words: tuple[str, ...]
    pieces: Tensor
    lower: Tensor
    capital: Tensor | None


def known_words(tokens: Tokens, words: Iterable[str]) -> KnownWords:
    """Return those of the words that are one piece.

    A word is looked up as it stands inside of a sentence, since byte-level tokenizers have other pieces for a word
    after a space.
    """
    listed = list(dict.fromkeys(words))
    lower = _pieces(tokens, listed)
    folds = len({tuple(each) for each in tokens.ids(["the", "The"])}) == 1
    capital = lower if folds else _pieces(tokens, [word.capitalize() for word in listed])
    found = {}
    for word, small, large in zip(listed, lower, capital, strict=True):
        either = small if small is not None else large
        if either is not None:
            found[word] = (either, large if large is not None else either)
    pairs = torch.tensor(list(found.values()), dtype=torch.long).reshape(-1, 2)
    pieces, columns = torch.unique(pairs, return_inverse=True)
    alike = torch.equal(columns[:, 0], columns[:, 1])
    return KnownWords(tuple(found), pieces, columns[:, 0], None if alike else columns[:, 1])


def _pieces(tokens: Tokens, words: list[str]) -> list[int | None]:
    """Return the piece of each word after "the", None where it is several."""
    before = len(tokens.ids(["the"])[0])
    ids = tokens.ids([f"the {word}" for word in words])
    return [each[before] if len(each) == before + 1 and each[before] != tokens.unknown_id else None for each in ids]
