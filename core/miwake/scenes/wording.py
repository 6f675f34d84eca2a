"""English sentences for claims: one claim has many wordings, chosen by number, all with the same truth."""

import random

from miwake.scenes.claims import Claim, Phrase
from miwake.scenes.lexicon import OTHER_NAMES, article, plural

NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
PLACES = {
    "plant hall": ("in a plant hall", "inside a plant"),
    "warehouse": ("in a warehouse", "inside a warehouse"),
    "site yard": ("in a site yard", "on a construction site"),
    "street": ("on a street", "by a road"),
    "roof": ("on a flat roof", "on a rooftop"),
    "meadow": ("in a meadow", "on the grass"),
    "room": ("in a room", "in a living room"),
    "table": ("on a table", "on a tabletop"),
    "beach": ("on a beach", "by the sea"),
    "town": ("on a town street", "in a town"),
    "snow": ("in the snow", "in a snowy field"),
}
LIGHTS = {"daylight": ("in daylight",), "dusk": ("at dusk", "in the evening"), "indoor light": ("under indoor light",)}
_RELATIONS = {
    "left of": ("to the left of", "left of"),
    "right of": ("to the right of", "right of"),
    "in front of": ("in front of",),
    "behind": ("behind",),
    "above": ("above",),
    "below": ("below", "under"),
    "on": ("on",),
    "next to": ("next to", "beside"),
    "and": ("and",),
}
_INVERSE = {
    "left of": "right of", "right of": "left of", "in front of": "behind", "behind": "in front of",
    "above": "below", "below": "above", "next to": "next to", "and": "and",
}  # fmt: skip
_VERBS = {"standing": "stands", "kneeling": "kneels", "walking": "walks", "pointing": "points", "lying": "lies"}
_BEFORE = ("side", "size", "state", "colour", "material")


def word(claim: Claim, wording: int) -> str:
    """Return a sentence for the claim; equal numbers give like sentences for like claims."""
    dice = random.Random(wording)
    claim = _turned(claim, dice)
    style = dice.random()
    core = _core(claim, dice, style)
    tail = _tail(claim, dice)
    frame = dice.random()
    if frame < 0.12 and not _is_clause(core):
        return f"a photo of {core}{tail}"
    if frame < 0.2 and not _is_clause(core) and claim.subject.trait("side") is None:
        return f"{'there are' if claim.subject.count > 1 else 'there is'} {core}{tail}"
    return core + tail


def noun_phrase(phrase: Phrase, dice: random.Random, *, without: str | None = None) -> str:
    """Return the words for a phrase, leaving one slot out."""
    traits = {slot: value for slot, value in phrase.traits if slot != without}
    noun = dice.choice(OTHER_NAMES.get(phrase.noun, (phrase.noun,)))
    before = [traits[slot] for slot in _BEFORE if slot in traits]
    after = _worn(traits, dice)
    pose = traits.get("pose") or traits.get("animal pose")
    if pose and dice.random() < 0.5:
        before.insert(1 if "side" in traits else 0, pose)
    elif pose:
        after.append(f"{'who' if phrase.noun == 'worker' else 'that'} {_be(phrase)} {pose}")
    if "lever colour" in traits:
        after.append(f"with {article(traits['lever colour'] + ' lever')}")
    if phrase.count > 1:
        words = " ".join([NUMBERS[phrase.count], *before, plural(noun)])
    elif "side" in traits:
        words = " ".join(["the", *before, noun])
    else:
        words = article(" ".join([*before, noun]))
    return " ".join([words, *after])


def _worn(traits: dict[str, str], dice: random.Random) -> list[str]:
    """Return what the words say of a worker's helmet and vest."""
    helmet = article(f"{traits.get('helmet colour', '')} helmet".strip())
    wears = dice.choice(("in", "wearing"))
    loose, bare = dice.random() < 0.5, dice.random() < 0.5
    worn: list[str] = []
    more: list[str] = []
    if traits.get("vest") not in {None, "none"}:
        worn.append(article(traits["vest"] + " vest"))
    match traits.get("helmet"):
        case "worn":
            worn.append(helmet)
        case "held":
            more.append(f"holding {helmet}" if loose else f"with {helmet} in hand")
        case "none":
            more.append("without a helmet" if bare else "with no helmet on")
    if traits.get("vest") == "none":
        joint = "and " if more else ""
        more.append(joint + ("without a vest" if bare else "with no vest"))
    return [*([f"{wears} {' and '.join(worn)}"] if worn else []), *more]


def _turned(claim: Claim, dice: random.Random) -> Claim:
    """Say the same the other way round, every third time."""
    turn = dice.random() < 0.33
    if not turn or claim.other is None or claim.relation not in _INVERSE:
        return claim
    return Claim(claim.other, _INVERSE[claim.relation], claim.subject, claim.place, claim.light)


def _core(claim: Claim, dice: random.Random, style: float) -> str:
    if claim.other is None or claim.relation is None:
        return _alone(claim.subject, dice, style)
    link = dice.choice(_RELATIONS[claim.relation])
    pose = claim.subject.trait("pose") or claim.subject.trait("animal pose")
    slot = "pose" if claim.subject.trait("pose") else "animal pose"
    if pose in _VERBS and claim.relation != "and" and style < 0.5:
        return (
            f"{noun_phrase(claim.subject, dice, without=slot)} {_VERBS[pose]} {link} {noun_phrase(claim.other, dice)}"
        )
    subject, other = noun_phrase(claim.subject, dice), noun_phrase(claim.other, dice)
    if claim.relation == "and" or style < 0.6:
        return f"{subject} {link} {other}"
    if style < 0.8:
        return f"{subject} {_be(claim.subject)} {link} {other}"
    return f"{link} {other} there {_be(claim.subject)} {subject}"


def _alone(subject: Phrase, dice: random.Random, style: float) -> str:
    state = subject.trait("state")
    if state and subject.count == 1 and style < 0.3:
        bare = noun_phrase(subject, dice, without="state")
        return f"{bare} that is {state}"
    if state and subject.count == 1 and subject.trait("side") and style < 0.8:
        return f"{noun_phrase(subject, dice, without='state')} is {state}"
    pose = subject.trait("pose")
    if pose in _VERBS and style < 0.4 and subject.count == 1:
        return f"{noun_phrase(subject, dice, without='pose')} {_VERBS[pose]}"
    return noun_phrase(subject, dice)


def _tail(claim: Claim, dice: random.Random) -> str:
    words = ""
    if claim.place:
        words += " " + dice.choice(PLACES[claim.place])
    if claim.light:
        words += " " + dice.choice(LIGHTS[claim.light])
    return words


def _be(phrase: Phrase) -> str:
    return "are" if phrase.count > 1 else "is"


def _is_clause(core: str) -> bool:
    padded = f" {core} "
    return any(f" {verb} " in padded for verb in ("is", "are", *_VERBS.values()))
