"""Take the pictures of every place of the window, light and dark, from a real project; writes docs/screenshots/.

.venv/bin/python packaging/take_screenshots.py                    makes the sample project first (some minutes)
.venv/bin/python packaging/take_screenshots.py --project FOLDER   takes them of a project that is there
... --large FOLDER                                                also 1920 x 1080, into a folder of their own
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from miwake.services.projects import open_project
from miwake.services.tellings import queue_telling
from miwake_desktop.app import build_application
from miwake_desktop.preferences import Preferences
from miwake_desktop.style import choose_theme
from miwake_desktop.views.mixups import MixupsPlace
from miwake_desktop.views.photos import PhotosPlace
from miwake_desktop.views.picture import PictureView
from miwake_desktop.views.places import PLACES
from miwake_desktop.views.report import ReportPlace
from miwake_desktop.views.retrain import RetrainPlace
from miwake_desktop.views.review import ReviewPlace
from miwake_desktop.views.use import UsePlace
from miwake_desktop.views.window import MainWindow

DOCS = Path(__file__).parents[1] / "docs" / "screenshots"
SIZES = {"docs": (1280, 800), "large": (1920, 1080)}
THEMES = ("light", "dark")
MOST_BYTES = 300_000
PATIENCE = 20.0
REST = 1.5


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--project", type=Path, help="A project that is there already.")
    parser.add_argument("--large", type=Path, help="Where to put large pictures; none are taken without it.")
    wanted = parser.parse_args()
    application = build_application()
    with tempfile.TemporaryDirectory(prefix="miwake-pictures-") as scratch:
        project = wanted.project or _sample(Path(scratch))
        for name in THEMES:
            _take_all(application, project, DOCS, SIZES["docs"], name, Path(scratch))
            if wanted.large:
                _take_all(application, project, wanted.large, SIZES["large"], name, Path(scratch))
    _check(DOCS)


def _sample(scratch: Path) -> Path:
    command = [sys.executable, "-m", "miwake", "demo", "--out", str(scratch / "demo")]
    subprocess.run(command, check=True)
    made = scratch / "demo" / "sample.miwake"
    with open_project(made) as project:
        telling = queue_telling(project, scratch / "demo" / "photos")
    subprocess.run([sys.executable, "-m", "miwake", "worker", "run", str(telling.path)], check=True)
    return made


def _take_all(
    application: QApplication, project: Path, target: Path, size: tuple[int, int], theme: str, scratch: Path
) -> None:
    target.mkdir(parents=True, exist_ok=True)
    choose_theme(theme)
    preferences = Preferences(QSettings(str(scratch / f"{theme}.ini"), QSettings.Format.IniFormat))
    preferences.person = "Aiko"
    preferences.theme = theme
    window = MainWindow(preferences)
    window.resize(*size)
    window.show()

    def take(name: str) -> None:
        _settle(application)
        _until(application, lambda: all(each.is_loaded for each in _pictures(window)))
        path = target / f"{name}-{theme}.png"
        window.grab().save(str(path))
        if target == DOCS:
            _make_small(path)
        print(path)

    take("welcome")
    window.open_project(project)
    _until(application, lambda: window.session is not None)
    for place in PLACES:
        window.show_place(place.name)
        if place.name == "use" and not _has_told(application, window):
            print(f"left as it was: use-{theme}.png; in this project nothing was told apart")
        elif place.name not in ("photos", "mixups"):
            if place.name in _IS_THERE:
                _until(application, lambda name=place.name: _IS_THERE[name](window))
            take(place.name)
    _photos(application, window, take)
    _mixups(application, window, take)
    window.close()
    window.deleteLater()
    application.processEvents()


def _pictures(window: MainWindow) -> list[PictureView]:
    """Return the views of large photos that should show one."""
    return [each for each in window.findChildren(PictureView) if each.isVisible() and each.photo is not None]


def _make_small(path: Path) -> None:
    """Keep as many colours, up to 256, as the limit allows; dots stand in for the others."""
    if path.stat().st_size <= MOST_BYTES:
        return
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    for colours in (256, 128, 64):
        palette = whole.quantize(colours, method=Image.Quantize.MEDIANCUT)
        whole.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            return


def _has_told(application: QApplication, window: MainWindow) -> bool:
    """Whether there are answers for new photos; waits until they are shown."""
    place = window.findChild(UsePlace)
    _settle(application)
    if not place.earlier.count():
        return False
    _until(application, lambda: place.telling is not None)
    return True


def _asks(window: MainWindow) -> bool:
    place = window.findChild(ReviewPlace)
    return place.item is not None or place.says_something


def _is_ready(window: MainWindow) -> bool:
    place = window.findChild(RetrainPlace)
    return place.form.start.isEnabled() or place.is_running or place.says_something


def _reports(window: MainWindow) -> bool:
    place = window.findChild(ReportPlace)
    return place.report is not None or place.says_something


# Whether what a place is about has come, or what is said in its place.
_IS_THERE = {"review": _asks, "retrain": _is_ready, "report": _reports}


def _photos(application: QApplication, window: MainWindow, take: Callable[[str], None]) -> None:
    window.show_place("photos")
    place = window.findChild(PhotosPlace)
    _until(application, lambda: len(place.grid.photos.photos) > 0)
    ids = place.grid.photos.photos.ids
    place.grid.choose(ids[3:4])
    take("photos")


def _mixups(application: QApplication, window: MainWindow, take: Callable[[str], None]) -> None:
    window.show_place("mixups")
    place = window.findChild(MixupsPlace)
    _until(application, lambda: bool(place.list.cards))
    take("mixups")
    place.sort(place.list.cards[0].mixup)
    take("sort")
    place.show_pairs()
    pairs = place.front
    _until(application, lambda: len(pairs.grid.photos.photos) > 1)
    _settle(application)
    if pairs.pairs.marked:
        pairs.pairs.chosen.emit(pairs.pairs.marked[0])
        _until(application, lambda: all(side.is_loaded for side in pairs.viewer.sides))
    take("pairs")


def _until(application: QApplication, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            sys.exit("the window does not come to rest")
        application.processEvents()
        time.sleep(0.01)


def _settle(application: QApplication) -> None:
    """Let what was asked arrive and be painted."""
    deadline = time.monotonic() + REST
    while time.monotonic() < deadline:
        application.processEvents()
        time.sleep(0.01)


def _check(folder: Path) -> None:
    large = [path.name for path in folder.glob("*.png") if path.stat().st_size > MOST_BYTES]
    if large:
        sys.exit(f"too large for the documentation: {', '.join(large)}")
    if not QGuiApplication.font().family():
        sys.exit("there is no font: install fonts-dejavu-core and fonts-noto-cjk")


if __name__ == "__main__":
    main()
