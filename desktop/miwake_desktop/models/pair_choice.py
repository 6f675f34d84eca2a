"""Which two photos lie side by side, and on which side the next one goes."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class PairChoice:
    """Two sides, each with a photo or none.

    Attributes:
        photos: The left and the right photo.
        next_side: 0 or 1, where the next photo that is chosen goes.
    """

    photos: tuple[int | None, int | None] = (None, None)
    next_side: int = 0

    def with_photo(self, photo: int) -> "PairChoice":
        """Put a photo on the side whose turn it is; a photo that lies there already is not put beside itself."""
        left, right = self.photos
        if photo == self.photos[1 - self.next_side]:
            return self
        chosen = (photo, right) if self.next_side == 0 else (left, photo)
        return PairChoice(chosen, 1 - self.next_side)

    def at_side(self, side: int) -> "PairChoice":
        """Say where the next photo goes."""
        return replace(self, next_side=side)

    @property
    def both(self) -> tuple[int, int] | None:
        """Both photos, if there are two."""
        left, right = self.photos
        return (left, right) if left is not None and right is not None else None
