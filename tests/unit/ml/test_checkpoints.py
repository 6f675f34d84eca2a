"""Checkpoints are whole or not there, and a disk that fills up ends a run with the last one kept."""

import errno
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest
import torch
from safetensors import SafetensorError

from miwake.domain.errors import DiskFullError
from miwake.ml import room, training
from miwake.ml.checkpoints import bytes_of, newest_checkpoint, save_checkpoint
from miwake.ml.devices import Precision
from miwake.ml.exporting import export_model
from miwake.ml.feature_store import FeatureStore
from miwake.ml.model import Model
from miwake.ml.options import TrainingOptions, TrainingResult
from miwake.ml.preparing import CHECKPOINTS
from miwake.ml.room import is_full, require_room, told_if_full
from unit.ml.runs import retrained

OPTIONS = TrainingOptions(
    steps=12, batch_size=8, views=1, learning_rate=4e-3, evaluations=6, precision=Precision.FP32, replay_batch=4
)
FULL = OSError(errno.ENOSPC, "No space left on device")


def state(step: int, size: int = 1000) -> dict[str, Any]:
    return {"step": step, "weights": {"a": torch.full((size,), float(step))}, "curve": [[1, 0.5]]}


def test_the_newest_whole_checkpoint_is_found(tmp_path: Path) -> None:
    for step in (1, 2, 3):
        save_checkpoint(tmp_path, step, state(step))
    assert len(list(tmp_path.iterdir())) == 2
    newest = newest_checkpoint(tmp_path)
    assert newest is not None
    assert torch.equal(newest["weights"]["a"], torch.full((1000,), 3.0))


def test_a_changed_byte_is_seen(tmp_path: Path) -> None:
    save_checkpoint(tmp_path, 1, state(1))
    path = save_checkpoint(tmp_path, 2, state(2))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    newest = newest_checkpoint(tmp_path)
    assert newest is not None
    assert newest["step"] == 1


def test_the_size_of_a_state_is_known_before_it_is_written() -> None:
    assert (
        bytes_of({"a": torch.zeros(10), "b": [torch.zeros(3, dtype=torch.float64), {"c": torch.zeros(2)}], "d": "x"})
        == 72
    )


def test_room_is_asked_for_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_checkpoint(tmp_path, 1, state(1))
    monkeypatch.setattr(room, "free_bytes", lambda _folder: room.RESERVE + 3999)
    with pytest.raises(DiskFullError) as refused:
        save_checkpoint(tmp_path, 2, state(2))
    assert "checkpoints before are kept" in refused.value.kept
    assert "room" in refused.value.todo
    assert newest_checkpoint(tmp_path) is not None
    monkeypatch.setattr(room, "free_bytes", lambda _folder: room.RESERVE + 4000)
    save_checkpoint(tmp_path, 2, state(2))


def test_the_disk_of_a_folder_that_is_not_there_yet_is_asked(tmp_path: Path) -> None:
    assert room.free_bytes(tmp_path / "not" / "yet") > 0
    with pytest.raises(DiskFullError, match="for a million photos"):
        require_room(tmp_path / "not" / "yet", 10**18, purpose="a million photos")


def test_only_a_full_disk_is_told_as_one(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), told_if_full(tmp_path, kept=""):
        raise PermissionError(errno.EACCES, "no")
    with pytest.raises(DiskFullError), told_if_full(tmp_path, kept=""):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")
    assert is_full(SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)"))
    assert not is_full(SafetensorError("header too large"))


class Filling:
    """Stands for a file on a disk that gets full after so many bytes."""

    def __init__(self, file: Any, *, after: int) -> None:
        self.file, self.left = file, after

    def write(self, content: bytes) -> int:
        self.left -= len(content)
        if self.left < 0:
            raise FULL
        return int(self.file.write(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


@pytest.fixture
def disk_full_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, str], None]:
    """`disk_full_after(bytes, name)`: files of that name take so many bytes and no more."""
    honest = Path.open

    def fill(count: int, name: str) -> None:
        def opened(path: Path, mode: str = "r", **options: Any) -> Any:
            file = honest(path, mode, **options)
            return Filling(file, after=count) if path.name == name and mode == "wb" else file

        monkeypatch.setattr(Path, "open", opened)

    return fill


