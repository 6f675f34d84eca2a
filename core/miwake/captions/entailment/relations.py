"""Relations in space: which say the same, which follow from others, also seen from the other side."""

from collections.abc import Iterator
from functools import lru_cache

# One spelling stands for all that say the same. Hyphens are words of their own, as the parser has it.
_SAME = {
    "left of": "to the left of, on the left of, on the left side of, to the left side of, at the left of, "
    "on the left - hand side of",
    "right of": "to the right of, on the right of, on the right side of, to the right side of, at the right of, "
    "on the right - hand side of",
    "above": "over, high above",
    "below": "under, underneath, beneath, under neath",
    "on": "on top of, on the top of, atop, upon, onto, on to, up on",
    "in front of": "ahead of, at the front of",
    "behind": "in back of, in behind of, at the back of, to the rear of, at the rear of",
    "beside": "next to, right next to, alongside, alongside of, adjacent to, by the side of, at the side of, by, "
    "besides",
    "near": "close to, nearby, near to, in close proximity to, in the vicinity of, not far from",
    "against": "up against",
    "opposite": "across from, opposite to, opposite of, facing",
    "in": "inside, inside of, within, into, in to",
    "outside": "outside of, out of",
    "away from": "far from, far away from, a long way from, apart from",
    "between": "in between, in the middle of, amid, among, amongst",
    "around": "all around, round, surrounding",
    "along": "all along",
    "off": "off of",
    "attached to": "connected to, fixed to, fastened to, mounted on, mounted to, joined to, secured to, bolted to",
}
_CANONICAL = {
    spelling: name
    for name, others in _SAME.items()
    for spelling in (name, *(each.strip() for each in others.split(",")))
}
# Words that relate things: where they change, it is not enough that another description holds them too.
RELATING = frozenset(
    word for spelling in _CANONICAL for word in spelling.split() if word not in {"the", "of", "-", "a"}
)
_FOLLOWS = {
    "beside": ("near",),
    "against": ("beside", "near"),
    "around": ("near",),
    "attached to": ("on", "with"),
    "wear": ("with",),
    "hold": ("with",),
}
_OTHER_SIDE = {
    "left of": "right of",
    "right of": "left of",
    "above": "below",
    "below": "above",
    "on": "below",
    "in front of": "behind",
    "behind": "in front of",
    "beside": "beside",
    "near": "near",
    "against": "against",
    "opposite": "opposite",
    "away from": "away from",
    "attached to": "attached to",
    "in": "contain",
    "contain": "in",
    "around": "surrounded by",
    "surrounded by": "around",
}
# Verbs that say what a relation says: base form -> relation, and whether the two sides change places.
_VERBS = {
    "wear": ("wear", False),
    "don": ("wear", False),
    "hold": ("hold", False),
    "carry": ("hold", False),
    "grip": ("hold", False),
    "have": ("with", False),
    "feature": ("with", False),
    "ride": ("on", False),
    "contain": ("in", True),
    "fill": ("in", False),
    "cover": ("on", False),
    "surround": ("around", False),
    "follow": ("behind", False),
    "lead": ("in front of", False),
    "precede": ("in front of", False),
    "face": ("opposite", False),
    "overlook": ("above", False),
    "support": ("below", False),
    "enter": ("in", False),
    "flank": ("beside", False),
    "adjoin": ("beside", False),
    "top": ("on", False),
}
_LONGEST = max(len(spelling.split()) for spelling in _CANONICAL)


def canonical(words: str) -> str | None:
    """Return the one spelling of a relation; None if the words are none that is known."""
    return _CANONICAL.get(words)


def longest_relation(lowers: list[str], start: int) -> tuple[int, str] | None:
    """Return last word and canonical spelling of the longest relation that begins at word `start`."""
    for size in range(min(_LONGEST, len(lowers) - start), 0, -1):
        found = _CANONICAL.get(" ".join(lowers[start : start + size]))
        if found is not None:
            return start + size - 1, found
    return None


@lru_cache(maxsize=2_000)
def consequences(relation: str, *, verb: bool) -> tuple[tuple[str, bool], ...]:
    """Return what follows where A stands in a relation to B, itself included: (relation, from B's side)."""
    found = dict.fromkeys(_consequences(relation, verb=verb))
    return tuple(found)


def _consequences(relation: str, *, verb: bool) -> Iterator[tuple[str, bool]]:
    turned = False
    if verb:
        if relation not in _VERBS:
            return
        relation, turned = _VERBS[relation]
    for each in (relation, *_FOLLOWS.get(relation, ())):
        yield each, turned
        if each in _OTHER_SIDE:
            yield _OTHER_SIDE[each], not turned
