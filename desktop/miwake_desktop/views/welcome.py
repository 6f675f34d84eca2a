"""The page without a project: make one, open one, go on with one, or try the sample."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from miwake_desktop.actions.projects import SampleMaking, make_project
from miwake_desktop.preferences import Preferences
from miwake_desktop.style import MARGIN, SPACE
from miwake_desktop.tasks import Tasks
from miwake_desktop.texts import tr
from miwake_desktop.views.parts import button, card, clear, text
from miwake_desktop.views.recent import RecentProject

WIDTH = 620


class WelcomePage(QWidget):
    """What is seen first.

    Signals:
        chosen: The path of the project that is to be opened.
        failed: A `MiwakeError` that a person should see.
    """

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._tasks = Tasks(self)
        self._sample = SampleMaking(self._tasks, self)
        self._sample.progressed.connect(self._sample_progressed)
        self._sample.made.connect(self.chosen)
        self._sample.failed.connect(self._sample_failed)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addWidget(text("Miwake", "brand"))
        column.addWidget(
            text(tr("Teach your model to tell near-identical photos apart, and prove that it did."), "faint")
        )
        column.addSpacing(MARGIN)
        column.addLayout(self._buttons())
        self._progress = text(role="faint", wrap=True)
        self._progress.hide()
        column.addWidget(self._progress)
        column.addSpacing(MARGIN)
        column.addWidget(self._recent_card())
        held = QWidget()
        held.setFixedWidth(WIDTH)
        held.setLayout(column)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(held, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def on_shown(self) -> None:
        """Read the projects that were opened last."""
        clear(self._recent)
        projects = self._preferences.recent
        for path in projects:
            entry = RecentProject(path)
            entry.clicked.connect(lambda _=False, path=path: self.chosen.emit(path))
            self._recent.addWidget(entry)
        self._recent_frame.setVisible(bool(projects))

    def close_tasks(self) -> None:
        """End this page's threads."""
        self._sample.leave()
        self._tasks.close()

    def _buttons(self) -> QHBoxLayout:
        self._new = button(tr("New project…"), self._ask_new, primary=True)
        self._open = button(tr("Open project…"), self._ask_open)
        self._try = button(tr("Make the sample project…"), self._ask_sample)
        layout = QHBoxLayout()
        layout.setSpacing(SPACE)
        for each in (self._new, self._open, self._try):
            layout.addWidget(each)
        layout.addStretch(1)
        return layout

    def _recent_card(self) -> QWidget:
        self._recent_frame, layout = card()
        layout.addWidget(text(tr("Opened last"), "heading"))
        layout.addLayout(self._recent)
        return self._recent_frame

    def _ask_new(self) -> None:
        named, _ = QFileDialog.getSaveFileName(
            self, tr("New project"), str(Path.home()), tr("Miwake project (*.miwake)")
        )
        if named:
            make_project(self._tasks, Path(named), done=self.chosen.emit, failed=self.failed.emit)

    def _ask_open(self) -> None:
        named = QFileDialog.getExistingDirectory(self, tr("Open the folder NAME.miwake"), str(Path.home()))
        if named:
            self.chosen.emit(Path(named))

    def _ask_sample(self) -> None:
        named = QFileDialog.getExistingDirectory(self, tr("Folder for the sample project"), str(Path.home()))
        if named:
            self._try.setEnabled(False)
            self._sample.start(Path(named))

    def _sample_progressed(self, words: str) -> None:
        self._progress.setText(words)
        self._progress.show()

    def _sample_failed(self, error: object) -> None:
        self._try.setEnabled(True)
        self._progress.hide()
        self.failed.emit(error)
