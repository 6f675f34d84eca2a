"""What becomes of a description when its photo is edited: another text, or none and why."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from miwake.domain.counterfactuals import ChangedCaption
from miwake.domain.texts import normalised

_WORD = re.compile(r"[A-Za-z]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][A-Za-z]+)*")
_DENIAL = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|zero|0)\b|n't\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reworded:
    """The text that is true of the edited copy; None where the edit does not surely change it, with the reason."""

    text: str | None
    why: str = ""


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, punctuation left out."""
    return [word.lower() for word in _WORD.findall(text)]


def denies(text: str) -> bool:
    """Return whether a text may speak of what is not there: that no cone is on the left says nothing of the right."""
    return _DENIAL.search(text) is not None


def changed_captions(
    texts: Iterable[str], reword: Callable[[str], Reworded], *, known: Iterable[str] = ()
) -> tuple[tuple[ChangedCaption, ...], tuple[str, ...]]:
    """Return the descriptions that an edit of their photo changes, and why the others are not.

    What would be said of the copy already holds for the original if another of its descriptions says it: such a one is
    left out, and so is one that says the same as an earlier one.

    Args:
        texts: Descriptions of the photo.
        reword: What the edit makes of one.
        known: Further descriptions of the photo, which are not to be changed.
    """
    wanted = list(texts)
    taken = {normalised(text) for text in (*wanted, *known)}
    changed: list[ChangedCaption] = []
    reasons: list[str] = []
    for text in wanted:
        made = reword(text)
        if made.text is None:
            reasons.append(made.why)
        elif normalised(made.text) in taken:
            reasons.append("another description says the opposite")
        else:
            taken.add(normalised(made.text))
            changed.append(ChangedCaption(was=text, now=made.text))
    return tuple(changed), tuple(reasons)
