"""Where things lie in a project's folder `NAME.miwake/`."""

import json
from dataclasses import dataclass
from pathlib import Path

from miwake.domain.errors import MiwakeError, NotFoundError, RefusedError

SUFFIX = ".miwake"


@dataclass(frozen=True, slots=True)
class ProjectFolder:
    """The paths of a project.

    Attributes:
        root: The folder `NAME.miwake`.
    """

    root: Path

    @property
    def name(self) -> str:
        """The project's name, without the ending."""
        return self.root.name.removesuffix(SUFFIX)

    @property
    def database(self) -> Path:
        """The project's database."""
        return self.root / "project.db"

    @property
    def thumbnails(self) -> Path:
        """The thumbnails' database; safe to delete."""
        return self.root / "thumbnails.db"

    @property
    def photos(self) -> Path:
        """Photos that were copied in or unpacked from archives."""
        return self.root / "photos"

    @property
    def models(self) -> Path:
        """One folder a model."""
        return self.root / "models"

    @property
    def jobs(self) -> Path:
        """One folder a job; a run's snapshot, report and checkpoints lie in its job's folder."""
        return self.root / "runs"

    @property
    def cache(self) -> Path:
        """Embeddings and cached features; safe to delete."""
        return self.root / "cache"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.root / "backups"

    @property
    def lexicons(self) -> Path:
        """Lexicon packs of the site, read before those that come with the program."""
        return self.root / "lexicons"

    @property
    def lock(self) -> Path:
        """Held by the one window that has the project open."""
        return self.root / "window.lock"


def locate(path: Path, *, damaged: bool = False) -> ProjectFolder:
    """Return the project at `path`, with or without its ending.

    Args:
        path: The folder.
        damaged: Take it also where its database is gone, to put a backup there.

    Raises:
        NotFoundError: There is no project there.
    """
    marks = ("project.db", "about.json") if damaged else ("project.db",)
    folder = _plain(path)
    for candidate in (folder, folder.parent / (folder.name + SUFFIX)):
        if any((candidate / mark).is_file() for mark in marks):
            return ProjectFolder(candidate)
    raise NotFoundError(
        f"There is no Miwake project at {path}.", todo=f"Make one with `miwake new {path.name or 'PROJECT'}`."
    )


def _plain(path: Path) -> Path:
    """Return the path from the root of the drive; `.` and `..` then have a name as well."""
    return path.resolve() if {".", ".."} & set(path.parts) or not path.name else path.absolute()


def create(path: Path) -> ProjectFolder:
    """Make an empty project folder.

    Raises:
        RefusedError: Something is there already.
        MiwakeError: The folder cannot be written.
    """
    folder = _plain(path)
    root = folder if folder.name.endswith(SUFFIX) else folder.parent / (folder.name + SUFFIX)
    try:
        root.mkdir(parents=True)
        for inside in ("photos", "models", "runs", "backups"):
            (root / inside).mkdir()
        (root / "about.json").write_text(json.dumps({"format": 1}) + "\n", encoding="utf-8")
    except FileExistsError:
        raise RefusedError(
            f"{root} exists already.", kept="It was not touched.", todo="Choose another name, or open it."
        ) from None
    except OSError as error:
        raise MiwakeError(
            f"{root} cannot be made.", why=str(error), todo="Choose a folder that you may write to."
        ) from error
    return ProjectFolder(root)
