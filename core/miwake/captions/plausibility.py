"""How plausible a negative is, by a masked language model: how likely its new words are in their places."""

from collections.abc import Iterable, Iterator, Mapping
from math import exp, sqrt
from typing import NamedTuple

from miwake.captions.drafts import DOUBTED, FLOOR, Change, Draft
from miwake.captions.filling import Filling
from miwake.captions.packs import Home
from miwake.captions.sentence import Sentence
from miwake.captions.vocabulary import vocabulary
from miwake.domain.terms import Kind, Operation


class _Curve(NamedTuple):
    """A logistic curve over the log chance of a new word, or over what it has more than the word that it replaces."""

    middle: float
    slope: float
    compared: bool

    def at(self, new: float, old: float) -> float:
        return 1 / (1 + exp(-self.slope * ((new - old if self.compared else new) - self.middle)))


# Set by negatives judged by eye (docs/adr/0025-plausible-by-kind.md), so that below FLOOR falls what hardly any judge
# took. Of a state the model knows too little to make a suspect of any.
_CURVES: Mapping[Kind | None, _Curve] = {
    Kind.ATTRIBUTE: _Curve(-6.5, 1.0, compared=False),
    Kind.OBJECT: _Curve(-6.5, 1.0, compared=False),
    Kind.STATE: _Curve(-16.0, 0.2, compared=False),
    Kind.SWAP: _Curve(-3.0, 2.0, compared=True),
}
# Logistic fit of "a person wrote it" against "a random word of the same tag", over the words that people exchanged in
# the published hard negatives (benchmarks/plausibility.py); see docs/adr/0014-masked-language-model.md.
_USUAL = _Curve(-7.3, 0.38, compared=True)
# The log chance below which a new word makes a suspect: nine of ten judged lines above it were plausible.
_LEAST: Mapping[Kind, float] = {Kind.OBJECT: -4.2, Kind.ACTION: -4.2, Kind.ATTRIBUTE: -4.2}
# The same for how somebody may be as well who sits, stands or walks.
_LEAST_OF_POSTURES = -6.0
_POSTURES = vocabulary("sit sits sitting stand stands standing walk walks walking")
# The same for a thing of a trade in a plain place, of which the model has read little.
_LEAST_OF_TRADE = -7.0
# The mean log chance of a sentence's other things from which on the model is at home in it.
_AT_HOME = -5.0
# By how much what the model has no word for comes after what it knows.
_UNHEARD = 0.6


def plausibility(new: float, old: float, *, kind: Kind | None = None) -> float:
    """Return how plausible a word is, 0 to 1, from the log chances of it and of the word that it replaces.

    Args:
        new: Log chance of the new word in its place; of a swap the mean over both places, as of `old`.
        old: Log chance of the word that it replaces; of no account to attributes, objects and states.
        kind: What the negative gets wrong; None asks as of a kind that was not measured by itself.
    """
    return _CURVES.get(kind, _USUAL).at(new, old)


def weighed(drafts: Iterable[Draft], sentence: Sentence, fillings: Mapping[int, Filling]) -> Iterator[Draft]:
    """Yield the drafts, those whose new words the model knows with what it thinks of them.

    The weight becomes the geometric mean of the rule's and the model's, so that neither alone can make a draft good.
    What hardly anyone would say by the rule stays so: the model knows which words stand together, not what they mean.
    And what it finds too unlikely becomes so, whatever the rule thinks. But what a person's own pack says is believed,
    and so is what a pack of a trade calls a thing that the model has no word for: it comes later, above the floor.
    """
    for draft in drafts:
        if draft.weight < FLOOR:
            yield draft
            continue
        found = _judged(draft, sentence, fillings)
        weight = draft.weight if found is None else sqrt(draft.weight * found)
        if draft.home is Home.OWN:
            weight = max(FLOOR, weight)
        if _is_doubtful(draft, sentence, fillings):
            weight = max(FLOOR, weight * _UNHEARD) if _is_believed(draft, fillings) else weight * DOUBTED
        yield draft._replace(weight=weight)


def _is_believed(draft: Draft, fillings: Mapping[int, Filling]) -> bool:
    """Whether a pack's word counts more than the model's: always a person's own, and of a trade where it has none."""
    change = draft.changes[0]
    if draft.home is not Home.TRADE or draft.kind != Kind.OBJECT:
        return draft.home is Home.OWN
    filling = fillings.get(change.last)
    if filling is None:
        return " " in change.text
    chance = filling.chance(change.text)
    return chance is None or chance > _LEAST_OF_TRADE


def _is_doubtful(draft: Draft, sentence: Sentence, fillings: Mapping[int, Filling]) -> bool:
    """Whether a word is so unlikely in its place that it makes a suspect; a thing also if nobody was asked."""
    change = draft.changes[0]
    if draft.operation != Operation.REPLACE or not _is_asked_about(draft, change):
        return False
    filling = fillings.get(change.last)
    if filling is None:
        return draft.kind == Kind.OBJECT
    chance = filling.chance(change.text)
    if chance is None or chance < (_LEAST_OF_POSTURES if change.text in _POSTURES else _LEAST[draft.kind]):
        return True
    return draft.kind == Kind.OBJECT and _is_strange(sentence, fillings, change.last)


def _is_asked_about(draft: Draft, change: Change) -> bool:
    """Whether the model's word counts: not on two words that are no thing, nor on a quality that a trade tells of."""
    if draft.kind not in _LEAST:
        return False
    if draft.kind == Kind.ATTRIBUTE and draft.home is not Home.GENERAL:
        return False  # its sets say what they hold for
    return draft.kind == Kind.OBJECT or (change.first == change.last and " " not in change.text)


def _is_strange(sentence: Sentence, fillings: Mapping[int, Filling], place: int) -> bool:
    """Whether the model would not have guessed the other things: then its word on this one counts for little."""
    others = [sentence.words[each] for each in fillings if each != place and sentence.words[each].is_noun]
    chances = [chance for word in others if (chance := fillings[word.place].chance(word.lower)) is not None]
    return bool(chances) and sum(chances) / len(chances) < _AT_HOME


def _judged(draft: Draft, sentence: Sentence, fillings: Mapping[int, Filling]) -> float | None:
    change = draft.changes[0]
    if draft.operation == Operation.REPLACE and (change.first == change.last or draft.kind == Kind.OBJECT):
        return _of_one_place(draft, sentence, fillings)
    if draft.operation != Operation.SWAP:
        return None
    one, other = (_chances(change, sentence, fillings) for change in draft.changes[:2])
    if one is None or other is None:
        return None
    return plausibility((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, kind=draft.kind)


def _of_one_place(draft: Draft, sentence: Sentence, fillings: Mapping[int, Filling]) -> float | None:
    change = draft.changes[0]
    chances = _chances(change, sentence, fillings)
    if chances is not None:
        return plausibility(*chances, kind=draft.kind)
    filling = fillings.get(change.last) if draft.kind == Kind.OBJECT else None
    new = None if filling is None else filling.chance(change.text)
    return None if new is None else plausibility(new, new, kind=draft.kind)


def _chances(change: Change, sentence: Sentence, fillings: Mapping[int, Filling]) -> tuple[float, float] | None:
    """Return the log chances of the new and the old word; of a phrase that moves those of its last words, its nouns."""
    filling = fillings.get(change.last) if change.first <= change.last and change.text else None
    if filling is None:
        return None
    text = change.text.split()[-1].lower() if change.verbatim else change.text
    new, old = filling.chance(text), filling.chance(sentence.words[change.last].lower)
    return None if new is None or old is None else (new, old)
