"""Standard input in batches: small and at once where lines come slowly, full where they come fast."""

import io
import os
import threading
from collections.abc import Iterator

import pytest

from miwake.cli.lines import stdin_batches


class _Pipe:
    """Standard input that a test writes piece by piece."""

    def __init__(self) -> None:
        self._out, self._in = os.pipe()

    def fileno(self) -> int:
        return self._out

    def write(self, data: bytes) -> None:
        os.write(self._in, data)

    def end(self) -> None:
        os.close(self._in)


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Pipe]:
    made = _Pipe()
    monkeypatch.setattr("sys.stdin", made)
    yield made
    for thread in threading.enumerate():
        if thread.name == "stdin":
            thread.join(5)
    os.close(made.fileno())


def _from_bytes(data: bytes, monkeypatch: pytest.MonkeyPatch, most: int = 128) -> list[list[str]]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
    return list(stdin_batches(most=most))


def test_a_slow_writer_gets_each_line_before_writing_the_next(pipe: _Pipe) -> None:
    batches = stdin_batches(patience=0.01)
    for number in range(3):
        pipe.write(b"line %d\n" % number)
        assert next(batches) == [f"line {number}"]
    pipe.end()
    assert list(batches) == []


def test_half_a_line_is_waited_for(pipe: _Pipe) -> None:
    batches = stdin_batches(patience=0.01)
    pipe.write(b"one\ntw")
    assert next(batches) == ["one"]
    pipe.write(b"o\nthree")
    assert next(batches) == ["two"]
    pipe.end()
    assert next(batches) == ["three"]


def test_lines_that_are_there_fill_the_batches(pipe: _Pipe) -> None:
    pipe.write(b"x\n" * 300)
    pipe.end()
    assert [len(batch) for batch in stdin_batches(patience=60)] == [128, 128, 44]


def test_a_full_batch_waits_for_nothing(pipe: _Pipe) -> None:
    pipe.write(b"x\n" * 130)
    batches = stdin_batches(patience=3_600)
    assert len(next(batches)) == 128
    pipe.end()
    assert next(batches) == ["x", "x"]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"a", ["a"]),
        (b"a\n\n  \nb", ["a", "", "  ", "b"]),
        (b"\xef\xbb\xbfa\r\nb\r\n", ["a", "b"]),
        (b"a\xff\x80b\n", ["a\ufffd\ufffdb"]),
        (b"nul\x00nul\x00\n", ["nul\x00nul\x00"]),
        ("one\u2028line \x85 still\n".encode(), ["one\u2028line \x85 still"]),
        (b"\r\n\r\n", ["", ""]),
        (b"y" * 70_000 + b"\nz", ["y" * 70_000, "z"]),
    ],
)
def test_each_line_is_one_line_however_odd(data: bytes, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert [line for batch in _from_bytes(data, monkeypatch) for line in batch] == lines


def test_a_line_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    [[first, second]] = _from_bytes(b"a" * 3_000_000 + b"\nb\n", monkeypatch)
    assert (len(first), second) == (1_000_000, "b")


def test_the_order_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [str(number) for number in range(20_000)]
    batches = _from_bytes("\n".join(numbers).encode(), monkeypatch, most=7)
    assert [line for batch in batches for line in batch] == numbers
    assert all(len(batch) == 7 for batch in batches[:-1])
