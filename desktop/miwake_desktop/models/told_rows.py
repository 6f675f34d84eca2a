"""The answers for new photos as rows, and which of them are shown: a pure list under the thin Qt model."""

from collections.abc import Sequence
from dataclasses import dataclass

from miwake.domain.telling import NEITHER, NOT_SURE, Telling, Told
from miwake_desktop.texts import tr

_WORDS = {NOT_SURE: "not sure, look yourself", NEITHER: "neither"}
SURE = "sure"
"""The filter that shows what was answered, as opposed to "not sure"."""


@dataclass(frozen=True, slots=True)
class ToldFilter:
    """Which answers to show; None shows all. `answer` is a choice's phrase, "not sure", "neither" or `SURE`."""

    mixup: str | None = None
    answer: str | None = None

    def fits(self, told: Told) -> bool:
        """Whether an answer is shown."""
        if self.mixup is not None and told.mixup != self.mixup:
            return False
        if self.answer is None:
            return True
        return is_sure(told) if self.answer == SURE else told.answer == self.answer


def answer_words(told: Told, *, unproven: bool) -> str:
    """Return an answer as a person reads it; what nothing is promised of says so, wherever it stands."""
    words = tr(_WORDS.get(told.answer, told.answer))
    return f"{words} · {tr('no promise')}" if unproven else words


def is_sure(told: Told) -> bool:
    """Whether the model gave an answer."""
    return told.answer != NOT_SURE


def mixups_of(telling: Telling) -> list[str]:
    """Return the names of the mix-ups that were asked, in the order of their answers."""
    return list(dict.fromkeys(told.mixup for told in telling.answers))


def answers_of(telling: Telling, mixup: str | None) -> list[str]:
    """Return the choices that were given as answers to a mix-up, or to any, in alphabetical order."""
    given = {told.answer for told in telling.answers if mixup is None or told.mixup == mixup}
    return sorted(given - {NOT_SURE, NEITHER})


def unproven(telling: Telling) -> int:
    """Return how many answers were given without a promise of how many are wrong."""
    return sum(telling.unproven(told) for told in telling.answers)


def doubtful(answers: Sequence[Told]) -> int:
    """Return how many answers are marked "look yourself"."""
    return sum(not is_sure(told) for told in answers)
