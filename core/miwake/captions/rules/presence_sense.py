"""Whether and how well it reads that something is not there, or worn, or held."""

from collections.abc import Iterator

from miwake.captions.drafts import Change
from miwake.captions.reading import Reading
from miwake.captions.rules.answers import sense_of_answer
from miwake.captions.vocabulary import vocabulary

_STAYING = vocabulary("sit stand lie lay rest park be walk run ride pose lean kneel look smile wait")
_LACKING = vocabulary("missing absent lacking lost broken damaged torn")
_HIS_OWN = frozenset({"himself", "herself", "itself", "themselves", "same"})
_BARE, _OVER_ANOTHER = (
    frozenset({"upper clothing"}),
    vocabulary("vest jacket coat hoodie apron sweater cardigan raincoat"),
)
_NEVER_MISSING = frozenset({"lower clothing", "lower garment", "inspected surface"})
_DENYING = vocabulary("without no not free")
_ANYONE = vocabulary("someone somebody anyone something anything everything people person")
_ALREADY = vocabulary(
    "holding carrying wearing holds carries wears hand hands flying throwing catching swinging climbing riding serving",
    "performs performing pouring painting drilling welding tightening pushing pulling lifting playing plays doing does",
    "scanning cutting grinding typing digging shoveling shovelling sweeping eating drinking cooking using writing",
    "reading talking taking rides driving drives skiing skis surfing skateboarding swings hitting hits washing",
    "batting pitching phone racket bat saw drill grinder tool laptop scanner",
)
_IN_HAND = vocabulary("hand hands")
_PRONOUNS = vocabulary("he she it they his her its their him them")
_JOINS = frozenset({"and", "or", ",", "-"})
_SORTS = vocabulary("protective safety reflective hard hi vis visibility")
_JOINED = frozenset({"conj", "appos"})
_SAID_MORE = frozenset({"acl", "relcl"})
_LIVING = frozenset({"person", "animal"})
_WORN = frozenset({"clothing", "garment", "headgear", "footwear", "accessory", "eyewear", "safety equipment"})
_TAKEN_OFF = vocabulary("holding carrying holds carries")
_BARING = frozenset({"without", "not wearing", "is not wearing", "are not wearing", "does not wear"})
_ANSWERS = frozenset({"yes", "no"})
_THERE_IS = frozenset({"a", "some", "with a", "with some"})
_FLAWS = frozenset({"defect", "damage", "corrosion", "deposit"})
_BESIDE = vocabulary("left right next beside behind front between under above below by near adjacent surrounded")
_ENDS = frozenset({".", "?", "!", ";"})
_COLOUR = "colour"
_CONTRASTED = 0.3
_HARDLY = 0.25  # below the floor under which hardly anyone would say it
_MOST_JOINED = 4


def sense_of_presence(reading: Reading, text: str, first: int, noun: int | None) -> float:
    """Return how well a statement of presence or absence reads, 0 to 1."""
    sense = _CONTRASTED if "but" in reading.lowers else 1.0
    word = reading.words[first]
    head = reading.words[word.head]
    if word.lower in _ANSWERS and text in _ANSWERS:
        return sense_of_answer(reading, first, text)
    if word.lower == "with" and head.is_verb and reading.verb(head.place) not in _STAYING:
        sense *= _HARDLY  # "tightens without a wrench", "plays without a dog": the verb asks for it
    if "in place" in text and (one := reading.modified(first)) is not None and reading.says_again(one):
        sense *= _HARDLY  # of eight bolts the one that is not missing is not told of
    if noun is None:
        return sense
    if not _HIS_OWN.isdisjoint(reading.lowers[first : noun + 4]):
        sense *= _CONTRASTED
    if denies(text):
        return sense * _sense_of_absence(reading, first, noun)
    if text in _THERE_IS and reading.sorts(noun) & _FLAWS and not reading.lexicon.sound.isdisjoint(reading.lowers):
        return sense * _HARDLY  # what is smooth has no defects
    if _TAKEN_OFF.isdisjoint(text.split()):
        return sense
    several = (reading.words[noun].is_plural and reading.sorts(noun) & _BARE) or not _DENYING.isdisjoint(reading.lowers)
    busy = (
        several or _is_joined(reading, noun) or not _ALREADY.isdisjoint(reading.lowers)
    )  # "holding a vest holding a helmet"
    special = any(_is_quality(reading, place, noun) for place in reading.sentence.children[noun])
    return sense * _HARDLY if busy or special else sense


def bared(reading: Reading, change: Change, noun: int | None) -> Change:
    """Return a change that takes the colour along: who wears no yellow vest is told to be without a vest."""
    start = change.last + 1
    if change.text not in _BARING or noun is None or start >= noun or not reading.sorts(noun) & _WORN:
        return change
    article = reading.lowers[start] in {"a", "an"}
    end = start + article
    while end < noun and _is_colour(reading, end):
        end += 1
    if end == start + article or reading.lowers[end] in _JOINS:
        return change
    return change._replace(last=end - 1, text=f"{change.text} a" if article else change.text)


def _is_colour(reading: Reading, place: int) -> bool:
    found = reading.lexicon.modifiers.find(reading.lowers, place)
    return found is not None and found[0] == place and any(use.contrast.name == _COLOUR for use in found[1])


def denies(text: str) -> bool:
    """Whether a phrase says that something is not there."""
    return not _DENYING.isdisjoint(text.split())


