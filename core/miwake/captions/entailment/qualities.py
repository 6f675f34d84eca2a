"""What a description says its things are like: before the noun, after "is", in a relative clause, as what is worn."""

from collections.abc import Iterator

from miwake.captions.entailment.scene import Scene
from miwake.captions.entailment.statements import Quality, Thing
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary

_TAGS = ("JJ", "VB", "NN", "RP")
_COLOURS = vocabulary(
    "red orange yellow green blue purple violet pink brown black white grey gray silver gold golden beige tan navy",
    "turquoise maroon khaki camouflage denim",
)
_NOT_QUALITIES = vocabulary("same other another more most much several many few some such own next first last")


_PREDICATES = frozenset({"acomp", "oprd", "attr"})
_CLAUSES = frozenset({"acl", "relcl", "ROOT", "conj", "advcl", "ccomp"})
_COLOURED = frozenset({"painted", "coloured", "colored", "dyed", "is", "are"})
_STATES = vocabulary("open closed shut raised lowered up down on off")


def qualities(scene: Scene) -> Iterator[Quality]:
    """Yield all qualities."""
    for word in scene.words:
        if word.lower in _NOT_QUALITIES or not _may_be_one(scene, word):
            continue
        for thing, worn in _bearers(scene, word):
            if not thing.first <= word.place <= thing.last:
                yield Quality(thing, word.lower, word.place, there=not _denied(scene, word), worn=worn)


def _bearers(scene: Scene, word: Word) -> Iterator[tuple[Thing, bool]]:
    first = _first_joined(scene, word)
    head = scene.words[first.head]
    if first.dep in {"pobj", "amod"} and word.lower in _COLOURS and head.lower == "in":
        yield from ((thing, True) for thing in _wearers(scene, head))
    else:
        yield from ((thing, False) for thing in _plain_bearers(scene, word, first, head) if thing.last != word.place)


def _plain_bearers(scene: Scene, word: Word, first: Word, head: Word) -> tuple[Thing, ...]:
    found: tuple[Thing, ...] = ()
    if first.dep in {"amod", "compound", "nmod"}:
        found = scene.at(head.place)[:1] or scene.at(head.head)[:1]
    elif first.dep in _PREDICATES and (not word.is_noun or word.lower in _COLOURS):
        target = scene.reading.sentence.child(head.place, "dobj") if first.dep == "oprd" else None
        found = scene.at(target.place) if target else scene.subjects(head.place)
    elif first.dep == "dobj" and word.lower in _COLOURS and head.lower in _COLOURED:
        found = scene.at(head.head)[:1] if head.dep == "acl" else scene.subjects(head.place)
    elif first.dep == "pobj" and head.lower == "of" and scene.reading.lowers[head.head] == "made":
        found = _of_participle(scene, scene.words[head.head], scene.words[head.head])
    elif word.tag == "VBN" and first.dep in _CLAUSES:
        found = _of_participle(scene, word, first)
    elif word.lower in _STATES:
        before = scene.at(word.place - 1)[:1] if word.place else ()
        found = before or (scene.subjects(head.place) if head.lower in {"is", "are"} else ())
    return found


def _first_joined(scene: Scene, word: Word) -> Word:
    """Return the first of words joined by "and": "red" for the "white" of "red and white"."""
    for _ in range(4):  # a longer chain is a parse error
        head = scene.words[word.head]
        if word.dep != "conj" or head.place == word.place or head.is_verb != word.is_verb:
            break
        if head.is_noun and head.lower not in _COLOURS:
            break
        word = head
    return word


def _of_participle(scene: Scene, word: Word, first: Word) -> tuple[Thing, ...]:
    if first.dep == "acl":
        return scene.at(first.head)[:1]
    passive = scene.reading.sentence.child(word.place, "nsubjpass")
    if first.dep == "relcl" and (passive is None or passive.lower in {"that", "which", "who"}):
        return scene.at(first.head)[:1]
    helper = scene.reading.sentence.child(word.place, "auxpass")
    if passive is None and helper is not None:
        return scene.subjects(word.place) or scene.subjects(helper.place)
    return scene.at(passive.place) if passive else ()


def _wearers(scene: Scene, preposition: Word) -> tuple[Thing, ...]:
    head = scene.words[preposition.head]
    if head.is_noun:
        return scene.at(head.place)[:1]
    if head.lower in {"dressed", "clothed", "clad"} and head.dep == "acl":
        return scene.at(head.head)[:1]
    return scene.subjects(head.place)


def _denied(scene: Scene, word: Word) -> bool:
    """Whether "not" stands before the quality itself or its verb; that there is no such thing is said of the thing."""
    if word.dep in {"amod", "compound", "nmod"}:
        return False
    return scene.reading.negated(word.place)


def _may_be_one(scene: Scene, word: Word) -> bool:
    if word.lower in _STATES and not scene.reading.sentence.children[word.place]:
        return True  # "the light is on"
    return word.tag.startswith(_TAGS) and word.place not in scene.taken
