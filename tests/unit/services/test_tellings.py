import csv
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from miwake.domain.errors import DamagedError, MiwakeError, NotFoundError, RefusedError
from miwake.domain.telling import NEITHER, NOT_SURE, Telling, Told, ToldMixup
from miwake.services.projects import Project
from miwake.services.tellings import ANSWERS_FILE, COLUMNS, queue_telling, read_telling, write_sidecars, write_telling
from unit.services.kit import with_mixup

SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"
ITEM = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


def telling(*answers: Told) -> Telling:
    return Telling("builtin", len(answers), answers, (ToldMixup("valve", 0.1, 20, 9),), (("broken.jpg", "truncated"),))


HOSTILE = telling(
    Told("=cmd|' /C calc'!A0.jpg", "@SUM(A1)", "+1", "-1", -0.25),
    Told('a,"b"\n.jpg', "バルブ", "開いている", "開いている", 0.5),
)


def test_no_cell_of_a_table_is_run_as_a_formula(tmp_path: Path) -> None:
    file = write_telling(HOSTILE, tmp_path / "answers.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows == [
        list(COLUMNS),
        ["'=cmd|' /C calc'!A0.jpg", "'@SUM(A1)", "'+1", "'-1", "-0.25", "no promise"],
        ['a,"b"\n.jpg', "バルブ", "開いている", "開いている", "0.5", "no promise"],
    ]
    workbook = write_telling(HOSTILE, tmp_path / "answers.xlsx")
    with zipfile.ZipFile(workbook) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        strings = parts.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=cmd|" in strings


def test_beside_each_given_answer_stands_what_is_promised_of_it(tmp_path: Path) -> None:
    answers = tuple(
        Told(f"{number}.jpg", mixup, answer, "open", 0.1)
        for number, (mixup, answer) in enumerate(
            [("valve", "open"), ("valve", NOT_SURE), ("lamp", "on"), ("lamp", NEITHER), ("lamp", NOT_SURE)]
        )
    )
    mixups = (ToldMixup("valve", 0.1, 40, 19), ToldMixup("lamp", None, 3, 19))
    told = Telling("builtin", 5, answers, mixups)
    promises = ["at most 10% wrong", "", "no promise", "no promise", ""]
    with write_telling(told, tmp_path / "answers.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert [row["promise"] for row in csv.DictReader(opened)] == promises
    with zipfile.ZipFile(write_telling(told, tmp_path / "answers.xlsx")) as parts:
        strings = parts.read("xl/sharedStrings.xml").decode()
    assert all(promise in strings for promise in promises)
    assert [told.unproven(each) for each in answers] == [False, False, True, True, False]
    assert set(told.as_json()["answers"][0]) == {"path", "mixup", "answer", "closest", "margin"}


def test_json_comes_back(tmp_path: Path) -> None:
    file = write_telling(HOSTILE, tmp_path / "answers.JSON")
    assert Telling.from_json(json.loads(file.read_text(encoding="utf-8"))) == HOSTILE


@pytest.mark.parametrize("name", ["answers.txt", "answers", ".csv"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MiwakeError, match="ending") as told:
        write_telling(HOSTILE, tmp_path / name)
    assert ".xlsx" in told.value.todo


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, ending: str) -> None:
    with pytest.raises(MiwakeError, match="cannot be written"):
        write_telling(HOSTILE, tmp_path / "no" / f"answers.{ending}")


def test_sidecars_are_well_formed_and_hold_given_answers_only(tmp_path: Path) -> None:
    photo = tmp_path / "a & <b>.jpg"
    photo.write_bytes(b"photo")
    answers = telling(
        Told(str(photo), "a<b & c\x0b\ud800\x00", "open & <closed>", "open", 0.5),
        Told(str(photo), "crack", NOT_SURE, "crack", 0.1),
        Told(str(photo), "ladder", NEITHER, "left", 0.1),
    )
    assert write_sidecars(answers) == (1, ())
    content = Path(f"{photo}.xmp").read_text(encoding="utf-8")
    root = ET.fromstring(content.replace("\ufeff", ""))  # noqa: S314 what this program wrote
    subjects = [item.text for subject in root.iter(SUBJECT) for item in subject.iter(ITEM)]
    assert subjects == ["a<b & c: open & <closed>"]
    assert photo.read_bytes() == b"photo"


def test_a_sidecar_that_is_there_is_kept(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jpg", tmp_path / "b.jpg"
    kept = Path(f"{first}.xmp")
    kept.write_text("mine", encoding="utf-8")
    told = telling(Told(str(first), "valve", "open", "open", 1.0), Told(str(second), "valve", "open", "open", 1.0))
    assert write_sidecars(told) == (1, (kept,))
    assert kept.read_text(encoding="utf-8") == "mine"
    with pytest.raises(MiwakeError, match="cannot be written"):
        write_sidecars(telling(Told(str(tmp_path / "gone" / "a.jpg"), "valve", "open", "open", 1.0)))


def test_a_telling_is_queued_where_there_is_something_to_tell(project: Project, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    with pytest.raises(RefusedError, match="no mix-up"):
        queue_telling(project, new)
    with_mixup(project)
    with pytest.raises(NotFoundError):
        queue_telling(project, tmp_path / "none")
    with zipfile.ZipFile(new / "packed.zip", "w") as packed:
        packed.writestr("photo.jpg", b"")
    with pytest.raises(RefusedError, match="no photo"):
        queue_telling(project, new)
    (new / "photo.jpg").touch()
    folder = queue_telling(project, new)
    assert folder.spec.params == {"folder": str(new), "model": "builtin"}
    with pytest.raises(NotFoundError, match="no answers"):
        read_telling(project, folder.path.name)
    (folder.path / ANSWERS_FILE).write_text('{"model": "builtin"', encoding="utf-8")
    with pytest.raises(DamagedError, match="These answers cannot be read") as told:
        read_telling(project, folder.path.name)
    assert str(folder.path / ANSWERS_FILE) in told.value.why
