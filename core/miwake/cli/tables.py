"""Lists for a person to read: columns under headings, of any script, whole also where nobody knows the width."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from miwake.cli.output import say

_GAP = "  "


def show_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, none: str) -> None:
    """Print rows under their headings, numbers to the right; where there is no row, say `none`.

    The last column is as long as its words: nothing is cut off.
    """
    cells = [[_words(value) for value in row] for row in rows]
    if not cells:
        say(none)
        return
    shown = [list(headings), *cells]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    right = [all(cell.replace(",", "").isdigit() for cell in column) for column in zip(*cells, strict=True)]
    for line in shown:
        padded = [_padded(cell, width, right=to) for cell, width, to in zip(line, widths, right, strict=True)]
        say(_GAP.join(padded).rstrip())


def _padded(cell: str, width: int, *, right: bool) -> str:
    return " " * (width - cell_len(cell)) + cell if right else set_cell_size(cell, width)


def _words(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    # A line stays a line whatever a description holds.
    return " ".join(str(value).split())
