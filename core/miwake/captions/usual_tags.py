"""Which words may fill a gap, and as what: the usual tags of common words, so that nothing need be parsed again."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def usual_tags() -> Mapping[str, frozenset[str]]:
    """Return the Penn Treebank tags that each common word usually has, as `packaging/build_masked_model.py` counts."""
    content = (files("miwake_resources") / "models" / "masked" / "words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in content.splitlines())
    return {word: frozenset(tags.split()) for word, tags in rows}


def usual_words() -> tuple[str, ...]:
    """Return the words that a masked language model is to fill gaps with."""
    return tuple(usual_tags())
