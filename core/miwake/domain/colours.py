"""The basic colour words, and what becomes of a description when the thing it speaks of changes its colour."""

import re
from enum import StrEnum

from miwake.domain.rewording import Reworded, denies


class Colour(StrEnum):
    """The eleven basic colour words of English."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    PINK = "pink"
    BROWN = "brown"
    BLACK = "black"
    GREY = "grey"
    WHITE = "white"


_SPELLINGS = {Colour.GREY: "grey|gray"}
_VOWELS = "aeiou"
_BLACK_AND_WHITE = re.compile(r"\bblack\s*(?:and|&)\s*white\b", re.IGNORECASE)


def recoloured_text(text: str, source: Colour, target: Colour) -> Reworded:
    """Return what is true of a copy in which the one thing that `text` calls `source` is `target`.

    >>> recoloured_text("A man in an orange vest.", Colour.ORANGE, Colour.YELLOW).text
    'A man in a yellow vest.'
    """
    found = list(re.finditer(rf"(?<![\w-])(?:{_SPELLINGS.get(source, source)})(?![\w-])", text, re.IGNORECASE))
    if not found:
        return Reworded(None, f"it does not say {source}")
    if denies(text):
        return Reworded(None, "it says what is not there")
    if len(found) > 1:
        return Reworded(None, f"it says {source} more than once")
    word = found[0]
    if word.group() != word.group().lower() and word.group() != word.group().upper() and not _begins(text, word):
        return Reworded(None, f"“{word.group()}” looks like a name in it")
    if source in {Colour.BLACK, Colour.WHITE} and _BLACK_AND_WHITE.search(text):
        return Reworded(None, "it says black and white")
    coloured = _cased(word.group(), str(target))
    return Reworded(
        _with_article(text[: word.start()], target, shout=coloured.isupper()) + coloured + text[word.end() :]
    )


def following_word(text: str, colour: Colour) -> str:
    """Return the word that follows the first mention of a colour, in small letters: what it is said of."""
    found = re.search(rf"(?<![\w-])(?:{_SPELLINGS.get(colour, colour)})(?![\w-])\W+(\w+)", text, re.IGNORECASE)
    return found[1].lower() if found else ""


def _begins(text: str, word: re.Match[str]) -> bool:
    before = text[: word.start()].rstrip()
    return not before or before[-1] in ".!?"


def _with_article(head: str, target: Colour, *, shout: bool) -> str:
    """Return the text before the colour; the indefinite article that ends it agrees with the new colour."""
    found = re.search(r"(?<!\w)(an?)(\s+)$", head, re.IGNORECASE)
    if not found:
        return head
    fitting = "an" if target[0] in _VOWELS else "a"
    return head[: found.start()] + (fitting.upper() if shout else _cased(found[1][0], fitting)) + found[2]


def _cased(before: str, after: str) -> str:
    if before.isupper() and len(before) > 1:
        return after.upper()
    return after[0].upper() + after[1:] if before[0].isupper() else after
