"""Objects: a noun against another of its family, neither a synonym nor wider nor narrower."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from miwake.captions.drafts import Change, Draft
from miwake.captions.inflection import singular
from miwake.captions.lexicon import Use
from miwake.captions.reading import Noun, Reading
from miwake.domain.terms import Kind

_ALONE = frozenset({"a", "an", "one", "another", "each", "every"})
_TO_FEMALE = {"he": "she", "his": "her", "him": "her", "himself": "herself"}
_TO_MALE = {"she": "he", "hers": "his", "herself": "himself"}
_SKIPPED = frozenset({"compound", "nmod", "amod", "npadvmod"})


def object_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield object drafts."""
    for noun in reading.nouns.values():
        word = reading.words[noun.last]
        if not reading.free(noun.first, noun.last) or _is_of_group(reading, noun):
            continue
        compound = word.dep in _SKIPPED and word.tag in {"NN", "NNP"}
        if compound and noun.first == noun.last:
            continue
        for use in noun.uses:
            if _number_fits(reading, noun, use):
                yield from _drafts(reading, noun, use, compound=compound)


def _is_of_group(reading: Reading, noun: Noun) -> bool:
    """Whether the noun only measures what follows, as in "a row of cars"; those are counts."""
    phrase = " ".join(reading.lowers[noun.first : noun.last + 2])
    return any(spelling.endswith(phrase) for term in reading.lexicon.counts.groups for spelling in term.spellings)


def _number_fits(reading: Reading, noun: Noun, use: Use) -> bool:
    determiner = reading.sentence.determiner(noun.last)
    counted = determiner is not None and determiner.lower in _ALONE
    if use.contrast.mass:
        return not counted and not reading.words[noun.last].is_plural
    return not (counted and use.plural)


def _drafts(reading: Reading, noun: Noun, use: Use, *, compound: bool) -> Iterator[Draft]:
    contrast = use.contrast
    said = contrast.terms[use.term].word
    known = reading.lexicon.classes(noun.spelling)
    word = reading.words[noun.last]
    unfit: AbstractSet[str] = (
        reading.lexicon.unfit.get(reading.lowers[word.head], frozenset()) if word.dep == "pobj" else frozenset()
    )
    for rank, term in enumerate(contrast.terms):
        if rank == use.term or term.word in unfit or related(reading, noun.spelling, term.word):
            continue
        many = use.plural and not contrast.plural_only
        text = reading.lexicon.plural(term.word) if many and not compound else term.word
        repairs = _pronouns(reading, noun, term.word)
        if repairs is None:
            continue
        alike = frozenset((said, term.word)) in contrast.alike
        near = alike or term.word in known
        yield Draft(
            Kind.OBJECT,
            (Change(noun.first, noun.last, text), *repairs),
            (0.75 if not compound else 0.5) * (0.5 if near else 1.0) * (1 - 0.02 * rank),
            suspect=f"a {said} may also be called “{term.word}”." if near else None,
            claim=(term.word,),
        )


def related(reading: Reading, one: str, other: str) -> bool:
    """Whether two nouns say the same, or one is wider than the other."""
    single = singular(one) or one
    lexicon = reading.lexicon
    names = lexicon.synonyms(one) | lexicon.synonyms(single)
    return (
        bool(names & lexicon.synonyms(other))
        or any(other in lexicon.wider(name) for name in names)
        or any(name in lexicon.wider(other) for name in names)
    )


def _pronouns(reading: Reading, noun: Noun, word: str) -> list[Change] | None:
    """Return the changes of pronouns after a change of sex; None where it is not clear whose they are."""
    lexicon = reading.lexicon
    if word in lexicon.female:
        table, wrong = _TO_FEMALE, lexicon.male
    elif word in lexicon.male:
        table, wrong = {**_TO_MALE, "her": ""}, lexicon.female
    else:
        return []
    pronouns = [each for each in reading.words if each.lower in table]
    if not pronouns:
        return []
    names = {*reading.names(noun.last)}
    owners = [
        each.last
        for each in reading.nouns.values()
        if each.last < pronouns[0].index and {*reading.names(each.last)} & (wrong | {"person", "child", "player"})
    ]
    if not names & wrong or owners != [noun.last]:
        return None if names & wrong else []
    return [Change(each.index, each.index, table[each.lower] or _male_her(each.tag)) for each in pronouns]


def _male_her(tag: str) -> str:
    return "his" if tag == "PRP$" else "him"
