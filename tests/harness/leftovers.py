"""Fails a test that leaves threads or child processes behind, and a session that leaves detached ones."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from harness.environment import home_of

PATIENCE = 2.0  # seconds that a thread or process may take to end after its test


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    threads, children = set(threading.enumerate()), set(_children())
    yield
    left = _threads_left(threads) + _children_left(children)
    if left:
        pytest.fail("left running: " + "; ".join(left))


def _threads_left(before: set[threading.Thread]) -> list[str]:
    new = [thread for thread in threading.enumerate() if thread not in before and not _is_foreign(thread)]
    deadline = time.monotonic() + PATIENCE
    for thread in new:
        thread.join(timeout=max(0.0, deadline - time.monotonic()))
    return [f"thread {thread.name}" for thread in new if thread.is_alive()]


def _is_foreign(thread: threading.Thread) -> bool:
    # Threads that Qt made and Python only knows by sight (qt_leftovers looks at those); tqdm's one eternal monitor.
    return isinstance(thread, threading._DummyThread) or type(thread).__module__.startswith("tqdm")


def _children() -> list[psutil.Process]:
    if _has_no_child():
        return []
    return [child for child in psutil.Process().children(recursive=True) if not _is_shared(child)]


def _has_no_child() -> bool:
    # Linux knows at once; psutil reads every process of the machine, 15 ms a test.
    try:
        lists = [each.read_text() for each in Path("/proc/self/task").glob("*/children")]
    except OSError:  # a thread ended meanwhile
        return False
    return bool(lists) and not any(lists)


def _is_shared(process: psutil.Process) -> bool:
    # multiprocessing starts one for the whole session, at the first need.
    try:
        return "multiprocessing.resource_tracker" in " ".join(process.cmdline())
    except psutil.Error:
        return True


def _children_left(before: set[psutil.Process]) -> list[str]:
    new = [child for child in _children() if child not in before]
    if not new:
        return []
    _, alive = psutil.wait_procs(new, timeout=PATIENCE)
    return _described_and_killed(alive)


def _described_and_killed(processes: list[psutil.Process]) -> list[str]:
    described = []
    for process in processes:
        try:
            described.append(f"process {' '.join(process.cmdline())[:200]}")
            process.kill()
        except psutil.NoSuchProcess:
            continue
    return described


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Find what ran away: a detached job is nobody's child, but it has the session's home."""
    home = str(home_of(session.config))
    left = _described_and_killed([each for each in psutil.process_iter() if _lives_in(each, home)])
    if left:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(f"left running after the session: {'; '.join(left)}", red=True)


def _lives_in(process: psutil.Process, home: str) -> bool:
    if process.pid == os.getpid() or _is_shared(process):
        return False
    try:
        return process.environ().get("HOME") == home
    except psutil.Error:
        return False
