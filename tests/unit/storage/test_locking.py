from pathlib import Path

import pytest
from filelock import FileLock

from miwake.domain.errors import BusyError, MiwakeError
from miwake.storage.locking import take_lock


def busy() -> BusyError:
    return BusyError("Another has it.")


def test_who_has_the_lock_is_said_by_whoever_wanted_it(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "a.lock")
    with FileLock(tmp_path / "a.lock"), pytest.raises(BusyError, match="Another has it"):
        take_lock(lock, patience=0, busy=busy)
    take_lock(lock, patience=0, busy=busy)
    assert lock.is_locked
    lock.release()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(MiwakeError, match="folder cannot be written") as refused:
        take_lock(FileLock(tmp_path / "file" / "a.lock"), patience=0, busy=busy)
    assert not isinstance(refused.value, BusyError)
