import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from miwake.domain.errors import BusyError
from miwake.storage.thumbnails import Thumbnails, readable


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "thumbnails.db"


@pytest.fixture
def thumbnails(file: Path) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails(file)
    yield thumbnails
    thumbnails.close()


def test_what_was_put_is_got_also_from_another_thread(thumbnails: Thumbnails) -> None:
    thumbnails.put({"a": b"first", "b": b"other"})
    thumbnails.put({"a": b"second"})
    got: list[bytes | None] = []
    thread = threading.Thread(target=lambda: got.append(thumbnails.get("a")))
    thread.start()
    thread.join()
    assert got == [b"second"]
    thumbnails.remove("a")
    assert (thumbnails.get("a"), thumbnails.get("b")) == (None, b"other")


def test_many_threads_put_at_once(thumbnails: Thumbnails) -> None:
    threads = [threading.Thread(target=thumbnails.put, args=({f"{n}": bytes([n])},)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [thumbnails.get(f"{n}") for n in range(8)] == [bytes([n]) for n in range(8)]


@pytest.mark.parametrize("endings", [("", "-wal", "-shm"), ("",), ("-wal", "-shm")])
def test_the_file_may_be_deleted_at_any_time(file: Path, thumbnails: Thumbnails, endings: tuple[str, ...]) -> None:
    thumbnails.put({"a": b"first"})
    for ending in endings:
        file.with_name(file.name + ending).unlink(missing_ok=True)
    # Whoever has it open goes on; who opens it next begins anew.
    thumbnails.get("a")
    thumbnails.close()
    again = Thumbnails(file)
    assert again.get("a") in (None, b"first")
    again.put({"b": b"new"})
    assert again.get("b") == b"new"
    again.close()
    assert readable(file)


def test_a_damaged_file_is_made_anew(file: Path) -> None:
    file.write_bytes(b"no database" * 100)
    assert not readable(file)
    thumbnails = Thumbnails(file)
    assert thumbnails.get("a") is None
    thumbnails.put({"a": b"first"})
    assert thumbnails.get("a") == b"first"
    thumbnails.close()
    assert readable(file)


def test_reset_empties_it_and_all_threads_go_on(file: Path, thumbnails: Thumbnails) -> None:
    thumbnails.put({"a": b"first"})
    asked, reset = threading.Event(), threading.Event()
    got: list[bytes | None] = []

    def other() -> None:
        got.append(thumbnails.get("a"))
        asked.set()
        reset.wait(10)
        got.append(thumbnails.get("a"))

    thread = threading.Thread(target=other)
    thread.start()
    assert asked.wait(10)
    thumbnails.reset()
    reset.set()
    thread.join()
    assert got == [b"first", None]
    thumbnails.put({"b": b"new"})
    assert thumbnails.get("b") == b"new"


def test_closed_is_closed(thumbnails: Thumbnails) -> None:
    thumbnails.put({"a": b"first"})
    thumbnails.close()
    with pytest.raises(BusyError):
        thumbnails.get("a")
