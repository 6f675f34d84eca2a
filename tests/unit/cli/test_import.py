import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from unit.cli.conftest import Miwake

KEYS = {"photos_new", "photos_known", "near_duplicates", "captions_new", "refused", "warnings"}


@pytest.mark.shared_data
def test_import_agrees_with_what_must_happen_to_every_odd_file(
    miwake: Miwake, tmp_path: Path, shared_data: Callable[[str], Path]
) -> None:
    folder = shared_data("bad_images")
    with (folder / "EXPECTED.csv").open(encoding="utf-8", newline="") as file:
        expected = {row["file"]: row["expected"] for row in csv.DictReader(file)}
    # Every image is in the list, and nothing else.
    texts = {path.name for path in folder.iterdir() if path.suffix in {".csv", ".txt"}}
    assert {path.name for path in folder.iterdir()} - texts == set(expected)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    project = tmp_path / "odd"
    assert miwake("new", project).code == 0
    dry = miwake("import", project, folder, "--dry-run", "--json")
    assert miwake("list", project, "photos", "--json").lines == []
    done = miwake("import", project, folder, "--json")
    assert (dry.code, done.code) == (0, 0)
    assert dry.json == done.json
    assert set(done.json) == KEYS
    refused = {Path(each["path"]).name: each["reason"] for each in done.json["refused"]}
    imported = {Path(row["path"]).name for row in miwake("list", project, "photos", "--json").lines}
    became = dict.fromkeys(refused, "refused") | dict.fromkeys(imported, "imported")
    assert became == expected
    assert all(reason for reason in refused.values())
    assert done.json["photos_new"] == len(imported)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_import_says_what_it_did(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    again = miwake("import", site, tmp_path / "in", "--captions", tmp_path / "captions.csv", "--json")
    assert again.code == 0
    assert {key: again.json[key] for key in KEYS - {"warnings"}} == {
        "photos_new": 0,
        "photos_known": 4,
        "near_duplicates": 0,
        "captions_new": 0,
        "refused": [],
    }
    words = miwake("import", site, tmp_path / "none.jpg")
    assert words.code == 1
    assert "Imported 0 photos" in words.out
    assert "none.jpg" in words.err
    assert "Nothing was found to import." in words.err


def test_a_captions_file_with_unknown_names_warns(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    table = tmp_path / "more.csv"
    table.write_text("image,caption\nIMG_0.png,a pipe\nnone.png,x\n", encoding="utf-8")
    done = miwake("import", site, "--captions", table, "--json")
    assert done.json["captions_new"] == 1
    assert ["none.png" in each["path"] for each in done.json["warnings"]] == [True]


def test_what_cannot_be_imported_ends_with_1_and_says_why(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    for words in ((site,), (site, "--captions", tmp_path / "none.csv"), (tmp_path / "no", tmp_path)):
        ended = miwake("import", *words)
        assert (ended.code, ended.out) == (1, "")
        assert ended.err.startswith("There is no")


def test_one_photo_is_not_photos(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    Image.effect_noise((320, 240), 90).save(tmp_path / "one.png")
    done = miwake("import", site, tmp_path / "one.png").out
    assert done == "Imported 1 photo and 0 descriptions.\n0 were here already; 0 join the scene of a look-alike.\n"