def either(reading: Reading, text: str, noun: int | None) -> list[Change]:
    """Return the changes from "and" to "or" where what is denied are several things: "without pizza or wine"."""
    if noun is None or not denies(text) or text.startswith("there"):
        return []
    for each in _listed(reading, noun):
        before = reading.sentence.phrase_start(each) - 1
        if before > noun and reading.lowers[before] == "and":
            article = text.endswith("no") and reading.lowers[before + 1] in {"a", "an"}
            return [Change(before, before + article, "or")]
    return []


def _is_quality(reading: Reading, place: int, noun: int) -> bool:
    """Whether an adjective says more than a thing's sort, or the colour of what is worn: nobody misses a fancy hat."""
    within = noun in reading.nouns and place >= reading.nouns[noun].first
    if reading.words[place].dep != "amod" or place > noun or within:
        return False
    coloured = bool(reading.sorts(noun) & _WORN) and _is_colour(reading, place)
    return reading.lowers[place] not in _SORTS and not coloured


def _listed(reading: Reading, noun: int) -> Iterator[int]:
    """Yield the things that are listed with a noun, in order; who lives and what is worn only with their like."""
    sort, last = _sort(reading, noun), noun
    for _ in range(_MOST_JOINED):
        found = [
            word.place
            for word in reading.words[last + 1 : last + 8]
            if word.dep in _JOINED
            and word.head <= last
            and word.head < word.place
            and reading.words[word.head].tag[:2] != "VB"
            and word.is_noun
        ]
        if not found or _sort(reading, found[0]) != sort:
            return
        last = found[0]
        yield last


def _sort(reading: Reading, noun: int) -> tuple[bool, bool]:
    sorts = reading.sorts(noun)
    return bool(sorts & _LIVING), bool(sorts & _WORN)


def _is_joined(reading: Reading, noun: int) -> bool:
    return next(_listed(reading, noun), None) is not None


def _sense_of_absence(reading: Reading, first: int, noun: int) -> float:
    """Return how well it reads that a noun is not there: not if more is said of it, or of the place that it has."""
    if reading.lowers[first] == "there":
        return _HARDLY if _is_told_around(reading, first, noun) else 1.0
    each = reading.lowers[first - 1 : first] == ["each"]
    denied = not _DENYING.isdisjoint(reading.lowers[noun + 1 : noun + 4])  # "without a vest without a helmet"
    listed = sum(1 for _ in _listed(reading, noun)) > 1  # nobody lists all that is missing
    coloured = any(_has_looks(reading, i) for i in _listed(reading, noun)) or _goes_on_in_colour(reading, noun)
    if _is_told_of(reading, noun) or coloured or each or denied or listed or reading.lowers[noun] in _ANYONE:
        return _HARDLY
    worn = reading.sorts(noun).union(*(reading.sorts(i) for i in _listed(reading, noun)))
    bare = worn & _BARE and _OVER_ANOTHER.isdisjoint(reading.names(noun))
    return _HARDLY if bare or worn & _NEVER_MISSING else 1.0


def _is_told_around(reading: Reading, first: int, noun: int) -> bool:
    """Whether "there is no" tells what nobody misses: a thing with a look, or beside another one."""
    before, after = reading.lowers[:first][-1:], reading.lowers[noun + 1 :]
    placed = (before and before[0] not in _ENDS) or not _BESIDE.isdisjoint(after)
    goes_on = not _PRONOUNS.isdisjoint(after)  # "no woman is there. is she wearing a hat?"
    return placed or goes_on or _has_looks(reading, noun) or _is_joined(reading, noun) or reading.says_again(noun)


def _goes_on_in_colour(reading: Reading, noun: int) -> bool:
    """Whether "and an orange helmet" follows, which nobody misses together with a vest."""
    after = range(noun + 2, min(noun + 5, len(reading.words)))
    return reading.lowers[noun + 1 : noun + 2] == ["and"] and any(_is_colour(reading, i) for i in after)


def _has_looks(reading: Reading, noun: int) -> bool:
    """Whether a colour or another quality of a noun is told that is no sort of it."""
    start = reading.nouns[noun].first if noun in reading.nouns else noun
    return any(
        reading.words[i].dep == "amod" and i < start and reading.lowers[i] not in _SORTS
        for i in reading.sentence.children[noun]
    )


def _is_told_of(reading: Reading, noun: int) -> bool:
    """Whether more is said of a noun than that it is there, which one would not say of what is missing."""
    children, after = reading.sentence.children[noun], reading.words[noun + 1 : noun + 2]
    if bool(after) and after[0].tag in {"VBN", "VBD"}:
        return True  # "with its forks raised"
    if "ready" in reading.lowers[noun:] or not _IN_HAND.isdisjoint(reading.lowers[noun + 2 : noun + 7]):
        return True  # who gets ready to hit the ball has a racket; "with a helmet in hand"
    if any(reading.words[i].dep in _SAID_MORE and i > noun for i in children):
        return True
    return reading.says_again(noun) or any(_is_quality(reading, place, noun) for place in children)


def is_double_denial(reading: Reading, text: str, noun: int | None) -> bool:
    """Whether a phrase would deny what is itself a lack: nobody writes "without a missing bolt"."""
    if noun is None or not text.startswith("without"):
        return False
    children = reading.sentence.children
    nouns = [noun, *(place for place in children[noun] if reading.words[place].dep == "conj")]
    around = {*nouns, noun + 1, reading.words[noun].head}.union(*(children[each] for each in nouns))
    return any(reading.lowers[place] in _LACKING for place in around if place < len(reading.lowers))
