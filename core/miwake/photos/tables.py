"""Reads CSV and TSV row by row; a bad row is reported with its line and the rest goes on."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.errors import RefusedError
from miwake.photos.texts import TextLines, read_lines

# A quotation mark that is never closed would swallow the rest of the file.
_LONGEST_ROW = 50


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was left out, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row's values by the name of their column, and the line that it starts on."""

    line: int
    values: dict[str, str]


def read_table(path: Path, *, required: Sequence[str]) -> tuple[TextLines, Iterator[Row | BadLine]]:
    """Return the file's text and its rows; the first line names the columns, in any order and case.

    Raises:
        NotFoundError: There is no such file.
        RefusedError: It cannot be read, or a required column is missing.
    """
    text = read_lines(path)
    start = next((index for index, line in enumerate(text.lines) if line.strip()), len(text.lines))
    header = text.lines[start] if start < len(text.lines) else ""
    delimiter = "\t" if path.suffix.lower() == ".tsv" else max(",\t;", key=header.count)
    columns = [name.strip().casefold() for name in next(csv.reader([header], delimiter=delimiter), [])]
    missing = [name for name in required if name not in columns]
    if missing:
        raise RefusedError(
            f"{path.name} has no column {' and no column '.join(missing)}.",
            why=f"Its first line is: {header.strip()[:80] or '(empty)'}",
            todo=f"Put a first line into it that names the columns: {','.join(required)}",
        )
    return text, _rows(text.lines, start + 1, columns, delimiter)


def _rows(lines: Sequence[str], start: int, columns: Sequence[str], delimiter: str) -> Iterator[Row | BadLine]:
    position = start
    while position < len(lines):
        line = position + 1
        ahead = (lines[index] for index in range(position, min(len(lines), position + _LONGEST_ROW)))
        reader = csv.reader(ahead, delimiter=delimiter, strict=True)
        try:
            cells = next(reader, [])
        except csv.Error as error:
            position += 1
            yield BadLine(line, f"The line cannot be read: {error}.")
            continue
        position += reader.line_num
        if any(cell.strip() for cell in cells):
            yield _row(line, cells, columns)


def _row(line: int, cells: Sequence[str], columns: Sequence[str]) -> Row | BadLine:
    surplus = [cell for cell in cells[len(columns) :] if cell.strip()]
    if surplus:
        return BadLine(line, f"It has more values than columns; put a text with commas into quotes: {surplus[0]!r}")
    return Row(line, dict(zip(columns, [*cells, *[""] * len(columns)], strict=False)))
