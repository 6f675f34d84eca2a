"""How plausible a negative is, by a masked language model: how likely its new words are in their places."""

from collections.abc import Iterable, Iterator, Mapping
from math import exp, sqrt
from typing import NamedTuple

from miwake.captions.drafts import FLOOR, Change, Draft
from miwake.captions.filling import Filling
from miwake.captions.sentence import Sentence
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
# Of a thing for which the model has no word of one piece: rarer than those that it has, so they come first.
_RARE = 0.25


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
    """
    for draft in drafts:
        found = _judged(draft, sentence, fillings) if draft.weight >= FLOOR else None
        yield draft if found is None else draft._replace(weight=sqrt(draft.weight * found))


def _judged(draft: Draft, sentence: Sentence, fillings: Mapping[int, Filling]) -> float | None:
    if draft.operation == Operation.REPLACE and draft.changes[0].first == draft.changes[0].last:
        return _of_one_word(draft, sentence, fillings)
    if draft.operation != Operation.SWAP:
        return None
    one, other = (_chances(change, sentence, fillings) for change in draft.changes[:2])
    if one is None or other is None:
        return None
    return plausibility((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, kind=draft.kind)


def _of_one_word(draft: Draft, sentence: Sentence, fillings: Mapping[int, Filling]) -> float | None:
    change = draft.changes[0]
    chances = _chances(change, sentence, fillings)
    if chances is not None:
        return plausibility(*chances, kind=draft.kind)
    filling = fillings.get(change.first) if draft.kind == Kind.OBJECT else None
    return None if filling is None or filling.chance(change.text) is not None else _RARE


def _chances(change: Change, sentence: Sentence, fillings: Mapping[int, Filling]) -> tuple[float, float] | None:
    """Return the log chances of the new and the old word; of a phrase that moves those of its last words, its nouns."""
    filling = fillings.get(change.last) if change.first <= change.last and change.text else None
    if filling is None:
        return None
    text = change.text.split()[-1].lower() if change.verbatim else change.text
    new, old = filling.chance(text), filling.chance(sentence.words[change.last].lower)
    return None if new is None or old is None else (new, old)
