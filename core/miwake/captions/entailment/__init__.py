"""What follows from a description: whether a statement about the same photo must be true if it is."""

from miwake.captions.entailment.hearing import Description, described, heard
from miwake.captions.entailment.meaning import Meaning, meaning_under
from miwake.captions.entailment.proof import Proof, count_proof, proof
from miwake.captions.entailment.statements import Link, Quality, Statement, Thing

__all__ = [
    "Description",
    "Link",
    "Meaning",
    "Proof",
    "Quality",
    "Statement",
    "Thing",
    "count_proof",
    "described",
    "heard",
    "meaning_under",
    "proof",
]
