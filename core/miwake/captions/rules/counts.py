"""Counts: numerals and quantity words, with the number of noun and verb repaired."""

from collections.abc import Iterator

from miwake.captions.drafts import DOUBTED, Change, Draft
from miwake.captions.inflection import plural, singular
from miwake.captions.reading import Reading
from miwake.captions.rules.count_sense import is_mutual, joined_without_article, sense_of_several, sense_of_single
from miwake.captions.rules.units import UNITS
from miwake.captions.sentence import Word
from miwake.domain.terms import Kind

_DESCRIBING = frozenset({"VBN", "VBD", "JJ", "JJR", "JJS", "CD", "POS"})
_NOT_COUNTED = frozenset({"compound", "nmod", "amod", "npadvmod", "poss"})
_AMONG_MANY = frozenset({"among", "amongst", "amid", "between"})
_LARGEST = 30
_NO_WEIGHT = DOUBTED  # that nothing is there is told by the phrases of presence
_FEW_FIT = 0.4
_GROUP_WEIGHT, _NUMBER_WEIGHT, _ARTICLE_WEIGHT = 0.6, 0.8, 0.4


def count_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield count drafts."""
    for word in reading.words:
        if word.tag == "CD" and not reading.negated(word.place):
            yield from _numerals(reading, word)
    yield from _quantities(reading)
    for word in reading.words:
        if word.is_noun and word.dep not in _NOT_COUNTED and not reading.negated(word.place):
            yield from _articles(reading, word)


def _numerals(reading: Reading, word: Word) -> Iterator[Draft]:
    noun = reading.words[word.head]
    value = _value(reading, word)
    if value is None or word.dep != "nummod" or not noun.is_noun or noun.place < word.place:
        return
    if noun.lower in UNITS or reading.lowers[word.place + 1] in UNITS or reading.lowers[word.place + 1] == "-":
        return
    if not reading.free(word.place, word.place) or reading.lowers[word.place - 1 : word.place] in (["#"], ["no."]):
        return
    for rank, other in enumerate(dict.fromkeys((value + 1, value - 1, value + 2, value * 2))):
        text = _numeral(reading, word, other)
        if other < 1 or other == value or text is None:
            continue
        changes = _renumbered(reading, noun, many=other != 1) if (other == 1) != (value == 1) else []
        if changes is not None:
            yield Draft(
                Kind.COUNT,
                (Change(word.place, word.place, text), *changes),
                _NUMBER_WEIGHT * (1 - 0.05 * rank),
                claim=(text,),
                about=reading.names(noun.place),
            )


def _value(reading: Reading, word: Word) -> int | None:
    if word.lower.isascii() and word.lower.isdigit() and len(word.lower) < 4:  # noqa: PLR2004 -- 2017 is a year
        value = int(word.lower)
        return value if value <= _LARGEST else None
    numbers = reading.lexicon.counts.numbers
    return numbers.index(word.lower) + 1 if word.lower in numbers else None


def _numeral(reading: Reading, word: Word, value: int) -> str | None:
    if word.lower.isdigit():
        return str(value)
    numbers = reading.lexicon.counts.numbers
    return numbers[value - 1] if 0 < value <= len(numbers) else None


def _renumbered(reading: Reading, noun: Word, *, many: bool) -> list[Change] | None:
    """Return the changes that put a noun and its verbs into the other number; None if that cannot be done."""
    if not many and (is_mutual(reading, noun) or reading.lowers[noun.head] in _AMONG_MANY):
        return None
    text = plural(noun.lower) if many and not noun.is_plural else singular(noun.lower) if not many else None
    if text is None or text == noun.lower or _has_hidden_verb(reading):
        return None
    return [Change(noun.place, noun.place, text), *reading.agreeing(noun.place, many=many)]


def _has_hidden_verb(reading: Reading) -> bool:
    """Whether what the tagger takes for a noun right after a noun is rather a verb, as in "a man points"."""
    return any(reading.is_verb_after_noun(word.place) for word in reading.words) or any(
        word.tag in {"NNS", "NN"}
        and word.lower.endswith("s")
        and reading.words[word.place - 1].tag == "NN"
        and reading.lexicon.verbs.find(reading.lowers, word.place) is not None
        for word in reading.words[1:]
    )


def _quantities(reading: Reading) -> Iterator[Draft]:
    """Several, some, a group of: against exactly one, and a few against many."""
    for first, lower in enumerate(reading.lowers):
        for parts in reading.lexicon.quantities.get(lower, ()):
            last = first + len(parts) - 1
            if tuple(reading.lowers[first : last + 1]) == parts and not reading.negated(last):
                yield from _quantity(reading, " ".join(parts), first, last)


def _quantity(reading: Reading, spelling: str, first: int, last: int) -> Iterator[Draft]:
    before = reading.words[first - 1] if first else None
    if before is not None and (before.tag in {"DT", "PRP$", "CD"} or before.dep == "amod"):
        return
    noun = _counted(reading, last)
    if noun is None or not noun.is_plural or is_mutual(reading, noun):
        return
    single = singular(noun.lower)
    if single is None:
        return
    subject = _quantity_head(reading, first, last, noun)
    repairs = [Change(noun.place, noun.place, single), *reading.agreeing(subject, many=False)]
    # What stands with several of a thing mostly stands so because of the several: "items arranged as hearts".
    weight = _GROUP_WEIGHT * (_FEW_FIT if noun.dep in {"pobj", "npadvmod"} else 1.0)
    for rank, text in enumerate(("a single", "one", "exactly one")):
        yield Draft(
            Kind.COUNT,
            (Change(first, last, text), *repairs),
            weight * (1 - 0.1 * rank),
            claim=("one",),
            about=reading.names(noun.place),
        )
    if " of" not in spelling and spelling not in {"a few", "few"}:
        yield Draft(
            Kind.COUNT, (Change(first, last, "no"),), _NO_WEIGHT, claim=("no",), about=reading.names(noun.place)
        )


def _counted(reading: Reading, last: int) -> Word | None:
    for word in reading.words[last + 1 : last + 6]:
        if word.is_noun and word.dep != "compound":
            return word
        if word.is_plural:
            return None
        if not (
            word.tag.startswith(("JJ", "RB", "VBN", "VBG"))
            or word.dep in {"compound", "amod"}
            or word.lower in {"-", ","}
        ):
            return None
    return None


def _quantity_head(reading: Reading, first: int, last: int, noun: Word) -> int:
    for word in reading.words[first : last + 1]:
        if word.is_noun or word.dep in {"nsubj", "nsubjpass", "attr"}:
            return word.place
    return noun.place


def _articles(reading: Reading, noun: Word) -> Iterator[Draft]:
    """A dog: two dogs. Dogs: a single dog."""
    known = reading.nouns.get(noun.place)
    if known is None or all(use.contrast.mass or use.contrast.plural_only for use in known.uses):
        return
    start = reading.sentence.phrase_start(noun.place)
    first = reading.words[start]
    if joined_without_article(reading, noun) or _names_two(reading, start, noun):
        return
    counted = any(word.tag in {"DT", "CD", "PRP$", "PDT"} for word in reading.words[start : noun.place])
    if noun.is_plural and not counted and not _quantified(reading, start):
        yield from _single(reading, noun, start)
    if not noun.is_plural and first.lower in {"a", "an"} and noun.lower not in reading.lexicon.abstract:
        changes = _renumbered(reading, noun, many=True)
        if changes is None or any(word.lower in {"single", "lone"} for word in reading.words[start : noun.place]):
            return
        sense = sense_of_several(reading, noun)
        for rank, text in enumerate(("two", "three", "several")):
            yield Draft(
                Kind.COUNT,
                (Change(start, start, text), *changes),
                _ARTICLE_WEIGHT * (1 - 0.1 * rank) * sense,
                claim=(text,),
                about=reading.names(noun.place),
            )


def _names_two(reading: Reading, start: int, noun: Word) -> bool:
    """Whether one article stands for two things before the noun: "a pavilion and park bench"."""
    before = reading.words[start : noun.place]
    return any(word.lower in {"and", "or"} and reading.words[word.place - 1].is_noun for word in before)


def _quantified(reading: Reading, start: int) -> bool:
    spellings = {word for term in reading.lexicon.counts.several for word in term.spellings}
    return reading.lowers[start] in spellings or (start > 0 and reading.lowers[start - 1] in {"of", "no", *spellings})


def _inside(reading: Reading, word: Word) -> str:
    """Return a word as it is written inside of a sentence: names keep their capital."""
    lexicon = reading.lexicon
    known = lexicon.modifiers.find(reading.lowers, word.place) or lexicon.nouns.find(reading.lowers, word.place)
    return word.text if word.tag == "NNP" and not known else word.lower


def _single(reading: Reading, noun: Word, start: int) -> Iterator[Draft]:
    changes = _renumbered(reading, noun, many=False)
    if changes is None or (start and reading.words[start - 1].tag in _DESCRIBING):
        return
    first = reading.words[start]
    for text, fit in (("a single", 1.0), ("exactly one", _FEW_FIT)):
        if first.place == noun.place:
            phrase = (Change(start, start, f"{text} {changes[0].text}"), *changes[1:])
        else:
            phrase = (Change(start, start, f"{text} {_inside(reading, first)}"), *changes)
        yield Draft(
            Kind.COUNT,
            phrase,
            _ARTICLE_WEIGHT * sense_of_single(reading, noun) * fit,
            claim=("one",),
            about=reading.names(noun.place),
        )
