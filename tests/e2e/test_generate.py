"""`miwake generate` as another program uses it: through pipes, line by line, broken off at any time."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

COMMAND = [sys.executable, "-m", "miwake", "generate", "--per-caption", "2"]
ODD = [
    b"",
    b"   ",
    b"\xff\xfe not text \x80",
    b"a worker in a red helmet\r",
    b"\xef\xbb\xbfan open valve",
    b"a dog\x00 on a sofa",
    b"word " * 2_000,
    b"a red truck beside a blue truck and " * 280,
    "梯子は左にある".encode(),
    "one\u2028line 🚧 \u202eright to left".encode(),
    b'"quoted" \\ and a \t tab',
]

pytestmark = pytest.mark.slow

Running = subprocess.Popen[bytes]


@pytest.fixture
def running() -> Iterator[Running]:
    # Whoever starts the tests in the background makes them ignore Ctrl-C; a program would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield from _started()
    finally:
        signal.signal(signal.SIGINT, before)


def _started() -> Iterator[Running]:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield process
        process.kill()


def _asked(process: Running, lines: list[bytes]) -> list[dict[str, object]]:
    """Write lines and read as many answers; standard input stays open."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"".join(line + b"\n" for line in lines))
    process.stdin.flush()
    return [json.loads(process.stdout.readline()) for _ in lines]


def test_answers_come_while_the_pipe_is_open_and_end_quietly(running: Running) -> None:
    for caption in ("a worker in a red helmet", "an open valve"):
        [answer] = _asked(running, [caption.encode()])
        assert answer["caption"] == caption
        assert answer["negatives"]

    answers = _asked(running, ODD)
    assert [each["caption"] for each in answers] == [
        line.decode(errors="replace").removeprefix("\ufeff").removesuffix("\r") for line in ODD
    ]
    assert all(bool(each["negatives"]) != bool(each["none_because"]) for each in answers)

    if sys.platform != "win32":
        running.send_signal(signal.SIGINT)
        out, err = running.communicate()
        assert (running.returncode, out, err) == (130, b"", b"")


def test_a_reader_that_leaves_is_no_error(running: Running) -> None:
    assert running.stdin is not None
    assert running.stdout is not None
    assert running.stderr is not None
    _asked(running, [b"a dog on a sofa"])
    running.stdout.close()
    running.stdin.write(b"a dog on a sofa\n" * 500)
    running.stdin.close()
    assert running.stderr.read() == b""
    running.wait()


def test_the_end_of_the_input_is_the_end(running: Running) -> None:
    out, err = running.communicate(b"a dog on a sofa\nlast line without an end")
    captions = [json.loads(line)["caption"] for line in out.splitlines()]
    assert (captions, running.returncode, err) == (["a dog on a sofa", "last line without an end"], 0, b"")
