"""The test photos as tables for a spreadsheet program: CSV and XLSX."""

import csv
from pathlib import Path
from typing import Any

import xlsxwriter

from miwake.domain.comparisons import Comparison, Outcome, Part
from miwake.domain.wording import counts_by_mixup, verdict_sentence
from miwake.reports.parts_view import supported
from miwake.reports.sources import PhotoSource

COLUMNS = (
    "case",
    "photo",
    "sha256",
    "mixup",
    "result",
    "description",
    "strongest wrong before",
    "strongest wrong after",
    "margin before",
    "margin after",
    "reviewed",
    "counts in the headline",
)
_WIDTHS = (16, 28, 14, 16, 14, 44, 44, 44, 14, 14, 10, 22)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(comparison: Comparison, path: Path, *, photos: PhotoSource | None = None) -> None:
    """Write one row for each test photo, in UTF-8 with the mark that spreadsheet programs look for.

    A text that a spreadsheet program would run as a formula is written with an apostrophe before it.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in _rows(comparison, photos):
            writer.writerow([_harmless(value) if isinstance(value, str) else value for value in row])


def write_xlsx(comparison: Comparison, path: Path, *, photos: PhotoSource | None = None) -> None:
    """Write a workbook: the result, the parts, and the test photos with a filter; no text is taken for a formula."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _result_sheet(book.add_worksheet("Result"), comparison, head=head, wrapped=wrapped)
        _parts_sheet(book.add_worksheet("Parts"), comparison, head=head, percent=book.add_format({"num_format": "0%"}))
        sheet = book.add_worksheet("Test photos")
        rows = _rows(comparison, photos)
        _write(sheet, [COLUMNS, *rows], head=head, cell=wrapped)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)


def _result_sheet(sheet: Any, comparison: Comparison, *, head: Any, wrapped: Any) -> None:
    rows: list[tuple[str, object]] = [
        ("result", verdict_sentence(comparison)),
        ("verdict", str(comparison.verdict)),
        ("model before", comparison.model_before),
        ("model after", comparison.model_after or "none"),
        ("recipe", comparison.recipe),
        ("run", comparison.run),
        ("test photos", comparison.cases.get("test", 0)),
        ("scenes", comparison.groups),
        ("fixed", comparison.fixed),
        ("newly broken", comparison.broken),
        *(("mix-up", line) for line in counts_by_mixup(comparison)),
        *(("note", note) for note in comparison.notes),
    ]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90, wrapped)
    for place, (name, value) in enumerate(rows):
        sheet.write(place, 0, name, head)
        sheet.write(place, 1, value)


def _parts_sheet(sheet: Any, comparison: Comparison, *, head: Any, percent: Any) -> None:
    """Write mix-ups, kinds and bands; where the cases are too few the rates stay empty."""
    names = ("by", "part", "photos", "scenes", "mixed up before", "mixed up after", "fixed", "newly broken")
    rows: list[tuple[object, ...]] = [(*names, "rate before", "rate after", "result")]
    for by, parts in (
        ("mix-up", comparison.by_mixup),
        ("kind", comparison.by_kind),
        ("how alike", comparison.by_band),
    ):
        rows += [_part_row(by, name, part) for name, part in parts.items()]
    _write(sheet, rows, head=head, cell=None)
    sheet.set_column(0, 1, 16)
    sheet.set_column(2, 7, 11)
    sheet.set_column(8, 9, 11, percent)
    sheet.set_column(10, 10, 16)


def _part_row(by: str, name: str, part: Part) -> tuple[object, ...]:
    rates = (part.before, part.after) if supported(part) else ("", "")
    return (by, name, part.n, part.groups, *part.mixed_up, part.fixed, part.broken, *rates, str(part.verdict))


def _write(sheet: Any, rows: list[tuple[object, ...]], *, head: Any, cell: Any) -> None:
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(place, column, value, cell if place else head)
    sheet.freeze_panes(1, 0)


def _rows(comparison: Comparison, photos: PhotoSource | None) -> list[tuple[object, ...]]:
    source = photos or PhotoSource()
    counting = [_row(outcome, source, headline="yes") for outcome in comparison.outcomes]
    return counting + [_row(each, source, headline="no: found by a model") for each in comparison.found_outcomes]


def _row(outcome: Outcome, photos: PhotoSource, *, headline: str) -> tuple[object, ...]:
    return (
        outcome.case,
        photos.name(outcome.photo),
        outcome.photo,
        outcome.mixup or "",
        str(outcome.flip),
        outcome.caption,
        outcome.rival_before,
        outcome.rival_after,
        round(outcome.margin_before, 4),
        round(outcome.margin_after, 4),
        "yes" if outcome.reviewed else "no",
        headline,
    )


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
