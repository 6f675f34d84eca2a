"""Open, make and close a project."""

import getpass
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from miwake.storage import settings
from miwake.storage.database import Database
from miwake.storage.folder import ProjectFolder, create, locate
from miwake.storage.thumbnails import Thumbnails


class Project:
    """An open project: its folder, its database and its thumbnails; a context manager.

    Args:
        folder: Where everything lies.
        person: Who acts, as the journal names them.
    """

    def __init__(self, folder: ProjectFolder, *, person: str) -> None:
        self.folder = folder
        self.person = person
        self.database = Database(folder.database, person=person)
        self.thumbnails = Thumbnails(folder.thumbnails)

    @property
    def name(self) -> str:
        """The project's name."""
        return self.folder.name

    @property
    def copies_photos(self) -> bool:
        """Whether imported photos are copied in, instead of being left where they are."""
        with self.database.read() as transaction:
            return bool(settings.setting(transaction, "copy_photos", default=False))

    def close(self) -> None:
        """Give back files and connections."""
        self.database.close()
        self.thumbnails.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_project(path: Path, *, person: str = "") -> Project:
    """Open the project at `path`, with or without its ending.

    Raises:
        NotFoundError: There is none.
        MiwakeError: Its database cannot be read, or is newer than this program.
    """
    return Project(locate(path), person=person or user_name())


def new_project(path: Path, *, copy_photos: bool = False, person: str = "") -> Project:
    """Make an empty project and open it.

    Args:
        path: Where; the ending is added if it is missing.
        copy_photos: Copy photos in on import, instead of leaving them where they are.
        person: Who acts.

    Raises:
        RefusedError: Something is there already.
    """
    project = Project(create(path), person=person or user_name())
    with project.database.action("new", f"Made project {project.name}", undoable=False) as transaction:
        settings.set_setting(transaction, "copy_photos", copy_photos)
    return project


def user_name() -> str:
    """Return the name of whoever is logged in, or nothing where the system does not say."""
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return ""
