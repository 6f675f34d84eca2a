"""What is left to sort, and the way back: a plain list with a place in it."""

from collections.abc import Sequence


class SortQueue:
    """Photos to be answered for one after the other.

    Args:
        photos: Those that have no answer yet.
    """

    def __init__(self, photos: Sequence[int] = ()) -> None:
        self._photos = list(photos)
        self._at = 0

    @property
    def current(self) -> int | None:
        """The photo that is asked about; None at the end."""
        return self._photos[self._at] if self._at < len(self._photos) else None

    @property
    def done(self) -> int:
        """How many were answered since the queue was made."""
        return self._at

    @property
    def total(self) -> int:
        """How many there were when the queue was made."""
        return len(self._photos)

    @property
    def left(self) -> list[int]:
        """The photos that have no answer yet, the current one first."""
        return self._photos[self._at :]

    def upcoming(self, count: int) -> list[int]:
        """Return the next photos after the current one."""
        return self._photos[self._at + 1 : self._at + 1 + count]

    def answered(self) -> None:
        """Go on to the next."""
        if self._at < len(self._photos):
            self._at += 1

    def back(self) -> bool:
        """Go back to the one before; return whether there was one."""
        if not self._at:
            return False
        self._at -= 1
        return True
