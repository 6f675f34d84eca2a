"""How the things of a description stand to each other: prepositions, also of several words, with and without."""

from collections.abc import Iterator

from miwake.captions.entailment.scene import Scene
from miwake.captions.entailment.statements import Link, Thing
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.captions.wordnet import relation as wordnet_relation

_BETWEEN = frozenset({"IN", "VBZ", "VBP", "VBG", "VBD", ".", ",", "CC", "PRP"})
_HEARD_AS_THEY_STAND = vocabulary(
    "with without through across past toward towards beyond at from of despite before after"
)
_EACH_OTHER = (["each", "other"], ["one", "another"])
_REACH = 6


def positions(scene: Scene) -> Iterator[Link]:
    """Yield all relations between things."""
    for first, (last, relation) in scene.relations.items():
        yield from _links(scene, first, last, relation)
    for word in scene.words:
        if word.dep == "prep" and word.lower in _HEARD_AS_THEY_STAND and word.place not in scene.taken:
            yield from _links(scene, word.place, word.place, word.lower)


def _links(scene: Scene, first: int, last: int, relation: str) -> Iterator[Link]:
    there = not scene.reading.negated(first)
    if relation == "without":
        relation, there = "with", False
    lefts = _lefts(scene, first, last)
    if scene.reading.lowers[last + 1 : last + 3] in _EACH_OTHER:
        yield from (
            Link(one, relation, other, first, last, there) for one in lefts for other in lefts if one is not other
        )
        if len(lefts) == 1:
            yield Link(lefts[0], relation, lefts[0], first, last, there)
        return
    for right in _rights(scene, first, last):
        for left in lefts:
            if left is not right:
                yield Link(left, _worn(left, relation, right), right, first, last, there)


def _worn(left: Thing, relation: str, right: Thing) -> str:
    """Return "wear" for the "in" of "a man in a vest"."""
    clothing = relation == "in" and wordnet_relation(right.names[0], "clothing", part="noun") == "hyponym"
    return "wear" if clothing and wordnet_relation(left.names[0], "clothing", part="noun") is None else relation


def _rights(scene: Scene, first: int, last: int) -> tuple[Thing, ...]:
    for index in range(last, first - 1, -1):
        child = scene.reading.sentence.child(index, "pobj", "dobj")
        if child is not None and child.place > last:
            return scene.at(child.place)
    for word in scene.words[last + 1 : last + 1 + _REACH]:
        found = scene.at(word.place) if word.is_noun else ()
        if found:
            return found
        if word.tag in _BETWEEN:
            break
    return ()


def _lefts(scene: Scene, first: int, last: int) -> tuple[Thing, ...]:
    """Return of what a relation is said: the noun that it follows, or the subject and object of its verb."""
    words = scene.words
    outer = next((w for w in words[first : last + 1] if not first <= w.head <= last or w.head == w.place), words[first])
    own = scene.reading.sentence.child(outer.place, "nsubj", "nsubjpass")
    if own is not None:
        return scene.at(own.place)
    head = words[outer.head]
    if head.is_noun and head.place != outer.place:
        return scene.at(head.place)[:1]
    return _of_verb(scene, head)


def _of_verb(scene: Scene, verb: Word) -> tuple[Thing, ...]:
    if not verb.is_verb and verb.tag != "MD":
        found = scene.reading.modified(verb.place)
        return scene.at(found) if found is not None else ()
    existing = scene.reading.sentence.child(verb.place, "attr", "nsubj")
    if scene.reading.sentence.child(verb.place, "expl") is not None and existing is not None:
        return scene.at(existing.place)
    return (*scene.subjects(verb.place), *scene.objects(verb.place))
