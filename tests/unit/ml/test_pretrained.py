"""A base model comes whole or not at all: it goes on where it broke off, and what is wrong is refused and removed."""

import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import open_clip
import pytest
from open_clip import pretrained as known

from fakes import RecordingControl
from miwake.domain.errors import CancelledError, DiskFullError, MiwakeError, NotFoundError, RefusedError
from miwake.ml import room
from miwake.ml.hub import repository
from miwake.ml.loading import load_model
from miwake.ml.pretrained import download, find_pretrained, pretrained_models
from unit.ml.fake_hub import FakeHub, serving
from unit.ml.kit import FAMILIES, VIT, write_model

NAME = "tiny-arch/first"
WEIGHTS = "open_clip_model.safetensors"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = write_model(tmp_path_factory.mktemp("vit"), VIT)
    return {
        WEIGHTS: (folder / WEIGHTS).read_bytes(),
        "README.md": b"A card.",
        "open_clip_pytorch_model.bin": b"x" * 2000,
    }


def register(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, config: dict[str, Any], place: str) -> None:
    folder.mkdir()
    (folder / f"{name}.json").write_text(json.dumps(config))
    open_clip.add_model_config(folder / f"{name}.json")
    facts = {"hf_hub": place, "mean": (0.5,) * 3, "std": (0.25,) * 3, "interpolation": "bilinear", "url": ""}
    monkeypatch.setitem(known._PRETRAINED, name, {"first": facts, "no_place": {**facts, "hf_hub": ""}})


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, content: dict[str, bytes], tmp_path: Path) -> Iterator[FakeHub]:
    made = FakeHub()
    made.repositories["somebody/tiny"] = dict(content)
    register(monkeypatch, tmp_path / "configs", "tiny-arch", VIT, "somebody/tiny/")
    with serving(made):
        yield made


def fetched(hub: FakeHub, folder: Path, name: str = NAME, control: RecordingControl | None = None) -> Path:
    return download(name, folder / "model", control=control or RecordingControl(), hub=hub.address, pause=0.0)


def test_open_clip_s_names_are_listed_with_what_is_known_of_them() -> None:
    found = {each.name: each for each in pretrained_models()}
    assert len(found) > 150
    assert found["ViT-B-32/laion2b_s34b_b79k"].parameters == 151277313
    assert found["ViT-B-16-SigLIP/webli"].refused == ""
    assert found["roberta-ViT-B-32/laion2b_s12b_b32k"].parameters is None
    assert "CoCa" in found["coca_ViT-B-32/laion2b_s13b_b90k"].refused


def test_a_name_that_is_not_known_brings_those_that_are_like_it() -> None:
    with pytest.raises(NotFoundError) as unknown:
        find_pretrained("ViT-B-32/laion2b_s34b_b79")
    assert "ViT-B-32/laion2b_s34b_b79k" in unknown.value.todo


def test_what_was_downloaded_is_a_model_folder(hub: FakeHub, tmp_path: Path) -> None:
    control = RecordingControl()
    folder = fetched(hub, tmp_path, control=control)
    model = load_model(folder, device="cpu")
    assert model.image_size == (32, 32)
    assert model.config.preprocess["std"] == [0.25] * 3
    assert model.config.preprocess["interpolation"] == "bilinear"
    assert sorted(path.name for path in folder.iterdir()) == ["SOURCE.json", "open_clip_config.json", WEIGHTS]
    (said,) = control.notes
    assert said == f"{NAME}: 2 MB, licence: mit, from {hub.address}/somebody/tiny."
    assert control.stages == [(f"Downloading {NAME} (MB)", 2)]
    record = json.loads((folder / "SOURCE.json").read_text())
    assert record["repositories"] == {"somebody/tiny": "a" * 40}
    assert record["files"][WEIGHTS]["sha256"]
    assert not [path for path in tmp_path.iterdir() if "partial" in path.name]


def test_size_and_licence_are_said_before_the_first_byte(hub: FakeHub, tmp_path: Path) -> None:
    class Refusing(RecordingControl):
        def note(self, text: str) -> None:
            super().note(text)
            raise CancelledError

    hub.licence = None
    control = Refusing()
    with pytest.raises(CancelledError):
        fetched(hub, tmp_path, control=control)
    assert "licence: not stated" in control.notes[0]
    assert hub.downloads_of(WEIGHTS) == []


def test_a_broken_download_goes_on_by_itself(hub: FakeHub, tmp_path: Path) -> None:
    hub.breaks = {WEIGHTS: [100_000, 200_000]}
    fetched(hub, tmp_path)
    assert hub.downloads_of(WEIGHTS) == [0, 100_000, 300_000]
    assert load_model(tmp_path / "model", device="cpu").width == 24


