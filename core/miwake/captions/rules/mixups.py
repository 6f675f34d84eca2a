"""The project's own mix-ups: a description that holds one choice yields the other choices."""

import re
from collections.abc import Iterator

from miwake.captions.inputs import CaptionInput
from miwake.captions.lexicon import Lexicon
from miwake.domain.edits import Edit, changed_spans
from miwake.domain.terms import Kind
from miwake.domain.texts import phrase_pattern


def mixup_edits(caption: CaptionInput) -> Iterator[Edit]:
    """Yield, for each mix-up of which the caption holds a choice, the edits to its other choices."""
    for choices in caption.mixups:
        match = _held(caption.text, choices)
        if match is None:
            continue
        for choice in choices:
            if choice.strip() and not phrase_pattern(choice).fullmatch(match.group()):
                yield Edit(match.group(), choice.strip(), match.start(), match.end())


def _held(text: str, choices: tuple[str, ...]) -> re.Match[str] | None:
    """Return where the longest choice that the text holds stands in it."""
    for choice in sorted(choices, key=len, reverse=True):
        match = phrase_pattern(choice).search(text) if choice.strip() else None
        if match:
            return match
    return None


def holds(text: str, choice: str) -> bool:
    """Whether a text holds a choice's phrase as whole words."""
    return bool(choice.strip()) and phrase_pattern(choice).search(text) is not None


def kind_of(before: str, after: str, lexicon: Lexicon) -> Kind:
    """Return the kind of the words that differ between two choices, as far as the lexicon knows them."""
    spans_before, spans_after = changed_spans(before, after)
    sides = [
        text[start:end].lower()
        for text, spans in ((before, spans_before), (after, spans_after))
        for start, end in spans
    ]
    if any(word in {"no", "not", "without", "with", "wearing", "missing"} for side in sides for word in side.split()):
        return Kind.PRESENCE
    for side in sides:
        found = _kind_of_words(side.split(), lexicon)
        if found is not None:
            return found
    return Kind.OBJECT


def _kind_of_words(words: list[str], lexicon: Lexicon) -> Kind | None:
    for start, word in enumerate(words):
        modifier = lexicon.modifiers.find(words, start)
        if modifier:
            kinds = {use.contrast.kind for use in modifier[1]}
            return Kind.STATE if Kind.STATE in kinds else Kind.ATTRIBUTE
        if word in lexicon.phrases:
            return lexicon.phrases[word][0][1].kind
        if word in lexicon.counts.numbers or word.isdigit():
            return Kind.COUNT
        if lexicon.nouns.find(words, start):
            return Kind.OBJECT
        if lexicon.verbs.find(words, start):
            return Kind.ACTION
    return None
