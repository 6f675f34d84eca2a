"""Captions and confusable statements of a scene, drawn from its facts."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from miwake.domain.terms import Kind
from miwake.domain.texts import normalised
from miwake.scenes.claims import Claim, Phrase, holds, matching
from miwake.scenes.facts import OPPOSITES, Facts, Thing
from miwake.scenes.lexicon import RIVALS, kind_of, other_values
from miwake.scenes.objects.catalogue import MODELS
from miwake.scenes.wording import word

_ASYMMETRIC = {"left of", "right of", "in front of", "behind", "above", "below"}
_CLIMBED = {("worker", "ladder"), ("cat", "sofa"), ("cat", "table"), ("cat", "armchair"), ("bird", "house")}
_RELATIONS = ("on", "left of", "right of", "in front of", "behind", "above", "below", "next to")


@dataclass(frozen=True, slots=True)
class Statement:
    """A description of a scene.

    Attributes:
        text: The sentence.
        claim: What it says, to be checked against facts.
        kind: What it gets wrong; None if it is true.
        caption: Index of the true caption that it was made from; for a caption its own.
        wording: Which of the claim's wordings `text` is.
    """

    text: str
    claim: Claim
    kind: Kind | None
    caption: int
    wording: int


def true_claims(facts: Facts, dice: random.Random) -> list[Claim]:
    """Return claims that hold, most telling first, in seeded order."""
    clear = [thing for thing in facts.things if thing.clear]
    relations = list(_relations(facts, clear, dice))
    alone = [Claim(_described(thing, dice, rich=dice.random() < 0.6)) for thing in clear]
    counted = list(_counts(facts, clear, dice))
    dice.shuffle(relations)
    dice.shuffle(alone)
    pools = [relations, alone, counted]
    claims: list[Claim] = []
    while any(pools):
        claims.extend(_placed(pool.pop(), facts, dice) for pool in pools if pool)
    return [claim for claim in dict.fromkeys(claims) if holds(claim, facts) is True]


def tell(
    facts: Facts, dice: random.Random, *, captions: int, confusables: int
) -> tuple[list[Statement], list[Statement]]:
    """Return true captions and false confusables; no two share a text."""
    told: list[Statement] = []
    seen: set[str] = set()
    for claim in true_claims(facts, dice):
        wording = dice.getrandbits(30)
        text = word(claim, wording)
        if len(told) < captions and normalised(text) not in seen:
            seen.add(normalised(text))
            told.append(Statement(text, claim, None, len(told), wording))
    false = list(_false(told, facts, dice, seen))
    return told, _balanced(false, confusables)


def mutations(claim: Claim, dice: random.Random) -> Iterator[tuple[Claim, Kind]]:
    """Yield claims that differ from this one in one fact (or in one exchange), with what sort of fact that is."""
    for changed, kind in _phrase_mutations(claim.subject, dice, beside=claim.other):
        yield replace(claim, subject=changed), kind
    if claim.other is None or claim.relation is None:
        return
    for changed, kind in _phrase_mutations(claim.other, dice, beside=claim.subject):
        yield replace(claim, other=changed), kind
    if claim.relation in OPPOSITES:
        yield replace(claim, relation=OPPOSITES[claim.relation]), Kind.RELATION
    if (claim.subject.noun, claim.other.noun) in _CLIMBED and claim.relation in {"on", "next to"}:
        yield replace(claim, relation="next to" if claim.relation == "on" else "on"), Kind.RELATION
    if claim.relation in _ASYMMETRIC:
        yield replace(claim, subject=claim.other, other=claim.subject), Kind.SWAP
    for slot, value in claim.subject.traits:
        theirs = claim.other.trait(slot)
        if theirs is not None and theirs != value and slot in {"colour", "state", "size", "material"}:
            yield (
                replace(
                    claim, subject=claim.subject.with_trait(slot, theirs), other=claim.other.with_trait(slot, value)
                ),
                Kind.SWAP,
            )


def _phrase_mutations(phrase: Phrase, dice: random.Random, *, beside: Phrase | None) -> Iterator[tuple[Phrase, Kind]]:
    usual = MODELS[phrase.noun].colours if phrase.noun in MODELS else ()
    for slot, value in phrase.traits:
        values = list(other_values(slot, value))
        dice.shuffle(values)
        values.sort(key=lambda each: each not in usual)
        for other in values[:2]:
            if slot == "helmet" and other == "none":
                bare = tuple((name, each) for name, each in phrase.traits if name != "helmet colour")
                yield Phrase(phrase.noun, bare, phrase.count).with_trait(slot, other), Kind.PRESENCE
            else:
                yield phrase.with_trait(slot, other), kind_of(slot, value, other)
    rivals = [noun for noun in RIVALS.get(phrase.noun, ()) if beside is None or noun != beside.noun]
    dice.shuffle(rivals)
    kept = tuple((slot, value) for slot, value in phrase.traits if slot in {"colour", "size", "side"})
    if kept == phrase.traits:
        for rival in rivals[:2]:
            yield Phrase(rival, kept, phrase.count), Kind.OBJECT
    if phrase.count > 1:
        for count in (phrase.count - 1, phrase.count + 1):
            if count > 1:
                yield replace(phrase, count=count), Kind.COUNT


def _false(told: list[Statement], facts: Facts, dice: random.Random, seen: set[str]) -> Iterator[Statement]:
    for caption in told:
        for claim, kind in mutations(caption.claim, dice):
            text = word(claim, caption.wording)
            if holds(claim, facts) is False and normalised(text) not in seen:
                seen.add(normalised(text))
                yield Statement(text, claim, kind, caption.caption, caption.wording)


def _balanced(false: list[Statement], wanted: int) -> list[Statement]:
    """Return up to `wanted` statements, taking the kinds in turn."""
    by_kind: dict[Kind | None, list[Statement]] = {}
    for statement in false:
        by_kind.setdefault(statement.kind, []).append(statement)
    taken: list[Statement] = []
    while len(taken) < wanted and any(by_kind.values()):
        for pool in by_kind.values():
            if pool and len(taken) < wanted:
                taken.append(pool.pop(0))
    return taken


def _described(thing: Thing, dice: random.Random, *, rich: bool) -> Phrase:
    """Return a phrase for the thing with some of its traits: all where `rich`, one otherwise."""
    slots = [slot for slot, _ in thing.traits]
    kept = set(slots if rich else dice.sample(slots, min(1, len(slots))))
    if "helmet colour" in kept:
        kept.add("helmet")
    if thing.noun == "worker" and not rich:
        kept.discard("side")
    return Phrase(thing.noun, tuple((slot, value) for slot, value in thing.traits if slot in kept))


def _relations(facts: Facts, clear: list[Thing], dice: random.Random) -> Iterator[Claim]:
    for a in clear:
        for b in clear:
            if a.key == b.key:
                continue
            one = _plain(_described(a, dice, rich=dice.random() < 0.5))
            two = _plain(_described(b, dice, rich=False))
            if any([*matching(phrase, facts)[1], *matching(phrase, facts)[0][1:]] for phrase in (one, two)):
                continue
            for relation in _RELATIONS:
                claim = Claim(one, relation, two)
                if holds(claim, facts) is True:
                    yield claim
            if a.key < b.key and a.noun != b.noun and dice.random() < 0.4:
                yield Claim(one, "and", two)


def _plain(phrase: Phrase) -> Phrase:
    return Phrase(phrase.noun, tuple((slot, value) for slot, value in phrase.traits if slot != "side"))


def _counts(facts: Facts, clear: list[Thing], dice: random.Random) -> Iterator[Claim]:
    for noun in sorted({thing.noun for thing in clear}):
        for traits in sorted({thing.traits[:1] for thing in clear if thing.noun == noun} | {()}):
            sure, maybe = matching(Phrase(noun, traits), facts)
            if 2 <= len(sure) <= 5 and not maybe and not any(slot == "side" for slot, _ in traits):
                counted = Phrase(noun, traits, len(sure))
                others = [thing for thing in clear if thing.noun != noun]
                if others and dice.random() < 0.6:
                    yield Claim(counted, "and", _plain(_described(dice.choice(others), dice, rich=False)))
                yield Claim(counted)


def _placed(claim: Claim, facts: Facts, dice: random.Random) -> Claim:
    """Say where, and how it is lit, now and then."""
    place = facts.place if dice.random() < 0.3 else None
    light = facts.light if facts.light != "daylight" and dice.random() < 0.12 else None
    return replace(claim, place=place, light=light)
