"""What can be refused without torch is refused before it is loaded: that takes seconds."""

import sys
from pathlib import Path

import pytest

from miwake.cli import following
from miwake.domain.mixups import NewMixup
from miwake.jobs import JobFolder, JobState
from miwake.services import jobs
from miwake.services.mixups import add_mixups
from miwake.services.projects import open_project
from miwake.services.sorting import sort_photos
from unit.cli.conftest import Miwake, not_to_be_loaded
from unit.services.kit import with_mixup, with_photos


def test_the_guard_of_these_tests_notices_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    not_to_be_loaded(monkeypatch, "telling")
    with pytest.raises(ImportError):
        from miwake.worker import telling  # noqa: F401, PLC0415 - it must not be there
    assert sys.modules["miwake.worker.telling"] is None


def test_tell_without_a_mixup(miwake: Miwake, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    not_to_be_loaded(monkeypatch, "telling")
    ended = miwake("tell", site, site.parent / "in")
    assert (ended.code, ended.out) == (1, "")
    assert "There is no mix-up to answer." in ended.err


@pytest.mark.parametrize(("folder", "reason"), [("nowhere", "There is no folder"), ("empty", "There is no photo in")])
def test_tell_without_photos(
    miwake: Miwake, site: Path, monkeypatch: pytest.MonkeyPatch, folder: str, reason: str
) -> None:
    with open_project(site) as project:
        add_mixups(project, [NewMixup("valve", ("an open valve", "a closed valve"))])
    (site.parent / "empty").mkdir()
    not_to_be_loaded(monkeypatch, "telling")
    ended = miwake("tell", site, site.parent / folder)
    assert (ended.code, ended.out) == (1, "")
    assert reason in " ".join(ended.err.split())


def test_evaluate_without_cases_or_with_an_unknown_model(
    miwake: Miwake, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_to_be_loaded(monkeypatch, "evaluating")
    ended = miwake("evaluate", site)
    assert (ended.code, ended.out) == (1, "")
    assert "There is no case in test scenes yet." in ended.err
    unknown = miwake("evaluate", site, "--model", "nothing")
    assert unknown.code == 1
    assert "There is no model 'nothing'." in unknown.err


def test_a_demo_with_a_budget_that_is_none_draws_nothing(
    miwake: Miwake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_to_be_loaded(monkeypatch, "demo")
    ended = miwake("demo", "--out", tmp_path / "demo", "--budget", "soon")
    assert (ended.code, "'soon' is no time." in ended.err) == (1, True)


def test_a_retraining_that_cannot_be_started_is_in_nobodys_way(
    miwake: Miwake, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: JobFolder, _argv: object = None) -> None:
        raise OSError("No memory.")

    monkeypatch.setattr(following, "start_detached", fail)
    with open_project(site) as project:
        mixup = with_mixup(project)
        sort_photos(project, mixup.id, {photo: number % 2 + 1 for number, photo in enumerate(with_photos(project, 30))})
    for _ in range(2):
        ended = miwake("retrain", site)
        assert (ended.code, ended.out) == (1, "")
        assert "It was withdrawn" in " ".join(ended.err.split())
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "one process only" in miwake("retrain", site, "--processes", "2").err
    with open_project(site) as project:
        assert [job.status.state for job in jobs.jobs(project)] == [JobState.CANCELLED] * 2
