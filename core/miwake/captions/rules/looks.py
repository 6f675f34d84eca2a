"""What a word tells of a thing's looks, by the contrast sets of the packs that hold it."""

from collections.abc import Set as AbstractSet

from miwake.captions.reading import Reading

COLOUR, MATERIAL = frozenset({"colour"}), frozenset({"material"})
LOOKS = COLOUR | MATERIAL | {"size"}


def tells(reading: Reading, index: int, sets: AbstractSet[str]) -> bool:
    """Whether a word, or an expression that begins with it, is of one of these contrast sets."""
    found = reading.lexicon.modifiers.find(reading.lowers, index)
    return found is not None and any(use.contrast.name in sets for use in found[1])
