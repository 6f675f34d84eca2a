"""When two descriptions count as the same text, and which words say nothing of what they are about."""

import re
import unicodedata

# Words that say nothing of what a description is about.
EMPTY_WORDS = frozenset(
    (
        *("a", "an", "the", "of", "in", "on", "at", "to", "with", "and", "or", "is", "are", "was", "by", "for"),
        *("from", "his", "her", "its", "their", "this", "that", "there", "it", "as", "up", "down", "out", "some"),
        *("one", "two", "three", "next", "near", "into", "over", "under", "sitting", "standing", "large", "small"),
    )
)
_SPACE = re.compile(r"\s+")


def normalised(text: str) -> str:
    """Return the form under which captions are compared: NFKC, one space, no case, no closing punctuation."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().rstrip(".!。 ").casefold()
