import multiprocessing
from pathlib import Path

import pytest

from miwake.domain.errors import BusyError
from miwake.services.projects import new_project
from miwake.services.window_lock import WindowLock
from miwake.storage.folder import ProjectFolder


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    with new_project(tmp_path / "plant", person="tester") as project:
        return project.folder


def test_a_second_window_is_told_who_has_the_project(folder: ProjectFolder) -> None:
    first = WindowLock(folder, person="Aiko")
    first.take()

    with pytest.raises(BusyError, match=r"Aiko .* has this project open in another window"):
        WindowLock(folder, person="Kenji").take()

    first.give_back()


def test_a_lock_that_was_given_back_can_be_taken(folder: ProjectFolder) -> None:
    for person in ("Aiko", "Kenji"):
        lock = WindowLock(folder, person=person)
        lock.take()
        lock.give_back()
        lock.give_back()


def _take_and_die(root: Path) -> None:
    WindowLock(ProjectFolder(root), person="Aiko").take()


def test_the_lock_of_a_window_that_died_is_free(folder: ProjectFolder) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_take_and_die, args=(folder.root,))
    process.start()
    process.join(30)

    lock = WindowLock(folder, person="Kenji")
    lock.take()
    lock.give_back()
