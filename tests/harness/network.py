"""Fails a test that tried to use the network, also when the attempt's error was swallowed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness.child import network_guard


@pytest.fixture
def take_network_attempts() -> Callable[[], list[str]]:
    """Returns what was refused so far and forgets it: for tests that expect a refusal."""

    def take() -> list[str]:
        log = Path(os.environ[network_guard.LOG_VARIABLE])
        if not log.exists():
            return []
        attempts = log.read_text(encoding="utf-8").splitlines()
        log.unlink()
        return attempts

    return take


@pytest.fixture(autouse=True)
def _no_network(take_network_attempts: Callable[[], list[str]]) -> Iterator[None]:
    yield
    attempts = take_network_attempts()
    if attempts:
        pytest.fail("the network was used: " + "; ".join(attempts))
