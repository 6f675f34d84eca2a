"""Check a project: every row, file and hash; say what is wrong and repair what can be."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.changes import Changes
from miwake.domain.wording import counted
from miwake.services.models import WEIGHTS, file_sha256, list_models
from miwake.services.projects import Project
from miwake.storage import photos
from miwake.storage.integrity import database_problems
from miwake.storage.thumbnails import readable


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong; the names are those of the command line's JSON."""

    what: str
    where: str
    repairable: bool


def check(project: Project) -> list[Problem]:
    """Return all that is wrong with a project; reads every photo and every weights file."""
    return [*_database(project), *_photos(project), *_models(project), *_thumbnails(project)]


def repair(project: Project, *, search: Path | None = None) -> tuple[list[Problem], Changes]:
    """Repair what can be: moved photos are found again by their hash, broken thumbnails are dropped.

    Args:
        project: The project.
        search: Where to look for photos that are gone; their old folder and the project otherwise.
    """
    if not readable(project.folder.thumbnails):
        project.thumbnails.reset()
    changes = Changes()
    moved = dict(_found_again(project, search))
    if moved:
        with project.database.action(
            "repair", f"Found {counted(len(moved), 'moved photo')}", undoable=False
        ) as transaction:
            for photo, path in moved.items():
                photos.set_path(transaction, photo, path)
        changes = transaction.changes
    return check(project), changes


def _database(project: Project) -> Iterator[Problem]:
    with project.database.read() as transaction:
        for what in database_problems(transaction):
            yield Problem(what, str(project.folder.database), repairable=False)


def _photos(project: Project) -> Iterator[Problem]:
    with project.database.read() as transaction:
        everything = photos.photos(transaction)
    for photo in everything:
        if not photo.path.is_file():
            yield Problem("photo is gone", str(photo.path), repairable=True)
        elif file_sha256(photo.path) != photo.sha256:
            yield Problem("photo has changed since it was imported", str(photo.path), repairable=False)


def _models(project: Project) -> Iterator[Problem]:
    for model in list_models(project):
        weights = project.folder.root / model.folder / WEIGHTS
        if not model.folder:
            continue
        if not weights.is_file():
            yield Problem(f"weights of model {model.name} are gone", str(weights), repairable=False)
        elif file_sha256(weights) != model.sha256:
            yield Problem(f"weights of model {model.name} have changed", str(weights), repairable=False)


def _thumbnails(project: Project) -> Iterator[Problem]:
    if not readable(project.folder.thumbnails):
        yield Problem("thumbnails cannot be read", str(project.folder.thumbnails), repairable=True)


def _found_again(project: Project, search: Path | None) -> Iterator[tuple[int, Path]]:
    """Yield photos that are gone with a file that has their bytes; names may have changed."""
    with project.database.read() as transaction:
        gone = [photo for photo in photos.photos(transaction) if not photo.path.is_file()]
        sizes = photos.sizes(transaction)
    wanted = {photo.sha256: photo.id for photo in gone}
    # Only files of a size that is looked for are read.
    expected = {sizes[photo.id] for photo in gone}
    folders = {search} if search else {photo.path.parent for photo in gone} | {project.folder.root.parent}
    for file in (file for folder in sorted(folders) if folder.is_dir() for file in sorted(folder.rglob("*"))):
        if not wanted:
            return
        with suppress(OSError):
            if file.is_file() and file.stat().st_size in expected:
                found = wanted.pop(file_sha256(file), None)
                if found is not None:
                    yield found, file.absolute()
