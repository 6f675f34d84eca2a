"""Which words are a single piece to a tokenizer, so that one mask can stand for them."""

from collections.abc import Iterable
from typing import Any


def single_pieces(tokenizer: Any, words: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return of each word that is one piece its piece in lower case and with a capital (the same where that has none).

    A word is looked up as it stands inside of a sentence, since byte-level tokenizers have other pieces for a word
    after a space.
    """
    listed = list(dict.fromkeys(words))
    lower = _pieces(tokenizer, listed)
    capital = _pieces(tokenizer, [word.capitalize() for word in listed])
    found = {}
    for word, small, large in zip(listed, lower, capital, strict=True):
        if small is not None or large is not None:
            found[word] = (small if small is not None else large, large if large is not None else small)
    return {word: pair for word, pair in found.items() if None not in pair}  # type: ignore[misc]


def _pieces(tokenizer: Any, words: list[str]) -> list[int | None]:
    """Return the piece of each word after "the", None where it is several."""
    if not words:
        return []
    before = len(tokenizer("the", add_special_tokens=False)["input_ids"])
    ids = tokenizer([f"the {word}" for word in words], add_special_tokens=False)["input_ids"]
    return [
        each[before] if len(each) == before + 1 and each[before] != tokenizer.unk_token_id else None for each in ids
    ]
