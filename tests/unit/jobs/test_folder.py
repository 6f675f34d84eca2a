"""The job folder: made whole, read by anyone, commands in order."""

import threading
from pathlib import Path

import pytest

from miwake.domain.errors import NotFoundError, RefusedError
from miwake.jobs import Command, JobFolder, JobState, StatusReader, list_jobs, new_spec
from miwake.jobs.eventlog import EventWriter
from miwake.jobs.messages import ProgressEvent
from unit.jobs.kit import new_job, states_of


def test_a_new_job_is_pending_and_says_what_to_do(jobs: Path) -> None:
    spec = new_spec("retrain", project="/p", params={"seed": 3}, title="Retrain")
    folder = JobFolder(jobs / spec.id).create(spec)
    assert JobFolder(folder.path).spec == spec
    assert states_of(folder) == ["pending"]
    assert list(jobs.iterdir()) == [folder.path]


def test_an_existing_folder_is_refused_and_unchanged(jobs: Path) -> None:
    folder = new_job(jobs)
    before = folder.job_file.read_bytes()
    with pytest.raises(RefusedError):
        folder.create(new_spec("other"))
    assert folder.job_file.read_bytes() == before
    assert len(list(jobs.iterdir())) == 1


def test_a_folder_that_cannot_be_completed_is_not_left_behind(jobs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(EventWriter, "append", full)
    with pytest.raises(OSError, match="No space"):
        new_job(jobs)
    assert list(jobs.iterdir()) == []


def test_no_job_and_a_broken_job_are_told_apart_from_a_newer_one(tmp_path: Path) -> None:
    folder = JobFolder(tmp_path)
    with pytest.raises(NotFoundError, match="no job"):
        folder.read_job()
    folder.job_file.write_text("{")
    with pytest.raises(NotFoundError, match="cannot be read"):
        folder.read_job()
    folder.job_file.write_text('{"v": 2, "spec": {"id": "1", "kind": "x"}}')
    with pytest.raises(RefusedError, match="newer"):
        folder.read_job()


def test_commands_are_consumed_once_and_in_order(jobs: Path) -> None:
    folder = new_job(jobs)
    asked = (Command.PAUSE, Command.RESUME, Command.PAUSE, Command.STOP, Command.CANCEL)
    for command in asked:
        folder.put_command(command)
    assert folder.waiting_commands() == asked
    assert folder.take_commands() == asked
    assert folder.take_commands() == ()


def test_what_is_no_command_is_passed_over(jobs: Path) -> None:
    folder = new_job(jobs)
    (folder.commands / "0.json").write_text('{"v": 2, "command": "sing", "at": 1}')
    (folder.commands / ".1.json").write_text("half a comm")
    folder.put_command(Command.STOP)
    assert folder.take_commands() == (Command.STOP,)


def test_commands_from_many_threads_all_arrive(jobs: Path) -> None:
    folder = new_job(jobs)
    threads = [threading.Thread(target=folder.put_command, args=(Command.PAUSE,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert folder.take_commands() == (Command.PAUSE,) * 20


def test_two_readers_of_one_job_agree(jobs: Path) -> None:
    folder = new_job(jobs)
    early, late = StatusReader(folder), StatusReader(folder)
    with EventWriter(folder.events_file) as writer:
        for done in range(5):
            writer.append(ProgressEvent(at=float(done), done=done))
            assert early.refresh().done == done
    assert late.refresh() == early.refresh() == folder.status()


def test_jobs_are_listed_newest_first_without_what_is_none(jobs: Path) -> None:
    first, second = new_job(jobs), new_job(jobs)
    (jobs / ".hidden").mkdir()
    (jobs / "broken").mkdir()
    (jobs / "file").write_text("")
    listed = list_jobs(jobs)
    assert [job.folder.path for job in listed] == [second.path, first.path]
    assert [job.status.state for job in listed] == [JobState.PENDING] * 2
    assert list_jobs(jobs / "absent") == ()
