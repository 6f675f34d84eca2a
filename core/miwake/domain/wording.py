"""Sentences about a comparison that the window, the command line and the report say alike."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from miwake.domain.comparisons import Comparison
from miwake.domain.gate import risen
from miwake.domain.models import BUILTIN
from miwake.domain.provable import LEAST_GROUPS
from miwake.domain.terms import Flip, Verdict
from miwake.domain.texts import ARTICLES

# As a retraining names its model.
_MADE = re.compile(r"(\d{8}-\d{6})-\w[\w-]*")
_MEANING = {
    Verdict.IMPROVED: "That is an improvement.",
    Verdict.WORSE: "That is worse than before.",
    Verdict.NO_EVIDENCE: "A difference this small can be chance.",
    Verdict.TOO_FEW: "That is too few to tell.",
}


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun; without `many` the noun takes an s.

    >>> counted(1, "photo"), counted(2031, "photo"), counted(0, "mix-up")
    ('1 photo', '2,031 photos', '0 mix-ups')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def model_title(name: str) -> str:
    """Return what a person calls a model: the built-in one, or that of a retraining by when it began, in local time.

    The time is to the second, which tells retrainings of the same minute apart. What has a name of its own, such as a
    base model, keeps it.
    """
    if name == BUILTIN:
        return "Built-in model"
    made = _MADE.fullmatch(name)
    if not made:
        return name
    began = datetime.strptime(made[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    return f"Model of {began.astimezone():%Y-%m-%d %H:%M:%S}"


def model_words(name: str) -> str:
    """Return `model_title` as it stands in a sentence.

    >>> model_words("builtin"), model_words("ViT-B-32/openai")
    ('the built-in model', 'ViT-B-32/openai')
    """
    title = model_title(name)
    return title if title == name else f"the {title[0].lower()}{title[1:]}"


def short_names(choices: Sequence[str]) -> tuple[str, ...]:
    """Return what tells the choices apart: the words that they do not share at either end, without articles.

    Where nothing is left of one, or two become the same, the whole phrases are returned.

    >>> short_names(["a closed valve", "an open valve"])
    ('closed', 'open')
    """
    words = [choice.split() for choice in choices]
    places = [[place for place, word in enumerate(each) if word.casefold() not in ARTICLES] for each in words]
    bare = [[each[place] for place in kept] for each, kept in zip(words, places, strict=True)]
    start = _shared(bare)
    end = _shared([each[start:][::-1] for each in bare])
    own = [kept[start : len(kept) - end] for kept in places]
    names = tuple(" ".join(each[kept[0] : kept[-1] + 1]) if kept else "" for each, kept in zip(words, own, strict=True))
    return names if all(names) and len(set(names)) == len(names) else tuple(choices)


def mixed_up_counts(comparison: Comparison) -> tuple[int, int, int]:
    """Return how many test photos were mixed up before, how many after, and of how many."""
    if comparison.outcomes:
        flips = [outcome.flip for outcome in comparison.outcomes]
        still = flips.count(Flip.STILL_WRONG)
        return still + flips.count(Flip.FIXED), still + flips.count(Flip.BROKEN), len(flips)
    tested = comparison.cases.get("test", 0)
    return round(comparison.before.scr * tested), round(comparison.after.scr * tested), tested


def counts_by_mixup(comparison: Comparison) -> tuple[str, ...]:
    """Return a line for each mix-up, such as "ladder: 3 of 12 mixed up before, 8 after"; counts need no verdict."""
    found = []
    for name, part in comparison.by_mixup.items():
        before, after = part.mixed_up
        found.append(f"{name}: {before} of {part.n} mixed up before, {after} after")
    return tuple(found)


def risen_sentence(comparison: Comparison) -> str:
    """Return which mix-ups more test photos fall to than before, empty where there are none."""
    found = ", ".join(each.words for each in risen(comparison))
    return f"More often mixed up than before: {found}." if found else ""


def verdict_sentence(comparison: Comparison) -> str:
    """Return the result in plain words, such as "Miwake mixed up 16 of 40 test photos before, 4 after. …"."""
    before, after, tested = mixed_up_counts(comparison)
    if not tested:
        return "There are no test photos yet, so nothing can be said."
    counts = f"Miwake mixed up {before} of {counted(tested, 'test photo')} before, {after} after."
    if comparison.model_after is None:
        counts = f"Nothing better than the model before came out. {counts}"
    meaning = _MEANING[comparison.verdict]
    if comparison.verdict is Verdict.TOO_FEW and comparison.groups < LEAST_GROUPS:
        scenes = counted(comparison.groups, "scene")
        meaning = f"Too few to tell: the test photos come from {scenes}, {LEAST_GROUPS} are needed."
    return " ".join(part for part in (counts, meaning, _unreviewed(comparison)) if part)


def _unreviewed(comparison: Comparison) -> str:
    """Return how far the look-alike descriptions behind the verdict were reviewed, if not all were."""
    if not comparison.unreviewed:
        return ""
    open_cases = sum(not outcome.reviewed for outcome in comparison.outcomes)
    if 0 < open_cases < len(comparison.outcomes):
        return f"The look-alike descriptions of {open_cases} of them are not reviewed yet."
    return "Nobody has reviewed the look-alike descriptions yet."


def _shared(sequences: Sequence[Sequence[str]]) -> int:
    """Return how many words all sequences begin with."""
    shared = 0
    for words in zip(*sequences, strict=False):
        if len(set(words)) > 1:
            break
        shared += 1
    return shared
