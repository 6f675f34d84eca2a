"""Who does what to what in a description, the passive turned round."""

from collections.abc import Iterator

from miwake.captions.entailment.scene import Scene
from miwake.captions.entailment.statements import Link, Thing
from miwake.captions.sentence import Word
from miwake.captions.vocabulary import vocabulary
from miwake.captions.wordnet import lemmas

_NO_DEEDS = vocabulary("be seem appear look get become remain stay keep let go come make do can will")
_STATES = frozenset({"aux", "auxpass"})
_SPELLED = {"lying": "lie", "laying": "lie", "lays": "lie", "lay": "lie", "lies": "lie"}


def deeds(scene: Scene) -> Iterator[Link]:
    """Yield one link a doer and object of each verb."""
    for word in scene.words:
        if not word.is_verb or word.dep in _STATES or word.place in scene.taken:
            continue
        verb = base(word.lower)
        if verb in _NO_DEEDS:
            continue
        doers, objects = _sides(scene, word)
        there = not scene.reading.negated(word.place)
        for doer in doers or (None,):
            for each in objects or (None,):
                if doer is not None or each is not None:
                    yield Link(doer, verb, each, word.place, word.place, there, verb=True)


def base(word: str) -> str:
    """Return the base form of a verb."""
    return _SPELLED.get(word) or next(iter(lemmas(word, "verb")), word)


def _sides(scene: Scene, word: Word) -> tuple[tuple[Thing, ...], tuple[Thing, ...]]:
    """Return who does it and to what."""
    sentence = scene.reading.sentence
    passive = sentence.child(word.place, "nsubjpass")
    if passive is not None or (word.tag == "VBN" and word.dep in {"acl", "amod"}):
        sufferer = passive.place if passive else word.head
        objects = scene.at(_resolved(scene, sufferer, word))
        return _agents(scene, word), objects if passive else objects[:1]
    objects = scene.objects(word.place)
    if word.dep in {"acl", "amod"} and scene.words[word.head].is_noun:
        return scene.at(word.head)[:1], objects
    return scene.subjects(word.place), objects


def _resolved(scene: Scene, place: int, verb: Word) -> int:
    """Return what a "that" or "which" stands for."""
    if scene.words[place].lower in {"that", "which", "who"}:
        return verb.head
    return place


def _agents(scene: Scene, word: Word) -> tuple[Thing, ...]:
    agent = scene.reading.sentence.child(word.place, "agent")
    if agent is None:
        agent = next(
            (scene.words[i] for i in scene.reading.sentence.children[word.place] if scene.words[i].lower == "by"), None
        )
    found = scene.reading.sentence.child(agent.place, "pobj") if agent is not None else None
    return scene.at(found.place if found else None)
