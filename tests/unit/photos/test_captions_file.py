import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.photos.answers_file import AnswerRow, read_answers
from miwake.photos.captions_file import CaptionRow, read_captions
from miwake.photos.texts import clean_caption


def written(path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize(("name", "comma"), [("c.csv", ","), ("c.csv", ";"), ("c.tsv", "\t"), ("c.txt", "\t")])
def test_tables_in_the_encodings_that_spreadsheets_write(tmp_path: Path, name: str, comma: str, encoding: str) -> None:
    text = "image,caption,group\r\n写真1.jpg,開いた バルブ,北\r\nb.jpg,a valve,\r\n".replace(",", comma)
    read = read_captions(written(tmp_path / name, text, encoding=encoding))
    assert read.rows == (
        CaptionRow("写真1.jpg", "開いた バルブ", "北", 2),
        CaptionRow("b.jpg", "a valve", None, 3),
    )
    assert read.bad_lines == ()
    assert read.encoding == encoding


def test_columns_in_any_order_and_quoted_texts(tmp_path: Path) -> None:
    text = '\nnote,Caption, IMAGE\nx,"a red, ""big"" valve\nopen",a.jpg\n,"b  b",b.jpg\n'
    assert read_captions(written(tmp_path / "c.csv", text)).rows == (
        CaptionRow("a.jpg", 'a red, "big" valve open', None, 3),
        CaptionRow("b.jpg", "b b", None, 5),
    )


def test_bad_lines_are_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    text = (
        'image,caption\na.jpg,fine\nb.jpg,\n,no image\nc.jpg,too, many\nd.jpg,"never closed\n\ne.jpg\nf.jpg,fine too\n'
    )
    read = read_captions(written(tmp_path / "c.csv", text))
    assert [row.image for row in read.rows] == ["a.jpg", "f.jpg"]
    assert [bad.line for bad in read.bad_lines] == [3, 4, 5, 6, 8]
    assert all(bad.reason for bad in read.bad_lines)


def test_one_broken_line_does_not_change_the_encoding(tmp_path: Path) -> None:
    good = "".join(f"{number}.jpg,開いたバルブ\n" for number in range(5)).encode()
    (tmp_path / "c.csv").write_bytes(b"image,caption\n" + good + b"x.jpg,caf\xe9\n")
    read = read_captions(tmp_path / "c.csv")
    assert [row.caption for row in read.rows] == ["開いたバルブ"] * 5
    assert [bad.line for bad in read.bad_lines] == [7]


@pytest.mark.parametrize("text", ["", "picture,text\na.jpg,b\n", "image\na.jpg\n", "a.jpg,a valve\n"])
def test_a_table_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefusedError, match="caption"):
        read_captions(written(tmp_path / "c.csv", text))


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_captions(tmp_path / "c.csv")


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        '{"image": "a.jpg", "caption": "a valve", "group": 3}',
        "",
        "{broken",
        '["a.jpg"]',
        '{"image": "b.jpg"}',
        '{"image": "c.jpg", "caption": 7}',
        '{"image": "d.jpg", "caption": "写真"}',
        "[" * 100_000,
    ]
    read = read_captions(written(tmp_path / "c.jsonl", "\n".join(lines)))
    assert read.rows == (CaptionRow("a.jpg", "a valve", "3", 1), CaptionRow("d.jpg", "写真", None, 7))
    assert [bad.line for bad in read.bad_lines] == [3, 4, 5, 6, 8]


def test_coco_captions(tmp_path: Path) -> None:
    content = {
        "images": [{"id": 5, "file_name": "a.jpg"}, {"id": 6, "file_name": "b.jpg"}],
        "annotations": [
            {"image_id": 6, "caption": " of b\n"},
            {"image_id": 7, "caption": "of nothing"},
            {"image_id": 5, "caption": "of a"},
            "nonsense",
        ],
    }
    read = read_captions(written(tmp_path / "c.json", json.dumps(content)))
    assert read.rows == (CaptionRow("b.jpg", "of b", None, 1), CaptionRow("a.jpg", "of a", None, 3))
    assert [bad.line for bad in read.bad_lines] == [2, 4]


@pytest.mark.parametrize("text", ["", "[]", '{"images": 3, "annotations": []}', '{"images": [1], "annotations": []}'])
def test_what_is_not_coco_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefusedError, match="COCO"):
        read_captions(written(tmp_path / "c.json", text))


def test_webdataset_tar(tmp_path: Path) -> None:
    members = {
        "set/0.jpg": b"photo",
        "set/0.txt": "開いた".encode(),
        "1.seg.png": b"photo",
        "1.json": b'{"caption": "one", "group": "g"}',
        "2.jpg": b"photo",
        "2.json": b"{broken",
        "3.txt": b"of no photo",
    }
    with tarfile.open(tmp_path / "c.tar", "w") as file:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            file.addfile(entry, io.BytesIO(content))
    read = read_captions(tmp_path / "c.tar")
    assert read.rows == (CaptionRow("set/0.jpg", "開いた", None, 2), CaptionRow("1.seg.png", "one", "g", 4))
    assert [bad.line for bad in read.bad_lines] == [6]


def test_answers(tmp_path: Path) -> None:
    read = read_answers(written(tmp_path / "a.csv", "image,choice\na.jpg, 1\nb.jpg,a  valve\nc.jpg,\n,2\n"))
    assert read.rows == (AnswerRow("a.jpg", "1", 2), AnswerRow("b.jpg", "a valve", 3), AnswerRow("c.jpg", "", 4))
    assert [bad.line for bad in read.bad_lines] == [5]


@pytest.mark.shared_data
def test_real_captions_and_answers(shared_data: Callable[[str], Path]) -> None:
    assert len(read_captions(shared_data("photos") / "captions.csv").rows) == 26 * 5
    assert len(read_answers(shared_data("textile") / "answers.csv").rows) == 180


def test_descriptions_are_cleaned() -> None:
    assert clean_caption("\ufeff a\tred\r\n  valve\u3000open\x00 ") == "a red valve open"
    assert clean_caption("cafe\u0301") == "caf\u00e9"
    for text in ("", " \n\u3000", "-", "x" * 2001, "caf\ufffd"):
        with pytest.raises(RefusedError):
            clean_caption(text)
