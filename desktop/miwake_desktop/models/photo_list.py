"""The photos of a grid, by their identifiers alone: a list that a model of any size can stand on."""

from collections.abc import Sequence


class PhotoList:
    """Identifiers in the order in which they are shown."""

    def __init__(self, ids: Sequence[int] = ()) -> None:
        self._ids = list(ids)
        self._rows: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> int:
        return self._ids[row]

    @property
    def ids(self) -> list[int]:
        """All identifiers."""
        return self._ids

    def row_of(self, photo: int) -> int | None:
        """Return where a photo is, None where it is not shown."""
        if self._rows is None:
            self._rows = {photo: row for row, photo in enumerate(self._ids)}
        return self._rows.get(photo)

    def nearest(self, row: int) -> int | None:
        """Return the photo at a row, or the last one where there are fewer; None of an empty list."""
        return self._ids[min(max(row, 0), len(self._ids) - 1)] if self._ids else None