@pytest.mark.parametrize("after", [0, 3000])
def test_a_disk_that_fills_up_while_writing_leaves_the_checkpoint_before(
    tmp_path: Path, disk_full_after: Callable[[int, str], None], after: int
) -> None:
    save_checkpoint(tmp_path, 1, state(1))
    disk_full_after(after, "unfinished")
    with pytest.raises(DiskFullError):
        save_checkpoint(tmp_path, 2, state(2))
    assert [path.name[:12] for path in tmp_path.iterdir()] == ["step-0000001"]
    newest = newest_checkpoint(tmp_path)
    assert newest is not None
    assert newest["step"] == 1


def run(model: Model, site: Any, folder: Path) -> TrainingResult:
    return retrained(model, site, folder, options=OPTIONS)


def test_a_run_that_filled_the_disk_goes_on_to_the_same_result_when_there_is_room(
    timm_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "BETWEEN_CHECKPOINTS", 0)
    straight = run(timm_model, site, tmp_path / "straight")
    with monkeypatch.context() as patched:
        saves = []

        def filling(folder: Path) -> int:
            saves.append(folder)
            return 10**12 if len(saves) < 4 else 0

        patched.setattr(room, "free_bytes", filling)
        with pytest.raises(DiskFullError) as full:
            run(timm_model, site, tmp_path / "broken")
    assert "kept" in full.value.kept
    newest = newest_checkpoint(tmp_path / "broken" / "checkpoints")
    assert newest is not None
    assert newest["step"] == 4
    resumed = run(timm_model, site, tmp_path / "broken")
    assert resumed.model.digest == straight.model.digest
    assert resumed.curves == straight.curves


def test_a_run_that_would_fill_the_disk_is_refused_at_the_start(
    timm_model: Model, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "free_bytes", lambda _folder: room.RESERVE)
    with pytest.raises(DiskFullError, match="this retraining"):
        run(timm_model, site, tmp_path)
    assert not list(tmp_path.rglob("*.npy"))
    assert not list(tmp_path.rglob("*.pt"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True, check=False
    )
    if not done or done.returncode:
        pytest.skip("a small file system can only be mounted by root on Linux")
    yield folder
    # Lazily: arrays that were read from it are still mapped into memory.
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_really_full_disk_keeps_what_was_there(
    small_disk: Path, vit_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "RESERVE", 0)
    save_checkpoint(small_disk / "checkpoints", 1, state(1))
    with pytest.raises(DiskFullError, match="not enough room"):
        save_checkpoint(small_disk / "checkpoints", 2, state(2, size=1_000_000))
    # What was free when it was asked may be gone when it is needed.
    monkeypatch.setattr(room, "free_bytes", lambda _folder: 10**12)
    with pytest.raises(DiskFullError, match="disk is full"):
        save_checkpoint(small_disk / "checkpoints", 2, state(2, size=1_000_000))
    newest = newest_checkpoint(small_disk / "checkpoints")
    assert newest is not None
    assert newest["step"] == 1
    store = FeatureStore(small_disk / "features")
    store.add(["x"], np.ones((1, 10), dtype=np.float32))
    with pytest.raises(DiskFullError):
        store.add(["y"], np.ones((1, 1_000_000), dtype=np.float32))
    assert len(FeatureStore(small_disk / "features")) == 1
    (small_disk / "filler").write_bytes(bytes(2_000_000))
    with pytest.raises(DiskFullError):
        export_model(vit_model, small_disk / "model")
    assert not (small_disk / "model").exists()
    assert sorted(path.name for path in small_disk.iterdir()) == ["checkpoints", "features", "filler"]


def test_what_belongs_to_another_plan_is_not_gone_on_from_and_the_run_says_so(
    timm_model: Model, site: Any, tmp_path: Path
) -> None:
    options = replace(OPTIONS, steps=2, evaluations=1)
    save_checkpoint(tmp_path / "run" / CHECKPOINTS, 9, state(9))
    result = retrained(timm_model, site, tmp_path / "run", options=options)
    assert result.steps == 2
    assert [note for note in result.notes if "starts anew" in note]
    again = retrained(timm_model, site, tmp_path / "run", options=options)
    assert not [note for note in again.notes if "starts anew" in note]
