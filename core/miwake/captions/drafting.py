"""All drafts of one sentence: by the rules, and then with what a masked language model says of its words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from miwake.captions.drafts import Draft
from miwake.captions.filling import Filler, Filling, Slot
from miwake.captions.plausibility import weighed
from miwake.captions.reading import Reading
from miwake.captions.rules.actions import action_drafts
from miwake.captions.rules.additions import addition_drafts
from miwake.captions.rules.counts import count_drafts
from miwake.captions.rules.filled import filled_drafts, slots
from miwake.captions.rules.modifiers import modifier_drafts
from miwake.captions.rules.objects import object_drafts
from miwake.captions.rules.relations import phrase_drafts
from miwake.captions.rules.swaps import swap_drafts
from miwake.domain.terms import Kind

_LITTLE = 3
_RULES = (
    (frozenset({Kind.ATTRIBUTE, Kind.STATE}), modifier_drafts),
    (frozenset({Kind.OBJECT}), object_drafts),
    (frozenset({Kind.COUNT}), count_drafts),
    (frozenset({Kind.RELATION, Kind.PRESENCE}), phrase_drafts),
    (frozenset({Kind.ACTION}), action_drafts),
    (frozenset({Kind.SWAP}), swap_drafts),
)


class Drafting:
    """The drafts of one sentence, of the kinds that are wanted."""

    def __init__(self, reading: Reading, kinds: AbstractSet[Kind]) -> None:
        self.reading = reading
        self._kinds = kinds
        self.drafts = self._wanted(draft for makes, rule in _RULES if makes & kinds for draft in rule(reading))

    def slots(self) -> list[Slot]:
        """Return the words that a masked language model is to be asked about."""
        return slots(self.reading, self.drafts, self._kinds)

    def fill(self, fillings: Mapping[int, Filling]) -> None:
        """Weigh the drafts by what may stand in the places of words, and add that where the rules say little."""
        said = Counter(draft.changes[0].first for draft in self.drafts if draft.suspect is None)
        filled = [
            draft
            for place, filling in fillings.items()
            if said[place] < _LITTLE
            for draft in filled_drafts(self.reading, place, filling)
        ]
        self.drafts = [*weighed(self.drafts, self.reading.sentence, fillings), *self._wanted(filled)]

    def added(self) -> list[Draft]:
        """Return details that could be added, for a sentence that offers little else."""
        return self._wanted(addition_drafts(self.reading))

    def _wanted(self, drafts: Iterable[Draft]) -> list[Draft]:
        return [draft for draft in drafts if draft.kind in self._kinds]


def fill_all(draftings: Sequence[Drafting], filler: Filler) -> None:
    """Ask a masked language model about all sentences of a batch at once."""
    asked = [(drafting, slot) for drafting in draftings for slot in drafting.slots()]
    fillings = filler.fill([slot.parts for _, slot in asked])
    found: dict[int, dict[int, Filling]] = {}
    for (drafting, slot), filling in zip(asked, fillings, strict=True):
        found.setdefault(id(drafting), {})[slot.place] = filling
    for drafting in draftings:
        drafting.fill(found.get(id(drafting), {}))
