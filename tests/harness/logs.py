"""Fails a test in which Miwake logs a warning or an error that the test did not announce."""

import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

_OURS = ("miwake", "miwake_desktop")


class LogWatch(logging.Handler):
    """Collects warnings and errors; `expect` announces those that a test wants."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, part: str) -> None:
        """Announce at least one line that contains `part`; the test fails if none comes."""
        self._expected.append(part)

    def complaints(self) -> list[str]:
        """Return what was not announced and what was announced in vain."""
        surprises = [line for line in self.lines if not any(part in line for part in self._expected)]
        missing = [part for part in self._expected if not any(part in line for line in self.lines)]
        return [f"unexpected log line: {line}" for line in surprises] + [
            f"no log line with {part!r}" for part in missing
        ]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """The watch over this test's log lines: `log_watch.expect("cannot read")` before the act."""
    watch = LogWatch()
    _send_structlog_to_logging()
    for name in _OURS:
        logging.getLogger(name).addHandler(watch)
    yield watch
    for name in _OURS:
        logging.getLogger(name).removeHandler(watch)
    if complaints := watch.complaints():
        pytest.fail("\n".join(complaints))


def _send_structlog_to_logging() -> None:
    """Give structlog, where it is in use, the form in which its lines can be seen; also after a test configured it."""
    structlog: Any = sys.modules.get("structlog")
    if structlog is None:
        return
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, structlog.processors.KeyValueRenderer(key_order=["event"])],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
