"""The composition root: builds the application, its tasks and its one window; nothing is global."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from miwake import __version__
from miwake_desktop.preferences import Preferences
from miwake_desktop.style import apply_style, choose_theme
from miwake_desktop.views.window import MainWindow


def open_window(words: Sequence[str]) -> int:
    """Open the window, on a project if one is named; return the exit code when it is closed."""
    parser = argparse.ArgumentParser(prog="miwake app", description="Opens the window.")
    parser.add_argument("project", nargs="?", type=Path, help="The project to open.")
    project: Path | None = parser.parse_args(list(words)).project
    application = build_application()
    preferences = Preferences()
    choose_theme(preferences.theme)
    window = MainWindow(preferences)
    if project:
        window.open_project(project)
    window.show()
    # Python sees Ctrl-C only between Qt's events: an idle timer makes sure that there are some.
    signal.signal(signal.SIGINT, lambda *_: window.close())
    heartbeat = QTimer()
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(250)
    return application.exec()


def build_application() -> QApplication:
    """Return the application, styled; the one that is there already if a test made it."""
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Miwake")
    application.setApplicationDisplayName("Miwake")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("miwake")
    apply_style(application)
    return application
