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
    def lock(self) -> Path:
        """Held by the one window that has the project open."""
        return self.root / "window.lock"


def locate(path: Path) -> ProjectFolder:
    """Return the project at `path`, with or without its ending.

    Raises:
        NotFoundError: There is no project there.
    """
    for candidate in (path, path.with_name(path.name + SUFFIX)):
        if (candidate / "project.db").is_file():
            return ProjectFolder(candidate.absolute())
    raise NotFoundError(
        f"There is no Miwake project at {path}.", todo=f"Make one with `miwake new {path.name or 'PROJECT'}`."
    )


def create(path: Path) -> ProjectFolder:
    """Make an empty project folder.

    Raises:
        RefusedError: Something is there already.
        MiwakeError: The folder cannot be written.
    """
    root = path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)
    try:
        root.mkdir(parents=True)
        for folder in ("photos", "models", "runs", "backups"):
            (root / folder).mkdir()
        (root / "about.json").write_text(json.dumps({"format": 1}) + "\n", encoding="utf-8")
    except FileExistsError:
        raise RefusedError(
            f"{root} exists already.", kept="It was not touched.", todo="Choose another name, or open it."
        ) from None
    except OSError as error:
        raise MiwakeError(
            f"{root} cannot be made.", why=str(error), todo="Choose a folder that you may write to."
        ) from error
    return ProjectFolder(root.absolute())
