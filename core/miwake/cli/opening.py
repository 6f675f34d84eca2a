"""Open a project that a command is going to change: backed up first, once a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from miwake.cli.output import warn
from miwake.domain.errors import MiwakeError
from miwake.services.backups import back_up_daily
from miwake.services.projects import Project, open_project


@contextmanager
def open_to_change(path: Path) -> Iterator[Project]:
    """Open the project at `path`; without a backup it goes on, and says so.

    Raises:
        NotFoundError: There is none.
        MiwakeError: Its database cannot be read, or is newer than this program.
    """
    with open_project(path) as project:
        try:
            back_up_daily(project)
        except MiwakeError as error:
            warn(f"No backup today: {error}")
        yield project
