"""When two descriptions count as the same text."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")


def normalised(text: str) -> str:
    """Return the form under which captions are compared: NFKC, one space, no case, no closing punctuation."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().rstrip(".!。 ").casefold()
