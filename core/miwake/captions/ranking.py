"""In which order a caption's drafts are proposed: unsuspected first, then one of each slot and kind in turn."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from miwake.captions.drafts import Draft
from miwake.domain.terms import NegativeSource, Operation

_JITTER = 0.12
_LAST = NegativeSource.MASKED_LM
_PLAUSIBLE = 0.3


def ranked(drafts: Iterable[Draft], *, seed: int, caption: str) -> Iterator[Draft]:
    """Yield drafts in order: the best of each slot, then the second best of each, and so on.

    What a masked language model fills in comes last of its slot; the implausible come after the plausible, suspects
    after them, added details last. The seed moves drafts of about equal weight.
    """
    chance = random.Random(f"{seed}\n{caption}".encode("utf-8", "surrogatepass"))  # noqa: S311 -- an order, not a secret
    scored = [(draft.weight + _JITTER * chance.random(), draft) for draft in drafts]
    sound = [each for each in scored if each[1].suspect is None]
    yield from _in_turn([each for each in sound if each[1].weight >= _PLAUSIBLE])
    yield from _in_turn([each for each in sound if each[1].weight < _PLAUSIBLE])
    suspects = [each for each in scored if each[1].suspect is not None]
    yield from _in_turn([each for each in suspects if each[1].operation != Operation.ADDED])
    yield from _in_turn([each for each in suspects if each[1].operation == Operation.ADDED])


def _in_turn(scored: list[tuple[float, Draft]]) -> Iterator[Draft]:
    slots: dict[tuple[object, ...], list[tuple[float, Draft]]] = defaultdict(list)
    for each in scored:
        slots[(each[1].kind, *each[1].slot)].append(each)
    queues = [sorted(slot, key=lambda each: (each[1].source == _LAST, -each[0])) for slot in slots.values()]
    queues.sort(key=lambda queue: -queue[0][0])
    for rank in range(max(map(len, queues), default=0)):
        row = [queue[rank] for queue in queues if rank < len(queue)]
        row.sort(key=lambda each: -each[0])
        for _, draft in row:
            yield draft
