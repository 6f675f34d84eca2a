"""What the command line prints: JSON or words on stdout, progress and errors on stderr."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console

from miwake.domain.errors import MiwakeError

# JSON allows these inside a text, but many programs take them for the end of a line.
_LINE_ENDS = {ord(each): f"\\u{ord(each):04x}" for each in "\x85\u2028\u2029"}
_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str = "") -> None:
    """Print words for a person."""
    sys.stdout.write(text + "\n")


def emit(shown: Any) -> None:
    """Print one JSON object on a line of its own."""
    sys.stdout.write(json.dumps(shown, ensure_ascii=False, default=str).translate(_LINE_ENDS) + "\n")


def emit_lines(rows: Iterable[Any]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        emit(row)


def warn(text: str) -> None:
    """Print something worth knowing on stderr."""
    _errors.print(text, markup=False)


def complain(error: MiwakeError) -> None:
    """Print what happened, why, what was kept and what to do, on stderr."""
    _errors.print(error.what, style="bold red", markup=False)
    for label, text in (("Why:", error.why), ("Kept:", error.kept), ("To do:", error.todo)):
        if text:
            _errors.print(f"{label:6} {text}", markup=False)
