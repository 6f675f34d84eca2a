"""What waits for a decision, and the way back."""

from collections.abc import Sequence


class ReviewQueue:
    """Negatives to be asked about one after the other.

    Args:
        waiting: Identifiers in the order in which to ask.
        seen: Those that were put off in this sitting; they are not asked again by themselves.
        decided: Those that were decided in this sitting, the last one last: the way back.
    """

    def __init__(
        self, waiting: Sequence[int] = (), seen: frozenset[int] = frozenset(), *, decided: Sequence[int] = ()
    ) -> None:
        waiting = [each for each in waiting if each not in decided or each in seen]
        self._waiting = [each for each in waiting if each not in seen]
        self.put_off = len(waiting) - len(self._waiting)
        self._decided = list(decided)

    @property
    def current(self) -> int | None:
        """What is asked about now; None if nothing waits."""
        return self._waiting[0] if self._waiting else None

    @property
    def decided_before(self) -> tuple[int, ...]:
        """What was decided since the place was shown, the last one last."""
        return tuple(self._decided)

    @property
    def left(self) -> int:
        """How many wait, the current one included."""
        return len(self._waiting)

    def upcoming(self, count: int) -> list[int]:
        """Return what comes after the current one."""
        return self._waiting[1 : count + 1]

    def decided(self) -> None:
        """Go on to the next."""
        if self._waiting:
            self._decided.append(self._waiting.pop(0))

    def back(self) -> bool:
        """Ask about the last one again; return whether there is one."""
        if not self._decided:
            return False
        self._waiting.insert(0, self._decided.pop())
        return True

    def bring(self, negative: int) -> None:
        """Ask about this one now."""
        if negative in self._waiting:
            self._waiting.remove(negative)
        self._waiting.insert(0, negative)
