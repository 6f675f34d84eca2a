"""Mix-ups: what gets confused, and the answers that sorting gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from miwake.domain.errors import MiwakeError
from miwake.domain.texts import ARTICLES, SPACELESS, normalised, phrase_pattern

FEWEST_CHOICES = 2
MOST_CHOICES = 5
_DENIALS = frozenset({"no", "not", "without", "never", "neither", "nor", "isn't"})
# Characters that a phrase must have in a script without spaces to say something of its own.
_FEWEST_SPACELESS = 3
_TEMPLATE = re.compile(r"\{([^{}]*\|[^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one mistake costs when the true choice is taken for another; both by index from 0."""

    true: int
    said: int
    amount: float


@dataclass(frozen=True, slots=True)
class NewMixup:
    """A mix-up that is about to be added; checked on construction.

    Raises:
        MiwakeError: There is no name, fewer than two or more than five choices, or two alike.
    """

    name: str
    choices: tuple[str, ...]
    per_month: float | None = None
    costs: tuple[Cost, ...] = ()
    critical: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise MiwakeError("A mix-up needs a name.", todo="Name what gets mixed up, such as 'valve'.")
        if not FEWEST_CHOICES <= len(self.choices) <= MOST_CHOICES:
            raise MiwakeError(
                f"A mix-up has two to {MOST_CHOICES} choices, not {len(self.choices)}.",
                todo="Write what gets confused, one choice a line.",
            )
        if any(not normalised(choice) for choice in self.choices):
            raise MiwakeError("A choice is empty.", todo="Write a description such as 'an open valve'.")
        if len({normalised(choice) for choice in self.choices}) < len(self.choices):
            raise MiwakeError("Two choices are the same.", todo="Word them so that they exclude each other.")


@dataclass(frozen=True, slots=True)
class Mixup:
    """Something that gets confused, with its mutually exclusive choices (phrases for the model)."""

    id: int
    name: str
    choices: tuple[str, ...]
    per_month: float | None = None
    costs: tuple[Cost, ...] = ()
    critical: bool = False
    counts: tuple[int, ...] = field(default=())
    neither: int = 0
    unsorted: int = 0
    scenes: tuple[int, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said of a photo; `choice` counts from 1, 0 is neither, None is can't tell."""

    id: int
    photo: int
    mixup: int
    choice: int | None


def expand_template(phrase: str) -> tuple[str, ...]:
    """Return the choices that a template stands for.

    >>> expand_template("a valve that is {open|closed}")
    ('a valve that is open', 'a valve that is closed')
    """
    found = _TEMPLATE.search(phrase)
    if not found:
        return (phrase,)
    return tuple(phrase[: found.start()] + word.strip() + phrase[found.end() :] for word in found[1].split("|"))


def stated(text: str, choices: Sequence[str]) -> frozenset[int]:
    """Return the choices (from 0) that a description states: whose phrases it holds, articles apart, and does not deny.

    A choice that another one holds ("with a helmet", "with a helmet in hand") is not stated by the longer phrase. A
    phrase of a single word states something only where it is the whole description: "open" may be said of a field.

    >>> sorted(stated("The open valve beside a tank", ["a closed valve", "an open valve"]))
    [1]
    """
    said, found = normalised(text), list[tuple[int, int, int]]()
    for number, choice in enumerate(choices):
        phrase = normalised(choice)
        head, _, rest = phrase.partition(" ")
        phrase = rest if rest and head in ARTICLES else phrase
        if said == phrase or _says_something(phrase):
            matches = phrase_pattern(phrase).finditer(said)
            found += [(match.start(), match.end(), number) for match in matches if not _denied(said[: match.start()])]
    return frozenset(
        number
        for start, end, number in found
        if not any(first <= start and end <= last and last - first > end - start for first, last, _ in found)
    )


def _says_something(phrase: str) -> bool:
    return " " in phrase or bool(SPACELESS.search(phrase) and len(phrase) >= _FEWEST_SPACELESS)


def _denied(before: str) -> bool:
    words = [word for word in before.split() if word not in ARTICLES]
    return bool(words) and words[-1] in _DENIALS


def choice_of(text: str, choices: Sequence[str]) -> int | None:
    """Return the choice that an answers file names: 1…n, 0 for neither, None for an empty field.

    Raises:
        MiwakeError: The text is neither a number in range nor one of the phrases.
    """
    wanted = normalised(text)
    if not wanted:
        return None
    for number, phrase in enumerate(choices, start=1):
        if normalised(phrase) == wanted:
            return number
    if wanted.isascii() and wanted.isdigit() and int(wanted) <= len(choices):
        return int(wanted)
    raise MiwakeError(
        f"{text!r} is none of the choices.", todo=f"Use 0 to {len(choices)} or one of: {'; '.join(choices)}."
    )
