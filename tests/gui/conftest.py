"""A small real project, and a window on it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import structlog  # noqa: F401 - the window imports it when it must log; then it is too late for the watch
from PIL import Image
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from gui.places import go_to
from miwake.domain.edits import Edit
from miwake.domain.mixups import NewMixup
from miwake.domain.negatives import Proposal, Proposals
from miwake.domain.photos import NewPhoto
from miwake.domain.terms import Kind, NegativeSource, Operation
from miwake.jobs import JobFolder
from miwake.photos.facts import look_at
from miwake.photos.reading import read_photo
from miwake.photos.thumbnails import thumbnail_bytes
from miwake.services.descriptions import describe, descriptions
from miwake.services.importing import Placed, add_photos
from miwake.services.mixups import add_mixups
from miwake.services.negatives import add_proposals
from miwake.services.photos import keep_thumbnails
from miwake.services.projects import Project, new_project, open_project
from miwake_desktop import jobs as watching
from miwake_desktop import session as sessions
from miwake_desktop.app import build_application
from miwake_desktop.preferences import Preferences
from miwake_desktop.session import Session
from miwake_desktop.tasks import Tasks
from miwake_desktop.views.review import ReviewPlace
from miwake_desktop.views.window import MainWindow

COLOURS = ("#c03020", "#2050c0", "#30a040", "#e0b020", "#8040a0", "#20a0a0", "#a06030", "#606060")


@pytest.fixture(autouse=True)
def _styled(qapp: object) -> None:
    build_application()


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[JobFolder]:
    """The jobs whose processes the window would have started."""
    folders: list[JobFolder] = []
    monkeypatch.setattr(watching, "start_detached", folders.append)
    return folders


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the window look ten times as often for what others did: these tests wait for little else."""
    monkeypatch.setattr(watching, "LOOK_MILLISECONDS", watching.LOOK_MILLISECONDS // 10)
    monkeypatch.setattr(watching, "SEARCH_MILLISECONDS", watching.SEARCH_MILLISECONDS // 10)
    monkeypatch.setattr(sessions, "LOOK_MILLISECONDS", sessions.LOOK_MILLISECONDS // 10)


@pytest.fixture(scope="session")
def drawn_photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Eight photos of one colour each, named IMG_1.png …"""
    folder = tmp_path_factory.mktemp("photos")
    paths = []
    for number, colour in enumerate(COLOURS, start=1):
        path = folder / f"IMG_{number}.png"
        Image.new("RGB", (320, 240), colour).save(path)
        paths.append(path)
    return paths


def _placed(path: Path) -> tuple[Placed, bytes]:
    seen = look_at(read_photo(path))
    facts = seen.facts
    new = NewPhoto(
        sha256=facts.sha256, path=path, name=path.name, bytes=facts.size, width=facts.width, height=facts.height
    )
    return Placed(new, scene=path.name), thumbnail_bytes(seen.image)


@pytest.fixture
def empty_project(tmp_path: Path) -> Path:
    """A project without anything."""
    with new_project(tmp_path / "empty", person="tester") as project:
        return project.folder.root


@pytest.fixture(scope="session")
def _plant(tmp_path_factory: pytest.TempPathFactory, drawn_photos: list[Path]) -> Path:
    with new_project(tmp_path_factory.mktemp("plant") / "plant", person="tester") as project:
        placed = [_placed(path) for path in drawn_photos]
        ids, _ = add_photos(project, [each for each, _ in placed])
        keep_thumbnails(project, {each.new.sha256: jpeg for each, jpeg in placed})
        first, second, *_ = ids.values()
        describe(project, {first: "a red wall", second: "a blue wall beside a door"})
        add_mixups(project, [NewMixup("valve", ("an open valve", "a closed valve"))])
        return project.folder.root


@pytest.fixture
def project_path(tmp_path: Path, _plant: Path) -> Path:
    """A project of eight photos in eight scenes, two descriptions, and the mix-up "valve"."""
    return Path(shutil.copytree(_plant, tmp_path / _plant.name))


@pytest.fixture
def reopened(project_path: Path) -> Iterator[Project]:
    """The same project, as another process sees it."""
    with open_project(project_path, person="another") as project:
        yield project


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Preferences of this test alone."""
    kept = Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    kept.person = "Aiko"
    return kept


@pytest.fixture
def session(qtbot: QtBot, project_path: Path, preferences: Preferences) -> Iterator[Session]:
    """The project, open as the window has it."""
    tasks = Tasks()
    opened = Session(project_path, tasks, preferences=preferences)
    ready: list[bool] = []
    opened.start(lambda: ready.append(True))
    qtbot.waitUntil(lambda: bool(ready))
    yield opened
    opened.close()


@pytest.fixture
def open_window(qtbot: QtBot, preferences: Preferences) -> Iterator[Callable[[Path], MainWindow]]:
    """Open a window on a project and wait until it is there."""
    windows: list[MainWindow] = []

    def open_on(path: Path) -> MainWindow:
        window = MainWindow(preferences)
        windows.append(window)
        window.show()
        window.open_project(path)
        qtbot.waitUntil(lambda: window.session is not None or bool(window.errors.words))
        return window

    yield open_on
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[[Path], MainWindow], project_path: Path) -> MainWindow:
    """A window on the project."""
    return open_window(project_path)


def _proposal(caption: str, before: str, after: str, suspect: str | None = None) -> Proposal:
    start = caption.index(before)
    edit = Edit(before, after, start, start + len(before))
    text = caption.replace(before, after, 1)
    return Proposal(text, Kind.ATTRIBUTE, (edit,), Operation.REPLACE, NegativeSource.LEXICON, 0.5, suspect)


@pytest.fixture
def proposed(reopened: Project) -> Project:
    """The project with three look-alike descriptions to be reviewed."""
    first, second = descriptions(reopened)
    changes = [
        (first, (_proposal(first.text, "red", "green"), _proposal(first.text, "wall", "floor"))),
        (second, (_proposal(second.text, "blue", "white", "It may be white too."),)),
    ]
    found = [(caption.id, Proposals(caption.text, proposals)) for caption, proposals in changes]
    add_proposals(reopened, found, series="test")
    return reopened


@pytest.fixture
def review(qtbot: QtBot, window: MainWindow, proposed: Project) -> ReviewPlace:
    """The place Review with its first question."""
    place = go_to(window, "review", ReviewPlace)
    qtbot.waitUntil(lambda: place.item is not None)
    return place
