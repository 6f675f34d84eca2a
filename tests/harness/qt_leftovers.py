"""Fails a test that leaves active timers, running Qt threads or windows behind; asleep until Qt runs."""

import gc
import sys
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

PATIENCE_MS = 2000
# The tool tip is one window that Qt makes when the first is shown, and keeps.
_QTS_OWN = {"QTipLabel"}
_started: dict[str, weakref.WeakSet[Any]] = {}


@pytest.fixture(autouse=True)
def _nothing_left_in_qt() -> Iterator[None]:
    _watch_starts()
    windows = _windows()
    yield
    _watch_starts()
    if not _application():
        return
    left = _left(windows)
    if left:
        # Objects in reference cycles are gone, as far as their test is concerned.
        gc.collect()
        left = _left(windows)
    if left:
        pytest.fail("left in Qt: " + "; ".join(left))


def _watch_starts() -> None:
    """Remember every timer and thread that Python code starts; once, when Qt has been imported by someone."""
    core: Any = sys.modules.get("PySide6.QtCore")
    if core is None or _started:
        return
    for watched in (core.QTimer, core.QThread):
        _started[watched.__name__] = weakref.WeakSet()
        watched.start = _remembering(watched.start, _started[watched.__name__])


def _remembering(start: Callable[..., Any], started: weakref.WeakSet[Any]) -> Callable[..., Any]:
    def remembering(self: Any, *arguments: Any, **named: Any) -> Any:
        started.add(self)
        return start(self, *arguments, **named)

    return remembering


def _application() -> Any:
    widgets: Any = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


def _windows() -> list[Any]:
    application = _application()
    if not application:
        return []
    return [each for each in application.topLevelWidgets() if each.parent() is None]


def _left(windows_before: list[Any]) -> list[str]:
    core, shiboken = sys.modules["PySide6.QtCore"], __import__("shiboken6")
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    left = [
        f"window {type(each).__name__} {each.objectName()!r}"
        for each in _windows()
        if each not in windows_before and type(each).__name__ not in _QTS_OWN
    ]
    left += [
        f"timer {each.objectName()!r} every {each.interval()} ms of {each.parent()!r}"
        for each in _started["QTimer"]
        if shiboken.isValid(each) and each.isActive()
    ]
    left += [
        f"thread {each.objectName()!r}"
        for each in _started["QThread"]
        if shiboken.isValid(each) and each.isRunning() and not each.wait(PATIENCE_MS)
    ]
    if not core.QThreadPool.globalInstance().waitForDone(PATIENCE_MS):
        left.append("work in the global thread pool")
    return left
