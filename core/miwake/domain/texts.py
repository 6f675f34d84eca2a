"""When two descriptions count as the same text, and which words say nothing of what they are about."""

import re
import unicodedata
from functools import lru_cache

ARTICLES = frozenset({"a", "an", "the"})
# Words that say nothing of what a description is about.
EMPTY_WORDS = frozenset(
    (
        *("a", "an", "the", "of", "in", "on", "at", "to", "with", "and", "or", "is", "are", "was", "by", "for"),
        *("from", "his", "her", "its", "their", "this", "that", "there", "it", "as", "up", "down", "out", "some"),
        *("one", "two", "three", "next", "near", "into", "over", "under", "sitting", "standing", "large", "small"),
    )
)
# Scripts that put no spaces between words.
SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
_SPACE = re.compile(r"\s+")


def normalised(text: str) -> str:
    """Return the form under which captions are compared: NFKC, one space, no case, no closing punctuation."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().rstrip(".!。 ").casefold()


@lru_cache(maxsize=1000)
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Return what finds a phrase, which must not be empty, as whole words, in any case and with any spaces."""
    parts = phrase.split()
    body = r"\s+".join(map(re.escape, parts))
    left = r"(?<!\w)" if parts[0][0].isalnum() and not SPACELESS.match(parts[0][0]) else ""
    right = r"(?!\w)" if parts[-1][-1].isalnum() and not SPACELESS.match(parts[-1][-1]) else ""
    return re.compile(left + body + right, re.IGNORECASE)
