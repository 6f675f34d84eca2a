"""Copies of a project: dated backups of its database, and a whole project as one file."""

import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from miwake.domain.errors import BusyError, MiwakeError, NotFoundError, RefusedError
from miwake.services.jobs import at_work
from miwake.services.projects import Project
from miwake.services.window_lock import WindowLock
from miwake.storage.folder import ProjectFolder, locate
from miwake.storage.migrate import LOCK as MIGRATION_LOCK

_KEEP_DAILY = 14
# Caches are made anew, locks belong to a process.
_LEFT_OUT = {
    "cache",
    "window.lock",
    MIGRATION_LOCK,
    "window.owner",
    "project.db",
    "project.db-wal",
    "project.db-shm",
    "thumbnails.db-wal",
    "thumbnails.db-shm",
}


def back_up(project: Project) -> Path:
    """Write a dated copy of the database into `backups/`; return it."""
    project.folder.backups.mkdir(exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = project.folder.backups / f"backup-{stamp}.db"
    project.database.backup(target)
    return target


def back_up_daily(project: Project) -> Path | None:
    """Back up unless it was done today, and keep the newest fourteen; return the new copy.

    A large project takes seconds. The copy appears when all of it is written; several processes may ask at once.

    Raises:
        MiwakeError: The copy cannot be written.
    """
    today = datetime.now(UTC).strftime("%Y%m%d")
    daily = sorted(project.folder.backups.glob("daily-*.db"))
    if daily and daily[-1].stem == f"daily-{today}":
        return None
    target = project.folder.backups / f"daily-{today}.db"
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    try:
        project.folder.backups.mkdir(exist_ok=True)
        for left_over in project.folder.backups.glob("daily-*.part"):
            # One of today may be written by another process at this moment.
            if left_over == unfinished or not left_over.name.startswith(target.stem):
                left_over.unlink(missing_ok=True)
        project.database.backup(unfinished)
        unfinished.replace(target)
    except OSError as error:
        raise MiwakeError(
            "Today's backup cannot be written.",
            why=str(error),
            kept="The project is unchanged.",
            todo="Check the drive.",
        ) from error
    for old in daily[: -(_KEEP_DAILY - 1)]:
        old.unlink(missing_ok=True)
    return target


def backups(folder: ProjectFolder) -> list[Path]:
    """Return the copies that there are, newest first."""
    return sorted(folder.backups.glob("*.db"), key=lambda path: path.stat().st_mtime, reverse=True)


def restore(path: Path, backup: Path) -> Path:
    """Put a backup in the place of a project's database; return where the replaced one was kept.

    Args:
        path: The project; it must not be open. Its database may be damaged or gone.
        backup: One of its backups, by path or name.

    Raises:
        NotFoundError: There is no such backup.
        BusyError: A window has the project open, or a job works on it.
        MiwakeError: The backup is damaged, or the drive cannot be written.
    """
    folder = locate(path, damaged=True)
    source = backup if backup.is_file() else folder.backups / backup.name
    if not source.is_file():
        raise NotFoundError(f"There is no backup {backup}.", todo=f"See {folder.backups}.")
    _require_sound(source)
    _require_no_job(folder)
    lock = WindowLock(folder, person="A restore")
    lock.take()
    try:
        return _replace(folder, source)
    except (OSError, sqlite3.Error) as error:
        raise MiwakeError("The backup cannot be put back.", why=str(error), todo="Check the drive.") from error
    finally:
        lock.give_back()


def _replace(folder: ProjectFolder, source: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    folder.backups.mkdir(exist_ok=True)
    kept = folder.backups / f"replaced-{stamp}.db"
    fresh = folder.database.with_suffix(".restoring")
    fresh.unlink(missing_ok=True)
    _copy(source, fresh)
    if folder.database.exists():
        try:
            _copy(folder.database, kept)
        except sqlite3.DatabaseError:
            # Too damaged to be read; kept as it is, for whoever can make something of it.
            kept.unlink(missing_ok=True)
            shutil.copyfile(folder.database, kept)
    for leftover in ("project.db-wal", "project.db-shm"):
        (folder.root / leftover).unlink(missing_ok=True)
    fresh.replace(folder.database)
    return kept


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def export_project(project: Project, target: Path) -> Path:
    """Write the whole project, its caches apart, into one zip file; return it.

    Raises:
        RefusedError: Something is at `target`.
    """
    if target.exists():
        raise RefusedError(f"{target} exists already.", kept="It was not touched.", todo="Name a new file.")
    root = project.folder.root
    copy = project.folder.backups / ".exporting.db"
    copy.parent.mkdir(exist_ok=True)
    copy.unlink(missing_ok=True)
    # The bundle itself may be written into the project's folder.
    out = {copy, target.absolute(), target.resolve()}
    project.database.backup(copy)
    try:
        with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED, strict_timestamps=False) as bundle:
            bundle.write(copy, f"{root.name}/project.db")
            for file in sorted(root.rglob("*")):
                inside = file.relative_to(root)
                if file.is_file() and inside.parts[0] not in _LEFT_OUT and file not in out:
                    bundle.write(file, f"{root.name}/{inside.as_posix()}")
    except OSError as error:
        target.unlink(missing_ok=True)
        raise MiwakeError(f"{target} cannot be written.", why=str(error), kept="The project is unchanged.") from error
    finally:
        copy.unlink(missing_ok=True)
    return target


def _require_no_job(folder: ProjectFolder) -> None:
    for job in at_work(folder.jobs):
        raise BusyError(
            f"A job works on this project: {job.spec.title}.",
            why="What it writes would be lost, or end up in the wrong database.",
            kept="The project is unchanged.",
            todo=f"Wait for it, or end it: `miwake jobs cancel {folder.root} {job.spec.id}`.",
        )


def _require_sound(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise MiwakeError(f"{path.name} is damaged.", kept="The project is unchanged.", todo="Choose another backup.")
