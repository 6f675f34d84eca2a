"""Parses descriptions in batches, misspelt words and shouting read as what is meant."""

import re
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import cache
from typing import TYPE_CHECKING

from miwake.captions.lean_imports import parser
from miwake.captions.retagging import retagged
from miwake.captions.sentence import Sentence, Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_LETTERS = re.compile(r"[^\W\d_]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_MOST_WORDS = 15_000  # some ten megabytes
_ABBREVIATED = {"w/": "with", "w/o": "without"}
Corrector = Callable[[str], str | None]


def _as_it_is(_: str) -> None:
    """Correct nothing."""


@cache
def _loaded() -> tuple["Language", frozenset[str]]:
    """Return the parser and the words that it knows before it has read anything."""
    found = parser()
    return found, frozenset(filter(str.islower, found.vocab.strings))


def pipeline() -> "Language":
    """Return the parser; the first call takes about a second."""
    return _loaded()[0]


def parser_words() -> frozenset[str]:
    """Return the words that the parser has learnt from, in lower case: a sample of well-spelt English."""
    return _loaded()[1]


def parsed(texts: Sequence[str], correct: Corrector = _as_it_is) -> list[Sentence]:
    """Parse one batch of texts, in order.

    The parser remembers the first words that it reads, and forgets all further ones after each batch.

    Args:
        texts: Descriptions in English.
        correct: Returns what a word in lower case should read, None if it is well spelt. The words' positions stay
            those of the text as it is written.
    """
    remembers = len(pipeline().vocab) < _MOST_WORDS
    with nullcontext() if remembers else pipeline().memory_zone():
        docs, spans = [], []
        for text in texts:
            tokens = pipeline().tokenizer(_for_parser(text))
            at = [(token.idx, token.idx + len(token)) for token in tokens]
            docs.append(_corrected(tokens, text, at, correct))
            spans.append(at)
        read = pipeline().pipe(docs, batch_size=len(texts) or 1)
        return [_sentence(doc, text, at) for doc, text, at in zip(read, texts, spans, strict=True)]


def _for_parser(text: str) -> str:
    """Return a text of the same length that the parser, trained on ordinary casing, understands."""
    text = _SURROGATES.sub("\ufffd", text)
    found = _LETTERS.findall(text)
    capitalised = sum(word[0].isupper() for word in found)
    if len(found) < 3 or capitalised <= 0.6 * len(found):  # noqa: PLR2004 -- a name or two is ordinary casing
        return text
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _corrected(doc: "Doc", text: str, spans: list[tuple[int, int]], correct: Corrector) -> "Doc":
    """Return the tokens with misspelt words put right; names (capitals inside a sentence) are left alone."""
    found = {}
    shouted = text.isupper()
    for place, (start, end) in enumerate(spans):
        word = text[start:end]
        fitting = _ABBREVIATED.get(word.lower())
        if fitting is None and (place == 0 or shouted or word.islower()):
            fitting = correct(word.lower())
        if fitting is not None:
            found[place] = fitting
    if not found:
        return doc
    spaces = [bool(token.whitespace_) for token in doc]
    words = [found.get(token.i, token.text) for token in doc]
    return type(doc)(doc.vocab, words=words, spaces=spaces)


def _sentence(doc: "Doc", text: str, spans: list[tuple[int, int]]) -> Sentence:
    names, number, words = doc.vocab.strings, 0, []
    rows = doc.to_array(["LOWER", "TAG", "DEP", "HEAD", "SENT_START"])
    heads = rows[:, 3].astype("int64")
    for place, (row, head, (start, end)) in enumerate(zip(rows.tolist(), heads.tolist(), spans, strict=True)):
        number += bool(row[4] == 1 and place)
        lower, tag, dep = (names[each] for each in row[:3])
        words.append(Word(place, text[start:end], lower, tag, dep, place + head, start, end, number))
    return Sentence(text, tuple(retagged(words)), _is_shouted(text))


def _is_shouted(text: str) -> bool:
    if text != text.upper():
        return False
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and all(char.isupper() for char in letters)  # noqa: PLR2004 -- "A TV" is not shouted
