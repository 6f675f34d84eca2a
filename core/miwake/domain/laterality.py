"""Exchange left and right in a description, as a mirror does in its photo; what is not surely a side is refused."""

import re
from collections.abc import Sequence

from miwake.domain.rewording import Reworded, denies, words_of

_SIDE = re.compile(r"(?<![A-Za-z])(left|right)(?=most\b|wards?\b|-|\b)(?!s\b|ed\b|ing\b)", re.IGNORECASE)
_OTHER_TURNS = re.compile(r"\b(?:counter-?|anti-?)?clockwise\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(left|right)\s*(?:and|or|&|/)\s*(?:the\s+)?(left|right)\b", re.IGNORECASE)
# Roughly: enough to tell "the left valve is open" from "the left valve".
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|holds|wears|stands|sits|lies|hangs|shows|\w+ing|\w{3,}ed)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"\s*(?:[,;.]|\band\b|\bwhile\b|\bwith\b)\s*")
_EXCHANGED = {"left": "right", "right": "left"}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PLACE = _set("on to at in from toward towards far upper lower top bottom front rear back middle hard extreme hand")
_OWNER = _set("the its it's his her their my your our this a viewer's driver's")
_PARTS = _set(
    "side sides hand hands corner edge half end lane arm arms leg legs foot eye ear shoulder knee wing wheel door "
    "window wall shoe glove sleeve profile turn signal panel pane shelf page thumb wrist elbow headlight mirror tail "
    "paw third margin bank track cheek hip thigh picture photo image background foreground portion section part"
)
_HEADING = _set(
    "turn turns turned turning face faces facing look looks looking heading headed moving walking leaning leans going "
    "pointing points pointed veering bending bends driving swinging tilting tilted curving curves riding flying running"
)
# "the right tool" is the correct one, "a right angle" a shape, "right behind" close behind.
_CORRECT = _set(
    "way time place person size direction tool tools one moment thing order position amount answer angle angles idea "
    "choice stuff conditions people triangle kind sort spot track now away"
)
_CLOSE = _set(
    "next ahead behind in on at by after before beside above below under over up down away here there now outside when "
    "inside across against along where as through near into onto off out back around beneath underneath between past"
)
_LEGIBLE = _set(
    "clock clocks watch sign signs text letter letters lettering word words writing written says reads number numbers "
    "numeral digit digits label labels poster banner billboard keyboard newspaper book books magazine menu scoreboard "
    "blackboard whiteboard gauge gauges dial dials meter meters calendar map barcode logo graffiti plate nameplate"
)
_REMAINS = _set("what's nothing little all much any lots some half none more is was")


def mirrored_text(text: str) -> Reworded:
    """Return what is true of the mirrored photo if `text` is true of the photo.

    Every left and right of the description must surely be a side: "left" may be a verb, "right" may mean correct.

    >>> mirrored_text("a ladder to the left of a tank").text
    'a ladder to the right of a tank'
    """
    changed = _SIDE.sub(lambda match: _exchange(text, match), text)
    why = _why_not(text, changed)
    return Reworded(None, why) if why else Reworded(changed)


def _why_not(text: str, changed: str) -> str:
    """Return why a mirror does not surely change a description; nothing where it does."""
    found = [match for match in _SIDE.finditer(text) if not _is_other(text, match)]
    unclear = [match.group() for match in found if not _is_side(text, match)]
    reasons = (
        (not found, "it names no left or right"),
        (denies(text), "it says what is not there"),
        (_OTHER_TURNS.search(text), "it says clockwise"),
        (_BOTH.search(text), "it names both sides at once"),
        (unclear, f"“{''.join(unclear[:1])}” may be no side in it"),
        (not _VERB.search(text) and all(_chooses(text, match) for match in found), "it only says which one is meant"),
        (_clauses(changed) == _clauses(text), "it says the same of both sides"),
    )
    return next((why for holds, why in reasons if holds), "")


def legible_thing(text: str) -> str | None:
    """Return the word of a description for something that reads wrongly in a mirror, such as a clock; None without."""
    return next((word for word in words_of(text) if word in _LEGIBLE), None)


def _exchange(text: str, match: re.Match[str]) -> str:
    side = match.group()
    if _is_other(text, match):
        return side
    other = _EXCHANGED[side.lower()]
    return other.upper() if side.isupper() else other.capitalize() if side[0].isupper() else other


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether the word is surely no side: correct, or close by."""
    before, after = _around(text, match)
    if match.group().lower() == "left":
        return text[match.end() :].startswith("-over") or (after[:1] == ["of"] and before[-1:] != [] and _rest(before))
    if text[match.end() :].lower().startswith("-angle") or after[:2] == ["side", "up"]:
        return True
    if after[:1] and after[0] in _CORRECT and before[-1:] and before[-1] in {"the", "a", "at"}:
        return True
    placed = bool(before) and before[-1] in _PLACE | _OWNER
    return not placed and bool(after) and after[0] in _CLOSE


def _rest(before: Sequence[str]) -> bool:
    """Whether "left of" means what remains of something."""
    return before[-1] in _REMAINS and (before[-1] not in {"is", "was"} or before[-2:-1] in (["what"], ["all"]))


def _is_side(text: str, match: re.Match[str]) -> bool:
    before, after = _around(text, match)
    if text[match.end() : match.end() + 1] == "-" or text[match.start() - 1 : match.start()] == "-":
        return True
    if match.end() < len(text) and text[match.end()].isalpha():
        return True
    last, following = (before[-1] if before else ""), (after[0] if after else "")
    if following == "of" or following in _PARTS:
        return True
    if last in _PLACE | _OWNER:
        return True
    return last in _HEADING


def _chooses(text: str, match: re.Match[str]) -> bool:
    """Whether the side only tells one thing from another: of two crates one is the left one in a mirror as well."""
    before, after = _around(text, match)
    if before[-2:-1] and before[-2] in _PLACE - {"hand"}:
        return False
    inside = text[match.end() : match.end() + 1]
    if inside.isalpha() or inside == "-":
        return True
    return bool(after) and after[0] not in _PARTS | {"of"} and (not before or before[-1] in {"the", "a", "this"})


def _around(text: str, match: re.Match[str]) -> tuple[list[str], list[str]]:
    """Return the words before and after within the clause, in small letters."""
    before = re.split(r"[.,;:!?]", text[: match.start()])[-1]
    after = re.split(r"[.,;:!?]", text[match.end() :])[0]
    return words_of(before), words_of(after)


def _clauses(text: str) -> list[str]:
    return sorted(" ".join(words_of(clause)) for clause in _CLAUSE.split(text) if clause.strip())
