import json
from pathlib import Path

import pytest

from miwake.cli.retraining import seconds
from miwake.domain.errors import MiwakeError
from unit.cli.conftest import Miwake

COMMANDS = (
    *("new", "import", "list", "caption", "edit", "remove", "mixup", "sort", "negatives", "generate", "decide", "pair"),
    *("retrain", "evaluate", "report", "demo", "tell", "models", "jobs", "undo", "redo", "history", "check", "backup"),
    *("restore", "export", "mirror", "recolour"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(miwake: Miwake, command: str) -> None:
    ended = miwake(command, "--help")
    assert ended.code == 0
    assert f"miwake {command}" in ended.out
    assert len(ended.out.splitlines()) > 5


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["new"],
        ["list", "p", "things"],
        ["decide", "p"],
        ["import", "p", "--no-such-option"],
        ["evaluate", "p", "--split", "all"],
        ["report", "p", "--format", "doc"],
        ["undo", "p", "0"],
        ["generate", "--kind", "colour"],
        ["mixup", "add", "p", "name", "--choice", "a", "--choice", "b", "--per-month", "-1"],
        ["remove", "p", "photo"],
    ],
)
def test_wrong_usage_ends_with_2(miwake: Miwake, words: list[str]) -> None:
    ended = miwake(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err


@pytest.mark.parametrize(
    "words",
    [
        ["list", "photos"],
        ["import", "x"],
        ["check"],
        ["retrain"],
        ["evaluate"],
        ["report"],
        ["tell", "x"],
        ["undo"],
        ["history"],
        ["backup"],
        ["jobs", "list"],
        ["models", "list"],
        ["mixup", "list"],
        ["negatives"],
        ["decide", "--accept"],
    ],
)
def test_a_project_that_is_not_there_ends_with_1(miwake: Miwake, tmp_path: Path, words: list[str]) -> None:
    command, *rest = words
    place = [command, rest[0], tmp_path / "no"] if command in {"jobs", "models", "mixup"} else None
    ended = miwake(*(place or [command, tmp_path / "no", *rest]))
    assert (ended.code, ended.out) == (1, "")
    assert "There is no Miwake project" in ended.err
    assert "miwake new" in ended.err


def test_new_says_where_and_never_overwrites(miwake: Miwake, tmp_path: Path) -> None:
    assert "site.miwake" in miwake("new", tmp_path / "site").out
    again = miwake("new", tmp_path / "site.miwake")
    assert again.code == 1
    assert "Kept:" in again.err


def test_lists_show_what_there_is(miwake: Miwake, site: Path) -> None:
    photos = miwake("list", f"{site}.miwake", "photos", "--json").lines
    assert [row["name"] for row in photos] == [f"IMG_{number}.png" for number in range(4)]
    assert {row["split"] for row in photos} <= {"train", "validation", "test"}
    captions = miwake("list", site, "captions", "--json").lines
    assert captions[0].keys() >= {"id", "photo", "text", "source"}
    groups = miwake("list", site, "groups", "--json").lines
    assert [len(group["photos"]) for group in groups] == [1, 1, 1, 1]
    for what in ("mixups", "pairs", "runs", "negatives"):
        assert miwake("list", site, what, "--json").lines == []
    words = miwake("list", site, "photos").out.splitlines()
    assert words[0].split() == ["ID", "Name", "Width", "Height", "Scene", "Used", "for", "Path"]
    assert [line.split()[:4] for line in words[1:]] == [
        [str(number + 1), f"IMG_{number}.png", "320", "240"] for number in range(4)
    ]
    assert miwake("list", site, "pairs").out == "No pairs.\n"


def test_filters_fit_photos_and_captions_without_negatives_too(miwake: Miwake, site: Path) -> None:
    photos = miwake("list", site, "photos", "--json").lines
    for split in ("train", "validation", "test"):
        expected = [row["name"] for row in photos if row["split"] == split]
        shown = miwake("list", site, "photos", "--filter", f"split:{split}", "--json").lines
        assert [row["name"] for row in shown] == expected
    shown = miwake("list", site, "captions", "--filter", "caption:red OR photo:img_2.png", "--json").lines
    assert [row["text"] for row in shown] == ["a red valve", "a blue valve"]
    assert len(miwake("list", site, "captions", "--filter", "NOT caption:red", "--json").lines) == 3
    for wrong in ("colour:red", "split:", "kind:colour", "(split:test", "group:x"):
        ended = miwake("list", site, "photos", "--filter", wrong)
        assert (ended.code, ended.out) == (1, "")
        assert "To do:" in ended.err
    assert miwake("list", site, "pairs", "--filter", "split:test").code == 1


def test_captions_are_written_edited_and_removed(miwake: Miwake, site: Path) -> None:
    assert "2 new" in miwake("caption", site, "IMG_0.png", "2", "--text", "near the gate").out
    assert miwake("caption", site, "none.png", "--text", "x").code == 1
    assert miwake("caption", site, "1", "--text", " ").code == 1
    (row,) = [row for row in miwake("list", site, "captions", "--json").lines if row["text"] == "a red valve"]
    assert miwake("edit", site, "caption", row["id"], "--text", "a crimson valve").code == 0
    assert miwake("edit", site, "caption", 999, "--text", "x").code == 1
    assert miwake("edit", site, "negative", 999, "--text", "x").code == 1
    assert miwake("remove", site, "caption", row["id"]).code == 0
    texts = {row["text"] for row in miwake("list", site, "captions", "--json").lines}
    assert "a crimson valve" not in texts
    assert miwake("undo", site, 2).out.splitlines() == ["Undone: Removed a description", "Undone: Edited a description"]
    assert "a red valve" in {row["text"] for row in miwake("list", site, "captions", "--json").lines}
    assert miwake("remove", site, "caption", "red").code == 2


def test_removed_photos_come_back_as_the_command_says(miwake: Miwake, site: Path) -> None:
    done = miwake("remove", site, "photo", "IMG_1.png", "IMG_2.png")
    assert f"miwake undo {site}" in done.out
    assert len(miwake("list", site, "photos", "--json").lines) == 2
    assert miwake("undo", site).code == 0
    assert len(miwake("list", site, "photos", "--json").lines) == 4
    assert len(miwake("list", site, "captions", "--json").lines) == 4
    ids = [row["id"] for row in miwake("list", site, "captions", "--json").lines][:2]
    assert f"miwake undo {site} 2`" in miwake("remove", site, "caption", *ids).out


def test_undo_redo_and_history(miwake: Miwake, site: Path) -> None:
    assert miwake("redo", site).code == 1
    miwake("caption", site, "1", "--text", "one")
    miwake("undo", site)
    entries = miwake("history", site, "--json").lines
    assert entries[0].keys() >= {"id", "action", "title", "at", "by", "state"}
    assert [(entry["title"], entry["state"]) for entry in entries] == [
        ("Described a photo", "undone"),
        ("Imported in and 1 more", "done"),
        ("Made project site", "done"),
    ]
    assert miwake("redo", site).out == "Done again: Described a photo\n"
    ended = miwake("undo", site, 5)
    assert ended.code == 1
    assert "nothing to undo" in ended.err
    assert len(miwake("history", site, "--limit", 1, "--json").lines) == 1


def test_mixups_sorting_and_their_files(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    added = miwake(
        *("mixup", "add", site, "valve", "--choice", "a valve that is {open|closed}", "--per-month", 30),
        *("--cost", "a valve that is open>a valve that is closed=40", "--critical"),
    )
    assert "1 a valve that is open; 2 a valve that is closed" in added.out
    (row,) = miwake("mixup", "list", site, "--json").lines
    assert row["costs"] == [{"true": 0, "said": 1, "amount": 40.0}]
    for wrong in (
        ("mixup", "add", site, "valve", "--choice", "a", "--choice", "b"),
        ("mixup", "add", site, "one", "--choice", "a"),
        ("mixup", "add", site, "cost", "--choice", "a", "--choice", "b", "--cost", "x"),
        ("sort", site, "ladder", tmp_path / "answers.csv"),
        ("sort", site, "valve", tmp_path / "none.csv"),
    ):
        assert miwake(*wrong).code == 1
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "image,choice\nIMG_0.png,1\nin/IMG_1.png,A valve that is closed.\nIMG_2.png,0\nIMG_3.png,\n"
        "IMG_0.png,2\nIMG_1.png,7\nnone.png,1\n",
        encoding="utf-8",
    )
    done = miwake("sort", site, "Valve", answers, "--json")
    assert done.json == {"sorted": 2, "neither": 1, "skipped": 1, "captions_new": 2, "negatives_new": 2}
    assert [word in done.err for word in ("line 6", "line 7", "none.png")] == [True] * 3
    assert len(miwake("list", site, "negatives", "--filter", "mixup:valve reviewed:yes", "--json").lines) == 2
    assert len(miwake("list", site, "captions", "--filter", "mixup:valve choice:2", "--json").lines) == 1
    assert "  2 a valve that is closed: 1 photo of 1 scene\n" in miwake("mixup", "list", site).out
    file = tmp_path / "mixups.yaml"
    assert miwake("mixup", "export", site, file).code == 0
    miwake("new", tmp_path / "other")
    assert miwake("mixup", "import", tmp_path / "other", file).code == 0
    (copied,) = miwake("mixup", "list", tmp_path / "other", "--json").lines
    assert {key: copied[key] for key in ("name", "choices", "costs", "per_month", "critical")} == {
        key: row[key] for key in ("name", "choices", "costs", "per_month", "critical")
    }
    assert miwake("remove", site, "mixup", "valve").code == 0
    assert miwake("list", site, "mixups", "--json").lines == []


@pytest.mark.parametrize(
    ("lines", "reasons"),
    [
        ("none.png,1\nIMG_1.png,7\n", ["none.png", "line 3: '7' is none of the choices.", "No line of a.csv could"]),
        ("", ["No line of a.csv could be used.", "It has no answers."]),
    ],
)
def test_answers_that_are_all_refused_end_with_1_and_say_why(
    miwake: Miwake, site: Path, tmp_path: Path, lines: str, reasons: list[str]
) -> None:
    miwake("mixup", "add", site, "valve", "--choice", "open", "--choice", "closed")
    (tmp_path / "a.csv").write_text(f"image,choice\n{lines}", encoding="utf-8")
    done = miwake("sort", site, "valve", tmp_path / "a.csv", "--json")
    assert done.code == 1
    assert done.json == {"sorted": 0, "neither": 0, "skipped": 0, "captions_new": 0, "negatives_new": 0}
    assert [reason in done.err for reason in reasons] == [True] * len(reasons)
    (tmp_path / "a.csv").write_text("image,choice\nIMG_0.png,\n", encoding="utf-8")
    assert miwake("sort", site, "valve", tmp_path / "a.csv").code == 0


@pytest.mark.parametrize(
    ("wrong", "todo"), [("choice:open", "such as choice:1"), ("group:gate", "`miwake list PROJECT groups`")]
)
def test_a_word_where_a_number_is_meant_is_told_which(miwake: Miwake, site: Path, wrong: str, todo: str) -> None:
    ended = miwake("list", site, "captions", "--filter", wrong)
    assert (ended.code, ended.out) == (1, "")
    assert f"{wrong} names no number." in ended.err
    assert todo in " ".join(ended.err.split())


def test_what_an_answer_contradicts_is_set_aside_and_said(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    miwake("mixup", "add", site, "colour", "--choice", "a red valve", "--choice", "a green valve")
    answers = tmp_path / "answers.csv"
    answers.write_text("image,choice\nIMG_0.png,2\nIMG_1.png,2\n", encoding="utf-8")
    done = miwake("sort", site, "colour", answers, "--json")
    assert done.json == {"sorted": 2, "neither": 0, "skipped": 0, "captions_new": 1, "negatives_new": 2}
    assert "Set aside" in done.err
    assert "“a red valve” of 1 photo." in done.err
    texts = [row["text"] for row in miwake("list", site, "captions", "--json").lines]
    assert sorted(texts) == ["a blue valve", "a green valve", "a green valve", "a white valve"]
    miwake("undo", site)
    assert "a red valve" in {row["text"] for row in miwake("list", site, "captions", "--json").lines}


def test_pairs_are_marked_once(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    assert miwake("pair", site, "IMG_1.png", tmp_path / "in" / "IMG_0.png", "--note", "same rack").code == 0
    assert miwake("pair", site, "1", "2").code == 0
    (row,) = miwake("list", site, "pairs", "--json").lines
    assert (row["photo_a"], row["photo_b"], row["note"]) == (1, 2, "same rack")
    assert miwake("pair", site, "1", "1").code == 1
    assert miwake("pair", site, "1", "99").code == 1


def test_bulk_decisions_show_themselves_first(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    miwake("mixup", "add", site, "valve", "--choice", "open", "--choice", "closed")
    (tmp_path / "a.csv").write_text("image,choice\nIMG_0.png,1\n", encoding="utf-8")
    miwake("sort", site, "valve", tmp_path / "a.csv")
    dry = miwake("decide", site, "--reject", "--filter", "", "--dry-run", "--json")
    assert dry.json == {"matched": 1, "decided": 0, "left_alone": 1}
    assert miwake("decide", site, "--reject", "--json").json == dry.json
    assert miwake("list", site, "negatives", "--json").lines[0]["status"] == "accepted"
    assert miwake("decide", site, "--accept", "--filter", "x").code == 1


def test_check_backup_restore_and_export(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    assert miwake("check", site, "--json").json == {"ok": True, "problems": []}
    copy = Path(miwake("backup", site).out.removeprefix("Wrote ").strip().removesuffix("."))
    miwake("caption", site, "1", "--text", "later")
    (tmp_path / "in").rename(tmp_path / "moved")
    wrong = miwake("check", site, "--json")
    assert (wrong.code, wrong.json["ok"], len(wrong.json["problems"])) == (1, False, 4)
    assert wrong.json["problems"][0].keys() == {"what", "where", "repairable"}
    assert miwake("check", site, "--repair", "--search", tmp_path / "moved", "--json").json["ok"]
    assert "kept" in miwake("restore", site, copy.name).out
    assert len(miwake("list", site, "captions", "--json").lines) == 4
    assert miwake("restore", site, "none.db").code == 1
    assert miwake("export", site, tmp_path / "site.zip").code == 0
    assert miwake("export", site, tmp_path / "site.zip").code == 1


def test_models_of_a_fresh_project(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    (row,) = miwake("models", "list", site, "--json").lines
    assert (row["name"], row["active"]) == ("builtin", True)
    assert json.loads(miwake("models", "show", site, "builtin").out)["name"] == "builtin"
    assert "builtin" in miwake("models", "available").out
    for words in (
        ("show", site, "none"),
        ("promote", site, "none"),
        ("rollback", site),
        ("export", site, "builtin", tmp_path / "x"),
        ("delete-weights", site, "builtin"),
    ):
        ended = miwake("models", *words)
        assert (ended.code, ended.out) == (1, "")


def test_nothing_to_train_on_or_to_report_is_said(miwake: Miwake, site: Path) -> None:
    for words in (
        ("retrain", site),
        ("retrain", site, "--budget", "soon"),
        ("retrain", site, "--recipe", "none"),
        ("retrain", site, "--without", "none"),
        ("retrain", site, "--model", "none"),
        ("report", site),
        ("report", site, "none"),
    ):
        ended = miwake(*words)
        assert (ended.code, ended.out) == (1, "")
        assert "To do:" in ended.err
    assert miwake("jobs", "list", site, "--json").lines == []


def test_answers_for_a_table_of_no_known_kind_are_refused_before_any_work(
    miwake: Miwake, site: Path, tmp_path: Path
) -> None:
    # The work itself would have complained that there is no mix-up.
    ended = miwake("tell", site, tmp_path / "in", "--out", tmp_path / "x.doc")
    assert ended.code == 1
    assert "ending" in ended.err


@pytest.mark.parametrize(("text", "expected"), [("90", 90), ("90s", 90), ("1.5m", 90), (" 1H ", 3600)])
def test_a_budget_has_a_unit(text: str, expected: float) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize("text", ["", "0", "0m", "-5", "5 d", "m", "1e3", "nan"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(MiwakeError):
        seconds(text)
