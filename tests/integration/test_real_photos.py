"""The command line on real photos, from import to report; the built-in model, tiny budgets."""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from unit.cli.conftest import Ended, Miwake, miwake  # noqa: F401 the fixture of the command line's own tests

pytestmark = [pytest.mark.slow, pytest.mark.shared_data, pytest.mark.timeout(900)]
BUILTIN = Path(__file__).parents[2] / "resources" / "miwake_resources" / "models" / "builtin"
KEYS = {
    *("run", "recipe", "model_before", "model_after", "device", "seconds", "seconds_training", "cases", "decisions"),
    *("before", "after", "difference", "groups", "fixed", "broken", "by_mixup", "by_kind", "by_band", "retention"),
    *("caption_only", "control", "alpha", "verdict", "report"),
}
PER_CLASS = 15


@pytest.fixture(autouse=True)
def _needs_the_model() -> None:
    if not (BUILTIN / "open_clip_model.safetensors").is_file():
        pytest.skip(f"no model in {BUILTIN}: packaging/build_builtin_model.py makes it")


def check_retrained(ended: Ended, project: Path) -> None:
    """What holds of every retraining, whatever came out of it."""
    shown = ended.json
    assert ended.code == (0 if shown["model_after"] else 3), ended.err
    assert shown.keys() >= KEYS
    assert shown["verdict"] in {"improved", "worse", "no evidence", "too few cases"}
    assert shown["seconds_training"] <= shown["seconds"]
    assert shown["fixed"] - shown["broken"] == round(
        (shown["before"]["scr"] - shown["after"]["scr"]) * shown["cases"]["test"]
    )
    low, high = shown["difference"]["ci95"]
    assert low <= shown["difference"]["scr"] <= high
    assert Path(shown["report"]).is_relative_to(project)
    assert Path(shown["report"]).read_text(encoding="utf-8").startswith("<!")


@pytest.mark.usefixtures("few_general_photos")
def test_captions_of_real_photos_to_a_report(
    miwake: Miwake,  # noqa: F811 the same
    tmp_path: Path,
    shared_data: Callable[[str], Path],
) -> None:
    folder, project = shared_data("photos"), tmp_path / "site.miwake"
    assert miwake("new", project).code == 0
    done = miwake("import", project, folder / "images", "--captions", folder / "captions.csv", "--json").json
    assert (done["photos_new"], done["captions_new"], done["refused"]) == (26, 130, [])
    proposed = miwake("negatives", project, "--json").json
    assert proposed["captions"] == 130
    assert proposed["negatives_new"] > 130
    decided = miwake("decide", project, "--accept", "--filter", "suspect:no", "--json").json
    assert decided["decided"] == decided["matched"] > 130
    ended = miwake("retrain", project, "--budget", "10s", "--json")
    check_retrained(ended, project)
    assert ended.json["decisions"]["bulk"] > 0
    assert ended.json["decisions"]["one_by_one"] == 0
    # Some six test scenes prove nothing, and the verdict must say so.
    assert ended.json["verdict"] == "too few cases"
    for form in ("html", "json", "csv", "xlsx"):
        file = tmp_path / f"report.{form}"
        assert miwake("report", project, "--format", form, "--out", file, "--without-photos").code == 0
        assert file.stat().st_size > 500
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == ended.json
    assert "data:image/jpeg" not in (tmp_path / "report.html").read_text(encoding="utf-8")
    with ZipFile(tmp_path / "report.xlsx") as workbook:
        assert workbook.testzip() is None
    (run,) = miwake("list", project, "runs", "--json").lines
    assert (run["verdict"], run["model_after"]) == (ended.json["verdict"], ended.json["model_after"])
    assert miwake("check", project, "--json").json["ok"]


def test_sorted_inspection_photos_to_answers_on_new_ones(
    miwake: Miwake,  # noqa: F811 the same
    tmp_path: Path,
    shared_data: Callable[[str], Path],
) -> None:
    textile, project, photos = shared_data("textile"), tmp_path / "weave.miwake", tmp_path / "photos"
    with (textile / "answers.csv").open(encoding="utf-8", newline="") as file:
        answers = [(row["image"], row["choice"]) for row in csv.DictReader(file)]
    choices = sorted({choice for _, choice in answers})
    taken = [row for choice in choices for row in [row for row in answers if row[1] == choice][: PER_CLASS + 1]]
    new = {row[0] for row in taken[PER_CLASS :: PER_CLASS + 1]}
    for folder in (photos, tmp_path / "new"):
        folder.mkdir()
    for name, _ in taken:
        shutil.copy(textile / "images" / name, tmp_path / "new" if name in new else photos)
    with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("image", "choice"), *(row for row in taken if row[0] not in new)])
    miwake("new", project)
    assert miwake("import", project, photos, "--json").json["photos_new"] == 3 * PER_CLASS
    asked = [word for choice in choices for word in ("--choice", choice)]
    assert miwake("mixup", "add", project, "weave", *asked).code == 0
    done = miwake("sort", project, "weave", tmp_path / "answers.csv", "--json").json
    assert (done["sorted"], done["captions_new"], done["negatives_new"]) == (45, 45, 90)
    splits = Counter(group["split"] for group in miwake("list", project, "groups", "--json").lines)
    assert splits == {"train": 27, "validation": 6, "test": 12}
    ended = miwake("retrain", project, "--budget", "10s", "--json")
    check_retrained(ended, project)
    assert (ended.json["cases"]["test"], ended.json["decisions"]["sorted"]) == (12, 45)
    assert ended.json["before"]["chance"] == pytest.approx(2 / 3, abs=1e-4)
    assert ended.json["by_mixup"]["weave"]["n"] == 12
    scored = miwake("evaluate", project, "--json").json
    assert scored["scr"] == pytest.approx(ended.json["before"]["scr"], abs=1e-4)
    told = miwake("tell", project, tmp_path / "new", "--out", tmp_path / "told.csv", "--sidecars", "--json")
    assert told.code == 0
    assert {Path(each["path"]).name for each in told.json["answers"]} == new
    assert {each["answer"] for each in told.json["answers"]} <= {*choices, "not sure", "neither"}
    assert len(list((tmp_path / "new").glob("*.xmp"))) == 3
    with (tmp_path / "told.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 3