def test_a_download_that_was_given_up_goes_on_with_the_same_command(hub: FakeHub, tmp_path: Path) -> None:
    hub.breaks = {WEIGHTS: [150_000, 0, 0, 0, 0]}
    with pytest.raises(MiwakeError, match="broke off") as broken:
        fetched(hub, tmp_path)
    assert "150000 of" in broken.value.kept
    assert "same command" in broken.value.todo
    assert not (tmp_path / "model").exists()
    hub.asked.clear()
    hub.breaks.clear()
    fetched(hub, tmp_path)
    assert hub.downloads_of(WEIGHTS) == [150_000]
    assert load_model(tmp_path / "model", device="cpu").width == 24


def test_a_download_that_a_person_broke_off_goes_on(hub: FakeHub, tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        fetched(hub, tmp_path, control=RecordingControl(cancel_at=1))
    fetched(hub, tmp_path)
    assert hub.downloads_of(WEIGHTS)[0] == 0
    assert hub.downloads_of(WEIGHTS)[1] > 0


def test_a_server_that_cannot_go_on_in_the_middle_sends_it_all_again(hub: FakeHub, tmp_path: Path) -> None:
    hub.breaks, hub.ranges = {WEIGHTS: [100_000]}, False
    fetched(hub, tmp_path)
    assert len(hub.downloads_of(WEIGHTS)) == 2
    assert load_model(tmp_path / "model", device="cpu").width == 24


def test_a_wrong_checksum_is_refused_and_the_file_removed(hub: FakeHub, tmp_path: Path) -> None:
    hub.lies = {WEIGHTS}
    with pytest.raises(RefusedError, match="not what it should be") as refused:
        fetched(hub, tmp_path)
    assert "removed" in refused.value.kept
    assert not (tmp_path / "model").exists()
    assert not list(tmp_path.rglob(f"{WEIGHTS}*"))
    hub.lies.clear()
    fetched(hub, tmp_path)


def test_small_files_are_checked_as_well(
    hub: FakeHub, monkeypatch: pytest.MonkeyPatch, content: dict[str, bytes], tmp_path: Path
) -> None:
    config = {**VIT, "text_cfg": {**VIT["text_cfg"], "hf_tokenizer_name": "somebody/words"}}
    register(monkeypatch, tmp_path / "more", "worded-arch", config, "somebody/tiny/")
    hub.repositories["somebody/words"] = {"tokenizer.json": b"{}", "config.json": b"{}"}
    hub.lies = {"tokenizer.json"}
    with pytest.raises(RefusedError, match=r"tokenizer\.json"):
        fetched(hub, tmp_path, "worded-arch/first")


def test_files_of_two_revisions_are_never_mixed(hub: FakeHub, tmp_path: Path) -> None:
    hub.breaks = {WEIGHTS: [150_000, 0, 0, 0, 0]}
    with pytest.raises(MiwakeError):
        fetched(hub, tmp_path)
    hub.breaks.clear()
    hub.revision = "b" * 40
    hub.asked.clear()
    fetched(hub, tmp_path)
    assert hub.downloads_of(WEIGHTS) == [0]


def test_a_siglip_model_brings_its_tokenizer_along(
    hub: FakeHub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    FAMILIES["siglip"][0](made)
    config = json.loads((made / "open_clip_config.json").read_text())["model_cfg"]
    config["text_cfg"]["hf_tokenizer_name"] = "somebody/words"
    register(monkeypatch, tmp_path / "more", "tiny-sig", config, "somebody/sig/")
    hub.repositories["somebody/sig"] = {WEIGHTS: (made / WEIGHTS).read_bytes()}
    words = {path.name: path.read_bytes() for path in made.glob("*token*")}
    # timm puts a configuration of its own there, which is not one of transformers.
    hub.repositories["somebody/words"] = {**words, "config.json": b'{"architecture": "vit"}', "model.bin": b"x" * 5000}
    folder = fetched(hub, tmp_path, "tiny-sig/first")
    assert hub.downloads_of("model.bin") == []
    assert not (folder / "config.json").exists()
    model = load_model(folder, device="cpu")
    assert model.bias == pytest.approx(-10)
    assert model.encode_texts(["a red square"]).shape == (1, 96)


def test_a_huggingface_text_tower_brings_its_configuration_along(
    hub: FakeHub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    FAMILIES["roberta"][0](made)
    config = json.loads((made / "open_clip_config.json").read_text())["model_cfg"]
    config["text_cfg"] |= {"hf_tokenizer_name": "somebody/roberta", "hf_model_name": "somebody/roberta"}
    register(monkeypatch, tmp_path / "more", "tiny-roberta", config, "somebody/robclip/")
    hub.repositories["somebody/robclip"] = {WEIGHTS: (made / WEIGHTS).read_bytes()}
    others = {path.name: path.read_bytes() for path in (*made.glob("*token*"), made / "config.json")}
    hub.repositories["somebody/roberta"] = others
    model = load_model(fetched(hub, tmp_path, "tiny-roberta/first"), device="cpu")
    assert model.encode_texts(["a red square"]).shape == (1, 24)


def test_weights_of_a_named_file_are_taken_as_safetensors_if_there_are_any(
    hub: FakeHub, monkeypatch: pytest.MonkeyPatch, content: dict[str, bytes], tmp_path: Path
) -> None:
    register(monkeypatch, tmp_path / "more", "named-arch", VIT, "somebody/named/special.bin")
    hub.repositories["somebody/named"] = {"special.bin": b"x" * 2000, "special.safetensors": content[WEIGHTS]}
    assert (fetched(hub, tmp_path, "named-arch/first") / WEIGHTS).is_file()
    assert hub.downloads_of("special.bin") == []


def test_a_pickle_from_the_hub_is_read_as_weights_only(
    hub: FakeHub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    register(monkeypatch, tmp_path / "more", "pickled-arch", VIT, "somebody/pickled/")
    hub.repositories["somebody/pickled"] = {"open_clip_pytorch_model.bin": b"cos\nsystem\n(S'true'\ntR." + b" " * 2000}
    folder = fetched(hub, tmp_path, "pickled-arch/first")
    with pytest.raises(RefusedError) as refused:
        load_model(folder, device="cpu")
    assert "executed" in refused.value.kept


def test_what_cannot_be_used_is_refused_before_anything_is_asked(hub: FakeHub, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="cannot use"):
        fetched(hub, tmp_path, "coca_ViT-B-32/laion2b_s13b_b90k")
    with pytest.raises(RefusedError, match="cannot use"):
        fetched(hub, tmp_path, "tiny-arch/no_place")
    assert hub.asked == []


def test_a_repository_that_is_gone_or_has_no_weights_is_told(hub: FakeHub, tmp_path: Path) -> None:
    hub.repositories["somebody/tiny"] = {"README.md": b"moved"}
    with pytest.raises(NotFoundError, match="no weights"):
        fetched(hub, tmp_path)
    hub.repositories.clear()
    with pytest.raises(NotFoundError, match="not there, or not public"):
        fetched(hub, tmp_path)


def test_a_server_in_trouble_is_asked_again(hub: FakeHub, tmp_path: Path) -> None:
    hub.trouble = {WEIGHTS: [503, 429]}
    fetched(hub, tmp_path)
    assert hub.downloads_of(WEIGHTS) == [0, 0, 0]


def test_a_server_that_says_no_is_not_asked_again(hub: FakeHub, tmp_path: Path) -> None:
    hub.trouble = {WEIGHTS: [403]}
    with pytest.raises(NotFoundError, match="not public"):
        fetched(hub, tmp_path)
    hub.trouble = {"tiny": [500]}
    with pytest.raises(MiwakeError, match="refused the download"):
        repository("somebody/tiny", hub=hub.address)


def test_a_hub_that_cannot_be_reached_is_told(hub: FakeHub, tmp_path: Path) -> None:
    with pytest.raises(MiwakeError, match="cannot be reached") as error:
        repository("somebody/tiny", hub="http://127.0.0.1:9")
    assert "connection" in error.value.todo


@pytest.mark.parametrize("address", ["http://example.org", "file:///etc", "ftp://127.0.0.1"])
def test_only_safe_addresses_are_asked(address: str) -> None:
    with pytest.raises(RefusedError, match="not a safe address"):
        repository("somebody/tiny", hub=address)


def test_room_is_asked_for_before_the_first_byte(hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda _folder: room.RESERVE + 1_000_000)
    with pytest.raises(DiskFullError, match=NAME):
        fetched(hub, tmp_path)
    assert hub.downloads_of(WEIGHTS) == []


def test_a_disk_that_fills_up_keeps_what_is_there(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Filling(RecordingControl):
        def checkpoint(self) -> None:
            super().checkpoint()
            if self.checkpoints == 1:
                raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFullError) as full:
        fetched(hub, tmp_path, control=Filling())
    assert "kept" in full.value.kept
    fetched(hub, tmp_path)
    assert hub.downloads_of(WEIGHTS)[-1] > 0
