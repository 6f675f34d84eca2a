from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from unit.cli.conftest import Miwake

LEFT, RIGHT = "a red cone to the left of a grey box", "a red cone to the right of a grey box"


@pytest.fixture
def yard(tmp_path: Path, miwake: Miwake) -> Path:
    """A project with eight photos in eight scenes, of which the first speaks of no side."""
    folder = tmp_path / "in"
    folder.mkdir()
    rows = ["image,caption,group"]
    for number in range(8):
        generator = np.random.default_rng(number)
        image = Image.fromarray(generator.integers(60, 200, (6, 8), dtype=np.uint8)).resize((240, 180)).convert("RGB")
        ImageDraw.Draw(image).ellipse((20, 60, 90, 150), fill=(196, 40, 36))
        image.save(folder / f"IMG_{number}.png")
        rows.append(f"IMG_{number}.png,{LEFT if number else 'a red cone'},{number}")
    (folder / "captions.csv").write_text("\n".join(rows), encoding="utf-8")
    assert miwake("new", tmp_path / "yard").code == 0
    assert miwake("import", tmp_path / "yard", folder, "--captions", folder / "captions.csv").code == 0
    return tmp_path / "yard"


def of_split(miwake: Miwake, project: Path, split: str) -> list[dict]:
    return [each for each in miwake("list", project, "photos", "--json").lines if each["split"] == split]


def sided(miwake: Miwake, project: Path) -> dict:
    return next(each for each in of_split(miwake, project, "train") if each["name"] != "IMG_0.png")


def test_mirror_makes_a_copy_that_is_listed_as_made(miwake: Miwake, yard: Path) -> None:
    parent = sided(miwake, yard)
    ended = miwake("mirror", yard, parent["name"], "--json")
    assert ended.code == 0
    assert set(ended.json) == {"made", "refused"}
    (made,) = ended.json["made"]
    assert (made["parent"], made["operation"], made["accepted_by"]) == (parent["id"], "mirror", None)
    assert made["captions"] == [{"was": LEFT, "now": RIGHT}]
    listed = {each["id"]: each for each in miwake("list", yard, "photos", "--json").lines}
    assert listed[made["photo"]]["made"]["parent"] == parent["id"]
    assert listed[parent["id"]]["made"] is None
    assert miwake("check", yard).code == 0
    assert "Mirrored a photo" in miwake("history", yard).out
    assert miwake("undo", yard).code == 0
    assert made["photo"] not in {each["id"] for each in miwake("list", yard, "photos", "--json").lines}
    assert miwake("redo", yard).code == 0
    assert made["photo"] in {each["id"] for each in miwake("list", yard, "photos", "--json").lines}


def test_a_filter_mirrors_all_that_can_be_and_says_why_others_cannot(miwake: Miwake, yard: Path) -> None:
    train = of_split(miwake, yard, "train")
    able = [each for each in train if each["name"] != "IMG_0.png"]
    ended = miwake("mirror", yard, "--filter", "split:train", "--json")
    assert ended.code == 0
    assert {each["parent"] for each in ended.json["made"]} == {each["id"] for each in able}
    assert len(ended.json["refused"]) == len(train) - len(able)
    again = miwake("mirror", yard, "--filter", "")
    assert again.code == 0
    assert "0 mirrored" in again.out
    assert "mirrored already" in again.err
    assert "is in a test scene" in again.err
    assert miwake("undo", yard).code == 0
    assert all(each["made"] is None for each in miwake("list", yard, "photos", "--json").lines)


def test_a_photo_that_proves_something_is_refused_with_exit_code_1(miwake: Miwake, yard: Path) -> None:
    test = of_split(miwake, yard, "test")[0]
    ended = miwake("mirror", yard, test["id"])
    assert ended.code == 1
    assert "is in a test scene" in ended.err
    as_json = miwake("mirror", yard, test["id"], "--json")
    assert as_json.code == 1
    assert as_json.json["refused"][0]["photo"] == test["id"]


def test_recolour_changes_photo_and_words(miwake: Miwake, yard: Path) -> None:
    parent = of_split(miwake, yard, "train")[0]
    words = ["--region", "0.05,0.3 0.4,0.3 0.4,0.9", "--from", "red", "--to", "green"]
    ended = miwake("recolour", yard, parent["id"], *words, "--json")
    assert ended.code == 0
    assert ended.json["operation"] == "recolour"
    assert ended.json["parameters"]["changed"] > 0.4
    assert ended.json["captions"][0]["now"].startswith("a green cone")
    said = {each["text"]: each for each in miwake("list", yard, "captions", "--json").lines}
    assert said[ended.json["captions"][0]["now"]]["source"] == "counterfactual"
    twice = miwake("recolour", yard, parent["id"], *words)
    assert twice.code == 1
    assert "there already" in twice.err
    other = miwake("recolour", yard, parent["id"], *words[:-1], "blue")
    assert other.code == 0
    assert "of the region changed" in other.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--region", "0.05,0.3 0.4,0.9", "--from", "blue", "--to", "green"], "speaks of one blue thing"),
        (["--region", "0.05,0.3", "--from", "red", "--to", "green"], "cannot be read"),
        (["--region", "0.6,0.3 0.9,0.9", "--from", "red", "--to", "green"], "hardly anything red"),
        (["--region", "0.05,0.3 0.4,0.9", "--from", "red", "--to", "black"], "--repaint"),
    ],
)
def test_a_recolouring_that_cannot_be_true_ends_with_1(miwake: Miwake, yard: Path, words: list[str], said: str) -> None:
    ended = miwake("recolour", yard, of_split(miwake, yard, "train")[0]["id"], *words)
    assert (ended.code, ended.out) == (1, "")
    assert said in " ".join(ended.err.split())


def test_wrong_usage_ends_with_2(miwake: Miwake, yard: Path) -> None:
    for words in (
        ["mirror", yard],
        ["mirror", yard, "IMG_1.png", "--filter", "split:train"],
        ["mirror", yard, "--filter", "split:train", "--text", "a cone"],
        ["recolour", yard, "IMG_1.png", "--region", "0,0 1,1", "--from", "beige", "--to", "red"],
        ["recolour", yard, "IMG_1.png", "--from", "red", "--to", "blue"],
    ):
        assert miwake(*words).code == 2


def test_removing_the_photo_takes_its_copies_along(miwake: Miwake, yard: Path) -> None:
    parent = sided(miwake, yard)
    made = miwake("mirror", yard, parent["id"], "--json").json["made"][0]["photo"]
    assert miwake("remove", yard, "photo", parent["id"]).code == 0
    assert {parent["id"], made}.isdisjoint(each["id"] for each in miwake("list", yard, "photos", "--json").lines)
    assert miwake("undo", yard).code == 0
    assert {parent["id"], made} <= {each["id"] for each in miwake("list", yard, "photos", "--json").lines}
