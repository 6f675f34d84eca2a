"""The one window: rail, places, error bar, job strip; opens and closes projects."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from miwake.domain.errors import MiwakeError
from miwake_desktop.actions import history
from miwake_desktop.preferences import Preferences
from miwake_desktop.session import Session
from miwake_desktop.tasks import Tasks
from miwake_desktop.texts import tr
from miwake_desktop.views.error_bar import ErrorBar
from miwake_desktop.views.places import JOB_STRIP, PLACES, load
from miwake_desktop.views.rail import Rail
from miwake_desktop.views.toast import Toast
from miwake_desktop.views.welcome import WelcomePage

LEAST_SIZE = (960, 640)
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Shows the welcome page, or the places of the one project that is open.

    Args:
        preferences: What the person prefers on this machine; read from its usual place if left out.
    """

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences()
        self.session: Session | None = None
        self._places: dict[str, QWidget] = {}
        self._strip: QWidget | None = None
        self._rail = Rail(PLACES)
        self._rail.chosen.connect(self.show_place)
        self._stack = QStackedWidget()
        self.errors = ErrorBar()
        self.welcome = WelcomePage(self.preferences)
        self.welcome.chosen.connect(self.open_project)
        self.welcome.failed.connect(self.errors.show_error)
        self._stack.addWidget(self.welcome)
        self._lay_out()
        self.toast = Toast(self._stack)
        self._add_actions()
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*FIRST_SIZE)
        if not self.preferences.geometry.isEmpty():
            self.restoreGeometry(self.preferences.geometry)
        self._show_welcome()

    @property
    def place(self) -> str:
        """The name of the place in front; empty on the welcome page."""
        front = self._stack.currentWidget()
        return next((name for name, place in self._places.items() if place is front), "")

    def open_project(self, path: Path) -> None:
        """Open the project at `path` in the place of the one that is open; stays where it was if that fails."""
        session = Session(path, Tasks(self), self, preferences=self.preferences)
        session.failed.connect(self.errors.show_error)
        session.start(ready=lambda: self._opened(session), failed=lambda error: self._not_opened(session, error))

    def close_project(self) -> None:
        """Close the project and show the welcome page; jobs go on."""
        session, self.session = self.session, None
        self.toast.stop()
        places = list(self._places.values())
        self._places.clear()
        self._show_welcome()
        for widget in (*places, self._strip):
            if widget is not None:
                self._stack.removeWidget(widget)
                widget.setParent(None)
                widget.deleteLater()
        self._strip = None
        if session:
            session.close()
            session.deleteLater()

    def show_place(self, name: str) -> None:
        """Bring a place to the front; it is made when it is first wanted."""
        if self.session is None:
            return
        if name not in self._places:
            entry = next(each for each in PLACES if each.name == name)
            self._places[name] = load(entry.factory)(self.session)
            self._stack.addWidget(self._places[name])
        place = self._places[name]
        left = self._stack.currentWidget()
        leaves_focus = left is not place and self._has_focus(left)
        self._stack.setCurrentWidget(place)
        self._rail.show_chosen(name)
        shown = getattr(place, "on_shown", None)
        if shown:
            shown()
        if leaves_focus and not self._has_focus(place):
            # Otherwise it goes on to the next widget of the window: the first button of the rail.
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._rail.paint_icons()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project; jobs are processes of their own and go on."""
        self.preferences.geometry = self.saveGeometry()
        self.close_project()
        self.welcome.close_tasks()
        super().closeEvent(event)

    def _has_focus(self, widget: QWidget | None) -> bool:
        focused: QWidget | None = self.focusWidget()
        if widget is None or focused is None:
            return False
        return focused is widget or widget.isAncestorOf(focused)

    def _lay_out(self) -> None:
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.errors)
        self._column.addWidget(self._stack, 1)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addWidget(middle, 1)
        self.setCentralWidget(whole)

    def _add_actions(self) -> None:
        for words, keys, act in (
            (tr("Undo"), QKeySequence("Ctrl+Z"), lambda: self._turn(history.undo)),
            (tr("Redo"), QKeySequence("Ctrl+Shift+Z"), lambda: self._turn(history.redo)),
            (tr("Close project"), QKeySequence("Ctrl+W"), self.close_project),
            (tr("Quit"), QKeySequence("Ctrl+Q"), self.close),
        ):
            action = QAction(words, self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    def _turn(self, turn: Callable[[Session], None]) -> None:
        if self.session:
            turn(self.session)

    def _opened(self, session: Session) -> None:
        if self.session:
            self.close_project()
        self.session = session
        self.errors.dismiss()
        session.said.connect(self.toast.say)
        session.wanted.connect(self.show_place)
        session.person_changed.connect(self._call_window)
        self._strip = load(JOB_STRIP)(session)
        self._column.addWidget(self._strip)
        self._rail.call_project(session.project.name)
        self._rail.show()
        self._call_window()
        self.show_place(PLACES[0].name)

    def _not_opened(self, session: Session, error: MiwakeError) -> None:
        session.close()
        session.deleteLater()
        self.errors.show_error(error)

    def _show_welcome(self) -> None:
        self._rail.hide()
        self._stack.setCurrentWidget(self.welcome)
        self.welcome.on_shown()
        self._call_window()

    def _call_window(self) -> None:
        if self.session is None:
            self.setWindowTitle("Miwake")
        else:
            self.setWindowTitle(f"{self.session.project.name} · {self.session.person}")
