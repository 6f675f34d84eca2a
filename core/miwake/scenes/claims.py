"""What a description says, as data that can be checked against a scene's facts."""

from dataclasses import dataclass

from miwake.scenes.facts import Facts, Thing, relation_holds
from miwake.scenes.lexicon import BACKDROP_NOUNS, OVERLAPPING

Traits = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or several things of a noun with all of these traits, such as two red cones."""

    noun: str
    traits: Traits = ()
    count: int = 1

    def trait(self, slot: str) -> str | None:
        """Return the value the phrase asks for, None if it asks for none."""
        return dict(self.traits).get(slot)

    def with_trait(self, slot: str, value: str) -> "Phrase":
        """Return the phrase with one trait exchanged or added."""
        traits = {**dict(self.traits), slot: value}
        return Phrase(self.noun, tuple(sorted(traits.items())), self.count)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about a scene.

    Attributes:
        subject: What there is.
        relation: How the subject stands to `other` ("left of", ...), "and" if it only stands beside it in the sentence.
        other: The second phrase.
        place: Where the scene is, such as "warehouse".
        light: How the scene is lit, such as "dusk".
    """

    subject: Phrase
    relation: str | None = None
    other: Phrase | None = None
    place: str | None = None
    light: str | None = None


def holds(claim: Claim, facts: Facts) -> bool | None:
    """Return whether the claim is true of the scene; None where people could differ."""
    verdicts: list[bool | None] = [_exists(claim.subject, facts)]
    if claim.other is not None:
        verdicts.append(_exists(claim.other, facts))
        if claim.relation not in {None, "and"}:
            verdicts.append(_related(claim, facts))
    if claim.place is not None:
        verdicts.append(claim.place == facts.place)
    if claim.light is not None:
        verdicts.append(claim.light == facts.light)
    if False in verdicts:
        return False
    return None if None in verdicts else True


def matching(phrase: Phrase, facts: Facts) -> tuple[list[Thing], list[Thing]]:
    """Return the things that the phrase surely names, and those that it may name."""
    sure: list[Thing] = []
    maybe: list[Thing] = []
    for thing in facts.things:
        if thing.noun != phrase.noun:
            continue
        values = [(thing.trait(slot), value) for slot, value in phrase.traits]
        if any(has not in {None, wanted} and {has, wanted} not in OVERLAPPING for has, wanted in values):
            continue
        (sure if thing.clear and all(has == wanted for has, wanted in values) else maybe).append(thing)
    return sure, maybe


def _exists(phrase: Phrase, facts: Facts) -> bool | None:
    sure, maybe = matching(phrase, facts)
    if not sure and not maybe and phrase.noun in BACKDROP_NOUNS.get(facts.place, ()):
        return None
    if phrase.count == 1:
        return True if sure else None if maybe else False
    if len(sure) > phrase.count or len(sure) + len(maybe) < phrase.count:
        return False
    return None if maybe else True


def _related(claim: Claim, facts: Facts) -> bool | None:
    assert claim.other is not None
    assert claim.relation is not None
    sure_a, maybe_a = matching(claim.subject, facts)
    sure_b, maybe_b = matching(claim.other, facts)
    seen = [
        (relation_holds(facts, a, claim.relation, b), a in sure_a and b in sure_b)
        for a in sure_a + maybe_a
        for b in sure_b + maybe_b
        if a.key != b.key
    ]
    if any(verdict is True and sure for verdict, sure in seen):
        return True
    return None if any(verdict is not False for verdict, _ in seen) else False
