"""Objects: a noun against another of its family, neither a synonym nor wider nor narrower."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from miwake.captions.drafts import DOUBTED, FLOOR, Change, Draft
from miwake.captions.index import Use
from miwake.captions.packs import Home
from miwake.captions.reading import Noun, Reading
from miwake.captions.rules.also_there import may_be_called, may_be_there_too
from miwake.captions.rules.demands import what_fits
from miwake.captions.rules.families import BODY
from miwake.captions.rules.looks import LOOKS, tells
from miwake.captions.rules.plain_places import is_plain
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind

_MATERIAL = "material"
_ALONE = frozenset({"a", "an", "one", "another", "each", "every"})
_TO_FEMALE = {"he": "she", "his": "her", "him": "her", "himself": "herself"}
_TO_MALE = {"she": "he", "hers": "his", "herself": "himself"}
_ALIVE = frozenset({"person", "animal"})
_RESTS = frozenset({"be", "sit", "stand", "lie", "rest", "hang", "have"})
# Below the floor weighs what the rest of the sentence says more of: another thing would hardly share that.
_WEIGHT, _COMPOUND_WEIGHT, _SPECIFIED_WEIGHT, _UNFIT = 0.75, DOUBTED, DOUBTED, 0.33
_SHOWING = vocabulary(
    "photo photos picture image view reflection drawing painting statue sculpture herd flock pile stack"
)
_SETTINGS = frozenset({"place", "room", "way", "screen"})
_HOLDING = frozenset(
    {"container", "dish", "luggage", "picture", "kind of picture", "heap", "stack of goods", "gathering"}
)
_SKIPPED = frozenset({"compound", "nmod", "amod", "npadvmod"})


def object_drafts(reading: Reading) -> Iterator[Draft]:
    """Yield object drafts."""
    for noun in reading.nouns.values():
        word = reading.words[noun.last]
        if reading.negated(noun.last) or not reading.free(noun.first, noun.last) or _is_of_group(reading, noun):
            continue
        compound = word.dep in _SKIPPED and word.tag in {"NN", "NNP"}
        if compound and noun.first == noun.last:
            continue
        fits = what_fits(reading, noun)
        for use in _meant(reading, noun):
            if _number_fits(reading, noun, use):
                yield from _drafts(reading, noun, use, fits, compound=compound)


def _meant(reading: Reading, noun: Noun) -> tuple[Use, ...]:
    """Return the readings that fit what the noun does: a pitcher that throws is no jug."""
    alive = tuple(use for use in noun.uses if not _ALIVE.isdisjoint(use.contrast.wider))
    if not alive or len(alive) == len(noun.uses):
        return noun.uses
    word = reading.words[noun.last]
    acts = word.dep == "nsubj" and reading.words[word.head].is_verb and reading.verb(word.head) not in _RESTS
    acts = acts or any(reading.words[i].tag == "VBG" for i in reading.sentence.children[noun.last])
    return alive if acts else noun.uses


def _is_of_group(reading: Reading, noun: Noun) -> bool:
    """Whether the noun only measures what follows, as in "a row of cars"; those are counts."""
    return tuple(reading.lowers[noun.last : noun.last + 2]) in reading.lexicon.group_endings


def _number_fits(reading: Reading, noun: Noun, use: Use) -> bool:
    """Whether the family takes the article that the noun has: "a cake" is counted, "have cake" is not."""
    word = reading.words[noun.last]
    if use.contrast.frame.usage == "partitive" and reading.lowers[noun.last + 1 : noun.last + 2] != ["of"]:
        return False
    determiner = reading.sentence.child(noun.last, "det", "poss", "nummod")
    if use.contrast.mass:
        return not word.is_plural and (determiner is None or determiner.lower not in _ALONE)
    if use.plural:
        return determiner is None or determiner.lower not in _ALONE
    if determiner is None and not word.is_plural and _is_material(reading, noun):
        return False
    bare = determiner is None and word.dep in {"pobj", "dobj"} and "a" in reading.lowers
    return not bare or word.is_plural


def _is_material(reading: Reading, noun: Noun) -> bool:
    """Whether the word is also a material, which it is without an article: "glass on the floor"."""
    found = reading.lexicon.modifiers.find(reading.lowers, noun.last)
    return found is not None and noun.first == noun.last and any(use.contrast.name == _MATERIAL for use in found[1])


def _drafts(reading: Reading, noun: Noun, use: Use, fits: Callable[[str], bool], *, compound: bool) -> Iterator[Draft]:
    word = reading.words[noun.last]
    unfit: AbstractSet[str] = reading.lexicon.unfit.get(reading.lowers[word.head], frozenset())
    weight = _SPECIFIED_WEIGHT if _is_specified(reading, noun) else _COMPOUND_WEIGHT if compound else _WEIGHT
    many = use.plural and not (use.contrast.plural_only or compound)
    home = use.contrast.home
    if home is Home.TRADE and (use.contrast.mass or not is_plain(reading, noun)):
        home = Home.GENERAL  # not to be believed without the model's word
    too = may_be_there_too(reading, noun)
    for other in reading.lexicon.counterparts(noun.spelling, use):
        if (word.dep == "pobj" and other.word in unfit) or reading.mentions(other.word, other.plural):
            continue
        repairs = _pronouns(reading, noun, other.word)
        if repairs is None:
            continue
        yield Draft(
            Kind.OBJECT,
            (Change(noun.first, noun.last, other.plural if many else other.word), *repairs),
            other.nearness * weight * (1.0 if weight < FLOOR or fits(other.word) else _UNFIT),
            suspect=other.suspect or _why_too(reading, noun, other.word, too=too),
            claim=(other.word,),
            home=home,
        )


def _why_too(reading: Reading, noun: Noun, word: str, *, too: bool) -> str | None:
    if may_be_called(reading, noun, word):
        return f"“{reading.lowers[noun.last]}” may be said of a {word} as well."
    return f"“{word}” may be there as well." if too else None


def _is_specified(reading: Reading, noun: Noun) -> bool:
    """Whether more is said of it that another thing may not share: "a computer station", "the flange of the girder"."""
    if (
        reading.sorts(noun.last) & BODY
        or reading.says_again(noun.last)
        or _is_whole(reading, noun)
        or _is_setting(reading, noun)
    ):
        return True
    before = [i for i in reading.sentence.children[noun.last] if i < noun.first]
    return any(
        reading.words[i].tag == "VBG" or (reading.words[i].dep == "compound" and not tells(reading, i, LOOKS))
        for i in before
    )


def _is_setting(reading: Reading, noun: Noun) -> bool:
    """Whether it is where, or in what, the rest is seen: all that is told of a kitchen may not be in a bathroom."""
    alone = reading.words[noun.last].dep == "ROOT" and not reading.sentence.child(noun.last, "prep", "acl", "relcl")
    return not alone and bool(reading.sorts(noun.last) & _SETTINGS)


def _is_whole(reading: Reading, noun: Noun) -> bool:
    """Whether it is that of which something is a part, so no group and nothing that is held by a vessel."""
    link = reading.words[reading.words[noun.last].head]
    if link.lower != "of" or reading.words[noun.last].dep != "pobj":
        return False
    part = reading.words[link.head]
    plain = part.lower in reading.lexicon.abstract or part.lower in _SHOWING
    return part.is_noun and not plain and reading.sorts(part.place).isdisjoint(_HOLDING)


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
        if each.last < pronouns[0].place and {*reading.names(each.last)} & (wrong | {"person", "child", "player"})
    ]
    if not names & wrong or owners != [noun.last]:
        return None if names & wrong else []
    return [Change(each.place, each.place, table[each.lower] or _male_her(each.tag)) for each in pronouns]


def _male_her(tag: str) -> str:
    return "his" if tag == "PRP$" else "him"
