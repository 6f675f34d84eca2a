"""Reads the answers to a mix-up from a table of `image,choice`."""

from dataclasses import dataclass
from pathlib import Path

from miwake.photos.tables import BadLine, read_table


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer: `choice` as written (a number, a phrase, 0 for neither, empty to skip), and its line from 1."""

    image: str
    choice: str
    line: int


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """All answers of a file, and the lines that were left out."""

    path: Path
    rows: tuple[AnswerRow, ...]
    bad_lines: tuple[BadLine, ...]
    encoding: str


def read_answers(path: Path) -> AnswerFile:
    """Return the answers of a CSV or TSV; bad lines are left out and reported.

    Raises:
        NotFoundError: There is no such file.
        RefusedError: It cannot be read, or a column is missing.
    """
    text, rows = read_table(path, required=("image", "choice"))
    answers: list[AnswerRow] = []
    bad: list[BadLine] = []
    for row in rows:
        if isinstance(row, BadLine):
            bad.append(row)
        elif image := row.values["image"].strip():
            answers.append(AnswerRow(image, " ".join(row.values["choice"].split()), row.line))
        else:
            bad.append(BadLine(row.line, "It names no image."))
    return AnswerFile(path, tuple(answers), tuple(bad), text.encoding)
