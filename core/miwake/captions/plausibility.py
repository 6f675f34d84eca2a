"""How plausible a negative is, by a masked language model: its new word against the old one, in the same place."""

import math
from collections.abc import Iterable, Iterator, Mapping

from miwake.captions.drafts import FLOOR, Draft
from miwake.captions.filling import Filling
from miwake.captions.sentence import Sentence
from miwake.domain.terms import Operation

# Logistic fit of "a person wrote it" against "a random word of the same tag", over the words that people exchanged in
# the published hard negatives (benchmarks/plausibility.py); see docs/adr/0014-masked-language-model.md.
_MIDDLE, _SLOPE = -7.3, 0.38


def plausibility(new: float, old: float) -> float:
    """Return how plausible a word is, 0 to 1, from the log chances of it and of the word that it replaces."""
    return 1 / (1 + math.exp(-_SLOPE * (new - old - _MIDDLE)))


def weighed(drafts: Iterable[Draft], sentence: Sentence, fillings: Mapping[int, Filling]) -> Iterator[Draft]:
    """Yield the drafts, those that exchange one word by one that the model knows with what it thinks of them.

    The weight becomes the geometric mean of the rule's and the model's, so that neither alone can make a draft good.
    What hardly anyone would say by the rule stays so: the model knows which words stand together, not what they mean.
    """
    for draft in drafts:
        found = _judged(draft, sentence, fillings) if draft.weight >= FLOOR else None
        yield draft if found is None else draft._replace(weight=math.sqrt(draft.weight * found))


def _judged(draft: Draft, sentence: Sentence, fillings: Mapping[int, Filling]) -> float | None:
    change = draft.changes[0]
    filling = fillings.get(change.first)
    if filling is None or change.first != change.last or draft.operation != Operation.REPLACE:
        return None
    new, old = filling.chance(change.text), filling.chance(sentence.words[change.first].lower)
    return None if new is None or old is None else plausibility(new, old)
