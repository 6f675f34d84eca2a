"""Which meanings of a word a description of a photo of a site uses: usual ones, of things that can be seen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from wordnet_source import database as wn
from wordnet_source.database import Sense, Synset

# How readily a sense is meant in a description of a photo: a machine before who works it (excavator), things that can
# be seen before acts and states; thoughts, feelings and times come last.
_SEEN = dict.fromkeys((wn.TOPS, wn.ANIMAL, wn.BODY, wn.FOOD, wn.OBJECT, wn.PERSON, wn.PHENOMENON, wn.PLANT), 1.0) | {
    wn.SHAPE: 1.0,
    wn.SUBSTANCE: 1.0,
    wn.ARTIFACT: 1.5,
}
_HALF_SEEN = dict.fromkeys(
    (wn.ACT, wn.ATTRIBUTE, wn.COMMUNICATION, wn.EVENT, wn.GROUP, wn.LOCATION, wn.PROCESS, wn.STATE), 0.4
)
_UNSEEN = 0.1
_ENOUGH = 0.3  # of the best sense's score: what is rarer is not what the writer meant
_MOST = 3
_FIGURATIVE = 0.2  # a person who was never met by a name: a bear at the stock exchange, a fox, a doll
_AGENTS = ("er", "or", "ist", "man")
_TAXA = "taxonomic group"
Site = str | list[str]
_NAMES_ARE_THINGS = frozenset({wn.ANIMAL, wn.ARTIFACT, wn.FOOD, wn.PLANT, wn.SUBSTANCE})


def usual_senses(
    senses: Iterable[Sense], synsets: Mapping[int, Synset], *, part: str, site: Mapping[str, Site]
) -> dict[str, list[int]]:
    """Return the synsets that each word usually means, the commonest first.

    Args:
        senses: All senses of all words.
        synsets: All synsets, by offset.
        part: noun, verb or adjective.
        site: Per word, a word of the one synset that people on a site mean, or of a wider one; empty if there is none.

    Raises:
        ValueError: A word of `site` does not exist, or none of its senses fits.
    """
    taxa = _below(_TAXA, synsets) if part == "noun" else frozenset()
    of_word: dict[str, list[Sense]] = defaultdict(list)
    for sense in senses:
        if sense.synset not in taxa and not _is_name(sense.word, synsets[sense.synset]):
            of_word[sense.word].append(sense)
    found = {}
    for word, its in of_word.items():
        its.sort(key=lambda each: each.number)
        found[word] = _meant_on_site(word, its, synsets, site) if word in site else _commonest(its, synsets, part)
    if not site.keys() <= found.keys():
        raise ValueError(f"no such {part}: {', '.join(sorted(site.keys() - found.keys()))}")
    return {word: meant for word, meant in found.items() if meant}


def _meant_on_site(
    word: str, senses: list[Sense], synsets: Mapping[int, Synset], site: Mapping[str, Site]
) -> list[int]:
    if not site[word]:
        return []
    for sense in senses:
        if any(each != word and each == site[word] for each in _words_above(sense.synset, synsets)):
            return [sense.synset]
    raise ValueError(f"no sense of {word} is {site[word]}")


def _words_above(offset: int, synsets: Mapping[int, Synset]) -> Iterator[str]:
    """Yield the words of a synset and of all that are wider, the nearest first."""
    todo, seen = [offset], {offset}
    for each in todo:
        yield from synsets[each].words
        new = [wider for wider in synsets[each].to("@", "&") if wider not in seen]
        seen.update(new)
        todo += new


def _commonest(senses: list[Sense], synsets: Mapping[int, Synset], part: str) -> list[int]:
    agent = senses[0].word.endswith(_AGENTS)

    def score(sense: Sense) -> float:
        topic = synsets[sense.synset].topic
        seen = _SEEN.get(topic) or _HALF_SEEN.get(topic, _UNSEEN) if part == "noun" else 1.0
        if topic == wn.PERSON and not sense.count and not agent:
            seen *= _FIGURATIVE
        return (sense.count + 1) * seen

    ranked = sorted(senses, key=lambda each: -score(each))
    return [each.synset for each in ranked[:_MOST] if score(each) >= _ENOUGH * score(ranked[0])]


def _is_name(word: str, synset: Synset) -> bool:
    """Whether the word is a name in this sense: "Crane" the poet, not the machine. Names of breeds and goods count."""
    if any(pointer.symbol == "@i" for pointer in synset.pointers):
        return True
    spelled = next((each for each in synset.words if each.lower() == word), word)
    return spelled[:1].isupper() and spelled[1:2].islower() and synset.topic not in _NAMES_ARE_THINGS


def _below(word: str, synsets: Mapping[int, Synset]) -> frozenset[int]:
    """Return the synsets under one that has this word, itself included."""
    found = {offset for offset, synset in synsets.items() if word in synset.words}
    below: dict[int, list[int]] = defaultdict(list)
    for offset, synset in synsets.items():
        for wider in synset.to("@"):
            below[wider].append(offset)
    todo = list(found)
    while todo:
        new = [each for each in below[todo.pop()] if each not in found]
        found.update(new)
        todo += new
    return frozenset(found)
