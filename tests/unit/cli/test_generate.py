import io
import json
from pathlib import Path
from typing import Any

import pytest

from masked_models import write_bert
from unit.cli.conftest import Ended, Miwake

KEYS = {"text", "kind", "from", "to", "span", "source", "edit", "plausibility", "suspect"}
SOURCES = {"mixup", "lexicon", "masked_lm", "swap", "person"}
ODD = [
    b"a worker in a red helmet",
    b"",
    b"   ",
    "梯子は左にある".encode(),
    b"\xff\xfe not text \x80",
    b"a worker in a red helmet\r",
    b'"quoted", with a \\ and a \ttab and a \x0b',
    "one line\u2028and no other\x85here".encode(),
    b"word " * 2000,
    b"an open valve left of two tanks",
]

pytestmark = pytest.mark.slow


@pytest.fixture
def generate(miwake: Miwake, monkeypatch: pytest.MonkeyPatch) -> Any:
    def call(lines: list[bytes], *words: object) -> Ended:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines)), encoding="ascii"))
        return miwake("generate", *words)

    return call


def test_every_line_gets_its_line_in_order_however_odd(generate: Any) -> None:
    ended = generate(ODD)
    assert ended.code == 0
    captions = [each["caption"] for each in ended.lines]
    assert captions == [line.decode("utf-8", errors="replace").rstrip("\r\n") for line in ODD]
    for each in ended.lines:
        assert each.keys() == {"caption", "negatives", "none_because"}
        assert bool(each["negatives"]) != bool(each["none_because"])


def test_a_negative_says_what_was_changed_where(generate: Any) -> None:
    found = [(each["caption"], negative) for each in generate(ODD).lines for negative in each["negatives"]]
    assert found
    for caption, negative in found:
        single = negative["span"] is not None
        assert negative.keys() == (KEYS if single else KEYS | {"edits"})
        assert negative["source"] in SOURCES
        assert 0 <= negative["plausibility"] <= 1
        edits = [negative] if single else negative["edits"]
        text, shift = caption, 0
        for edit in sorted(edits, key=lambda each: each["span"]):
            start, end = (position + shift for position in edit["span"])
            assert text[start:end] == edit["from"]
            text, shift = text[:start] + edit["to"] + text[end:], shift + len(edit["to"]) - len(edit["from"])
        assert text == negative["text"]
        assert text != caption


def test_the_seed_and_the_kinds_decide_alone(generate: Any) -> None:
    line = [b"two workers in red helmets beside an open valve"]
    first, again = (generate(line, "--seed", 5).out for _ in range(2))
    assert first == again
    few = generate(line, "--kind", "state", "--kind", "count", "--per-caption", 2).lines[0]["negatives"]
    assert len(few) <= 2
    assert {negative["kind"] for negative in few} <= {"state", "count"}


def test_the_masked_model_is_chosen_by_name_and_weighs_what_is_proposed(generate: Any, tmp_path: Path) -> None:
    def weight(*words: object) -> float:
        (found,) = generate([b"a worker in a red vest"], "--kind", "attribute", "--per-caption", 50, *words).lines
        return {each["text"]: each["plausibility"] for each in found["negatives"]}["a worker in a blue vest"]

    assert weight() == weight("--masked", "builtin")
    assert len({weight(), weight("--masked", "none"), weight("--masked", write_bert(tmp_path / "bert"))}) == 3


def test_a_masked_model_that_is_not_there_is_said(generate: Any, miwake: Miwake, site: Path) -> None:
    for ended in (
        generate([b"an open valve"], "--masked", "nowhere"),
        miwake("negatives", site, "--masked", "nowhere"),
    ):
        assert (ended.code, ended.out) == (1, "")
        assert "There is no masked language model nowhere on this computer." in ended.err
    assert miwake("negatives", site, "--masked", "none", "--json").json["negatives_new"] >= 4
    assert "masked_lm" not in {row["source"] for row in miwake("list", site, "negatives", "--json").lines}


def test_no_line_gives_no_line(generate: Any) -> None:
    ended = generate([])
    assert (ended.code, ended.out) == (0, "")


def test_negatives_are_proposed_once_and_decided_in_bulk(miwake: Miwake, site: Path) -> None:
    done = miwake("negatives", site, "--json")
    assert done.code == 0
    assert done.json["captions"] == 4
    assert done.json["negatives_new"] >= 4
    rows = miwake("list", site, "negatives", "--json").lines
    assert len(rows) == done.json["negatives_new"]
    assert rows[0].keys() >= {"id", "photo", "text", "kind", "status", "source", "suspect"}
    assert all(0 < row["closeness"] < 1 and 0 <= row["plausibility"] <= 1 for row in rows)
    assert {row["split"] for row in rows if row["margin"] is not None} == {"train"}
    assert all(row["margin"] is not None for row in rows if row["split"] == "train")
    assert miwake("negatives", site, "--json").json["captions"] == 0
    decided = miwake("decide", site, "--accept", "--filter", "suspect:no AND reviewed:no", "--json").json
    unsuspected = [row for row in rows if row["suspect"] is None]
    assert decided == {"matched": len(unsuspected), "decided": len(unsuspected), "left_alone": 0}
    assert len(miwake("list", site, "negatives", "--filter", "status:accepted", "--json").lines) == len(unsuspected)
    assert miwake("undo", site).out == f"Undone: Accepted {len(unsuspected)} look-alike descriptions in bulk\n"
    assert miwake("undo", site).code == 0
    assert miwake("list", site, "negatives", "--json").lines == []
    # Asked by another seed, the same descriptions are open again.
    assert json.loads(miwake("negatives", site, "--seed", 1, "--json").out)["captions"] == 4
