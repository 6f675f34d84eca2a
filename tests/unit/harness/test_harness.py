"""The rules of the test suite are tested too: each must fail a test that breaks it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.child.network_guard import NetworkUsedError, stays_here
from harness.logs import LogWatch

OUTSIDE = "192.0.2.1"  # set aside for documentation: nobody has it


def _run_suite(folder: Path, test: str) -> subprocess.CompletedProcess[str]:
    """Run one test file under this suite's conftest, in a process of its own."""
    (folder / "test_inner.py").write_text(test)
    root = Path(__file__).parents[3]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(root / "pyproject.toml")]
    command += ["--rootdir", str(root), f"--confcutdir={folder}", "-p", "conftest", str(folder / "test_inner.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)


@pytest.mark.parametrize("address", [(OUTSIDE, 80), ("example.org", 443), "example.org", ("2001:db8::1", 80, 0, 0)])
def test_addresses_elsewhere_are_refused(address: object) -> None:
    assert not stays_here(address)


@pytest.mark.parametrize("address", [("127.0.0.1", 80), ("localhost", 1), ("::1", 1, 0, 0), "/run/x.sock", "\0x", None])
def test_addresses_on_this_machine_are_allowed(address: object) -> None:
    assert stays_here(address)


def test_connecting_elsewhere_raises(take_network_attempts: Callable[[], list[str]]) -> None:
    with pytest.raises(NetworkUsedError, match=OUTSIDE):
        socket.create_connection((OUTSIDE, 80), timeout=1)
    assert len(take_network_attempts()) == 1


def test_a_child_process_cannot_connect_elsewhere(take_network_attempts: Callable[[], list[str]]) -> None:
    code = f"import socket\ntry: socket.create_connection(('{OUTSIDE}', 80), timeout=1)\nexcept RuntimeError: pass"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert OUTSIDE in take_network_attempts()[0]


def test_home_is_not_the_users() -> None:
    assert "miwake-tests-" in str(Path.home())
    assert os.environ["XDG_CONFIG_HOME"].startswith(str(Path.home()))


def test_announced_log_lines_are_no_complaint() -> None:
    watch = LogWatch()
    watch.lines = ["WARNING miwake.x: cannot read a.jpg"]
    assert watch.complaints() == ["unexpected log line: WARNING miwake.x: cannot read a.jpg"]
    watch.expect("cannot read")
    assert watch.complaints() == []
    watch.expect("never comes")
    assert watch.complaints() == ["no log line with 'never comes'"]


BROKEN = {
    "left running: thread": """
import threading

def test_it():
    threading.Thread(target=threading.Event().wait, daemon=True).start()
""",
    "left running: process": """
import subprocess, sys
kept = []

def test_it():
    kept.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]))
""",
    "left running after the session: process": """
import subprocess, sys

def test_it():
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    start = f"subprocess.Popen({command}, start_new_session=True, stdout=-3, stderr=-3)"
    subprocess.run([sys.executable, "-W", "ignore", "-c", "import subprocess; " + start], check=True)
""",
    "left in Qt: timer": """
from PySide6.QtCore import QTimer
kept = []

def test_it(qapp):
    kept.append(QTimer())
    kept[0].start(60000)
""",
    "left in Qt: window QWidget": """
from PySide6.QtWidgets import QWidget
kept = []

def test_it(qapp):
    kept.append(QWidget())
    kept[0].show()
""",
    "unexpected log line: WARNING miwake.x: odd 1": """
import logging

def test_it():
    logging.getLogger("miwake.x").warning("odd %d", 1)
""",
    "unexpected log line: WARNING miwake.x: event='odd'": """
import structlog

def test_it():
    structlog.get_logger("miwake.x").warning("odd", n=1)
""",
    "UserWarning: odd": """
import warnings

def test_it():
    warnings.warn("odd")
""",
    # Also where what is tested swallows every error, the guard's own with them.
    "the network was used: socket.getaddrinfo 'example.org'": """
import socket

def test_it():
    try:
        socket.getaddrinfo("example.org", 80)
    except Exception:  # noqa: BLE001, S110 - what the case is about: code that swallows whatever comes
        pass
""",
}


@pytest.mark.slow
@pytest.mark.parametrize("complaint", BROKEN)
def test_breaking_a_rule_fails(complaint: str, tmp_path: Path) -> None:
    outcome = _run_suite(tmp_path, BROKEN[complaint])
    assert complaint in outcome.stdout
    assert outcome.returncode == pytest.ExitCode.TESTS_FAILED


@pytest.mark.slow
def test_a_test_that_keeps_the_rules_passes(tmp_path: Path) -> None:
    tidy = """
import logging, socket, subprocess, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

def test_it(qtbot, log_watch):
    log_watch.expect("announced")
    logging.getLogger("miwake.x").warning("announced")
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QTimer(window).start(60000)
    thread = threading.Thread(target=lambda: None)
    thread.start()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
"""
    outcome = _run_suite(tmp_path, tidy)
    assert outcome.returncode == pytest.ExitCode.OK, outcome.stdout
