import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from miwake.domain.errors import MiwakeError
from miwake.services.descriptions import descriptions, remove_description
from miwake.services.projects import Project
from miwake_desktop import session
from miwake_desktop.preferences import Preferences
from miwake_desktop.views.places import PLACES, load
from miwake_desktop.views.window import MainWindow

HEAVY = (
    "torch",
    "open_clip",
    "transformers",
    "spacy",
    "scipy",
    "inflect",
    "alembic",
    "xlsxwriter",
    "jinja2",
    "pyqtgraph",
)


def test_a_project_opens_on_its_photos_with_its_name_and_the_persons_in_the_title(window: MainWindow) -> None:
    assert window.place == "photos"
    assert window.windowTitle() == "plant · Aiko"


def test_every_place_has_a_key(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    for number, place in reversed(list(enumerate(PLACES, start=1))):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert window.place == place.name


def test_a_place_is_made_when_it_is_first_wanted_and_kept(window: MainWindow) -> None:
    window.show_place("settings")
    front = window.findChild(load("miwake_desktop.views.settings:SettingsPlace"))
    window.show_place("photos")
    window.show_place("settings")

    assert front is not None
    assert window.findChildren(type(front)) == [front]


def test_the_focus_goes_along_to_another_place(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_place("models")
    qtbot.waitUntil(lambda: window.focusWidget() is not None)

    window.show_place("use")

    front = window.findChild(load("miwake_desktop.views.use:UsePlace"))
    focused = window.focusWidget()
    assert front is not None
    assert focused is front or front.isAncestorOf(focused)


def test_a_second_window_is_told_who_has_the_project(
    window: MainWindow, project_path: Path, open_window: Callable[[Path], MainWindow]
) -> None:
    second = open_window(project_path)

    assert second.session is None
    assert "Aiko" in second.errors.words
    assert "Close it there first." in second.errors.words


def test_a_closed_project_can_be_opened_again(qtbot: QtBot, window: MainWindow, project_path: Path) -> None:
    window.close_project()
    assert window.session is None
    assert window.windowTitle() == "Miwake"

    window.open_project(project_path)

    qtbot.waitUntil(lambda: window.session is not None)


def test_what_is_no_project_leaves_the_open_one_open(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    before = window.session

    window.open_project(tmp_path / "nothing")

    qtbot.waitUntil(lambda: "There is no Miwake project" in window.errors.words)
    assert window.session is before


def test_undo_says_what_was_undone_and_redo_does_it_again(qtbot: QtBot, window: MainWindow, reopened: Project) -> None:
    assert window.session is not None
    caption = descriptions(reopened)[0]
    window.session.act(lambda project: remove_description(project, caption.id))
    qtbot.waitUntil(lambda: len(descriptions(reopened)) == 1)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.toast.text() == "Undone: Removed a description")
    assert len(descriptions(reopened)) == 2

    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.toast.text() == "Done again: Removed a description")
    assert len(descriptions(reopened)) == 1


def test_an_error_says_what_why_kept_and_what_to_do_and_its_details_can_be_copied(window: MainWindow) -> None:
    error = MiwakeError("It broke.", why="It was old.", kept="All is kept.", todo="Buy a new one.")
    window.errors.show_error(error)

    assert window.errors.isVisible()
    assert window.errors.words == "It broke. It was old. All is kept. Buy a new one."

    window.errors._copy.click()
    assert "MiwakeError" in QGuiApplication.clipboard().text()
    window.errors.dismiss()
    assert not window.errors.isVisible()


def test_what_another_process_changes_is_broadcast(qtbot: QtBot, window: MainWindow, reopened: Project) -> None:
    assert window.session is not None
    caption = descriptions(reopened)[0]

    with qtbot.waitSignal(window.session.changed, timeout=5000) as caught:
        remove_description(reopened, caption.id)

    assert -1 in caught.args[0].captions


def test_an_error_of_our_own_is_logged_and_shown_with_a_way_out(
    qtbot: QtBot, window: MainWindow, log_watch: object
) -> None:
    assert window.session is not None
    log_watch.expect("a task failed")  # type: ignore[attr-defined]

    window.session.ask(lambda _project: 1 / 0, lambda _answer: None)

    qtbot.waitUntil(lambda: "Something went wrong in Miwake itself." in window.errors.words)
    window.errors._copy.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()


def test_the_welcome_page_offers_what_was_opened_last(
    qtbot: QtBot, window: MainWindow, preferences: Preferences, project_path: Path
) -> None:
    window.close_project()
    assert preferences.recent == [project_path]
    (entry,) = [each for each in window.welcome._recent_frame.findChildren(object) if hasattr(each, "click")]

    entry.click()

    qtbot.waitUntil(lambda: window.session is not None)


def test_the_process_of_the_window_stays_light(project_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from miwake_desktop.app import build_application
from miwake_desktop.views.places import PLACES
from miwake_desktop.views.window import MainWindow
application = build_application()
window = MainWindow()
window.open_project(Path({str(project_path)!r}))
while window.session is None:
    application.processEvents()
early = [name for name in {HEAVY} if name in sys.modules]
for place in PLACES:
    window.show_place(place.name)
    application.processEvents()
late = [name for name in {HEAVY[:6]} if name in sys.modules]
window.close()
print(early, late)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)

    assert done.stdout.strip() == "[] []", done.stderr


def test_an_open_project_is_backed_up_daily_off_the_windows_thread(
    qtbot: QtBot, window: MainWindow, reopened: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: len(list(reopened.folder.backups.glob("daily-*.db"))) == 1)
    names: list[str] = []
    monkeypatch.setattr(session, "back_up_daily", lambda _project: names.append(threading.current_thread().name))
    assert window.session is not None
    assert window.session._hourly.isActive()
    window.session._back_up()
    qtbot.waitUntil(lambda: len(names) == 1)
    assert names[0].startswith("picture")


def test_a_backup_that_fails_is_shown(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_project: Project) -> None:
        raise MiwakeError("Today's backup cannot be written.")

    monkeypatch.setattr(session, "back_up_daily", fail)
    assert window.session is not None
    window.session._back_up()
    qtbot.waitUntil(lambda: window.errors.words == "Today's backup cannot be written.")
