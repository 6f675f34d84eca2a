import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from miwake.domain.errors import BusyError, MiwakeError, NotFoundError, RefusedError
from miwake.domain.photos import NewPhoto
from miwake.jobs import JobState, StateEvent, claim
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.messages import now
from miwake.services import backups
from miwake.services.backups import back_up, back_up_daily, export_project, restore
from miwake.services.importing import Placed, add_photos
from miwake.services.imports import queue_import
from miwake.services.photos import list_photos
from miwake.services.projects import Project, new_project, open_project
from miwake.services.proposals import queue_negatives
from miwake.services.window_lock import WindowLock
from unit.services.kit import rows, with_mixup, with_photos


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A closed project with a photo, a mix-up made later, and a backup from between."""
    with new_project(tmp_path / "site") as project:
        with_photos(project, 1)
        back_up(project).rename(project.folder.backups / "good.db")
        with_mixup(project)
        return project.folder.root


def test_a_backup_takes_the_place_and_what_was_there_is_kept(root: Path) -> None:
    kept = restore(root, Path("good.db"))
    with open_project(root) as project:
        assert (len(rows(project)["photos"]), rows(project)["mixups"]) == (1, [])
    restore(root, kept)
    with open_project(root) as project:
        assert len(rows(project)["mixups"]) == 1


@pytest.mark.parametrize("damage", ["no database", "", "a third", "gone"])
def test_a_damaged_database_is_replaced_too(root: Path, damage: str) -> None:
    database = root / "project.db"
    content = database.read_bytes()
    if damage == "gone":
        database.unlink()
    else:
        database.write_bytes(content[: len(content) // 3] if damage == "a third" else damage.encode())
    restore(root, Path("good.db"))
    with open_project(root) as project:
        assert len(rows(project)["photos"]) == 1


def test_what_is_no_sound_backup_is_refused(root: Path, tmp_path: Path) -> None:
    before = (root / "project.db").read_bytes()
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE a (b)")
    for path in (broken, other):
        with pytest.raises(MiwakeError, match="damaged"):
            restore(root, path)
    with pytest.raises(NotFoundError):
        restore(root, Path("none.db"))
    with pytest.raises(NotFoundError):
        restore(tmp_path / "nowhere", broken)
    assert (root / "project.db").read_bytes() == before


def test_an_open_window_is_not_pulled_away(root: Path) -> None:
    with open_project(root) as project:
        lock = WindowLock(project.folder, person="Ken")
        lock.take()
        with pytest.raises(BusyError, match="Ken"):
            restore(root, Path("good.db"))
        lock.give_back()
    restore(root, Path("good.db"))


def test_a_job_at_work_is_not_pulled_away(root: Path) -> None:
    with open_project(root) as project:
        never_started, folder = queue_negatives(project), queue_import(project, [Path("/photos")])
    claim(folder)
    before = (root / "project.db").read_bytes()
    with pytest.raises(BusyError, match="A job works on this project: Importing photos") as told:
        restore(root, Path("good.db"))
    assert folder.path.name in told.value.todo
    assert (root / "project.db").read_bytes() == before
    with EventWriter(folder.events_file) as writer:
        writer.append(StateEvent(at=now(), state=JobState.DONE, attempt=1))
    restore(root, Path("good.db"))
    assert never_started.last_state().state is JobState.PENDING


def test_daily_backups_are_thinned(project: Project) -> None:
    for day in range(1, 21):
        (project.folder.backups / f"daily-202001{day:02}.db").write_bytes(b"old")
    written = back_up_daily(project)
    assert written
    assert back_up_daily(project) is None
    names = sorted(path.name for path in project.folder.backups.glob("daily-*"))
    assert names == [f"daily-202001{day:02}.db" for day in range(8, 21)] + [written.name]
    assert backups.backups(project.folder)[0] == written


def test_a_daily_backup_appears_when_it_is_whole(project: Project) -> None:
    (project.folder.backups / "daily-20200101.77.part").write_bytes(b"broken off")
    others = project.folder.backups / f"daily-{datetime.now(UTC):%Y%m%d}.77.part"
    others.write_bytes(b"being written")
    written = back_up_daily(project)
    assert written
    assert {path.name for path in project.folder.backups.iterdir()} == {written.name, others.name}
    with closing(sqlite3.connect(written)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_daily_backup_that_cannot_be_written_says_so(project: Project) -> None:
    project.folder.backups.rmdir()
    project.folder.backups.write_text("in the way")
    with pytest.raises(MiwakeError, match="Today's backup cannot be written"):
        back_up_daily(project)


def test_an_exported_project_opens_elsewhere_with_its_photos(project: Project, tmp_path: Path) -> None:
    inside = project.folder.photos / "ab" / "x.jpg"
    inside.parent.mkdir()
    inside.write_bytes(b"photo")
    # Older than any zip file can say.
    os.utime(inside, (0, 0))
    new = NewPhoto("a" * 64, inside, "x.jpg", 5, 1, 1)
    add_photos(project, [Placed(new, scene="a")])
    (project.folder.cache).mkdir()
    (project.folder.cache / "vectors").write_bytes(b"large")
    WindowLock(project.folder, person="Aiko").take()
    target = export_project(project, tmp_path / "site.zip")
    with zipfile.ZipFile(target) as bundle:
        names = set(bundle.namelist())
        bundle.extractall(tmp_path / "elsewhere")
    assert names == {"site.miwake/project.db", "site.miwake/photos/ab/x.jpg", "site.miwake/about.json"}
    with open_project(tmp_path / "elsewhere" / "site") as again:
        (photo,) = list_photos(again)
        assert photo.path.read_bytes() == b"photo"
        assert photo.path.is_relative_to(tmp_path / "elsewhere")
    with pytest.raises(RefusedError):
        export_project(project, target)


def test_a_bundle_written_into_the_project_does_not_hold_itself(project: Project, tmp_path: Path) -> None:
    target = export_project(project, project.folder.root / "mine.zip")
    with zipfile.ZipFile(target) as bundle:
        assert "site.miwake/mine.zip" not in bundle.namelist()
    with pytest.raises(MiwakeError):
        export_project(project, tmp_path / "no" / "folder.zip")
    assert not list(project.folder.backups.glob(".export*"))
