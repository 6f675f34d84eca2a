"""What captions ask of a masked language model: which words may stand in a gap, and how likely each is."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from miwake.captions.sentence import Sentence

_REACH = 12


class Filling(Protocol):
    """What may stand in one gap."""

    def likeliest(self, count: int) -> Sequence[tuple[str, float]]:
        """Return the likeliest words, in lower case, with their log chances, best first."""

    def chance(self, word: str) -> float | None:
        """Return the log chance of a word; None if the model does not know it as one piece."""


class Filler(Protocol):
    """A masked language model that fills gaps with single words."""

    def fill(self, gaps: Sequence[Sequence[str]]) -> Sequence[Filling]:
        """Return what may stand in each gap, the same whatever other gaps are asked about.

        Args:
            gaps: Each a text in parts, with a mask between two neighbours; the last mask is the one asked about.
        """


class Slot(NamedTuple):
    """The last of the words of a sentence that a gap is made of, and the text around it."""

    place: int
    parts: tuple[str, ...]


def slot_at(sentence: Sentence, place: int, *, begin: int | None = None) -> Slot:
    """Return the gap of one word, or of those from `begin` to `place`: what stands up to 12 words around it.

    An article "a" or "an" right before it is masked too: it would give away the first letter of what stood there.
    """
    words, begin = sentence.words, place if begin is None else begin
    first, last = max(0, begin - _REACH), min(len(words) - 1, place + _REACH)
    start, text = words[begin].start, sentence.text
    after = text[words[place].end : words[last].end]
    if begin > first and words[begin - 1].lower in {"a", "an"}:
        article = words[begin - 1]
        return Slot(place, (text[words[first].start : article.start], text[article.end : start], after))
    return Slot(place, (text[words[first].start : start], after))
