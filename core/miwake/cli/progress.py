"""Progress of work that runs in this very process: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

SECONDS_BETWEEN_LINES = 5.0


class TerminalControl:
    """A control that shows where the work stands on stderr; Ctrl-C interrupts it as any program.

    Args:
        quiet: Show nothing but notes.
    """

    stop_requested = False

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._bar = _bar(self._console) if self._console.is_terminal and not quiet else None
        self._quiet = quiet
        self._task = None if self._bar is None else self._bar.add_task("", total=None)
        self._stage, self._done = "", 0
        self._total: int | None = None
        self._said = 0.0

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def stage(self, name: str, total: int | None = None) -> None:
        """Say what is being done now."""
        self._stage, self._done, self._total = name, 0, total
        if self._bar is not None and self._task is not None:
            self._bar.reset(self._task, description=name, total=total)
        self._line(now=True)

    def advance(self, steps: int = 1) -> None:
        """Say that steps are done."""
        self._done += steps
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, steps)
        self._line(now=False)

    def metric(self, name: str, value: float, step: int) -> None:
        """Show nothing: curves are for jobs."""

    def note(self, text: str) -> None:
        """Print something worth knowing."""
        self._console.print(text, markup=False)

    def checkpoint(self) -> None:
        """Go on."""

    def _line(self, *, now: bool) -> None:
        if self._bar or self._quiet or not (now or time.monotonic() - self._said > SECONDS_BETWEEN_LINES):
            return
        self._said = time.monotonic()
        of = f" {self._done}/{self._total}" if self._total and self._done else ""
        sys.stderr.write(f"{self._stage}{of}\n")


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
