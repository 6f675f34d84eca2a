"""Whether what one description says makes a statement of another true."""

from dataclasses import dataclass

from miwake.captions.entailment.hearing import Description
from miwake.captions.entailment.meaning import Meaning
from miwake.captions.entailment.relations import consequences
from miwake.captions.entailment.statements import MANY, Link, Quality, Statement, Thing
from miwake.captions.wordnet import relation as wordnet_relation


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement that is made true, and those that make it so (several only where things are added up)."""

    claim: Statement
    by: tuple[Statement, ...]


def proof(claim: Statement, said: Description, meaning: Meaning, *, strict: bool = True) -> Proof | None:
    """Return by which statement a description makes a claim true, or None.

    Args:
        claim: The statement to be proved.
        said: The description that may prove it.
        meaning: Compares words.
        strict: Only what surely speaks of the same thing counts; else also what may well do so under another name
            ("the vehicle is blue" of "a blue car").
    """
    for statement in said.statements:
        if _proves(statement, claim, meaning, strict=strict):
            return Proof(claim, (statement,))
    return _proved_by_absence(claim, said, meaning)


def count_proof(claim: Thing, said: Description, meaning: Meaning) -> Proof | None:
    """Return by which statement a description makes true how many of a thing there are.

    Things that are told apart ("a man and a man in a hat") are added up. What is said of a narrower sort gives no upper
    bound: two men may be among three people.
    """
    found = [
        each
        for each in said.statements
        if isinstance(each, Thing) and each.there and meaning.noun_says(each.names, claim.names)
    ]
    if not found or not claim.there:
        return None
    told = [each for each in found if not each.definite] or found[:1]
    low, high = sum(each.low for each in told), min(MANY, sum(each.high for each in told))
    if not all(meaning.noun_says(claim.names, each.names) for each in told):
        high = MANY
    return Proof(claim, tuple(told)) if claim.low <= low and high <= claim.high else None


def _proves(statement: Statement, claim: Statement, meaning: Meaning, *, strict: bool) -> bool:
    if isinstance(statement, Thing) and isinstance(claim, Thing):
        if statement.there != claim.there:
            return False
        narrow, wide = (statement, claim) if claim.there else (claim, statement)
        return meaning.noun_says(narrow.names, wide.names)
    if isinstance(statement, Quality) and isinstance(claim, Quality):
        return _quality_proves(statement, claim, meaning, strict=strict)
    if isinstance(statement, Link) and isinstance(claim, Link):
        return _link_proves(statement, claim, meaning, strict=strict)
    return False


def _quality_proves(said: Quality, claim: Quality, meaning: Meaning, *, strict: bool) -> bool:
    if not _is_borne_by(said, claim, meaning, strict=strict):
        return False
    if said.there == claim.there:
        return meaning.quality_says(said.word, claim.word)
    return meaning.opposite(said.word, claim.word)


def _is_borne_by(said: Quality, claim: Quality, meaning: Meaning, *, strict: bool) -> bool:
    if said.worn != claim.worn:
        clothes = claim.thing if said.worn else said.thing
        return wordnet_relation(clothes.names[0], "clothing", part="noun") is not None
    known = said.thing.there or not claim.thing.there  # of what is not there, only other denials say something
    return known and _is(said.thing, claim.thing, meaning, strict=strict)


def _link_proves(said: Link, claim: Link, meaning: Meaning, *, strict: bool) -> bool:
    if said.there != claim.there:
        return False
    if said.verb and claim.verb and meaning.verb_says(said.relation, claim.relation):
        return _same_sides(said, claim, meaning, turned=False, strict=strict)
    claimed = {relation for relation, turned in consequences(claim.relation, verb=claim.verb)[:1] if not turned}
    claimed = claimed or {claim.relation}
    return any(
        relation in claimed and _same_sides(said, claim, meaning, turned=turned, strict=strict)
        for relation, turned in consequences(said.relation, verb=said.verb)
    )


def _same_sides(said: Link, claim: Link, meaning: Meaning, *, turned: bool, strict: bool) -> bool:
    left, right = (said.right, said.left) if turned else (said.left, said.right)
    if claim.right is not None and right is None:
        return False
    return _is(left, claim.left, meaning, strict=strict) and _is(right, claim.right, meaning, strict=strict)


def _is(one: Thing | None, other: Thing | None, meaning: Meaning, *, strict: bool) -> bool:
    """Whether what a description speaks of is what a claim speaks of; None: it is not said what it is."""
    if one is None or other is None:
        return True
    return (meaning.noun_says if strict else meaning.may_be_one)(one.names, other.names)


def _proved_by_absence(claim: Statement, said: Description, meaning: Meaning) -> Proof | None:
    """Return how a description makes a denial true: where there is no helmet nobody wears one."""
    target = claim if isinstance(claim, Thing) else claim.right if isinstance(claim, Link) else None
    if claim.there or target is None:
        return None
    for each in said.statements:
        if isinstance(each, Thing) and not each.there and meaning.noun_says(target.names, each.names):
            return Proof(claim, (each,))
    return None
