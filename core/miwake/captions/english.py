"""Whether a text is an English description, judged from its script and its little words."""

import re

from miwake.captions.vocabulary import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = vocabulary(
    "a an the of in on at with without and or is are was were be to from by for near next behind under over his her",
    "their its it he she they this that there two some while up down off out into one no not as has have holding",
    "wearing sitting standing man woman people person",
)
_FOREIGN = vocabulary(
    "der die das ein eine einen einem einer mit und auf ist im dem den von zu nicht neben vor le la les un une des",
    "du et est dans sur avec deux pour au aux el los las una unos con del que por para en y está il lo gli uno",
    "della di che sono nel nella sul e o os as um uma com na do da em no de een het van op met naast voor zijn och",
    "på med ett av som jag i ve bir ile bu w z jest się",
) - {"on", "an", "as", "no", "do", "die", "den", "i", "a", "at", "in", "o", "met", "e", "w", "z"}
_LEAST_LATIN = 0.7


def is_english(text: str) -> bool:
    """Return whether a text reads as English; a bare noun ("excavator") counts as English."""
    if not _is_latin(text):
        return False
    words = [word.casefold() for word in _WORD.findall(text[:2000])]
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    return foreign <= english


def _is_latin(text: str) -> bool:
    """Whether a text has letters, nearly all of them Latin ones."""
    if text.isascii():
        return any(map(str.isalpha, text))
    letters = [char for char in text if char.isalpha()]
    latin = sum(char < "\u0250" or "\uff21" <= char <= "\uff5a" for char in letters)
    return bool(letters) and latin >= _LEAST_LATIN * len(letters)
