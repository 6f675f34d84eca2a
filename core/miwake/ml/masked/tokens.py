"""How a masked language model cuts a text into pieces, whichever library its tokenizer was read with."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tokenizers import Tokenizer


@dataclass(frozen=True)
class Tokens:
    """A tokenizer that neither cuts nor pads.

    Attributes:
        backend: The tokenizer.
        mask: What stands for a masked word in a text.
        unknown: The piece of what it has no piece for, if there is one.
    """

    backend: Tokenizer
    mask: str
    unknown: str | None = None

    def __post_init__(self) -> None:
        self.backend.no_truncation()
        self.backend.no_padding()

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of the pieces of each text, without those that frame it."""
        return [each.ids for each in self.backend.encode_batch(list(texts), add_special_tokens=False)]

    @cached_property
    def mask_id(self) -> int | None:
        """The number of the mask; None if there is none."""
        return self.backend.token_to_id(self.mask)

    @cached_property
    def unknown_id(self) -> int | None:
        """The number of the unknown piece; None if there is none."""
        return None if self.unknown is None else self.backend.token_to_id(self.unknown)

    @cached_property
    def frame(self) -> tuple[list[int], list[int]]:
        """The numbers of the special pieces before and after every text."""
        bare, framed = self.ids(["the"])[0], self.backend.encode("the").ids
        start = framed.index(bare[0])
        return framed[:start], framed[start + len(bare) :]
