import csv
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from miwake.domain.comparisons import Comparison
from miwake.reports import PhotoSource, write_csv, write_xlsx
from miwake.reports.spreadsheet import COLUMNS

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def hostile(comparison: Comparison) -> Comparison:
    first, *rest = comparison.outcomes
    changed = replace(
        first, caption='=HYPERLINK("http://x","y")', rival_before="@バルブ, 閉", rival_after="line\nbreak"
    )
    return replace(comparison, outcomes=(changed, *rest), found_outcomes=(rest[0],))


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """Read a workbook's cells as text, and fail on any formula."""
    with zipfile.ZipFile(path) as book:
        shared = [
            "".join(each.itertext())
            for each in ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
        ]
        names = [
            each.attrib["name"]
            for each in ET.fromstring(book.read("xl/workbook.xml")).findall("m:sheets/m:sheet", SPACE)  # noqa: S314
        ]
        found = {}
        for index, name in enumerate(names, start=1):
            sheet = ET.fromstring(book.read(f"xl/worksheets/sheet{index}.xml"))  # noqa: S314
            assert sheet.find(".//m:f", SPACE) is None
            found[name] = [
                [
                    shared[int(cell.findtext("m:v", "0", SPACE))]
                    if cell.get("t") == "s"
                    else cell.findtext("m:v", "", SPACE)
                    for cell in row.findall("m:c", SPACE)
                ]
                for row in sheet.findall(".//m:row", SPACE)
            ]
        return found


def test_csv_has_a_row_for_each_test_photo_and_runs_no_formula(
    build: Callable[..., Comparison], photos: PhotoSource, tmp_path: Path
) -> None:
    comparison = hostile(build())
    write_csv(comparison, tmp_path / "cases.csv", photos=photos)
    assert (tmp_path / "cases.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 41
    assert rows[0]["description"] == '\'=HYPERLINK("http://x","y")'
    assert rows[0]["strongest wrong before"] == "'@バルブ, 閉"
    assert rows[0]["strongest wrong after"] == "line\nbreak"
    assert (rows[0]["result"], rows[0]["photo"][:4], rows[0]["reviewed"]) == ("fixed", "IMG_", "yes")
    assert float(rows[0]["margin before"]) < 0 < float(rows[0]["margin after"])
    assert [row["counts in the headline"] for row in rows[-2:]] == ["yes", "no: found by a model"]


def test_xlsx_has_result_parts_and_photos(build: Callable[..., Comparison], tmp_path: Path) -> None:
    write_xlsx(hostile(build()), tmp_path / "cases.xlsx")
    found = sheets(tmp_path / "cases.xlsx")
    assert list(found) == ["Result", "Parts", "Test photos"]
    assert found["Result"][0][1].startswith("Miwake mixed up 21 of 40 test photos before, 5 after.")
    assert tuple(found["Test photos"][0]) == COLUMNS
    assert len(found["Test photos"]) == 42
    assert '=HYPERLINK("http://x","y")' in found["Test photos"][1]


def test_xlsx_withholds_the_rates_of_thin_parts(build: Callable[..., Comparison], tmp_path: Path) -> None:
    write_xlsx(build(), tmp_path / "cases.xlsx")
    rows = {row[1]: row for row in sheets(tmp_path / "cases.xlsx")["Parts"]}
    assert rows["valve"][4:11] == ["10", "2", "9", "1", "0.5", "0.1", "improved"]
    assert rows["helmet"][4:9] == ["7", "2", "5", "0", "too few cases"]


def test_nothing_tested_still_gives_files(build: Callable[..., Comparison], tmp_path: Path) -> None:
    empty = build({}, free=False)
    write_csv(empty, tmp_path / "cases.csv")
    write_xlsx(empty, tmp_path / "cases.xlsx")
    assert (tmp_path / "cases.csv").read_text(encoding="utf-8-sig").splitlines() == [",".join(COLUMNS)]
    assert len(sheets(tmp_path / "cases.xlsx")["Test photos"]) == 1
