from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Miwake = Callable[..., Any]
PACK = """
pack: our site
states:
  - {set: valve painted or not, words: [painted, unprimed], of: [valve]}
objects:
  - {family: rig, is: [machine], words: [soil mixer, jet grouter, excavator]}
"""
BROKEN = """
pack: broken
states:
  - {set: x, words: [up, up]}
  - {set: y, words: [in, out], of: ['@valvee']}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    file = tmp_path / "site.yaml"
    file.write_text(PACK, encoding="utf-8")
    return file


def test_a_sound_pack_tells_what_it_adds(miwake: Miwake, pack: Path) -> None:
    done = miwake("lexicon", "check", pack)
    assert done.code == 0
    assert "site.yaml (our site): 1 object, 1 state entries; 3 words and phrases that are new." in done.out
    assert "soil mixer, jet grouter, unprimed" in done.out
    told = miwake("lexicon", "check", pack, "--json").json
    assert told == {
        "ok": True,
        "packs": [
            {
                "file": str(pack),
                "pack": "our site",
                "mistakes": [],
                "adds": {"object": 1, "state": 1},
                "new_words": ["soil mixer", "jet grouter", "unprimed"],
            }
        ],
    }


def test_every_mistake_of_every_file_is_named_by_line(miwake: Miwake, pack: Path, tmp_path: Path) -> None:
    broken, strange = tmp_path / "broken.yaml", tmp_path / "strange.yaml"
    broken.write_text(BROKEN, encoding="utf-8")
    strange.write_text("pack: s\nstates:\n  - {set: y, words: [in, out], of: ['@valvee']}\n", encoding="utf-8")
    done = miwake("lexicon", "check", pack, broken, strange)
    assert done.code == 1
    assert "site.yaml (our site)" in done.out
    assert f"{broken}, line 4: 'up' is there twice." in done.err
    assert f"{strange}, line 3: there is no family 'valvee'. Did you mean 'valve'?" in done.err
    told = miwake("lexicon", "check", broken, "--json")
    assert (told.code, told.json["ok"], told.json["packs"][0]["mistakes"][0]["line"]) == (1, False, 4)
    assert miwake("lexicon", "check", tmp_path / "nowhere.yaml").code == 1


def test_a_pack_of_the_project_is_used_by_the_next_proposals(miwake: Miwake, site: Path, pack: Path) -> None:
    assert "Added site.yaml" in miwake("lexicon", "add", site, pack).out
    (row,) = miwake("lexicon", "list", site, "--json").lines
    assert (Path(row["file"]).parent.name, row["pack"]) == ("lexicons", "our site")
    miwake("caption", site, "1", "--text", "a soil mixer at the gate")
    assert miwake("negatives", site, "--per-caption", 20).code == 0
    texts = {row["text"] for row in miwake("list", site, "negatives", "--json").lines}
    assert "a jet grouter at the gate" in texts
    assert "A copy is kept" in miwake("lexicon", "remove", site, "site").out
    assert miwake("lexicon", "list", site, "--json").lines == []


def test_a_broken_pack_stops_the_proposals_and_nothing_else(miwake: Miwake, site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(BROKEN, encoding="utf-8")
    refused = miwake("lexicon", "add", site, broken)
    assert (refused.code, "broken.yaml, line 4" in refused.err) == (1, True)
    folder = site.parent / f"{site.name}.miwake" / "lexicons"
    folder.mkdir()
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")

    ended = miwake("negatives", site)
    assert (ended.code, ended.out) == (1, "")
    assert "broken.yaml, line 4: 'up' is there twice." in ended.err
    assert miwake("list", site, "negatives", "--json").lines == []
    listed = miwake("lexicon", "list", site)
    assert (listed.code, "line 4" in listed.err) == (0, True)
    assert miwake("list", site, "captions", "--json").code == 0
    assert miwake("lexicon", "remove", site, "broken.yaml").code == 0
    assert miwake("negatives", site).code == 0


def test_a_pack_may_be_replaced(miwake: Miwake, site: Path, pack: Path) -> None:
    miwake("lexicon", "add", site, pack)
    assert "--replace" in miwake("lexicon", "add", site, pack).err
    assert miwake("lexicon", "add", site, pack, "--replace").code == 0
