import json
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import open_clip
import pytest
from open_clip import pretrained as known

from miwake.services import base_models
from unit.cli.conftest import Miwake, not_to_be_loaded
from unit.ml.fake_hub import FakeHub, serving
from unit.ml.kit import VIT, write_model

NAME = "cli-arch/first"
WEIGHTS = "open_clip_model.safetensors"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeHub]:
    made = FakeHub()
    (tmp_path / "made").mkdir()
    made.repositories["somebody/cli"] = {WEIGHTS: (write_model(tmp_path / "made", VIT) / WEIGHTS).read_bytes()}
    (tmp_path / "cli-arch.json").write_text(json.dumps(VIT))
    open_clip.add_model_config(tmp_path / "cli-arch.json")
    monkeypatch.setitem(known._PRETRAINED, "cli-arch", {"first": {"hf_hub": "somebody/cli/", "url": ""}})
    monkeypatch.setenv("MIWAKE_MODELS", str(tmp_path / "models"))
    # A newer open_clip knows models whose names do not ship: it is asked.
    monkeypatch.setattr(base_models, "version", lambda _package: "a newer one")
    with serving(made):
        monkeypatch.setenv("HF_ENDPOINT", made.address)
        yield made


def test_a_download_says_size_and_licence_and_where_it_is(miwake: Miwake, hub: FakeHub, tmp_path: Path) -> None:
    ended = miwake("models", "download", NAME)
    assert ended.code == 0, ended.err
    folder = tmp_path / "models" / "cli-arch--first"
    assert str(folder) in ended.out
    assert "licence: mit" in " ".join(ended.err.split())
    assert "Downloading" in ended.err
    again = miwake("models", "download", NAME)
    assert (again.code, hub.downloads_of(WEIGHTS)) == (0, [0])
    assert "already" in again.err


def test_what_is_here_is_marked(miwake: Miwake, hub: FakeHub) -> None:
    assert miwake("models", "download", NAME).code == 0
    rows = {row["name"]: row for row in miwake("models", "available", "--json").lines}
    assert rows["builtin"]["downloaded"]
    assert rows[NAME]["downloaded"]
    assert rows[NAME]["bytes"] > 1_000_000
    assert rows[NAME]["architecture"] == "cli-arch"
    other = rows["ViT-B-32/laion2b_s34b_b79k"]
    assert (other["downloaded"], other["bytes"], other["parameters"]) == (False, None, 151277313)
    shown = miwake("models", "available").out
    lines = [line.split()[:2] for line in shown.splitlines()]
    assert lines[0] == ["Here", "Name"]
    assert ["*", NAME] in lines
    assert ["ViT-B-32/laion2b_s34b_b79k", "151"] in lines
    assert "CoCa" in shown


def test_a_name_that_is_not_known_is_said(miwake: Miwake, hub: FakeHub) -> None:
    ended = miwake("models", "download", "ViT-B-32/laion2b")
    assert ended.code == 1
    assert "Did you mean" in ended.err
    assert hub.asked == []


def test_the_names_that_ship_are_those_of_the_open_clip_that_is_here() -> None:
    listed = json.loads((files("miwake_resources") / "models" / "pretrained.json").read_text("utf-8"))
    assert listed["open_clip"] == version("open_clip_torch")
    assert listed["names"] == [f"{architecture}/{tag}" for architecture, tag in open_clip.list_pretrained()]


@pytest.mark.parametrize("name", ["ViT-B-32/laion2b", "foo"])
def test_an_unknown_name_is_said_before_anything_is_loaded(
    miwake: Miwake, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    not_to_be_loaded(monkeypatch, "base_models")
    ended = miwake("models", "download", name)
    assert (ended.code, ended.out) == (1, "")
    assert f"There is no base model '{name}'." in ended.err
    assert ("Did you mean 'ViT-B-32/laion2b_" in ended.err) == (name != "foo")


def test_a_base_model_that_is_not_here_is_not_fetched_by_a_retraining(miwake: Miwake, site: Path, hub: FakeHub) -> None:
    ended = miwake("retrain", site, "--model", NAME)
    assert ended.code == 1
    assert f"miwake models download {NAME}" in " ".join(ended.err.split())
    assert hub.asked == []
