"""What WordNet knows of two words: whether one says the same as, more than or less than the other."""

from miwake.captions.wordnet.relations import (
    antonyms,
    cohyponyms,
    common_ancestor_depth,
    exclusive,
    is_known,
    relation,
    says_quality,
)
from miwake.captions.wordnet.words import Part, lemmas

__all__ = [
    "Part",
    "antonyms",
    "cohyponyms",
    "common_ancestor_depth",
    "exclusive",
    "is_known",
    "lemmas",
    "relation",
    "says_quality",
]
