"""Where the cells of a grid lie: plain arithmetic, so that a grid of any length is laid out at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of one size in rows from the top left; all lengths in pixels.

    Attributes:
        count: How many cells.
        width: How wide the grid is.
        least: The least width of a cell; the columns share what is left over.
        height: The height of a cell.
    """

    count: int
    width: int
    least: int
    height: int

    @property
    def columns(self) -> int:
        """How many cells lie side by side; at least one."""
        return max(1, self.width // self.least)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-self.count // self.columns)

    @property
    def total_height(self) -> int:
        """How high all rows are together."""
        return self.rows * self.height

    @property
    def cell_width(self) -> int:
        """How wide a cell is."""
        return max(self.width, self.least) // self.columns

    def place(self, number: int) -> tuple[int, int]:
        """Return where a cell's top left corner lies."""
        row, column = divmod(number, self.columns)
        return column * self.cell_width, row * self.height

    def at(self, x: int, y: int) -> int | None:
        """Return the cell at a point; None where there is none."""
        column, row = x // self.cell_width, y // self.height
        number = row * self.columns + column
        inside = 0 <= column < self.columns and row >= 0 and 0 <= number < self.count
        return number if inside else None

    def nearest(self, x: int, y: int) -> int | None:
        """Return the cell at a point, or the one that is nearest to it; None of an empty grid."""
        if not self.count:
            return None
        column = min(max(x // self.cell_width, 0), self.columns - 1)
        row = min(max(y // self.height, 0), self.rows - 1)
        return min(row * self.columns + column, self.count - 1)

    def seen(self, top: int, bottom: int) -> range:
        """Return the cells of which something lies between two heights."""
        first = max(0, top // self.height) * self.columns
        last = min(self.count, (bottom // self.height + 1) * self.columns)
        return range(first, max(first, last))
